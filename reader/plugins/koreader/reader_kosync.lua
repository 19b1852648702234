-- The account that KOReader's own progress sync has, where it is one of a service of one's own: nobody types it twice.
local DataStorage = require("datastorage")
local LuaSettings = require("luasettings")
local Club = require("reader_club")

local Kosync = {}

--- Its { address, name, key }, or nothing. The key is the MD5 of the code, as progress sync keeps and sends it.
function Kosync.login()
    local settings = LuaSettings:open(DataStorage:getSettingsDir() .. "/kosync.lua"):readSetting("settings")
    local address = settings and Club.address(settings.custom_server)
    if address and settings.username and settings.userkey then
        return { address = address, name = settings.username, key = settings.userkey }
    end
end

return Kosync
