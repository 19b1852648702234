-- What the scripts beside this one say whether things are as they should be with.
local Check = { failed = 0, asked = 0 }

function Check.equal(found, wanted, what)
    Check.asked = Check.asked + 1
    if found ~= wanted then
        Check.failed = Check.failed + 1
        print(("%s: %s instead of %s"):format(what, tostring(found), tostring(wanted)))
    end
end

--- Say how it went, and end with 1 where something is wrong.
function Check.done(name)
    print(("%s: %d of %d wrong"):format(name, Check.failed, Check.asked))
    os.exit(Check.failed == 0 and Check.asked > 0 and 0 or 1)
end

return Check
