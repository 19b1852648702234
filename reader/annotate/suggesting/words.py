"""Words and groups of words of Chinese as candidates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.annotate.suggesting.candidate import Clued
from reader.annotate.suggesting.clues import Text, clues_of_words
from reader.annotate.suggesting.evidence import evidence_in
from reader.annotate.suggesting.mixed import mixed_in
from reader.annotate.suggesting.segments import Token, cut
from reader.annotate.suggesting.sights import sights_of


def words_in(paragraphs: Sequence[str]) -> Iterator[Clued]:
    """Words and groups, in simplified characters; raises MissingTool where rjieba or wordfreq is not installed."""
    whole = "\n".join(paragraphs)
    sights = sights_of(paragraphs)
    text = Text(sights, evidence_in(whole, sights.counts))
    for word, tokens in sights.made_of.items():
        yield _clued(word, tokens, sights.counts[word], text)
    for word in text.shown.quoted:  # what is quoted and no group of words as others are: 端到端
        if word not in sights.counts:
            yield _clued(word, tuple(cut(word)), whole.count(word), text)
    yield from mixed_in(sights)


def _clued(word: str, tokens: tuple[Token, ...], count: int, text: Text) -> Clued:
    return Clued(word, "word" if len(tokens) == 1 else "group", count, clues_of_words(word, tokens, count, text))
