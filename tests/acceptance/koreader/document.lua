-- A book as KOReader shows it to plugins: text nodes, with positions as crengine counts them (crengine, lvtinydom.cpp,
-- `nextVisibleChar` and `prevVisibleChar`): onwards, the end of a node is a position of its own; backwards it is none.
local Fold = require("reader_fold")

local Document = {}

local function characters(text)
    local found = {}
    for character in text:gmatch(Fold.CHARACTER) do found[#found + 1] = character end
    return found
end

--- The callbacks of LanguageSupport over `nodes`: { path, text, block }, in order. `calls` counts what is asked.
function Document.new(nodes)
    local at = {}
    for place, node in ipairs(nodes) do
        node.characters = characters(node.text)
        at[node.path] = place
    end
    local document = { calls = 0 }
    local function split(position)
        local path, offset = position:match("^(.*)%.(%d+)$")
        return at[path], tonumber(offset)
    end
    local function join(place, offset) return nodes[place] and nodes[place].path .. "." .. offset end
    document.join = join
    function document.get_next_char_pos(position)
        document.calls = document.calls + 1
        local place, offset = split(position)
        if offset == #nodes[place].characters then return join(place + 1, 0) end
        return join(place, offset + 1)
    end
    function document.get_prev_char_pos(position)
        document.calls = document.calls + 1
        local place, offset = split(position)
        if offset > 0 then return join(place, offset - 1) end
        return nodes[place - 1] and join(place - 1, #nodes[place - 1].characters - 1)
    end
    function document.get_text_in_range(from, to)
        document.calls = document.calls + 1
        local place, offset = split(from)
        local last, stop = split(to)
        local found = {}
        while place < last or (place == last and offset < stop) do
            if offset < #nodes[place].characters then
                offset = offset + 1
                found[#found + 1] = nodes[place].characters[offset]
            else
                if nodes[place].block ~= nodes[place + 1].block then found[#found + 1] = "\n" end
                place, offset = place + 1, 0
            end
        end
        return table.concat(found)
    end
    return document
end

return Document
