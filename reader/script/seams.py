"""Seams: the offsets where a text may be cut without changing its conversion (`docs/design.md`, "The way of the data")."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

from reader.unseen import is_unseen

# No phrase of OpenCC is longer than 12 characters; its segmentation settles well within twice that.
WINDOW = 24
# How far a seam at sight is looked for.
NEAR = 4 * WINDOW

# What is neither Chinese nor free: SQL注入, PN结, 詹姆斯·卡梅隆, 里姆斯基-科萨科夫, 二〇〇八 are phrases of OpenCC 1.4.2.
_IN_PHRASES = frozenset("SQLPN·-〇")

Convert = Callable[[str], str]
# A text, what becomes of it, and where in it a stretch begins and ends.
Place = tuple[str, str, int, int]


@lru_cache(4096)
def is_free(char: str) -> bool:
    """Does `char` stand in no phrase of OpenCC, so that no phrase crosses a cut beside it? True of nearly all Latin and punctuation.

    Phrases are found through what nobody sees.
    """
    return (char < "\u3020" or "\uff00" <= char <= "\uffff") and char not in _IN_PHRASES and not is_unseen(char)


def is_plain_cut(text: str, offset: int, tied: Container[str] = ()) -> bool:
    """Is `offset` a seam at sight: an end of the text, or beside a free character?

    Never between two characters that stand together in a phrase which is not OpenCC's: `tied` holds such pairs.
    """
    if not 0 < offset < len(text):
        return True
    return (is_free(text[offset - 1]) or is_free(text[offset])) and (not tied or text[offset - 1 : offset + 1] not in tied)


def sides(text: str, offset: int) -> tuple[str, str]:
    """What stands before and behind an offset, as far as a seam depends on it."""
    return text[max(offset - WINDOW, 0) : offset], text[offset : offset + WINDOW]


def asked_of_seam(head: str, tail: str) -> tuple[str, str]:
    """What has to be converted to know whether there is a seam: the two sides apart and together. No phrase holds a line break, so one call is as two."""
    return f"{head}\n{tail}", head + tail


def is_seam(text: str, offset: int, convert: Convert) -> bool:
    """Do the two sides of `offset` (code points) convert alone as they do together? `convert` must keep lengths."""
    head, tail = sides(text, offset)
    if not head or not tail:
        return True
    apart, together = map(convert, asked_of_seam(head, tail))
    return apart[: len(head)] == together[: len(head)] and apart[len(head) + 1 :] == together[len(head) :]


def widen(text: str, converted: str, start: int, end: int, convert: Convert, *, tied: Container[str] = ()) -> tuple[int, int]:
    """Return the smallest stretch around `[start, end)` that begins and ends at seams and converts alone as it did in the text.

    `converted` is `convert(text)`, of the same length. The window decides almost always; that the stretch itself agrees is
    asked too, because a chain of overlapping phrases can be longer than any window. Most spans end at seams that show at sight,
    and looking is a hundred times as fast as converting.
    """
    return widen_each([(text, converted, start, end)], convert, tied=tied)[0]


def widen_each(places: Sequence[Place], convert: Convert, *, tied: Container[str] = ()) -> list[tuple[int, int]]:
    """`widen` of each of the places; what is asked of all of them goes in one call (a call costs as much as fifty characters)."""
    around = [stretch_around(text, start, end, tied=tied) for text, _, start, end in places]
    parts = [(text[a:b], done[a:b], start - a, end - a) for (text, done, start, end), (a, b) in zip(places, around, strict=True)]
    answers = {text: done for text, done, *_ in parts}  # between seams at sight: within a window of them nothing is left to ask
    answers |= _answers([text for part in parts for text in _asked_first(part) if text not in answers], convert)

    def ask(text: str) -> str:
        return answers[text] if text in answers else convert(text)

    ends = [grown(*part, ask) for part in parts]
    return [(start + first, end + first) for (start, end), (first, _) in zip(ends, around, strict=True)]


def _asked_first(part: Place) -> list[str]:
    """What `grown` asks of a stretch: mostly that is all. Nothing of one between seams at sight."""
    text, _, start, end = part
    if (start, end) == (0, len(text)):
        return []
    return [*(asked for edge in (start, end) if 0 < edge < len(text) for asked in asked_of_seam(*sides(text, edge))), text[start:end]]


def _answers(texts: Iterable[str], convert: Convert) -> dict[str, str]:
    """What becomes of each of the texts."""
    asked = list(dict.fromkeys(texts))
    done, starts = convert("\n".join(asked)), accumulate([len(text) + 1 for text in asked], initial=0)
    return {text: done[start : start + len(text)] for text, start in zip(asked, starts, strict=False)}


def stretch_around(text: str, start: int, end: int, *, tied: Container[str] = ()) -> tuple[int, int]:
    """`[start, end)` widened to seams at sight, or the whole text where they are too far."""
    first, last = _plain_cut_near(text, start, -1, tied), _plain_cut_near(text, end, 1, tied)
    return (0, len(text)) if first is None or last is None else (first, last)


def _plain_cut_near(text: str, offset: int, step: int, tied: Container[str]) -> int | None:
    """The first seam at sight from `offset` on, if there is one near: a text may be without any mark."""
    for place in range(offset, offset + step * NEAR, step):
        if is_plain_cut(text, place, tied):
            return place
    return None


def grown(text: str, converted: str, start: int, end: int, convert: Convert) -> tuple[int, int]:
    """`widen` without a look for seams at sight."""
    while True:
        while not is_seam(text, start, convert):
            start -= 1
        while not is_seam(text, end, convert):
            end += 1
        if (start, end) == (0, len(text)) or convert(text[start:end]) == converted[start:end]:
            return start, end
        start, end = max(start - 1, 0), min(end + 1, len(text))
