-- KOReader's dictionaries that are small enough to know all their words.
local lfs = require("libs/libkoreader-lfs")
local Words = require("reader_words")

local Dictionaries = {}

-- As KOReader itself looks for them: below the folder, but not in `res`, which may hold thousands of pictures.
local function add_folder(words, folder, disabled)
    local ok, names, state = pcall(lfs.dir, folder)
    if not ok then return end
    for name in names, state do
        local path = folder .. "/" .. name
        local mode = name ~= "." and name ~= ".." and name ~= "res" and lfs.attributes(path, "mode")
        if mode == "directory" then
            add_folder(words, path, disabled)
        elseif mode == "file" and name:match("%.ifo$") and not disabled[path] then
            Words.add_dictionary(words, path)
        end
    end
end

--- The words of every dictionary in KOReader's folder, and in its second one, that is not `disabled` (by the path of its `.ifo`).
function Dictionaries.words(folder, disabled)
    local words = Words.none()
    add_folder(words, folder, disabled)
    add_folder(words, folder .. "_ext", disabled)
    return words
end

return Dictionaries
