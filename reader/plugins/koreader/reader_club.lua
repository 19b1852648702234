-- The reading group's service: which books are the group's, the marks that go there, those that come back.
-- `ask(method, path, body)` is how it is asked: it gives the status (nothing where nobody answered) and the answer as a table.
local Outbox = require("reader_outbox")

local Club = {}

-- Seconds after which it is asked again which books are the group's.
Club.FRESH = 24 * 60 * 60

local function trouble(status)
    if status == nil then return "offline" end
    if status == 200 or status == 404 then return "address" end -- an answer of somebody else's
    if status == 401 then return "code" end
    if status == 429 then return "later" end
    if status == 301 or status == 302 or status == 307 or status == 308 then return "moved" end
    return status >= 500 and "later" or "refused"
end

--- Learn which books are the group's, unless that is known from less than a day ago. What went wrong, in a word, or nothing.
-- The device asks for the whole list: of a book that is not in it the service never hears.
function Club.learn(kept, ask, now)
    if kept.known and kept.learnt and now - kept.learnt >= 0 and now - kept.learnt < Club.FRESH then return end
    local status, answer = ask("GET", "api/documents")
    if status ~= 200 or type(answer) ~= "table" or type(answer.documents) ~= "table" then return trouble(status) end
    kept.known, kept.learnt = {}, now
    for _, document in ipairs(answer.documents) do kept.known[document] = true end
end

--- Send what waits of a document. The counts { taken, known, orphans }, and what went wrong.
function Club.send(kept, document, ask, hash)
    local counts = { taken = 0, known = 0, orphans = 0 }
    while true do
        local batch = Outbox.batch(kept.outbox, document)
        if not batch then return counts end
        local marks = {}
        for _, mark in pairs(batch) do marks[#marks + 1] = mark end
        local status, answer = ask("POST", "api/marks", { document = document, device = kept.device, marks = marks })
        if status ~= 200 or type(answer) ~= "table" then return counts, trouble(status) end
        for name in pairs(counts) do counts[name] = counts[name] + (tonumber(answer[name]) or 0) end
        Outbox.settle(kept.outbox, document, batch, hash)
    end
end

--- Fetch what members share of a document that this member may see. What went wrong, or nothing.
function Club.fetch(kept, document, ask)
    local status, answer = ask("GET", "api/marks?document=" .. document)
    if status ~= 200 or type(answer) ~= "table" or type(answer.marks) ~= "table" then return trouble(status) end
    kept.shared[document] = answer.marks
end

--- Send everything that waits of the group's books, and fetch what is shared of `document`, where that is one. The counts, and the first thing that went wrong.
-- What waits of other books is dropped unsent.
function Club.exchange(kept, document, ask, hash, now)
    local all = { taken = 0, known = 0, orphans = 0 }
    local wrong = Club.learn(kept, ask, now)
    if wrong then return all, wrong end
    local waiting = {}
    for name in pairs(kept.outbox.waiting) do waiting[#waiting + 1] = name end
    for _, name in ipairs(waiting) do
        if kept.known[name] then
            local counts, failed = Club.send(kept, name, ask, hash)
            for kind, count in pairs(counts) do all[kind] = all[kind] + count end
            wrong = wrong or failed
        else
            kept.outbox.waiting[name] = nil
        end
    end
    if not wrong and document and kept.known[document] then wrong = Club.fetch(kept, document, ask) end
    return all, wrong
end

--- The address of a service as it was typed, or nothing where it is none. Without a scheme, a machine at home is asked without encryption.
function Club.address(typed)
    local address = (typed or ""):gsub("%s+", ""):gsub("/+$", "")
    if address == "" then return end
    if not address:find("^%a[%w+.-]*://") then
        local here = address:find("^%d+%.%d+%.%d+%.%d+") or address:find("^localhost") or address:find("^[^/]+%.local") or address:find("^%[")
        address = (here and "http://" or "https://") .. address
    end
    return address:find("^https?://[^/%s]+") and address or nil
end

return Club
