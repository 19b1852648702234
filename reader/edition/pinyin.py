"""A headword → the key that orders it in the glossary, where the editor gives none."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress

from msgspec.structs import replace

from reader.han import has_han, is_han
from reader.model import Block, Language, Term


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
    from reader.edition.syllables import spoken
    from reader.script.convert import convert_blocks

    # The phrases that tell 长城 from 生长 are mostly simplified ones.
    chinese = [has_han(headword) for headword in headwords]
    simplified = convert_blocks([Block("", "line", headword) for headword in compress(headwords, chinese)], target="zh-Hans", origin=script)
    said = iter(spoken([block.text for block in simplified]))
    return [_key(next(said)) if spelled else headword.lower() for headword, spelled in zip(headwords, chinese, strict=True)]


def _key(said: str) -> str:
    small = said.lower()
    if small.replace(" ", "").isalnum():  # as nearly all
        return " ".join(small.split())
    # Python's own table of characters is as old as Python: a Han character that is new to it is still one.
    return " ".join("".join([char if char.isalnum() or is_han(char) else " " for char in small]).split())
