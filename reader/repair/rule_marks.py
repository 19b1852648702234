"""Rules on punctuation marks: half width to full width, straight quotation marks, ellipses and dashes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from reader.edits import Edit, in_order
from reader.han import has_han, is_wide

_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_HALF = ",;:?!"
_SPACE = " \u00a0"
_CLOSERS = "”’\"')]"
_OPENERS = "“‘\"'(["
_CURLY = "“”‘’"


def widen_punctuation(text: str) -> Iterable[Edit]:
    """Return `, ; : ? !` and pairs of `( )` → full width in Chinese context, taking the spaces beside them along.

    Never inside a number (2,733; 8:30) or an English phrase; an unpaired bracket (`1)`) stays.
    """
    marks, brackets = list(_widen_marks(text)), list(_widen_brackets(text))
    return _parted(sorted([*marks, *brackets], key=in_order)) if brackets else marks


def _parted(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Of two edits that claim the same space (`(甲), 乙`) it is the earlier one's."""
    end = 0
    for edit in edits:
        yield edit if edit.start >= end else Edit(end, max(end, edit.end), edit.after)
        end = max(end, edit.end)


def _widen_marks(text: str) -> Iterator[Edit]:
    held = [mark for mark in _HALF if mark in text]
    if not held:
        return
    for match in _mark(held[0] if len(held) == 1 else _HALF).finditer(text):
        marks = match[1]
        if "??" in marks:
            continue
        start, behind = match.span()
        left, before = start, text[start - 1 : start]
        while before and before in _SPACE:
            left -= 1
            before = text[left - 1 : left]
        if is_wide(before):
            yield Edit(left, behind, _full(marks))
        elif _is_chinese_mark(text, start, match.end(1)):
            yield Edit(start, behind, _full(marks))


@cache
def _mark(half: str) -> re.Pattern[str]:
    # Not `!=`, `::`, `:=`, `:)`; `??` and `?,` are what a decoding error leaves, and must stay to be seen.
    # (The class comes first, so that the search skips from mark to mark, to a single one five times as fast; the spaces behind stand outside the group.)
    return re.compile(rf"([{half}](?:(?<=[,;:])(?<!\?.)(?<!::)(?![:=)])|(?<=[?!])(?<![?!].)[?!]*(?![?!,=])))[{_SPACE}]*")


@cache
def _full(marks: str) -> str:
    # Cached for its memory: a large edition has a hundred thousand commas.
    return marks.translate(_FULL)


def _skip(text: str, place: int, chars: str = _SPACE) -> int:
    while place < len(text) and text[place] in chars:
        place += 1
    return place


def _is_chinese_mark(text: str, start: int, end: int) -> bool:
    left, right = start, _skip(text, end, _SPACE + _OPENERS)
    while left and text[left - 1] in _CLOSERS:
        left -= 1
    if is_wide(text[left - 1 : left]):
        return True
    ends_sentence = text[end - 1] in "?!"
    if is_wide(text[right : right + 1]) and not ends_sentence:
        return True
    after = text[end : end + 1]
    if after in ("", "\n") or (ends_sentence and (after in _CLOSERS or is_wide(text[right : right + 1]))):
        # 200 characters tell enough: a whole line each time would be quadratic.
        line = text[max(text.rfind("\n", 0, start) + 1, start - 200) : start]
        return has_han(line) and not _phrase().search(_last_latin_run(line))
    return False


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(r"(?<![A-Za-z])[a-z]+[,;]? [a-z]+(?![A-Za-z])")


def _last_latin_run(line: str) -> str:
    start = len(line)
    while start and not is_wide(line[start - 1]):
        start -= 1
    return line[start:]


def _widen_brackets(text: str) -> Iterator[Edit]:
    for start, end in sorted({*_lines_with("(", text), *_lines_with(")", text)}):  # pairs of full-width ones stay
        opened: list[int] = []
        for match in re.finditer("[()（）]", text[start:end]):
            if match[0] in "(（":
                opened.append(start + match.start())
            elif opened:
                yield from _widen_pair(text, opened.pop(), start + match.start())


def _widen_pair(text: str, start: int, end: int) -> Iterator[Edit]:
    inner = text[start + 1 : end]
    mixed = (text[start] == "（") != (text[end] == "）")
    if not mixed and not has_han(inner):
        # The neighbours decide, but not for `f(x)的图像`.
        left, behind = text[max(0, start - 40) : start].rstrip(_SPACE), _skip(text, end + 1)
        neighbour = is_wide(left[-1:]) or is_wide(text[behind : behind + 1])
        if not (inner and neighbour) or (left[-1:].isascii() and _call().search(left)):
            return
    if text[start] == "(":
        yield Edit(start - _spaces_before(text, start), start + 1, "（")
    if text[end] == ")":
        yield Edit(end, _skip(text, end + 1), "）")


@cache
def _call() -> re.Pattern[str]:
    # `f(x)`, `print()`, `sin(θ)`: the bracket belongs to the word before it.
    return re.compile(r"(?:(?<![A-Za-z0-9_.])[A-Za-z]|(?<![A-Za-z0-9_.])[a-z_][A-Za-z0-9_.]*)$")


def _spaces_before(text: str, place: int) -> int:
    return 1 if place > 1 and text[place - 1] in _SPACE and text[place - 2] not in _SPACE + "\n" else 0


def curl_quotes(text: str) -> Iterator[Edit]:
    """Yield `" 文 "` → `“文”`, opening and closing in turn within a paragraph; spaces inside go.

    A paragraph without Chinese, or with a mark that has no partner, stays as it is: half a guess is worse than none.
    """
    for start, end in _lines_with('"', text):
        line = text[start:end]
        places = _quote_places(line)
        if len(places) % 2 or not has_han(line):
            continue
        for opening, closing in zip(places[::2], places[1::2], strict=True):
            inner = _skip(line, opening + 1)
            outer = max(inner, opening + 1 + len(line[opening + 1 : closing].rstrip(_SPACE)))
            yield Edit(start + opening, start + inner, "“")
            yield Edit(start + outer, start + closing + 1, "”")


def _lines_with(mark: str, text: str) -> Iterator[tuple[int, int]]:
    """Where each line that holds the mark begins and ends."""
    place = text.find(mark)
    while place >= 0:
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        end = len(text) if end < 0 else end
        yield start, end
        place = text.find(mark, end)


def _quote_places(line: str) -> list[int]:
    places: list[int] = []
    place = line.find('"')
    while place >= 0:
        inches = line[place - 1 : place].isdigit() and len(places) % 2 == 0
        if not inches:
            places.append(place)
        place = line.find('"', place + 1)
    return places


def mend_ellipses_and_dashes(text: str) -> Iterator[Edit]:
    """Yield `...` and a lone `…` → `……`, `--` → `——`, where Chinese stands on either side (quotation marks looked through)."""
    for match in _ellipsis_or_dash().finditer(text):
        left, right = match.start(), _skip(text, match.end(), _CURLY)
        while left and text[left - 1] in _CURLY:
            left -= 1
        if is_wide(text[left - 1 : left]) or is_wide(text[right : right + 1]):
            yield Edit(match.start(), match.end(), "——" if match[0][0] == "-" else "……")


@cache
def _ellipsis_or_dash() -> re.Pattern[str]:
    return re.compile(r"[.…-](?:(?<=(?<!\.)\.)\.{2,5}(?!\.)|(?<=(?<!…)…)(?!…)|(?<=(?<!-)-)-{1,3}(?![->]))")
