-- The plugin: a tap on any character of a term selects the whole of it.
local DataStorage = require("datastorage")
local LanguageSupport = require("languagesupport")
local WidgetContainer = require("ui/widget/container/widgetcontainer")
local Dictionaries = require("reader_dictionaries")
local Term = require("reader_term")
local Words = require("reader_words")

local Reader = WidgetContainer:extend{
    name = "reader",
    is_doc_only = false,
}

-- Read once, when a word is first held, and shared by all books.
local words

function Reader:init()
    LanguageSupport:registerPlugin(self)
end

--- Chinese, by the codes that books use.
function Reader:supportsLanguage(code)
    local language = tostring(code):lower():match("^%a+")
    return language == "zh" or language == "zho" or language == "chi" or language == "cmn" or language == "yue"
end

function Reader:words()
    if not words then
        local folder = self.ui and self.ui.dictionary and self.ui.dictionary.data_dir or DataStorage:getDataDir() .. "/data/dict"
        words = Dictionaries.words(folder, G_reader_settings:readSetting("dicts_disabled") or {})
    end
    return words
end

--- KOReader asks which word is meant: two positions, or nothing.
function Reader:onWordSelection(args)
    local first, last = Term.around(args, self:words())
    if first then return { first, last } end
end

--- KOReader asks how else a dictionary may spell a word.
function Reader:onWordLookup(args)
    local spelling = Words.spelling(self:words(), args.text)
    if spelling and spelling ~= args.text then return { spelling } end
end

return Reader
