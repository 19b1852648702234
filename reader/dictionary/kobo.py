"""A dictionary for Kobo's own reading program: `dicthtml-….zip`, an index of words and small pages of entries.

The format: pgaskin.net/dictutil, “dicthtml” (version 2), found by reading Kobo's program. PyGlossary 5.4 writes it too, but names an entry
“headword, spelling” on every page but the headword's own, where no program finds it.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable

from reader.book.zipping import FIRST_YEAR, stamp
from reader.dictionary.entries import Dictionary, DictionaryEntry
from reader.dictionary.links import relinked
from reader.epub.archive import write_zip
from reader.errors import MissingTool, installing

INSTALL = installing("dictionaries")
NO_LETTERS = "11"


def kobo_files(dictionary: Dictionary, _name: str) -> dict[str, bytes]:
    """One file, named for the language: that is how the device knows it. Raises MissingTool without marisa-trie.

    A page holds what begins alike, for the device looks nowhere else; so an entry stands on the page of each of its spellings.
    """
    pages: dict[str, list[DictionaryEntry]] = defaultdict(list)
    for entry in sorted(dictionary.entries, key=lambda entry: entry.headword):
        for page in dict.fromkeys(kobo_page(way) for way in held(entry)):
            pages[page].append(entry)
    files = [(f"{page}.html", _packed(pages[page])) for page in sorted(pages)]
    words = _index(way for entry in dictionary.entries for way in held(entry))
    language = dictionary.language[:2]
    day = stamp(dictionary.date or f"{FIRST_YEAR}-01-01")
    return {f"dicthtml-{language}-{language}.zip": write_zip([*files, ("words", words)], date=day)}


def kobo_holds(spelling: str) -> bool:
    """Can the device find it? It looks for the bare spelling in quotation marks on the page, with regular expressions."""
    return not any(sign in spelling for sign in '"<>')


def kobo_page(word: str) -> str:
    """On which page the device looks for a word: its first two letters, small; `11` where they are no letters.

    Only Cyrillic is not filled up with `a`; of a dictionary's words here none is.
    """
    start = "".join(char.lower()[:1] for char in word[:2]).strip()
    if not start or not all(unicodedata.category(char).startswith("L") for char in start):
        return NO_LETTERS
    return start if "CYRILLIC" in unicodedata.name(start[0], "") else start.ljust(2, "a")


def held(entry: DictionaryEntry) -> list[str]:
    """The spellings by which the device finds the entry, the headword first."""
    return [way.strip() for way in (entry.headword, *entry.spellings) if kobo_holds(way)]


def _packed(entries: Iterable[DictionaryEntry]) -> bytes:
    """A page, packed by gzip without time or system, so that it is the same everywhere."""
    page = f"<html>{''.join(map(_entry, entries))}</html>"
    packed = zlib.compress(page.encode(), 9, 31)
    return packed[:9] + b"\xff" + packed[10:]


def _entry(entry: DictionaryEntry) -> str:
    """As Kobo's own dictionaries have it, to the space, without a line break. Variants are asked for in small letters; entries cannot be linked."""
    first, *others = held(entry) or [""]
    variants = "".join(f'<variant name="{way}"/>' for way in dict.fromkeys(way.lower() for way in others))
    return f'<w><a name="{first}" /><var>{variants}</var>{relinked(entry.html, str)}</w>'


def _index(words: Iterable[str]) -> bytes:
    try:
        from marisa_trie import Trie
    except ImportError as error:
        raise MissingTool("marisa-trie, which writes the index of Kobo's dictionaries, is not installed", advice=INSTALL) from error
    index: bytes = Trie(sorted(set(words))).tobytes()
    return index
