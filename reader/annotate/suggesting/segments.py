"""Chinese cut into words (rjieba lives here): their parts of speech, how common they are elsewhere; foreign names in one piece."""

from __future__ import annotations

from functools import cache
from typing import Any

from reader.errors import MissingTool, installing
from reader.han import is_han

Token = tuple[str, str]  # a word and its part of speech, in the ICTCLAS tag set

DOTS = frozenset("·•・‧")
NAME = "nr"


def cut(text: str) -> list[Token]:
    """The words of a text and what stands between them; raises MissingTool where rjieba is not installed."""
    tokens: list[Token] = library().tag(text)
    return tokens if DOTS.isdisjoint(text) else list(_joined(tokens))


def frequency(word: str) -> int:
    """How often a word stands in the library's corpus of general Chinese, of 60 million words; of a word it lacks, how easily its parts make it."""
    return int(library().suggest_freq(word))


def is_known(word: str) -> bool:
    """Tell whether a word is in the library's dictionary."""
    return bool(library().has_word(word))


def is_chinese(word: str) -> bool:
    """Tell whether a word is written in ideographs alone, but for the dots of a name."""
    return all(is_han(char) or char in DOTS for char in word)


def _joined(tokens: list[Token]) -> list[Token]:
    """Names with dots between their parts as one word: 卡尔·林奈. A single character behind a dot takes the word behind it: 克 + 贝尔."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        word = tokens[at][0]
        at += 1
        if word not in DOTS or not found or not _is_part(found[-1][0]) or at == len(tokens) or not _is_part(tokens[at][0]):
            found.append(tokens[at - 1])
            continue
        name = f"{found.pop()[0]}{word}{tokens[at][0]}"
        single = len(tokens[at][0]) == 1
        at += 1
        if at < len(tokens) and _is_part(tokens[at][0]) and (single or (at + 1 < len(tokens) and tokens[at + 1][0] in DOTS)):
            name += tokens[at][0]
            at += 1
        found.append((name, NAME))
    return found


def _is_part(word: str) -> bool:
    return word not in DOTS and is_chinese(word)


@cache
def library() -> Any:
    try:
        import rjieba
    except ImportError as error:
        raise MissingTool("rjieba, which tells Chinese words apart, is not installed", advice=installing("suggest")) from error
    return rjieba
