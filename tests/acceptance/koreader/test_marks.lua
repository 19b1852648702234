-- Highlights are sent once, whatever fails, and those of other people's books never.
local Check = require("check")
local Club = require("reader_club")
local Outbox = require("reader_outbox")

local function hash(text) return text end
local function highlight(at, note)
    local path = "/body/p[" .. at .. "]/text()"
    return { datetime = "2026-02-03 21:14:" .. at, drawer = "lighten", text = "字" .. at, note = note, pos0 = path .. ".0", pos1 = path .. ".9" }
end
local function new() return { outbox = Outbox.none(), shared = {}, exporter = {} } end

-- What counts as a mark.
local bookmark = { datetime = "2026-02-03", text = "in 章", pos0 = "/body/p[3]" }
local marks = Outbox.marks({ highlight(10), bookmark, { drawer = "lighten", text = "PDF", pos0 = { page = 1 } } })
local name, mark = next(marks)
Check.equal(name, "2026-02-03 21:14:10 /body/p[10]/text().0", "a name that stays")
Check.equal(next(marks, name), nil, "bookmarks and PDFs are none")
Check.equal(mark.text, "字10", "its words")
Check.equal(next(Outbox.marks(nil)), nil, "no annotations")

-- The outbox: new, sent, changed, deleted before it was sent, changed while it was sent.
local outbox = Outbox.none()
Outbox.collect(outbox, "A", Outbox.marks({ highlight(10), highlight(11) }), hash)
Check.equal(Outbox.count(outbox), 2, "two wait")
local batch = Outbox.batch(outbox, "A")
Outbox.collect(outbox, "A", Outbox.marks({ highlight(10, "!"), highlight(11) }), hash)
Outbox.settle(outbox, "A", batch, hash)
Check.equal(Outbox.count(outbox, "A"), 1, "what was changed meanwhile waits")
Check.equal(next(Outbox.batch(outbox, "A")), "2026-02-03 21:14:10 /body/p[10]/text().0", "namely that")
Outbox.collect(outbox, "A", Outbox.marks({ highlight(11) }), hash)
Check.equal(Outbox.count(outbox), 0, "what was deleted is not sent")
Outbox.collect(outbox, "A", Outbox.marks({ highlight(11, "?") }), hash)
Check.equal(Outbox.count(outbox), 1, "what is changed later waits")
Outbox.settle(outbox, "A", Outbox.batch(outbox, "A"), hash)
Check.equal(Outbox.batch(outbox, "A"), nil, "nothing waits")
local many = {}
for at = 100, 260 do many[#many + 1] = highlight(at) end
Outbox.collect(outbox, "A", Outbox.marks(many), hash)
local bodies = 0
while Outbox.batch(outbox, "A") do
    bodies = bodies + 1
    Outbox.settle(outbox, "A", Outbox.batch(outbox, "A"), hash)
end
Check.equal(bodies, math.ceil(161 / Outbox.MOST), "bodies")
many = {}
for at = 10, 15 do many[#many + 1] = highlight(at, ("长"):rep(3000)) end
Outbox.collect(outbox, "A", Outbox.marks(many), hash)
bodies = 0
for _ in pairs(Outbox.batch(outbox, "A")) do bodies = bodies + 1 end
Check.equal(bodies, 2, "so many long ones in a body")
Outbox.collect(outbox, "B", Outbox.marks({ highlight(10, ("长"):rep(10000)), highlight(11) }), hash)
Outbox.settle(outbox, "B", Outbox.batch(outbox, "B"), hash)
Check.equal(Outbox.batch(outbox, "B"), nil, "too long for any body")
Check.equal(Outbox.count(outbox, "B"), 1, "and not lost")

-- A service that knows the books A and B, and marks by their words, as ours does.
local function service(documents)
    local self = { marks = {}, asked = {}, doubles = 0 }
    function self.ask(method, path, body)
        self.asked[#self.asked + 1] = method .. " " .. path
        if path == "api/documents" then return 200, { documents = documents } end
        if method == "GET" then return 200, { marks = { { who = "阿里", exact = "字", xpointer = "/body" } } } end
        local answer = { taken = 0, known = 0, orphans = 0 }
        for _, one in ipairs(body.marks) do
            local key = body.document .. one.text .. (one.note or "")
            local kind = self.marks[key] and "known" or "taken"
            self.marks[key] = true
            answer[kind] = answer[kind] + 1
        end
        return 200, answer
    end
    return self
end

local kept, there = new(), service({ "A", "B" })
Outbox.collect(kept.outbox, "A", Outbox.marks({ highlight(10), highlight(11) }), hash)
Outbox.collect(kept.outbox, "X", Outbox.marks({ highlight(12) }), hash)
local counts, wrong = Club.exchange(kept, "A", there.ask, hash, 1000)
Check.equal(wrong, nil, "well")
Check.equal(counts.taken, 2, "taken")
Check.equal(Outbox.count(kept.outbox), 0, "nothing waits")
Check.equal(#kept.shared.A, 1, "what is shared")
Check.equal(table.concat(there.asked, " | "), "GET api/documents | POST api/marks | GET api/marks?document=A", "what was asked")
for key in pairs(there.marks) do Check.equal(key:sub(1, 1), "A", "of another book nothing") end
Club.exchange(kept, "X", there.ask, hash, 1001)
Check.equal(#there.asked, 3, "of another book not even its hash")
Club.exchange(kept, nil, there.ask, hash, 1000 + Club.FRESH)
Check.equal(there.asked[4], "GET api/documents", "asked again after a day")
Club.exchange(kept, nil, there.ask, hash, 500)
Check.equal(#there.asked, 5, "and when the clock was put back")

-- What goes wrong is said in a word, and costs nothing.
for status, word in pairs({ [401] = "code", [404] = "address", [429] = "later", [503] = "later", [301] = "moved", [413] = "refused", [0] = "offline" }) do
    local fresh = new()
    Outbox.collect(fresh.outbox, "A", Outbox.marks({ highlight(10) }), hash)
    local _, failed = Club.exchange(fresh, "A", function() return status ~= 0 and status or nil end, hash, 1000)
    Check.equal(failed, word, "status " .. status)
    Check.equal(Outbox.count(fresh.outbox), 1, "it waits after " .. status)
end
local _, page = Club.exchange(new(), "A", function() return 200, "<html>" end, hash, 1000)
Check.equal(page, "address", "a page in place of an answer")

Check.equal(select(2, Club.exchange(new(), "A", function() return 200, {} end, hash, 1000)), "address", "an answer of another service")

-- However often the network fails, before the service has a body or after, and the device starts anew: each mark is there, and once.
local function copy(value)
    if type(value) ~= "table" then return value end
    local made = {}
    for key, one in pairs(value) do made[key] = copy(one) end
    return made
end
math.randomseed(16)
for round = 1, 200 do
    local device, server, written = new(), service({ "A" }), {}
    local function flaky(...)
        local luck = math.random()
        if luck < 0.3 then return nil end
        local status, answer = server.ask(...)
        if luck < 0.5 then return nil end
        if luck < 0.55 then return 503 end
        return status, answer
    end
    for step = 1, 12 do
        if math.random() < 0.7 then written[#written + 1] = highlight(10 + step, math.random() < 0.5 and "记" .. step or nil) end
        Outbox.collect(device.outbox, "A", Outbox.marks(written), hash)
        if math.random() < 0.2 then device = copy(device) end
        Club.exchange(device, "A", flaky, hash, 1000 + step)
    end
    Club.exchange(device, "A", server.ask, hash, 2000)
    local found = 0
    for _ in pairs(server.marks) do found = found + 1 end
    Check.equal(found, #written, "round " .. round)
    Check.equal(Outbox.count(device.outbox), 0, "all sent in round " .. round)
end

-- Addresses as people type them.
for typed, wanted in pairs({
    ["club.example"] = "https://club.example", [" https://club.example/ "] = "https://club.example", ["http://10.0.0.2:8080/"] = "http://10.0.0.2:8080",
    ["192.168.1.5:8080"] = "http://192.168.1.5:8080", ["reader.local"] = "http://reader.local", ["https://club.example/k/abc"] = "https://club.example/k/abc",
}) do Check.equal(Club.address(typed), wanted, typed) end
for _, typed in ipairs({ "", "   ", "https://", "ftp://club.example", "javascript:1" }) do
    Check.equal(Club.address(typed) == nil or Club.address(typed):find("^https://%a+:") ~= nil, true, "no address: " .. typed)
end

Check.done("marks")
