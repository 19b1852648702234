"""A headword → the key that orders it in the glossary, where the editor gives none (pypinyin lives here, pinned: its data decide bytes)."""

from __future__ import annotations

import os
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from msgspec.structs import replace

from reader.han import has_han, is_han
from reader.model import Language, Term

# What the library reads when it is imported: none of its phrases, which take 55 MB as it keeps them, and its characters once.
LEAN = ("PYPINYIN_NO_PHRASES", "PYPINYIN_NO_DICT_COPY")


def with_keys(terms: tuple[Term, ...], script: Language) -> tuple[Term, ...]:
    """The terms, each with a key to order it by; `script` is the edition's."""
    keys = iter(sort_keys([term.headword for term in terms if not term.sort], script))
    return tuple(term if term.sort else replace(term, sort=next(keys)) for term in terms)


def sort_key(headword: str, script: Language) -> str:
    """The headword's pinyin in lower case without tones, a space between syllables; without Chinese in it, the headword in lower case."""
    return sort_keys([headword], script)[0]


def sort_keys(headwords: Iterable[str], script: Language) -> list[str]:
    """The same of several headwords, which takes less."""
    headwords = list(headwords)
    if not any(map(has_han, headwords)):
        return [headword.lower() for headword in headwords]
    from reader.script.convert import convert

    # pypinyin's phrases, which tell 长城 from 生长, are mostly simplified ones.
    simplified = [convert(headword, target="zh-Hans", origin=script) if has_han(headword) else "" for headword in headwords]
    spoken = iter(_spoken(simplified))
    return [_key(next(spoken)) if has_han(headword) else headword.lower() for headword in headwords]


def _key(spoken: str) -> str:
    # Python's own table of characters is as old as Python: a Han character that is new to it is still one.
    return " ".join("".join(char if char.isalnum() or is_han(char) else " " for char in spoken.lower()).split())


def _spoken(texts: list[str]) -> Iterator[str]:
    """How each of the texts is read; nothing of an empty one."""
    with _lean():
        from pypinyin import lazy_pinyin, load_phrases_dict
        from pypinyin.constants import PHRASES_DICT

    beginnings = {text[at : at + 2] for text in texts for at in range(len(text) - 1)}
    if new := {key: value for phrase in beginnings for key, value in _phrases_with(phrase).items() if key not in PHRASES_DICT}:
        load_phrases_dict(new)
    return (" ".join(lazy_pinyin(text)) for text in texts if text)


@contextmanager
def _lean() -> Iterator[None]:
    """Import pypinyin without its phrases: which of them are looked up is known later."""
    before = {name: os.environ.get(name) for name in LEAN}
    os.environ.update(dict.fromkeys(LEAN, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _phrases_with(beginning: str) -> dict[str, list[list[str]]]:
    """The library's phrases that begin with two characters. A longer prefix of a phrase begins with them too, so that a text is cut as with all phrases."""
    import json

    data, starts = _written()
    prefix = b'"' + beginning.encode("utf-8", "replace")

    def begins(start: int) -> bytes:
        return data[start : start + len(prefix)]

    first, end = bisect_left(starts, prefix, key=begins), bisect_right(starts, prefix, key=begins)
    if first == end:
        return {}
    written = data[starts[first] : starts[end] if end < len(starts) else data.rindex(b"}")]
    found: dict[str, list[list[str]]] = json.loads(b"{" + written.rstrip().removesuffix(b",") + b"}")
    return found


@cache
def _written() -> tuple[bytes, array[int]]:
    """The library's phrases as its file has them, and where in it each begins, in their order."""
    from importlib.resources import files

    data = (files("pypinyin") / "phrases_dict.json").read_bytes()
    return data, array("L", (found.start() for found in re.finditer(rb'^"[^"\n]+": \[', data, re.MULTILINE)))
