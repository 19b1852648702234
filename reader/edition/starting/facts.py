"""What a text says of itself outside its words: the metadata of a saved page, of Markdown, of a Word document."""

from __future__ import annotations

import re

from msgspec import Struct

from reader.edition.sources.markup import attribute, parse, text_of
from reader.unseen import unprintable

LONGEST = 120
# The metadata that sites write for others, the most careful first (Open Graph; Dublin Core; HTML, "Standard metadata names").
TITLES = ("og:title", "dc.title", "twitter:title")
AUTHORS = ("author", "article:author", "dc.creator", "og:article:author")
DATES = ("article:published_time", "date", "dc.date", "publishdate", "datepublished")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FRONT = re.compile(r"""^["']?(title|author|date|lang|language)["']?[ \t]*[:=][ \t]*(.+?)[ \t]*$""", re.MULTILINE | re.IGNORECASE)
WORD = ("title", "creator", "language")


class Facts(Struct, frozen=True, gc=False):
    """All empty where nothing is said. `headings` are those of the first level, in a page's order."""

    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    headings: tuple[str, ...] = ()


def page_facts(page: str) -> Facts:
    """What a page in HTML says of itself."""
    soup = parse(page)
    try:
        headings = tuple(heading for tag in soup.find_all("h1") if (heading := clean(text_of(tag))))
        named = {key: clean(attribute(tag, "content")) for tag in reversed(soup.find_all("meta")) for key in _names(tag.attrs)}
        called = clean(text_of(soup.title)) if soup.title else ""
        title = _first(named, TITLES) or (headings[0] if len(headings) == 1 else called)
        day = DAY.match(_first(named, DATES))
        author = "" if "://" in _first(named, AUTHORS) else _first(named, AUTHORS)
        return Facts(title, author, day[0] if day else "", attribute(soup.html, "lang").strip() if soup.html else "", headings)
    finally:
        soup.decompose()


def _names(attributes: object) -> tuple[str, ...]:
    found = attributes if isinstance(attributes, dict) else {}
    return tuple(str(found[key]).strip().lower() for key in ("property", "name", "itemprop") if key in found)


def _first(named: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((named[key] for key in keys if named.get(key)), "")


def front_facts(front: str) -> Facts:
    """What the metadata before a Markdown text say: YAML or TOML, of which only simple lines are looked at."""
    found = {key.lower(): clean(value.strip("\"' ")) for key, value in FRONT.findall(front)}
    day = DAY.match(found.get("date", ""))
    language = found.get("lang", "") or found.get("language", "")
    return Facts(found.get("title", ""), found.get("author", "").strip("[]"), day[0] if day else "", language)


def word_facts(core: bytes, *, where: str) -> Facts:
    """What the core properties of a Word document say (ISO/IEC 29500-2, "Core properties")."""
    from reader.epub.xml import parse_xml
    from reader.epub.xml import text_of as element_text

    root = parse_xml(core, where=where)
    found = {name: clean(element_text(element)) for name in WORD for element in root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")}
    return Facts(found.get("title", ""), found.get("creator", ""), language=found.get("language", ""))


def clean(text: str) -> str:
    """`text` in one line, of a length that a table of contents can bear; empty when no book could hold it."""
    line = " ".join(text.split())
    return "" if unprintable(line) else line[:LONGEST].rstrip()
