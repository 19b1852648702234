"""Pieces of an article → its lines: white space as a browser has it, marks in offsets, and what holds which lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from unicodedata import east_asian_width

from msgspec import Struct
from msgspec.structs import replace

from reader.edition.sources.inline import Mark, is_in
from reader.edition.sources.walk import Holder, Piece
from reader.model import Span
from reader.repair.rule_scrapes import BLANK

# Each of these is a thing of its own, never one with its neighbour.
WHOLE = frozenset({"picture", "lost", "ruby"})


class Line(Struct, frozen=True, gc=False):
    """A line of the text, its marks in its own offsets, and what holds it; `kind` is a heading's with its level, or a caption."""

    text: str
    kind: str
    marks: tuple[Span, ...]
    holders: tuple[Holder, ...]


def make_lines(pieces: Iterable[Piece | None], numbers: Iterator[int]) -> Iterator[Line]:
    """The lines that hold text or a point; a line of pictures alone becomes one line for each."""
    blank, pre = 0, 0  # empty lines of preformatted text before this one, and which text that is
    for line in _cut(pieces):
        if line[0].around.pre:
            number = next(holder.number for holder in reversed(line[0].around.holders) if holder.kind == "pre")
            blank, pre = (blank, pre) if number == pre else (-1, number)
            made = _preformatted(line, max(blank, 0), numbers)
            blank = (blank + 1 if blank >= 0 else -1) if made is None else 0
            if made is not None:
                yield made
            continue
        yield from filter(None, map(_collapsed, _pictures(line)))


def settle_points(lines: Iterable[Line]) -> list[Line]:
    """The lines that hold text; a point on a line of its own goes to the end of the one before, or else to the start of the next."""
    settled: list[Line] = []
    early: list[Span] = []
    for line in lines:
        if line.text:
            settled.append(replace(line, marks=(*early, *line.marks)))
            early = []
        elif settled:
            end = len(settled[-1].text)
            settled[-1] = replace(settled[-1], marks=(*settled[-1].marks, *(Span(end, end, mark.kind, mark.ref) for mark in line.marks)))
        else:
            early += line.marks
    return settled


