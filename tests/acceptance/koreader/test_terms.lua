-- A tap on any character of a term selects the whole term. `arg[1]` is a dictionary's `.ifo`, as `reader dictionary` writes it.
local Check = require("check")
local Document = require("document")
local Fold = require("reader_fold")
local Term = require("reader_term")
local Words = require("reader_words")

local function of(...)
    local words = Words.none()
    for _, spelling in ipairs({ ... }) do Words.add(words, spelling) end
    return words
end

local function selected(document, position, words)
    local first, last = Term.around({ pos0 = position, callbacks = document }, words)
    return first and document.get_text_in_range(first, last)
end

local function tap(text, at, words)
    local document = Document.new({ { path = "/p/text()", text = text } })
    return selected(document, document.join(1, at), words)
end

-- Every character of it, longest first, either script, and nothing beside it.
local words = of("算力", "算力中心", "H20", "臺積電", "发布")
for at = 2, 5 do Check.equal(tap("全国算力中心很多", at, words), "算力中心", "character " .. at) end
Check.equal(tap("全国算力中心很多", 1, words), nil, "before it")
Check.equal(tap("全国算力中心很多", 6, words), nil, "behind it")
Check.equal(tap("有算力。", 2, words), "算力", "the shorter one")
Check.equal(tap("台积电说", 1, words), "台积电", "the other script")
Check.equal(tap("昨天發佈了", 3, words), "發佈", "a variant")
Check.equal(tap("用H20的", 1, words), "H20", "Latin between Chinese")
Check.equal(tap("用ｈ２０的", 1, words), "ｈ２０", "full width")
Check.equal(tap("用GH20的", 1, words), nil, "inside a longer name, from its start")
Check.equal(tap("用H200的", 1, words), nil, "the head of a longer number")
Check.equal(tap("算力", 0, of()), nil, "no words")
Check.equal(tap("算\226\128\139力好", 0, words), "算\226\128\139力", "what nobody sees")

-- Nodes: an emphasis inside a term is passed, a paragraph's edge is not, and a note's marker is no text.
local nodes = {
    { path = "/p[1]/text()", text = "算", block = 1 },
    { path = "/p[1]/em/text()", text = "力", block = 1 },
    { path = "/p[1]/text()[2]", text = "中心，用NVLink", block = 1 },
    { path = "/p[1]/sup/a/text()", text = "3", block = 1 },
    { path = "/p[1]/text()[3]", text = "技术，发", block = 1 },
    { path = "/p[2]/text()", text = "布", block = 2 },
}
local book = Document.new(nodes)
words = of("算力中心", "NVLink", "发布", "3")
Check.equal(selected(book, "/p[1]/text()[2].1", words), "算力中心", "across nodes, from the end")
Check.equal(selected(book, "/p[1]/text().0", words), "算力中心", "across nodes, from the start")
Check.equal(selected(book, "/p[1]/text()[2].4", words), "NVLink", "before a marker")
Check.equal(selected(book, "/p[1]/sup/a/text().0", words), nil, "on a marker")
Check.equal(selected(book, "/p[1]/text()[3].3", words), nil, "not over a paragraph's edge")
Check.equal(selected(book, "/p[2]/text().0", words), nil, "nor back over it")

-- However long the longest word, little is asked of the book.
local long = Document.new({ { path = "/p/text()", text = ("字"):rep(5000) } })
selected(long, long.join(1, 2500), of(("词"):rep(300)))
Check.equal(long.calls <= 200, true, "calls: " .. long.calls)

-- Files: a real dictionary, one that was cut off, one that is no dictionary.
words = Words.none()
Check.equal(Words.add_dictionary(words, arg[1]), nil, "a dictionary")
Check.equal(words.count > 300, true, "its words: " .. words.count)
Check.equal(tap("有人说英偉達很贵", 4, words), "英偉達", "a term of it, in the other script")
Check.equal(Words.spelling(words, "英偉達") ~= nil, true, "its spelling")
Check.equal(Words.add_dictionary(Words.none(), "/nowhere/none.ifo"), "packed", "no file")
local cut = Words.none()
Words.add_all(cut, "算力\0\0\0\0\0\0\0\0\1词\0\0\0", 8)
Check.equal(cut.count, 1, "cut off")
Check.equal(Fold.key("ＧＰＵ与台湾"), Fold.key("gpu與臺灣"), "one key")

Check.done("terms")
