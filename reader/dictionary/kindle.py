"""A dictionary as the files from which Kindle Previewer (or kindlegen) makes one for Kindle: a package document and pages with its index.

The format: Kindle Publishing Guidelines, “Creating Dictionaries”. Amazon's programs alone make the index, so here it ends with their source.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape, unescape

from reader.dictionary.entries import CSS, Dictionary, DictionaryEntry
from reader.dictionary.links import relinked

# “Up to 255 inflections” an entry; what is more stands in another entry of the same word.
MOST_FORMS = 255
LANGUAGES = {"zh-Hans": "zh-cn", "zh-Hant-TW": "zh-tw", "zh-Hant-HK": "zh-hk", "zh-Hant": "zh-tw"}
GUIDELINES = "https://kindlegen.s3.amazonaws.com/AmazonKindlePublishingGuidelines.pdf"
OPF = """<?xml version="1.0" encoding="utf-8"?>
<package version="2.0" xmlns="http://www.idpf.org/2007/opf" unique-identifier="id">
<metadata>
<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">{title}</dc:title>
<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">{author}</dc:creator>
<dc:language xmlns:dc="http://purl.org/dc/elements/1.1/">{language}</dc:language>
<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/" id="id">{name}</dc:identifier>
<x-metadata>
<DictionaryInLanguage>{language}</DictionaryInLanguage>
<DictionaryOutLanguage>{language}</DictionaryOutLanguage>
<DefaultLookupIndex>words</DefaultLookupIndex>
</x-metadata>
</metadata>
<manifest>
<item id="title" href="title.html" media-type="application/xhtml+xml"/>
<item id="entries" href="entries.html" media-type="application/xhtml+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
</manifest>
<spine>
<itemref idref="title"/>
<itemref idref="entries"/>
</spine>
</package>
"""
PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:mbp="{guidelines}" xmlns:idx="{guidelines}">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/><title>{title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>{body}</body>
</html>
"""


def kindle_files(dictionary: Dictionary, name: str) -> dict[str, bytes]:
    """The pages and, last, the package document, which is what the other program is given."""
    title, language = escape(dictionary.title), LANGUAGES.get(dictionary.language, dictionary.language)
    first = f"<h1>{title}</h1><p>{escape(dictionary.author)}</p><p>{escape(dictionary.description)}</p><p>{escape(dictionary.date)}</p>"
    anchors = {entry.headword: f"e{number}" for number, entry in enumerate(dictionary.entries, 1)}
    entries = "\n".join(part for entry in dictionary.entries for part in _entry(entry, anchors))
    pages = {"title.html": first, "entries.html": f"<mbp:frameset>\n{entries}\n</mbp:frameset>"}
    files = {file: PAGE.format(guidelines=GUIDELINES, title=title, body=body).encode() for file, body in pages.items()}
    opf = OPF.format(title=title, author=escape(dictionary.author), language=language, name=escape(name))
    return {**files, "style.css": CSS.encode(), f"{name}.opf": opf.encode()}


def _entry(entry: DictionaryEntry, anchors: dict[str, str]) -> Iterator[str]:
    """The entry with the word that the index has, and the spellings that lead to it."""
    shown = relinked(entry.html, lambda word: f'<a href="#{anchors[unescape(word)]}">{word}</a>')
    for start in range(0, max(len(entry.spellings), 1), MOST_FORMS):
        forms = "".join(f'<idx:iform value="{escape(way)}" exact="yes"/>' for way in entry.spellings[start : start + MOST_FORMS])
        infl = f"<idx:infl>{forms}</idx:infl>" if forms else ""
        anchor = "" if start else f'<a id="{anchors[entry.headword]}"></a>'
        word = f'<idx:orth value="{escape(entry.headword)}">{infl}</idx:orth>'
        yield f'<idx:entry name="words" scriptable="yes"><idx:short>{anchor}{word}{shown}</idx:short></idx:entry>'