def _cut(pieces: Iterable[Piece | None]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in pieces:
        if piece is not None:
            line.append(piece)
        elif line:
            yield line
            line = []
    if line:
        yield line


def _pictures(line: list[Piece]) -> Iterator[list[Piece]]:
    """A line of several pictures and nothing else, cut between them."""
    shown = [piece for piece in line if piece.text.strip(BLANK) or piece.point]
    alone = len(shown) > 1 and all(piece.around.marks and piece.around.marks[-1][0] in ("picture", "lost") for piece in shown)
    if alone:
        yield from ([piece] for piece in shown)
    else:
        yield line


def _preformatted(line: list[Piece], blank: int, numbers: Iterator[int]) -> Line | None:
    """The line as it is written; what stands before it goes into its holder."""
    raw = "".join([piece.text for piece in line])
    text = raw.strip(BLANK)
    if not text:
        return None
    lead = len(raw) - len(raw.lstrip(BLANK))
    places = [min(max(place - lead, 0), len(text)) for place in range(len(raw) + 1)]
    own = Holder("line", "\n" * blank + raw[:lead], next(numbers))
    around = line[0].around
    return Line(text, around.line, _marks(line, text, places), (*around.holders, own))


def _collapsed(line: list[Piece]) -> Line | None:
    text, places = collapse("".join([piece.text for piece in line]))
    if not text and not any(piece.point for piece in line):
        return None
    first = next((piece for piece in line if piece.text.strip(BLANK) or piece.point), line[0])
    return Line(text, first.around.line, _marks(line, text, places), first.around.holders)


def _marks(line: list[Piece], text: str, places: Sequence[int]) -> tuple[Span, ...]:
    """The marks of a line, each as far as it reaches without a break; languages and points among them."""
    marks: list[Span] = []
    open_marks: dict[Mark, int] = {}
    at = 0
    for piece in line:
        start, end = places[at], places[at + len(piece.text)]
        at += len(piece.text)
        if piece.point:
            marks.append(_point(text, start, piece.point))
        if piece.name:
            marks.append(Span(start, start, "name", piece.name))
        lang = (("lang", piece.around.lang),) if piece.around.lang else ()
        for mark in dict.fromkeys((*lang, *piece.around.marks)):
            before = open_marks.get(mark)
            if before is not None and marks[before].end == start and mark[0] not in WHOLE:
                marks[before] = Span(marks[before].start, end, *mark)
            elif start < end:
                open_marks[mark] = len(marks)
                marks.append(Span(start, end, *mark))
    return tuple([mark for mark in marks if mark.kind != "lang" or is_in(text[mark.start : mark.end], mark.ref)])


def _point(text: str, place: int, ref: str) -> Span:
    """A place of a note belongs to the word before it, whatever space the page leaves between."""
    while place and text[place - 1].isspace():
        place -= 1
    return Span(place, place, "own", ref)


def collapse(raw: str) -> tuple[str, list[int]]:
    """The text as a browser shows it, and for each offset of `raw` (its end included) the offset in it.

    A line break between two Chinese characters is none (CSS Text 3, §4.1.3).
    """
    out: list[str] = []
    places: list[int] = []
    length = 0
    for run in _runs().finditer(raw):
        piece = _space(raw, run) if run[0][0] in " \t\n\r\f" else run[0]
        places += [length + min(offset, len(piece)) for offset in range(len(run[0]))]
        out.append(piece)
        length += len(piece)
    text = "".join(out)
    lead, tidy = len(text) - len(text.lstrip(BLANK)), text.strip(BLANK)
    return tidy, [min(max(place - lead, 0), len(tidy)) for place in (*places, length)]


@cache
def _runs() -> re.Pattern[str]:
    # HTML's white space (https://infra.spec.whatwg.org/#ascii-whitespace); the ideographic and the no-break space are characters.
    return re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+")


def _space(raw: str, run: re.Match[str]) -> str:
    before, after = raw[max(run.start() - 1, 0) : run.start()], raw[run.end() : run.end() + 1]
    if not before or not after:
        return " "
    widths = {east_asian_width(before), east_asian_width(after)}
    # Curly quotation marks, dashes and ellipses are "ambiguous": next to a wide character they belong to Chinese.
    return "" if "\n" in run[0] and widths <= {"W", "F", "A"} and widths & {"W", "F"} else " "


class Text(Struct, frozen=True, gc=False):
    """Lines as one text, with marks and groups in its offsets (code points)."""

    text: str
    marks: tuple[Span, ...]
    groups: tuple[Span, ...]


def join(lines: Sequence[Line]) -> Text:
    """The lines joined by line feeds. A group is as long as its lines follow one another."""
    marks: list[Span] = []
    groups: list[tuple[int, int, int, Holder]] = []  # start, end, depth
    open_groups: list[tuple[Holder, int]] = []
    at = 0
    for line in lines:
        shared = _shared(open_groups, line.holders)
        groups += [(start, at - 1, depth, holder) for depth, (holder, start) in enumerate(open_groups) if depth >= shared]
        open_groups = [*open_groups[:shared], *((holder, at) for holder in line.holders[shared:])]
        kind, _, level = line.kind.partition(" ")
        if kind:
            marks.append(Span(at, at + len(line.text), kind, level))
        marks += [Span(at + mark.start, at + mark.end, mark.kind, mark.ref) for mark in line.marks]
        at += len(line.text) + 1
    groups += [(start, at - 1, depth, holder) for depth, (holder, start) in enumerate(open_groups)]
    ordered = sorted(groups, key=lambda group: (group[0], -group[1], group[2]))
    spans = tuple([Span(start, end, holder.kind, holder.ref) for start, end, _, holder in ordered])
    return Text("\n".join([line.text for line in lines]), tuple(marks), spans)


def _shared(groups: Sequence[tuple[Holder, int]], holders: Sequence[Holder]) -> int:
    """How many of the open groups hold the next line too."""
    shared = 0
    for (held, _), holder in zip(groups, holders, strict=False):
        if held != holder:
            break
        shared += 1
    return shared
