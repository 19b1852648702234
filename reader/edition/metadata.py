"""`edition.toml` → the book's metadata and its essays in reading order (their sources not yet read)."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from unicodedata import east_asian_width

from msgspec import Struct
from msgspec.structs import replace

from reader.edition.chapters import refuse_own, source_book
from reader.edition.fields import Entry
from reader.edition.files import read_inside, read_toml
from reader.model import Cover, Edition, Essay, Language, Script, Source, Structure

SCRIPTS: dict[str, Script] = {"zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant-TW", "zh-Hant-TW": "zh-Hant-TW", "zh-Hant-HK": "zh-Hant-HK"}
SHORT_LENGTH, SHORT_LENGTH_OF_LETTERS = 6, 24
LEVELS = range(1, 7)
FIRST_DAY = "1000-01-01"
JPEG = b"\xff\xd8\xff"


class EssayEntry(Struct, frozen=True, gc=False):
    """An essay as `edition.toml` describes it: where its source lies, what that must hash to, how a page is read (0: not said)."""

    where: str
    file: str
    sha256: str
    essay: Essay
    extract: int = 0


def read_metadata(folder: Path, skip: frozenset[str] = frozenset()) -> tuple[Edition, tuple[EssayEntry, ...]]:
    """The edition without its essays and notes, and the essays' entries; raises EditionError."""
    root = Entry("edition.toml", read_toml(folder, "edition.toml"), skip=skip)
    edition = _book(root.table("book"), folder)
    covers = tuple(_cover(entry, folder) for entry in root.entries("cover"))
    essays = tuple(_essay(entry, chapter=edition.epub is not None) for entry in root.entries("essay"))
    root.done()
    if not essays:
        raise root.fail("there is no [[essay]]", "add one [[essay]] for each text, in reading order")
    return replace(edition, covers=covers), essays


def _book(entry: Entry, folder: Path) -> Edition:
    book = Edition(
        epub=source_book(entry, folder),
        slug=entry.id("slug"),
        title=entry.text("title"),
        subtitle=entry.text("subtitle", ""),
        script=_language(entry),
        number=entry.text("number"),
        date=_date(entry),
        uuid=_uuid(entry),
        editor=entry.text("editor", ""),
        publisher=entry.text("publisher", ""),
        description=entry.text("description", ""),
        rights=entry.text("rights", ""),
        subjects=entry.texts("subjects", []),
        about=entry.texts("about", []),
        changes=entry.texts("changes", []),
    )
    entry.done()
    return book


def _language(entry: Entry) -> Language:
    """`language`, any BCP 47 tag; for what is Chinese, `script` is enough, and says more."""
    tag = entry.language()
    if not tag:
        return SCRIPTS[entry.choice("script", SCRIPTS)]
    if "script" in entry.data:
        from reader.script.detect import writing_of

        script = SCRIPTS[entry.choice("script", SCRIPTS)]
        if not writing_of(tag):
            raise entry.fail(f"`script` is for Chinese, and `language` is “{tag}”", "take `script` out")
        return script
    return script_of(tag)


def script_of(tag: Language) -> Language:
    """What a text of that language is written in: for Chinese one of the scripts, else the language itself."""
    from reader.script.convert import home_of
    from reader.script.detect import writing_of

    return home_of(tag, "zh-Hant-TW") if writing_of(tag) else tag


def _date(entry: Entry) -> str:
    value = entry.text("date")
    try:
        # Its own way of writing it back: Python reads 20261121 and 2026-W47-6 too. Before the year 1000 there is no four-digit year.
        good = date.fromisoformat(value).isoformat() == value >= FIRST_DAY
    except ValueError:
        good = False
    if not good:
        raise entry.fail(f"`date` “{value}” is not a day", 'write it as "2026-11-21"')
    return value


def _uuid(entry: Entry) -> str:
    value = entry.text("uuid")
    try:
        return str(uuid.UUID(value))
    except ValueError:
        raise entry.fail(f"`uuid` “{value}” is not a UUID", f"for a new edition take {uuid.uuid4()}") from None


def _cover(entry: Entry, folder: Path) -> Cover:
    name = entry.text("file")
    cover = Cover(
        script=entry.language() or entry.choice("script", ("zh-Hans", "zh-Hant")),
        name=name,
        data=read_inside(folder, name, where=f"{entry.where} file {name}"),
        alt=entry.text("alt"),
    )
    entry.done()
    if not cover.data.startswith(JPEG):
        raise entry.fail(f"the cover {name} is not a JPEG picture", "save it as JPEG (.jpg)")
    return cover


def _essay(entry: Entry, *, chapter: bool) -> EssayEntry:
    if chapter:
        refuse_own(entry)
    file, sha256, version = entry.text("source"), "" if chapter else entry.text("sha256"), entry.number("extract", 0)
    essay = Essay(
        slug=entry.id("slug"),
        title=entry.text("title"),
        short=_short(entry),
        author=entry.text("author"),
        script=_language(entry),
        source=Source(name=file, sha256=sha256, text=""),
        supplied=entry.flag("supplied", default=False),
        date=entry.text("date", ""),
        date_note=entry.text("date_note", ""),
        publisher=entry.text("publisher", ""),
        head_note=entry.text("head_note", ""),
        thesis=entry.text("thesis", ""),
        against=entry.numbers("against"),
        structure=tuple(_structure(part) for part in entry.entries("structure")),
    )
    entry.done()
    return EssayEntry(where=entry.where, file=file, sha256=sha256, essay=essay, extract=version)


def _short(entry: Entry) -> str:
    value = entry.text("short")
    most = longest_short(value)
    if len(value) > most:
        raise entry.fail(f"`short` “{value}” has {len(value)} characters", f"at most {most}")
    return value


def longest_short(title: str) -> int:
    """How many characters a short title may have: six if any of them is as wide as a Chinese one, more in letters."""
    return SHORT_LENGTH if any(east_asian_width(char) in "WF" for char in title) else SHORT_LENGTH_OF_LETTERS


def _structure(entry: Entry) -> Structure:
    level = entry.number("level", 2)
    if level not in LEVELS:
        raise entry.fail(f"`level` is {level}", f"write {LEVELS[0]} to {LEVELS[-1]}; headings of an essay's parts have 2")
    part = Structure(
        kind=entry.text("kind"),
        text=entry.quoted("text"),
        to=entry.quoted("to", ""),
        level=level,
        speaker=entry.text("speaker", ""),
        where=entry.where,
    )
    entry.done()
    return part
