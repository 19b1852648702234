"""A reader of StarDict dictionaries for tests, written from the format's description: words are looked for by halves, as programs do."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from msgspec import Struct

HEAD = "StarDict's dict ifo file"


class StarDict(Struct, frozen=True, gc=False):
    """What the files say: the facts of the `.ifo`, words with their texts, other spellings with the place of their word."""

    facts: Mapping[str, str]
    words: list[tuple[bytes, str]]
    others: list[tuple[bytes, int]]

    def look_up(self, word: str) -> list[tuple[str, str]]:
        """(headword, text) of every entry found by exactly this spelling."""
        own = halving([word for word, _ in self.words], word.encode())
        led = [self.others[at][1] for at in halving([word for word, _ in self.others], word.encode())]
        return [(self.words[at][0].decode(), self.words[at][1]) for at in (*own, *led)]


def read_stardict(files: Mapping[str, bytes], name: str) -> StarDict:
    """The dictionary of that name; raises AssertionError where the files do not agree with one another."""
    head, *lines = files[f"{name}.ifo"].decode().splitlines()
    assert head == HEAD
    facts = dict(line.split("=", 1) for line in lines)
    index, texts, synonyms = files[f"{name}.idx"], files[f"{name}.dict"], files.get(f"{name}.syn", b"")
    words = [(word, texts[start : start + size].decode()) for word, (start, size) in records(index, ">II")]
    others = [(word, at) for word, (at,) in records(synonyms, ">I")]
    assert int(facts["idxfilesize"]) == len(index)
    assert int(facts["wordcount"]) == len(words)
    assert int(facts.get("synwordcount", "0")) == len(others)
    return StarDict(facts, words, others)


def records(data: bytes, form: str) -> list[tuple[bytes, tuple[int, ...]]]:
    """A word up to its NUL, then numbers, and so on to the end."""
    found, at = [], 0
    while at < len(data):
        end = data.index(b"\0", at)
        numbers = end + 1 + struct.calcsize(form)
        found.append((data[at:end], struct.unpack(form, data[end + 1 : numbers])))
        at = numbers
    return found


def halving(words: list[bytes], word: bytes) -> list[int]:
    """Where `word` stands, by halves in the order that the format names; all its places, which lie together."""
    first = boundary(words, lambda other: compare(other, word) >= 0)
    last = boundary(words, lambda other: compare(other, word) > 0)
    return list(range(first, last))


def boundary(words: list[bytes], behind: Callable[[bytes], bool]) -> int:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if behind(words[middle]) else (middle + 1, high)
    return low


def compare(one: bytes, other: bytes) -> int:
    """`stardict_strcmp`: by ASCII without case, and where that is the same by bytes."""
    keys = [(bytes(byte + 32 if 65 <= byte <= 90 else byte for byte in word), word) for word in (one, other)]
    return (keys[0] > keys[1]) - (keys[0] < keys[1])
