"""A dictionary as StarDict: `.ifo` (what it is), `.idx` (words), `.syn` (other spellings), `.dict` (entries).

The format: StarDict, `doc/StarDictFileFormat`, version 2.4.2. Words are sorted by ASCII letters without case, then by bytes
(`g_ascii_strcasecmp`, then `strcmp`); programs search them by halves and find nothing in another order.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from reader.dictionary.entries import CSS, Dictionary
from reader.errors import EditionError

# "The length of 'word_str' should be less than 256."
LONGEST = 255
SMALL = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")


def stardict_files(dictionary: Dictionary, name: str) -> dict[str, bytes]:
    """The files by name, the `.ifo` last: programs look for it first, and find a whole dictionary.

    A spelling of more than 255 bytes is left out; raises EditionError for such a headword.
    """
    entries = sorted(((_word(entry.headword), entry) for entry in dictionary.entries), key=lambda pair: stardict_order(pair[0]))
    texts = [entry.html.encode() for _, entry in entries]
    index, start = bytearray(), 0
    for (word, _), text in zip(entries, texts, strict=True):
        index += word + b"\0" + struct.pack(">II", start, len(text))
        start += len(text)
    ways = ((way.encode(), at) for at, (_, entry) in enumerate(entries) for way in entry.spellings if stardict_holds(way))
    synonyms = sorted(ways, key=lambda pair: (stardict_order(pair[0]), pair[1]))
    others = b"".join(way + b"\0" + struct.pack(">I", at) for way, at in synonyms)
    files = {f"{name}.dict": b"".join(texts), f"{name}.idx": bytes(index), f"{name}.syn": others, f"{name}.css": CSS.encode()}
    return {**files, f"{name}.ifo": _ifo(dictionary, words=len(entries), synonyms=len(synonyms), index=len(index))}


def stardict_holds(spelling: str) -> bool:
    """Is it short enough?"""
    return len(spelling.encode()) <= LONGEST


def stardict_order(word: bytes) -> tuple[bytes, bytes]:
    """What words are sorted by."""
    return word.translate(SMALL), word


def _word(headword: str) -> bytes:
    word = headword.encode()
    if len(word) > LONGEST:
        advice = "shorten it; StarDict's words have at most 255 bytes, 85 Chinese characters"
        raise EditionError(f"the headword “{headword[:20]}…” is too long for a dictionary", where="glossary.toml", advice=advice)
    return word


def _ifo(dictionary: Dictionary, *, words: int, synonyms: int, index: int) -> bytes:
    lines: Iterable[tuple[str, str]] = (
        ("version", "2.4.2"),
        ("bookname", dictionary.title),
        ("wordcount", str(words)),
        ("synwordcount", str(synonyms)),
        ("idxfilesize", str(index)),
        ("author", dictionary.author),
        ("description", dictionary.description),
        ("date", dictionary.date.replace("-", ".")),
        ("sametypesequence", "h"),
    )
    return "".join(["StarDict's dict ifo file\n", *(f"{key}={value}\n" for key, value in lines if value)]).encode()
