-- The plugin as KOReader sees it: it says which word is meant, and takes highlights to the reading group and back.
local DataStorage = require("datastorage")
local Device = require("device")
local Dispatcher = require("dispatcher")
local LanguageSupport = require("languagesupport")
local LuaSettings = require("luasettings")
local NetworkMgr = require("ui/network/manager")
local Provider = require("provider")
local UIManager = require("ui/uimanager")
local WidgetContainer = require("ui/widget/container/widgetcontainer")
local md5 = require("ffi/sha2").md5
local Club = require("reader_club")
local Dictionaries = require("reader_dictionaries")
local Exporter = require("reader_exporter")
local Menus = require("reader_menus")
local Outbox = require("reader_outbox")
local Term = require("reader_term")
local Words = require("reader_words")
local say = require("reader_speech").say

local Reader = WidgetContainer:extend{
    name = "reader",
    is_doc_only = false,
    settings_file = DataStorage:getSettingsDir() .. "/reader_club.lua",
}

-- Seconds between two exchanges that nobody asked for: an e-reader sleeps and wakes often.
local PAUSE = 25

-- All books share these: the words of the dictionaries, read when a word is first held, and what is kept in the file.
local words, file, last

local function kept()
    file = file or LuaSettings:open(Reader.settings_file)
    local data = file:readSetting("club", {})
    data.outbox = data.outbox or Outbox.none()
    data.shared = data.shared or {}
    data.exporter = data.exporter or {}
    data.device = Device.model
    return data
end

local function keep()
    file:flush()
end

-- The highlights of a file: those of the open book as they are now, of another as KOReader has saved them; and KOReader's hash of it.
local function annotations_of(ui, path)
    if ui and ui.document and ui.document.file == path and ui.annotation then
        return ui.annotation.annotations, ui.doc_settings:readSetting("partial_md5_checksum")
    end
    local saved = require("docsettings"):open(path)
    return saved:readSetting("annotations"), saved:readSetting("partial_md5_checksum")
end

-- KOReader registers its own targets before plugins are made, so ours is there when its module is read.
Provider:register("exporter", "reader", Exporter.target(kept().exporter, function() return kept().login ~= nil end, function(ui, path, wanted)
    local annotations, document = annotations_of(ui, path)
    local all, some = Outbox.marks(annotations), {}
    for name, mark in pairs(all) do
        if wanted[mark.pos0] then some[name] = mark end
    end
    if not document then return false end
    Outbox.collect(kept().outbox, document, some, md5)
    local _, wrong = Club.exchange(kept(), nil, Reader.ask(), md5, os.time())
    keep()
    return wrong == nil and kept().known[document] == true
end))

--- The way to ask the service.
function Reader.ask(hurried)
    return require("reader_service").at(kept().login, hurried)
end

function Reader:init()
    self.kept, self.keep = kept, keep
    LanguageSupport:registerPlugin(self)
    Dispatcher:registerAction("reader_club_exchange", {
        category = "none", event = "ReaderClubExchange", title = say("Reading group: send and fetch"), general = true,
    })
    if self.ui and self.ui.menu then self.ui.menu:registerToMainMenu(self) end
end

function Reader:addToMainMenu(items)
    items.reader = Menus.of(self)
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
    local first, last_ = Term.around(args, self:words())
    if first then return { first, last_ } end
end

--- KOReader asks how else a dictionary may spell a word.
function Reader:onWordLookup(args)
    local spelling = Words.spelling(self:words(), args.text)
    if spelling and spelling ~= args.text then return { spelling } end
end

--- KOReader's hash of the open book; nothing where none is open.
function Reader:document_hash()
    return self.ui and self.ui.document and self.ui.doc_settings and self.ui.doc_settings:readSetting("partial_md5_checksum") or nil
end

--- Put the open book's highlights into the outbox, on the disk before this returns.
function Reader:collect()
    local document = self:document_hash()
    if not document or not kept().login or not self.ui.annotation then return end
    if kept().known and not kept().known[document] then return end
    Outbox.collect(kept().outbox, document, Outbox.marks(self.ui.annotation.annotations), md5)
    keep()
end

--- Send what waits and fetch what is shared; the counts and what went wrong.
function Reader:exchange(hurried)
    last = os.time()
    local counts, wrong = Club.exchange(kept(), self:document_hash(), Reader.ask(hurried), md5, last)
    keep()
    return counts, wrong
end

-- What nobody asked for: highlights are put into the outbox; they go where the reader allows it and the network is there already, and never twice
-- in a moment.
local function by_itself(self, hurried)
    if not kept().login then return end
    self:collect()
    if kept().automatic and NetworkMgr:isConnected() and not (last and os.time() - last >= 0 and os.time() - last < PAUSE) then self:exchange(hurried) end
end

function Reader:onCloseDocument() by_itself(self, true) end
function Reader:onSuspend() by_itself(self, true) end
function Reader:onNetworkDisconnecting() by_itself(self, true) end
function Reader:onNetworkConnected()
    UIManager:scheduleIn(1, function() by_itself(self, false) end)
end

--- The same by a gesture, as by hand.
function Reader:onReaderClubExchange()
    Menus.exchange(self)
    return true
end

--- What a new login knows of: nothing that another one sent or saw.
function Reader:log_in(login)
    local data = kept()
    data.login, data.known, data.learnt, data.shared, data.outbox = login, nil, nil, {}, Outbox.none()
    keep()
end

function Reader:deletePluginSettings()
    os.remove(Reader.settings_file)
    os.remove(Reader.settings_file .. ".old")
    file = nil
end

return Reader
