-- The group's service among the targets of KOReader's own export of highlights (`frontend/provider.lua`): what is chosen there goes there.
local say = require("reader_speech").say

local Exporter = {}

local function chosen(book)
    local found = {}
    for _, chapter in ipairs(book) do
        for _, clipping in ipairs(chapter) do
            if clipping.pn_xp then found[clipping.pn_xp] = true end
        end
    end
    return found
end

--- The target. `has_login()` tells whether there is an account; `send(file, wanted)` sends the highlights of a file whose beginnings are
-- `wanted`, and tells whether that went well.
function Exporter.target(settings, has_login, send)
    local target = { name = say("Reading group"), title = say("Reading group"), is_remote = true, settings = settings, version = "reader/1" }
    function target:isReadyToExport() return has_login() end
    function target:isEnabled() return self.settings.enabled and self:isReadyToExport() end
    function target:toggleEnabled() self.settings.enabled = not self.settings.enabled end
    function target:getMenuTable()
        return {
            text = self.title,
            checked_func = function() return self:isEnabled() end,
            enabled_func = function() return self:isReadyToExport() end,
            callback = function() self:toggleEnabled() end,
        }
    end
    function target:export(books)
        local all = true
        for _, book in ipairs(books) do
            if book.file then all = send(self.plugin and self.plugin.ui, book.file, chosen(book)) and all end
        end
        return all
    end
    return target
end

return Exporter
