-- What the plugin says: English, or Chinese where KOReader's own language is Chinese.
local Speech = {}

local SIMPLIFIED = require("reader_speech_zh")

--- The text in KOReader's language; `%1`, `%2` are what is put in.
function Speech.say(text, ...)
    local language = G_reader_settings and G_reader_settings:readSetting("language") or ""
    local said = language:match("^zh") and SIMPLIFIED[text] or text
    local parts = { ... }
    return (said:gsub("%%(%d)", function(number) return tostring(parts[tonumber(number)]) end))
end

return Speech
