"""Words and groups of words of Chinese: how often each stands in a text, and of which words it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.annotate.suggesting.borders import Place, place_of
from reader.annotate.suggesting.candidate import SHORTEST, Candidate
from reader.annotate.suggesting.evidence import Evidence, evidence_in
from reader.annotate.suggesting.segments import Token, cut
from reader.annotate.suggesting.weighing import Commonness, weight_of_words

LONGEST = 3  # words of a group

Placed = tuple[Token, Place]


def words_in(paragraphs: Iterable[str]) -> Iterator[Candidate]:
    """Words and groups, in simplified characters; raises MissingTool where rjieba is not installed."""
    texts = list(paragraphs)
    counts, made_of = dict[str, int](), dict[str, list[Placed]]()
    for run in _runs(texts):
        _count(run, counts, made_of)
    whole = "\n".join(texts)
    shown = evidence_in(whole, counts)
    common = Commonness({})
    for text, count in counts.items():
        yield Candidate(text, "word", count, weight_of_words(text, [token for token, _ in made_of[text]], count, shown, common))
    yield from _quoted_alone(whole, counts, shown, common)


def _quoted_alone(whole: str, counts: dict[str, int], shown: Evidence, common: Commonness) -> Iterator[Candidate]:
    """What is quoted and no group of words as others are: 端到端."""
    for text in shown.quoted:
        if text not in counts:
            count = whole.count(text)
            yield Candidate(text, "word", count, weight_of_words(text, cut(text), count, shown, common))


def _runs(texts: Iterable[str]) -> Iterator[list[Placed]]:
    """What stands between marks, Latin and words that no term holds."""
    places = dict[Token, Place | None]()
    for text in texts:
        run: list[Placed] = []
        for token in cut(text):
            if token not in places:
                places[token] = place_of(token)
            if place := places[token]:
                run.append((token, place))
            elif run:
                yield run
                run = []
        if run:
            yield run


def _count(run: list[Placed], counts: dict[str, int], made_of: dict[str, list[Placed]]) -> None:
    """Count each word of a run and each group that may begin and end where it does."""
    for start, (_, first) in enumerate(run):
        if not first.first:
            continue
        text = ""
        for end in range(start, min(start + LONGEST, len(run))):
            (word, _), place = run[end]
            text += word
            if not place.last or len(text) < SHORTEST:
                continue
            if text in counts:
                counts[text] += 1
            else:
                counts[text] = 1
                made_of[text] = run[start : end + 1]
