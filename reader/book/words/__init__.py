"""The book's own words, one table a language: `table.py` is English, `zh.py` Chinese. A new one is a file here, named for its language, with its `WORDS`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from reader.book.words.table import Words
from reader.book.words.zh import WORDS as CHINESE

__all__ = ["CHINESE", "ENGLISH", "Words", "words_of"]

ENGLISH = Words()


@cache
def words_of(tag: str) -> Words:
    """The words of the language that a BCP 47 tag names; English where it has no table."""
    language = tag.lower().partition("-")[0]
    if not (Path(__file__).parent / f"{language}.py").is_file() or not language.isalpha() or language == "table":
        return ENGLISH
    found: Words = import_module(f"reader.book.words.{language}").WORDS
    return found
