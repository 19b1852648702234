-- What all spellings of a word have in common: simplified or traditional, capital or small, full width or not.
local Fold = {}

-- A character in UTF-8.
Fold.CHARACTER = "[%z\1-\127\194-\244][\128-\191]*"

local folded

local function characters(text)
    local found = {}
    for character in text:gmatch(Fold.CHARACTER) do found[#found + 1] = character end
    return found
end

-- Made when a word is first looked up: five thousand characters, a few milliseconds.
local function shadows()
    if folded then return folded end
    local pairs_of = require("reader_fold_table")
    local from, to = characters(pairs_of.from), characters(pairs_of.to)
    folded = {}
    for place = 1, #from do folded[from[place]] = to[place] end
    for _, character in ipairs(characters(pairs_of.unseen)) do folded[character] = "" end
    return folded
end

--- The key of a text: what nobody sees is not in it.
function Fold.key(text)
    return (text:gsub(Fold.CHARACTER, shadows()))
end

--- How many characters a text has.
function Fold.length(text)
    local _, count = text:gsub(Fold.CHARACTER, "")
    return count
end

return Fold
