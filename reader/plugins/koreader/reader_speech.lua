-- What the plugin says: English, or Chinese where KOReader's own language is Chinese.
local Speech = {}

local WORDS = { zh = require("reader_speech_zh"), zh_TW = require("reader_speech_zh_TW") }

--- The text in KOReader's language; `%1`, `%2` are what is put in.
function Speech.say(text, ...)
    local language = G_reader_settings and G_reader_settings:readSetting("language") or ""
    local words = WORDS[language:match("^zh_TW") or language:match("^zh_HK") and "zh_TW" or language:match("^zh")]
    local said = words and words[text] or text
    local parts = { ... }
    return (said:gsub("%%(%d)", function(number) return tostring(parts[tonumber(number)]) end))
end

return Speech
