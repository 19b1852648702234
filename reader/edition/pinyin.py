"""A headword → the key that orders it in the glossary, where the editor gives none (pypinyin lives here, pinned: its data decide bytes)."""

from __future__ import annotations

from msgspec.structs import replace

from reader.han import has_han, is_han
from reader.model import Language, Term


def with_keys(terms: tuple[Term, ...], script: Language) -> tuple[Term, ...]:
    """The terms, each with a key to order it by; `script` is the edition's."""
    return tuple(term if term.sort else replace(term, sort=sort_key(term.headword, script)) for term in terms)


def sort_key(headword: str, script: Language) -> str:
    """The headword's pinyin in lower case without tones, a space between syllables; without Chinese in it, the headword in lower case."""
    if not has_han(headword):
        return headword.lower()
    from pypinyin import lazy_pinyin  # a fifth of a second, which a glossary with every `sort` does not pay

    from reader.script.convert import convert

    # pypinyin's phrases, which tell 长城 from 生长, are mostly simplified ones.
    spoken = " ".join(lazy_pinyin(convert(headword, target="zh-Hans", origin=script)))
    # Python's own table of characters is as old as Python: a Han character that is new to it is still one.
    return " ".join("".join(char if char.isalnum() or is_han(char) else " " for char in spoken.lower()).split())
