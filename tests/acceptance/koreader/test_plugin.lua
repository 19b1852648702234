-- The plugin in KOReader's hands: its menu, its events, its export, its list. `arg[2]` is the folder that holds a dictionary and the plugin.
local Check = require("check")
local Document = require("document")
local Stubs = require("stubs")

Stubs.data = "data"
Stubs.folders = {
    ["data/dict"] = { ".", "..", "res", "ours", "off.ifo", "note.txt" },
    ["data/dict/res"] = { "picture.ifo" },
    ["data/dict/ours"] = { "words.ifo" },
}
Stubs.settings.dicts_disabled = { ["data/dict/off.ifo"] = true }
local opened, open = {}, io.open
io.open = function(path, ...)
    opened[path] = true
    return open((path:gsub("^data/dict/ours", arg[2])), ...)
end

-- The service, in the place of the network.
local asked, answers = {}, {}
package.preload["reader_service"] = function()
    return { at = function(login, hurried)
        return function(method, path, body)
            asked[#asked + 1] = { method = method, path = path, body = body, login = login, hurried = hurried }
            return answers[method .. " " .. path:match("^[%w/]+")]()
        end
    end }
end
answers["GET api/documents"] = function() return 200, { documents = { "ours" } } end
answers["GET api/marks"] = function()
    local first = { who = "阿里", exact = "打压政策", note = "这里\n我不同意", xpointer = "/body/DocFragment[3]/body/p[2].0" }
    return 200, { marks = { first, { who = "小明", exact = "祸", note = "" } } }
end
answers["POST api/marks"] = function() return 200, { taken = 1, known = 0, orphans = 0 } end

local highlight = { datetime = "2026-02-03 21:14:05", drawer = "lighten", text = "打压政策", pos0 = "/body/p[1]/text().0", pos1 = "/body/p[1]/text().4" }
local function book(hash)
    local went = {}
    return {
        went = went,
        document = { file = "/books/" .. hash .. ".epub", getPageFromXPointer = function() return 12 end },
        doc_settings = { readSetting = function(_, key) return key == "partial_md5_checksum" and hash or nil end },
        annotation = { annotations = { highlight } },
        dictionary = { data_dir = "data/dict" },
        link = { addCurrentLocationToStack = function() went[#went + 1] = "remembered" end },
        handleEvent = function(_, event) went[#went + 1] = event.name .. " " .. event.arguments[1] end,
        menu = { registerToMainMenu = function() end },
    }
end

local Reader = dofile(arg[2] .. "/main.lua")
local ui = book("ours")
local plugin = Reader:new{ ui = ui }
local function menu(at) return plugin.items.reader.sub_item_table[at] end
plugin.items = {}
plugin:addToMainMenu(plugin.items)
local function last_words() return Stubs.shown[#Stubs.shown].text end

-- Words.
Check.equal(Stubs.plugins[1], plugin, "registered")
for code, wanted in pairs({ ["zh"] = true, ["zh-Hant-TW"] = true, ["zho"] = true, ["ZH_CN"] = true, ["ja"] = false, ["en"] = false, ["unknown"] = false }) do
    Check.equal(plugin:supportsLanguage(code), wanted, "language " .. code)
end
local page = Document.new({ { path = "/p/text()", text = "买英偉達的" } })
local found = plugin:onWordSelection({ pos0 = page.join(1, 2), callbacks = page })
Check.equal(found and page.get_text_in_range(found[1], found[2]), "英偉達", "a word is selected")
Check.equal(plugin:onWordSelection({ pos0 = page.join(1, 0), callbacks = page }), nil, "no word")
Check.equal(opened["data/dict/ours/words.idx"], true, "a dictionary is read")
Check.equal(opened["data/dict/off.idx"], nil, "none that is switched off")
Check.equal(opened["data/dict/res/picture.idx"], nil, "nothing among pictures")
Check.equal(plugin:onWordLookup({ text = "没有这个词" }), nil, "no spelling")
Check.equal(plugin:onWordLookup({ text = "ＣＵＤＡ" })[1], "CUDA", "the dictionary's spelling")

-- Before anybody has logged in nothing is kept and nobody is asked.
plugin:onCloseDocument()
Check.equal(#asked, 0, "nobody is asked")
Check.equal(next(plugin.kept().outbox.waiting), nil, "nothing is kept")
Check.equal(menu(2).enabled_func(), false, "nothing to send")

-- Logging in: as progress sync does, or typed.
Stubs.files["settings/kosync.lua"] = { settings = { custom_server = "https://club.example/", username = "a-li", userkey = "md5 of code" } }
local account = menu(4).sub_item_table_func()
Check.equal(account[2].help_text, "https://club.example", "progress sync's account")
account[2].callback()
Check.equal(asked[1].login.key, "md5 of code", "its key")
Check.equal(last_words(), "You are logged in as a-li.", "told")
menu(4).sub_item_table_func()[1].callback()
local dialog = Stubs.shown[#Stubs.shown]
local log_in = dialog.buttons[1][2].callback
dialog.typed = { "club.example", " a-li ", "" }
log_in()
Check.equal(last_words(), "Address, name and code are all needed.", "a code is needed")
dialog.typed = { "club.example", " a-li ", "co de" }
log_in()
Check.equal(dialog.closed, true, "the dialog is closed")
Check.equal(plugin.kept().login.key, "md5 of code", "the code as its MD5, without blanks")
Check.equal(Stubs.files["settings/reader_club.lua"].club.login.code, nil, "never the code itself")

-- By itself only where that is allowed; queued while there is no network.
asked = {}
plugin:onSuspend()
Check.equal(#asked, 0, "not allowed")
Check.equal(menu(2).text_func(), "Send and fetch now (1 waiting)", "but it waits")
menu(3).callback()
Check.equal(menu(3).checked_func(), true, "allowed")
Stubs.online = false
plugin:onSuspend()
Check.equal(#asked, 0, "no network")
Check.equal(menu(2).text_func(), "Send and fetch now (1 waiting)", "one waits")
Check.equal(next(Stubs.files["settings/reader_club.lua"].club.outbox.waiting.ours) ~= nil, true, "on the disk")
Stubs.online = true
plugin:onNetworkConnected()
Stubs.scheduled[1]()
Check.equal(asked[1].path, "api/marks", "sent when the network comes")
Check.equal(asked[1].body.document, "ours", "of this book")
Check.equal(asked[1].body.device, "Kobo_nova", "from this device")
Check.equal(asked[1].body.marks[1].text, "打压政策", "the words")
Check.equal(asked[2].path, "api/marks?document=ours", "and fetched")
asked = {}
plugin:onSuspend()
Check.equal(#asked, 0, "not again in a moment")
menu(2).callback()
Check.equal(#asked, 1, "by hand, and nothing twice")
Check.equal(last_words(), "Shared by the group: 2", "what there is")

asked = {}
Check.equal(Stubs.actions.reader_club_exchange.event, "ReaderClubExchange", "a gesture")
Check.equal(plugin:onReaderClubExchange(), true, "is answered")
Check.equal(#asked, 1, "by the same")

-- Of another book nothing leaves the device.
asked = {}
local other = Reader:new{ ui = book("theirs") }
other.items = {}
other:addToMainMenu(other.items)
other.items.reader.sub_item_table[2].callback()
Check.equal(#asked, 0, "nobody is asked")
Check.equal(last_words(), "This book is none of the group's; nothing of it was sent.", "told")
Check.equal(plugin.kept().outbox.waiting.theirs, nil, "nothing is kept")

Stubs.online = false
other:onCloseDocument()
Check.equal(plugin.kept().outbox.waiting.theirs, nil, "nor put by")
Stubs.online = true

-- The list leads to its places.
Check.equal(menu(1).text_func(), "Shared by the group: 2", "how many")
menu(1).callback()
local list = Stubs.shown[#Stubs.shown]
Check.equal(list.item_table[1].text, "阿里: “打压政策” 这里 我不同意", "a row")
Check.equal(list.item_table[1].mandatory, 12, "its page")
Check.equal(list.item_table[2].select_enabled, false, "without a place")
list:onMenuChoice(list.item_table[1])
Check.equal(table.concat(ui.went, ", "), "remembered, GotoXPointer /body/DocFragment[3]/body/p[2].0", "there")

-- KOReader's own export: what is chosen there, of books that are not open too.
local target = Stubs.providers["exporter/reader"]
Check.equal(target:isEnabled(), nil, "not chosen")
target:getMenuTable().callback()
Check.equal(target:isEnabled(), true, "chosen")
target.plugin = { ui = ui }
asked = {}
local more = { datetime = "2026-03-01 08:00:00", drawer = "lighten", text = "另一处", pos0 = "/body/p[9]/text().0" }
local third = { datetime = "2026-03-01 08:01:00", drawer = "invert", text = "第三处", pos0 = "/body/p[10]/text().0" }
Stubs.files["/books/closed.epub.sdr"] = { annotations = { more, third, highlight }, partial_md5_checksum = "ours" }
Check.equal(target:export({ { file = "/books/closed.epub", { { text = "另一处", pn_xp = more.pos0 } } } }), true, "exported")
Check.equal(#asked[1].body.marks, 1, "one")
Check.equal(asked[1].body.marks[1].text, "另一处", "that one")
Stubs.files["/books/theirs.epub.sdr"] = { annotations = { more }, partial_md5_checksum = "theirs" }
Check.equal(target:export({ { file = "/books/theirs.epub", { { text = "另一处", pn_xp = more.pos0 } } } }), false, "of another book nothing")

-- What goes wrong is told in words, in the language of the device; and another login sees nothing of the former one's.
answers["GET api/marks"] = function() return 401 end
Stubs.settings.language = "zh_TW"
menu(2).callback()
Check.equal(last_words(), "服務不認得這個使用者名稱和裝置碼。請重新登入；沒發出去的還在。", "in Chinese")
local speech = dofile(arg[2] .. "/reader_speech_zh.lua")
for english, chinese in pairs(speech) do
    for number in english:gmatch("%%%d") do Check.equal(chinese:find(number, 1, true) ~= nil, true, "what is put in: " .. english) end
end
menu(4).sub_item_table_func()[2].callback()
menu(4).sub_item_table_func()[#menu(4).sub_item_table_func()].callback()
Check.equal(plugin.kept().login, nil, "logged out")
Check.equal(next(plugin.kept().shared), nil, "nothing is left")
plugin:onReaderClubExchange()
Check.equal(last_words(), "請先登入讀書會。", "a gesture without a login")

Check.done("plugin")
