"""The author's own notes: which of a page's blocks they are, their numbers and markers, and the section in which they stand.

They are text of the source like any other, so their blocks have ids, are repaired and converted; only their markers and ways back are the book's.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from reader.book.inline import MARKER, marker_ref
from reader.book.nesting import nest
from reader.book.page import Node, Piece, line, node
from reader.book.spacing import widened
from reader.book.wording import shown
from reader.book.words import Words, words_of
from reader.model import Block, Essay, Finding, Span

# A mark of this kind is a point: where a note of the author's is marked. Its `ref` names the note, and behind `-` a later place of the same note.
POINT = "own"
KIND = "author"
_held = attrgetter("within")
# A note that is marked again says so in a note of its own: one marker, one note, one way back. A long one is not printed twice.
LONGEST_AGAIN, EXCERPT = 90, 60


class OwnNote(Struct, frozen=True, gc=False):
    """One note of the author's: the key that names it, its number, its blocks."""

    key: str
    number: str
    blocks: tuple[Block, ...]


class Mark(Struct, frozen=True, gc=False):
    """One place where a note is marked; it is the note's first, or tells it again."""

    ref: str
    note: OwnNote
    again: bool


def is_told(block: Block, keys: Container[str]) -> bool:
    """Whether a block stands in the section of the author's notes, not in the text; `keys` are those of the notes there."""
    if not block.within or not keys:
        return False
    return block.within[0].kind == "notes" or (block.within[0].kind == "note" and _key(block.within[0]) in keys)


def own_notes(blocks: Sequence[Block]) -> dict[str, OwnNote]:
    """The notes by their keys, in the order of the text; numbered as their author numbered them where that tells them apart."""
    if not any(map(_held, blocks)):  # as in most texts
        return {}
    groups = [(group, tuple(held)) for group, held in groupby(blocks, key=_note_of) if group is not None]
    numbers = [group.ref.partition(" ")[2] for group, _ in groups]
    if not all(numbers) or len(set(numbers)) < len(numbers):
        numbers = [str(at) for at in range(1, len(groups) + 1)]
    return {_key(group): OwnNote(_key(group), number, held) for number, (group, held) in zip(numbers, groups, strict=True)}


def _key(group: Span) -> str:
    return group.ref.partition(" ")[0]


def _note_of(block: Block) -> Span | None:
    return block.within[0] if block.within and block.within[0].kind == "note" else None


def own_marks(blocks: Iterable[Block], notes: dict[str, OwnNote]) -> dict[str, Mark]:
    """Every place where a note is marked, by its `ref`, in the order of the text; a repair may have taken out a note, or its first place."""
    marks: dict[str, Mark] = {}
    told: set[str] = set()
    for block in blocks if notes else ():
        for span in block.spans:
            key = span.ref.partition("-")[0]
            if span.kind == POINT and key in notes:
                marks[span.ref] = Mark(span.ref, notes[key], key in told)
                told.add(key)
    return marks


def unmarked(essay: Essay) -> Iterator[Finding]:
    """Notes that nothing leads to any more: they are printed at the end of the text."""
    notes = own_notes(essay.blocks)
    marked = {mark.note.key for mark in own_marks(essay.blocks, notes).values()}
    for note in notes.values():
        if note.key not in marked:
            text = f"a repair has taken out the marker of the author's note “{note.blocks[0].text[:20]}”; it is printed at the end of the text"
            yield Finding("own-note-unmarked", "warning", f"{essay.source.name} in “{essay.slug}”", text)


def with_own_markers(blocks: Sequence[Block], slug: str, words: Words) -> tuple[tuple[Block, ...], dict[str, Mark]]:
    """The essay's blocks with markers at the points of its notes, and what each of these marks."""
    marks = own_marks(blocks, own_notes(blocks))
    if not marks:
        return tuple(blocks), {}
    marked = tuple(_with_markers(block, marks, slug, words) for block in blocks)
    notes = own_notes(marked)
    return marked, {ref: replace(mark, note=notes[mark.note.key]) for ref, mark in marks.items()}


def _with_markers(block: Block, marks: dict[str, Mark], slug: str, words: Words) -> Block:
    if all(span.kind != POINT for span in block.spans):
        return block
    spans: list[Span] = []
    for span in block.spans:
        if span.kind != POINT:
            spans.append(span)
        elif mark := marks.get(span.ref):
            ref = marker_ref(sign=words.own_sign, number=mark.note.number, kind=KIND, marker_id=_id(slug, mark, "r"), note_id=_id(slug, mark, "n"))
            kept = Span(span.start - 1, span.start, "nb")
            spans += (*((kept,) if span.start and kept not in block.spans else ()), Span(span.start, span.start, MARKER, ref))
    return replace(block, spans=tuple(spans))


def _id(slug: str, mark: Mark, part: str) -> str:
    """Like a block's id: it hangs on lines (and columns) of the source alone, or on their names."""
    return f"{slug}-{'l' if mark.ref[0].isdecimal() else ''}{mark.ref}-{part}"


def own_section(blocks: Sequence[Block], marks: dict[str, Mark], slug: str, words: Words) -> Node | None:
    """The section of the author's notes, in the order of their markers; None when there are none. `blocks` are the essay's."""
    if not marks:
        return None
    own = next((block for block in blocks if block.within and block.within[0].kind == "notes"), None)
    heading = node("h2", own, id=own.id) if own else node("h2", words.own_notes)
    divs = (_note(mark, slug, words) for mark in marks.values())
    return node("section", heading, *divs, epub_type="footnotes", class_="notes own")


def _note(mark: Mark, slug: str, words: Words) -> Node:
    back: Piece = ("backlink", f"{mark.note.number}.", f"#{_id(slug, mark, 'r')}")
    lead = line(back, " ", ("sign", words.label.format(words.own_note)))
    paragraphs = _again(mark.note, lead, words) if mark.again else _whole(mark.note, lead)
    return node("div", *paragraphs, epub_type="footnote", role="doc-footnote", class_=f"note {KIND}", id=_id(slug, mark, "n"))


def _whole(note: OwnNote, lead: Block) -> tuple[Node, ...]:
    first, *rest = note.blocks
    if len(first.within) == 1 and first.kind == "note":
        return (node("p", lead, first, id=first.id), *nest(rest, 1))
    return (node("p", lead), *nest(note.blocks, 1))


def _again(note: OwnNote, lead: Block, words: Words) -> tuple[Node, ...]:
    lang = note.blocks[0].lang
    text = words_of(lang).wide.join(map(shown, note.blocks))
    if len(text) > widened(LONGEST_AGAIN, lang):
        text = f"{text[: widened(EXCERPT, lang)]}{words_of(lang).dots}"
    return (node("p", lead, line(words.again), line(text, lang=lang)),)
