-- Which term the finger is on: the longest known word that holds the character.
local Fold = require("reader_fold")

local Term = {}

-- Characters looked at on each side; no term is longer.
Term.FARTHEST = 40

-- A note's marker is no part of the text that it stands in.
local function is_marker(position)
    return tostring(position):find("/sup[%[/.]") ~= nil
end

-- One step of a walk: the character, or nothing where the walk ends. A step over no text (the end of a text node) is the empty character.
local function character(from, to, owner, callbacks)
    local text = callbacks.get_text_in_range(from, to) or ""
    if text:find("\n", 1, true) or is_marker(owner) then return end
    return text
end

local function walk_back(position, callbacks, most)
    local found, steps = {}, 0
    while #found < most and steps < 2 * most do
        steps = steps + 1
        local before = callbacks.get_prev_char_pos(position)
        local text = before and character(before, position, before, callbacks)
        if not text then break end
        local key = Fold.key(text)
        if key ~= "" then table.insert(found, 1, { key = key, pos = before, after = position }) end
        position = before
    end
    return found
end

local function walk_on(found, position, callbacks, most)
    local first, steps = #found, 0
    while #found - first < most and steps < 2 * most do
        steps = steps + 1
        local after = callbacks.get_next_char_pos(position)
        local text = after and character(position, after, position, callbacks)
        if not text then return end
        local key = Fold.key(text)
        if key ~= "" then found[#found + 1] = { key = key, pos = position, after = after } end
        position = after
    end
end

-- H20 stands in 用H20的, and not in GH200: letters and digits that no Chinese character parts belong together.
local function is_letter(step)
    return step ~= nil and step.key:find("^[%w\195-\223]") ~= nil
end

local function stands_alone(steps, first, last)
    return not (is_letter(steps[first]) and is_letter(steps[first - 1])) and not (is_letter(steps[last]) and is_letter(steps[last + 1]))
end

local function keys(steps, first, last)
    local found = {}
    for at = first, last do found[#found + 1] = steps[at].key end
    return table.concat(found)
end

--- Where the longest of `words` that holds the character at `args.pos0` begins and ends: two positions; nothing where there is none.
-- `args.callbacks` are those of KOReader's LanguageSupport. Of two as long the earlier one counts.
function Term.around(args, words)
    local most = math.min(words.longest, Term.FARTHEST)
    if most == 0 then return end
    local steps = walk_back(args.pos0, args.callbacks, most - 1)
    local tapped = #steps + 1
    walk_on(steps, args.pos0, args.callbacks, most + 1)
    for length = most, 1, -1 do
        if words.lengths[length] then
            for first = math.max(1, tapped - length + 1), math.min(tapped, #steps - length + 1) do
                local last = first + length - 1
                if words.by_key[keys(steps, first, last)] and stands_alone(steps, first, last) then
                    return steps[first].pos, steps[last].after
                end
            end
        end
    end
end

return Term
