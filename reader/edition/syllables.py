"""How Chinese is read aloud, as far as a text needs it (pypinyin lives here, pinned: its data decide bytes).

The library reads all its tables when it is imported, which takes 70 MB and longer than the rest: here it gets what the texts at hand can ask for.
"""

from __future__ import annotations

import json
import os
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

# What keeps the library from reading its phrases.
LEAN = ("PYPINYIN_NO_PHRASES", "PYPINYIN_NO_DICT_COPY")
# The module that reads its characters.
CHARACTERS = "pypinyin.pinyin_dict"
STRETCH = 4096  # bytes of a table that are looked through for a phrase
# What ends an entry's key in the table of phrases, and what ends an entry.
KEY_END, ENTRY_END = b'": [', b'\n],\n"'


def spoken(texts: Iterable[str]) -> Iterator[str]:
    """How each of the texts (of simplified characters) is read: syllables without tones, a space between two; what is no Chinese as it is."""
    texts = list(texts)
    with _lean():
        from pypinyin import lazy_pinyin
        from pypinyin.seg.simpleseg import seg
    load_tables(texts)
    words = [seg(text) for text in texts]
    said = {word: " ".join(lazy_pinyin([word])) for word in {word for row in words for word in row}}
    return (" ".join([said[word] for word in row]) for row in words)


def load_tables(texts: Iterable[str]) -> None:
    """Give the library the characters of the texts, and the phrases that may stand in them: those that begin with two of their characters.

    A longer beginning of a phrase begins with them too, so a text is cut as it would be with all phrases.
    """
    import pypinyin
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    folder, texts = Path(pypinyin.__file__).parent, list(texts)
    characters = {ord(char) for text in texts for char in text} - PINYIN_DICT.keys()
    pypinyin.load_single_dict(dict(_characters(folder, characters)))
    beginnings = {text[at : at + 2] for text in texts for at in range(len(text) - 1)}
    phrases = {phrase: said for phrase, said in _phrases(folder, beginnings) if phrase not in PHRASES_DICT}
    if phrases:
        pypinyin.load_phrases_dict(phrases)


@contextmanager
def _lean() -> Iterator[None]:
    """Import pypinyin without its tables."""
    before = {name: os.environ.get(name) for name in LEAN}
    os.environ.update(dict.fromkeys(LEAN, "1"))
    empty = ModuleType(CHARACTERS)
    empty.__dict__["pinyin_dict"] = {}
    sys.modules.setdefault(CHARACTERS, empty)
    try:
        yield
    finally:
        if sys.modules[CHARACTERS] is empty:
            del sys.modules[CHARACTERS]
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _characters(folder: Path, points: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The library's readings of the characters with these code points, which stand in its table in their order."""
    data, place = (folder / "pinyin_dict.json").read_bytes(), 0
    for point in sorted(points):
        key = b'\n"%d": "' % point
        start = data.find(key, place)
        if start >= 0:
            place = data.index(b'"', start + len(key))
            yield point, data[start + len(key) : place].decode()


def _phrases(folder: Path, beginnings: Iterable[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """The library's phrases that begin so. They stand in the order of their characters, each with its syllables."""
    data = (folder / "phrases_dict.json").read_bytes()
    marks = [data.rfind(b"\n", 0, data.find(KEY_END, at)) for at in range(0, data.rfind(KEY_END), STRETCH)]
    for beginning in beginnings:
        prefix = b'\n"' + beginning.encode("utf-8", "replace")

        def begins(mark: int, length: int = len(prefix)) -> bytes:
            return data[mark : mark + length]

        at = bisect_left(marks, prefix, key=begins)
        start = data.find(prefix, marks[max(at - 1, 0)], marks[at] + len(prefix) if at < len(marks) else len(data))
        if start >= 0:
            found: dict[str, list[list[str]]] = json.loads(b"{%b}" % data[start : _entries_end(data, start, prefix)])
            yield from found.items()


def _entries_end(data: bytes, start: int, prefix: bytes) -> int:
    """Where the entries end whose keys begin with the prefix, the first of which begins at `start`."""
    while (end := data.find(ENTRY_END, start)) >= 0:
        start = end + 3  # behind the comma
        if not data.startswith(prefix, start):
            return end + 2
    return data.rindex(b"}")
