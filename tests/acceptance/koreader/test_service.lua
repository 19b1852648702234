-- A request as LuaSocket gets it.
local Check = require("check")

local sent, answer, limits
package.preload["socket.http"] = function() return { request = function(request) sent = request return answer(request) end } end
package.preload["ltn12"] = function()
    return { source = { string = function(text) return text end }, sink = { table = function(parts) return parts end } }
end
package.preload["socket"] = function() return { skip = function(count, ...) return select(count + 1, ...) end } end
package.preload["socketutil"] = function()
    return {
        LARGE_BLOCK_TIMEOUT = 10,
        LARGE_TOTAL_TIMEOUT = 30,
        set_timeout = function(_, block, total) limits = block .. " " .. total end,
        reset_timeout = function() limits = limits .. " reset" end,
    }
end
package.preload["rapidjson"] = function()
    return {
        encode = function(value) return "JSON of " .. value.document end,
        decode = function(text)
            assert(text == "{}", "no JSON")
            return { fine = true }
        end,
    }
end
local Service = require("reader_service")

local function says(status, text)
    return function(request)
        table.insert(request.sink, text)
        return 1, status, {}, "HTTP/1.1"
    end
end
local ask = Service.at({ address = "https://club.example", name = "a-li", key = "secret" })

answer = says(200, "{}")
local status, body = ask("POST", "api/marks", { document = "书" })
Check.equal(status, 200, "the status")
Check.equal(body.fine, true, "the answer")
Check.equal(sent.url, "https://club.example/api/marks", "the address")
Check.equal(sent.method, "POST", "the method")
Check.equal(sent.source, "JSON of 书", "the body")
Check.equal(sent.headers["Content-Length"], tostring(#"JSON of 书"), "its bytes")
Check.equal(sent.headers["x-auth-user"] .. " " .. sent.headers["x-auth-key"], "a-li secret", "who is asking")
Check.equal(sent.redirect, false, "no redirect is followed: the key would go along")
Check.equal(limits, "10 30 reset", "time limits")

ask("GET", "api/documents")
Check.equal(sent.source, nil, "no body")
Check.equal(sent.headers["Content-Type"], nil, "of no type")
Service.at({ address = "https://club.example", name = "", key = "" }, true)("GET", "api/documents")
Check.equal(limits, "2 5 reset", "in a hurry")

answer = says(502, "<html>")
status, body = ask("GET", "api/documents")
Check.equal(status, 502, "a proxy's answer")
Check.equal(body, nil, "is none of ours")
answer = function() return nil, "connection refused" end
Check.equal(ask("GET", "api/documents"), nil, "nobody answers")
answer = function() error("no TLS") end
Check.equal(ask("GET", "api/documents"), nil, "an error")
Check.equal(limits, "10 30 reset", "and the limits are put back")

Check.done("service")
