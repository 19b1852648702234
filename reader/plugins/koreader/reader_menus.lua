-- The plugin's menu, and what it shows.
local Event = require("ui/event")
local InfoMessage = require("ui/widget/infomessage")
local MultiInputDialog = require("ui/widget/multiinputdialog")
local NetworkMgr = require("ui/network/manager")
local UIManager = require("ui/uimanager")
local md5 = require("ffi/sha2").md5
local Club = require("reader_club")
local Kosync = require("reader_kosync")
local Outbox = require("reader_outbox")
local say = require("reader_speech").say

local Menus = {}

-- What went wrong, and what to do.
local WRONG = {
    offline = "The service does not answer. What waits is sent another time.",
    code = "The service does not know this name and code. Log in again; what waits stays.",
    later = "The service is busy. What waits is sent another time.",
    moved = "The service has moved. Ask your group for its new address.",
    address = "There is no service of a reading group at this address.",
    refused = "The service refuses this. What waits stays.",
}

local function tell(text)
    UIManager:show(InfoMessage:new{ text = text })
end

local function shared_here(plugin)
    local document = plugin:document_hash()
    return document and plugin.kept().shared[document] or {}
end

-- What came of an exchange, a line each.
local function outcome(plugin, counts, wrong)
    local lines, document, all = {}, plugin:document_hash(), counts.taken + counts.known
    if all > 0 then lines[1] = say("Sent: %1 (%2 the group had already).", all, counts.known) end
    if counts.orphans > 0 then lines[#lines + 1] = say("%1 of them found no place in the text; they are on your page.", counts.orphans) end
    if wrong then
        lines[#lines + 1] = say(WRONG[wrong])
        return lines
    end
    if document and not plugin.kept().known[document] then
        lines[#lines + 1] = say("This book is none of the group's; nothing of it was sent.")
    elseif document then
        lines[#lines + 1] = say("Shared by the group: %1", #shared_here(plugin))
    end
    local left = Outbox.count(plugin.kept().outbox)
    if left > 0 then lines[#lines + 1] = say("%1 are too long to be sent.", left) end
    if #lines == 0 then lines[1] = say("Nothing waited.") end
    return lines
end

--- Exchange by hand: the network is asked for, and what came of it is told.
function Menus.exchange(plugin)
    if not plugin.kept().login then return tell(say("Log in to your reading group first.")) end
    NetworkMgr:runWhenConnected(function()
        UIManager:show(InfoMessage:new{ text = say("Asking the service…"), timeout = 1 })
        UIManager:nextTick(function()
            plugin:collect()
            tell(table.concat(outcome(plugin, plugin:exchange()), "\n"))
        end)
    end)
end

local function row(mark)
    local words = "“" .. tostring(mark.exact or "") .. "”"
    if type(mark.note) == "string" and mark.note ~= "" then words = words .. " " .. mark.note end
    return tostring(mark.who or "") .. say(": ") .. words:gsub("%s+", " ")
end

--- The list of what the group shares of the open book; a tap leads to the place, and KOReader's way back leads back.
function Menus.shared(plugin)
    local Menu = require("ui/widget/menu")
    local ui = plugin.ui
    local rows = {}
    for place, mark in ipairs(shared_here(plugin)) do
        local there = type(mark.xpointer) == "string" and mark.xpointer ~= "" and mark.xpointer or nil
        local page = there and ui.document.getPageFromXPointer and ui.document:getPageFromXPointer(there)
        rows[place] = { text = row(mark), mandatory = page, there = there, dim = not there, select_enabled = there ~= nil }
    end
    local list = Menu:new{
        title = say("Shared by the group"),
        item_table = rows,
        items_max_lines = 4,
        is_borderless = true,
        is_popout = false,
        title_bar_fm_style = true,
    }
    function list.onMenuChoice(_, item)
        ui.link:addCurrentLocationToStack()
        ui:handleEvent(Event:new("GotoXPointer", item.there, item.there))
    end
    function list.onMenuHold(_, item) tell(item.text) end
    list.close_callback = function() UIManager:close(list) end
    UIManager:show(list)
end

local function log_in(plugin, address, name, key, menu)
    plugin:log_in({ address = address, name = name, key = key })
    if menu then menu:updateItems() end
    NetworkMgr:runWhenConnected(function()
        local wrong = Club.learn(plugin.kept(), plugin.ask(), os.time())
        plugin.keep()
        tell(wrong and say(WRONG[wrong]) or say("You are logged in as %1.", name))
        if menu then menu:updateItems() end
    end)
end

--- Address, name and code, as `reader invite` and the member's own page show them.
function Menus.login(plugin, menu)
    local login = plugin.kept().login or {}
    local dialog
    dialog = MultiInputDialog:new{
        title = say("Reading group"),
        fields = {
            { description = say("Address of the service"), text = login.address or "https://" },
            { description = say("Name"), text = login.name or "" },
            { description = say("Code of this device"), text = "", text_type = "password" },
        },
        buttons = { {
            { text = say("Cancel"), id = "close", callback = function() UIManager:close(dialog) end },
            { text = say("Log in"), callback = function()
                local fields = dialog:getFields()
                local address, name, code = Club.address(fields[1]), fields[2]:gsub("%s+", ""), fields[3]:gsub("%s+", "")
                if not address or name == "" or code == "" then return tell(say("Address, name and code are all needed.")) end
                UIManager:close(dialog)
                log_in(plugin, address, name, md5(code), menu)
            end },
        } },
    }
    UIManager:show(dialog)
    dialog:onShowKeyboard()
end

local function login_items(plugin)
    local items = {
        {
            text_func = function()
                local login = plugin.kept().login
                return login and say("Logged in as %1", login.name) or say("Log in")
            end,
            keep_menu_open = true,
            callback = function(menu) Menus.login(plugin, menu) end,
        },
    }
    local known = Kosync.login()
    if known and not plugin.kept().login then
        items[#items + 1] = {
            text = say("Log in as progress sync does"),
            help_text = known.address,
            keep_menu_open = true,
            callback = function(menu) log_in(plugin, known.address, known.name, known.key, menu) end,
        }
    end
    items[#items + 1] = {
        text = say("Log out, and forget what was fetched"),
        enabled_func = function() return plugin.kept().login ~= nil end,
        keep_menu_open = true,
        callback = function(menu)
            plugin:log_in(nil)
            if menu then menu:updateItems() end
        end,
    }
    return items
end

--- The plugin's place in KOReader's menu.
function Menus.of(plugin)
    local function logged_in() return plugin.kept().login ~= nil end
    return {
        text = say("Annotated reader"),
        sorting_hint = "tools",
        sub_item_table = {
            {
                text_func = function() return say("Shared by the group: %1", #shared_here(plugin)) end,
                enabled_func = function() return #shared_here(plugin) > 0 end,
                callback = function() Menus.shared(plugin) end,
            },
            {
                text_func = function() return say("Send and fetch now (%1 waiting)", Outbox.count(plugin.kept().outbox)) end,
                enabled_func = logged_in,
                callback = function() Menus.exchange(plugin) end,
            },
            {
                text = say("Send and fetch by itself"),
                help_text = say("When a book is closed, the device falls asleep or the network comes. The network is never switched on for it."),
                enabled_func = logged_in,
                checked_func = function() return plugin.kept().automatic == true end,
                callback = function()
                    plugin.kept().automatic = not plugin.kept().automatic
                    plugin.keep()
                end,
            },
            { text = say("Reading group"), sub_item_table_func = function() return login_items(plugin) end, separator = true },
            {
                text_func = function() return say("Words it knows: %1", plugin:words().count) end,
                help_text = say("Those of the dictionaries that are switched on and have at most 2 MB of words."),
                keep_menu_open = true,
            },
        },
    }
end

return Menus
