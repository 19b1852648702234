-- A request to the service, by what KOReader has for it: LuaSocket with KOReader's time limits, and rapidjson.
local http = require("socket.http")
local ltn12 = require("ltn12")
local rapidjson = require("rapidjson")
local socket = require("socket")
local socketutil = require("socketutil")

local Service = {}

--- How to ask the service at `login`: { address, name, key }. In a hurry (the device is about to sleep) it is given up after seconds.
function Service.at(login, hurried)
    return function(method, path, body)
        local sent, parts = body and rapidjson.encode(body), {}
        local headers = {
            ["Accept"] = "application/json",
            ["x-auth-user"] = login.name,
            ["x-auth-key"] = login.key,
            ["Content-Length"] = sent and tostring(#sent) or nil,
            ["Content-Type"] = sent and "application/json" or nil,
        }
        socketutil:set_timeout(hurried and 2 or socketutil.LARGE_BLOCK_TIMEOUT, hurried and 5 or socketutil.LARGE_TOTAL_TIMEOUT)
        -- No redirect is followed: the key would go wherever it leads.
        local ok, status = pcall(function()
            return (socket.skip(1, http.request{
                url = login.address .. "/" .. path,
                method = method,
                headers = headers,
                source = sent and ltn12.source.string(sent),
                sink = socketutil.table_sink and socketutil.table_sink(parts) or ltn12.sink.table(parts),
                redirect = false,
            }))
        end)
        socketutil:reset_timeout()
        if not ok or type(status) ~= "number" then return nil end
        local decoded, answer = pcall(rapidjson.decode, table.concat(parts))
        return status, decoded and answer or nil
    end
end

return Service
