"""Chinese quotation marks: “ ” ‘ ’ in simplified, 「 」 『 』 in traditional books. One character becomes one character.

“ and 「 are the outer marks, ‘ and 『 the inner; a mark keeps its rank. What is an apostrophe, inches or an English quotation stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, partial

from reader.han import has_han, is_han
from reader.model import Script
from reader.script.among import among
from reader.script.past_unseen import past_unseen

CURLY = "“”‘’"
CORNER = "「」『』"
# Between a quotation and the sentence around it stand a few marks and spaces at most.
_FAR = 12
_CLOSES = {"”": "“", "’": "‘"}


def map_quotes(text: str, *, target: Script | None) -> str:
    """Return the text of one block with the quotation marks that `target` asks for (None: with its own); the length stays."""
    if target is None:
        return text
    if target == "zh-Hans":
        return text.replace("「", "“").replace("」", "”").replace("『", "‘").replace("』", "’")
    if not holds(text, CURLY):
        return text
    done = _simple_pair().sub(_corners, text)
    return done if not holds(done, CURLY) else past_unseen(text, weigh_marks)


def map_quotes_each(texts: Sequence[str], *, target: Script | None) -> list[str]:
    """`map_quotes` of each of the texts, most of which hold no mark."""
    marked = among(texts, partial(holds, marks=CORNER if target == "zh-Hans" else CURLY)) if target else frozenset[int]()
    return [map_quotes(text, target=target) if at in marked else text for at, text in enumerate(texts)] if marked else list(texts)


def weigh_marks(text: str) -> str:
    """Return the text with 「 」 『 』 for the curly marks that belong to Chinese quotations, each mark weighed with what stands around it."""
    letters = list(text)
    for place in _chinese_marks(text):
        letters[place] = CORNER[CURLY.index(letters[place])]
    return "".join(letters)


@cache
def _simple_pair() -> re.Pattern[str]:
    # A quotation without another in it: most texts have no others, and then there is nothing to weigh.
    return re.compile("“([^“”‘’]*)”")


def _corners(found: re.Match[str]) -> str:
    return f"「{found[1]}」" if has_han(found[1]) else found[0]


def holds(text: str, marks: str) -> bool:
    """Does one of the four marks stand in the text?"""
    # Four searches are several times as fast as a set or a generator, and every block is asked.
    return marks[0] in text or marks[1] in text or marks[2] in text or marks[3] in text


def _chinese_marks(text: str) -> list[int]:
    """The places of the curly marks that belong to Chinese quotations."""
    ideographs = [place for place, char in enumerate(text) if "\u4e00" <= char <= "\u9fff" or is_han(char)]
    opened: dict[str, list[int]] = {"“": [], "‘": []}
    chinese: list[int] = []
    marks = [(found.start(), found.group()) for found in _mark().finditer(text)]
    for (place, mark), later in zip(marks, _closing_later(marks), strict=True):
        if mark in opened:
            opened[mark].append(place)
        elif mark == "’" and _is_apostrophe(text, place, quoting=bool(opened["‘"])):
            continue
        elif mark == "”" and "0" <= text[max(place - 1, 0)] <= "9" and later >= len(opened["“"]):
            continue  # inches (5’10”, 19”): all quotations that are open are closed without it
        else:  # without an open mark of the same rank the quotation was opened in an earlier paragraph
            same = opened[_CLOSES[mark]]
            chinese.extend(_pair(text, ideographs, same.pop() if same else None, place))
    # Marks left open: the quotation goes on in the next paragraph, which opens it again.
    for start in (*opened["“"], *opened["‘"]):
        chinese.extend(_pair(text, ideographs, start, None))
    return chinese


def _closing_later(marks: list[tuple[int, str]]) -> list[int]:
    """Of each mark, how many ” follow before the next “."""
    counts, later = [], 0
    for _, mark in reversed(marks):
        counts.append(later)
        later = 0 if mark == "“" else later + (mark == "”")
    return counts[::-1]


def _pair(text: str, ideographs: list[int], start: int | None, end: int | None) -> list[int]:
    """The places of a pair (or of its only mark) if it is Chinese: by what it holds, else by what stands beside it."""
    first = bisect_left(ideographs, 0 if start is None else start)
    holds_one = first < len(ideographs) and (end is None or ideographs[first] < end)
    before = "" if start is None else text[max(start - _FAR, 0) : start]
    behind = "" if end is None else text[end + 1 : end + 1 + _FAR]
    if holds_one or has_han(_first_letter(reversed(before)) + _first_letter(behind)):
        return [place for place in (start, end) if place is not None]
    return []


def _is_apostrophe(text: str, place: int, *, quoting: bool) -> bool:
    """Is the mark ’ at `place` an apostrophe? Between Latin letters always; elsewhere where no ‘ is open and a Latin letter stands beside it."""
    before, behind = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    if _is_latin(before) and _is_latin(behind):
        return True
    return not quoting and (_is_latin(before) or _is_latin(behind))


def _is_latin(char: str) -> bool:
    return char.isalnum() and char < "\u2e80"


def _first_letter(text: Iterable[str]) -> str:
    return next((char for char in text if char.isalnum()), "")


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(f"[{CURLY}]")
