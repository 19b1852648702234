-- What is still to be sent, and what was sent: tables of data, kept in a file by whoever calls. The highlights themselves stay where KOReader
-- has them, so losing the file loses none of them; sending one again makes no second one, since the service knows marks by their words.
local Outbox = {}

-- A body that every service takes: so many marks at once, and so many bytes of them.
Outbox.MOST, Outbox.BYTES = 50, 24 * 1024

local FIELDS = { "text", "note", "pos0", "pos1", "chapter", "datetime", "color", "drawer" }

local function fingerprint(mark, hash)
    local said = {}
    for place, name in ipairs(FIELDS) do said[place] = mark[name] or "" end
    return hash(table.concat(said, "\0"))
end

--- An empty outbox: by document (KOReader's hash of the file), by mark, what waits and what of it was sent.
function Outbox.none()
    return { waiting = {}, sent = {} }
end

--- The highlights among KOReader's annotations as marks, by a name that stays: when and where each was made. Page bookmarks are none.
function Outbox.marks(annotations)
    local found = {}
    for _, annotation in ipairs(annotations or {}) do
        if annotation.drawer and type(annotation.pos0) == "string" and annotation.text then
            local mark = {}
            for _, name in ipairs(FIELDS) do mark[name] = annotation[name] end
            found[tostring(annotation.datetime) .. " " .. annotation.pos0] = mark
        end
    end
    return found
end

--- Put what is new or changed among the marks of a document into the outbox, and take out what its reader has deleted before it was sent.
function Outbox.collect(outbox, document, marks, hash)
    local sent, waiting = outbox.sent[document] or {}, {}
    for name, mark in pairs(marks) do
        if sent[name] ~= fingerprint(mark, hash) then waiting[name] = mark end
    end
    outbox.waiting[document] = next(waiting) and waiting or nil
end

local function bytes(mark)
    local count = 0
    for _, name in ipairs(FIELDS) do count = count + #tostring(mark[name] or "") end
    return count
end

--- Marks of a document that wait, few enough for one body: by name. Nothing where none waits; one that is too long for any body goes on waiting.
function Outbox.batch(outbox, document)
    local names = {}
    for name in pairs(outbox.waiting[document] or {}) do names[#names + 1] = name end
    table.sort(names)
    local batch, count, size = {}, 0, 0
    for _, name in ipairs(names) do
        local mark = outbox.waiting[document][name]
        local more = bytes(mark)
        if more <= Outbox.BYTES then
            count, size = count + 1, size + more
            if count > Outbox.MOST or size > Outbox.BYTES then break end
            batch[name] = mark
        end
    end
    return next(batch) and batch or nil
end

--- The service has these: they wait no more, unless they were changed in the meantime.
function Outbox.settle(outbox, document, batch, hash)
    local waiting, sent = outbox.waiting[document] or {}, outbox.sent[document] or {}
    for name, mark in pairs(batch) do
        sent[name] = fingerprint(mark, hash)
        if waiting[name] and fingerprint(waiting[name], hash) == sent[name] then waiting[name] = nil end
    end
    outbox.sent[document] = sent
    outbox.waiting[document] = next(waiting) and waiting or nil
end

--- How many marks wait: of a document, or of all.
function Outbox.count(outbox, document)
    local count = 0
    for name, marks in pairs(outbox.waiting) do
        if document == nil or document == name then
            for _ in pairs(marks) do count = count + 1 end
        end
    end
    return count
end

return Outbox
