-- The words of StarDict dictionaries, read from their files as data (StarDict, doc/StarDictFileFormat):
-- `.idx`: a word, a zero byte, where its entry is; `.syn`: another spelling, a zero byte, whose it is.
local Fold = require("reader_fold")

local Words = {}

-- Bytes of an `.idx` and a `.syn` together; larger dictionaries would take more memory than a word is worth.
Words.LARGEST = 2 * 1024 * 1024

--- No words yet. `by_key`: by the key of a word its spelling in the dictionary; `lengths`: how many characters keys have; `longest` of them.
function Words.none()
    return { by_key = {}, lengths = {}, longest = 0, count = 0 }
end

--- Add a word in the spelling by which its dictionary finds it. The first of several with one key stays.
function Words.add(words, spelling)
    local key = Fold.key(spelling)
    local length = Fold.length(key)
    if length == 0 or words.by_key[key] then return end
    words.by_key[key] = spelling
    words.lengths[length] = true
    words.longest = math.max(words.longest, length)
    words.count = words.count + 1
end

--- Add every word of an `.idx` or a `.syn`; `trailing` is how many bytes stand behind each zero byte. A file that was cut off gives what is whole in it.
function Words.add_all(words, data, trailing)
    local at = 1
    while true do
        local zero = data:find("\0", at, true)
        if not zero or zero + trailing > #data then return end
        Words.add(words, data:sub(at, zero - 1))
        at = zero + trailing + 1
    end
end

local function read(path)
    local file = io.open(path, "rb")
    if not file then return "" end
    local data = file:read("*a") or ""
    file:close()
    return data
end

local function size(path)
    local file = io.open(path, "rb")
    if not file then return 0 end
    local bytes = file:seek("end") or 0
    file:close()
    return bytes
end

--- Add the dictionary that an `.ifo` describes; what was left out, in a word, or nothing.
function Words.add_dictionary(words, ifo)
    local stem = ifo:gsub("%.ifo$", "")
    local bytes = size(stem .. ".idx")
    if bytes == 0 then return "packed" end
    if bytes + size(stem .. ".syn") > Words.LARGEST then return "large" end
    Words.add_all(words, read(stem .. ".idx"), read(ifo):find("\nidxoffsetbits=64", 1, true) and 12 or 8)
    Words.add_all(words, read(stem .. ".syn"), 4)
end

--- The spelling by which a dictionary finds `text`; nothing where none does.
function Words.spelling(words, text)
    return words.by_key[Fold.key(text)]
end

return Words
