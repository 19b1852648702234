-- What KOReader offers to plugins, as far as ours asks for it, after its source of August 2026: frontend/{provider,luasettings,docsettings}.lua,
-- frontend/ui/widget/*, frontend/ui/network/manager.lua. Nothing of it is copied. What would be shown is kept in `shown`.
local Stubs = { shown = {}, settings = {}, saved = {}, files = {}, online = true, scheduled = {}, providers = {}, plugins = {}, actions = {} }

local Widget = {}
Widget.__index = Widget
function Widget:extend(made)
    made = made or {}
    setmetatable(made, self)
    self.__index = self
    return made
end
function Widget:new(made)
    made = self:extend(made)
    if made.init then made:init() end
    return made
end

local function widget(kind)
    package.preload["ui/widget/" .. kind] = function()
        local class = Widget:extend{ kind = kind }
        function class:getFields() return self.typed end
        function class:onShowKeyboard() end
        return class
    end
end
for _, kind in ipairs({ "infomessage", "multiinputdialog", "menu", "container/widgetcontainer" }) do widget(kind) end

package.preload["ui/event"] = function() return { new = function(_, name, ...) return { name = name, arguments = { ... } } end } end
package.preload["ui/uimanager"] = function()
    return {
        show = function(_, shown) Stubs.shown[#Stubs.shown + 1] = shown end,
        close = function(_, shown) shown.closed = true end,
        nextTick = function(_, action) action() end,
        scheduleIn = function(_, _, action) Stubs.scheduled[#Stubs.scheduled + 1] = action end,
    }
end
package.preload["ui/network/manager"] = function()
    return {
        isConnected = function() return Stubs.online end,
        runWhenConnected = function(_, action) if Stubs.online then action() end end,
    }
end
package.preload["device"] = function() return { model = "Kobo_nova" } end
package.preload["dispatcher"] = function() return { registerAction = function(_, name, action) Stubs.actions[name] = action end } end
package.preload["provider"] = function()
    return { register = function(_, feature, name, made) Stubs.providers[feature .. "/" .. name] = made return true end }
end
package.preload["languagesupport"] = function() return { registerPlugin = function(_, plugin) Stubs.plugins[#Stubs.plugins + 1] = plugin return true end } end
package.preload["datastorage"] = function() return { getSettingsDir = function() return "settings" end, getDataDir = function() return Stubs.data end } end
package.preload["ffi/sha2"] = function() return { md5 = function(text) return "md5 of " .. text end } end
package.preload["libs/libkoreader-lfs"] = function()
    return {
        dir = function(folder)
            local names = assert(Stubs.folders[folder], "no such folder")
            local at = 0
            return function()
                at = at + 1
                return names[at]
            end
        end,
        attributes = function(path) return Stubs.folders[path] and "directory" or "file" end,
    }
end

-- A file of settings: what was not flushed is lost when the device starts anew.
local Settings = {}
Settings.__index = Settings
function Settings.open(_, path) return setmetatable({ path = path, data = Stubs.files[path] or {} }, Settings) end
function Settings:readSetting(key, default)
    if self.data[key] == nil then self.data[key] = default end
    return self.data[key]
end
function Settings:flush() Stubs.files[self.path] = self.data end
package.preload["luasettings"] = function() return Settings end
package.preload["docsettings"] = function() return { open = function(_, path) return Settings:open(path .. ".sdr") end } end

G_reader_settings = { readSetting = function(_, key) return Stubs.settings[key] end }

return Stubs
