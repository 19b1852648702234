"""One essay → its page: head, text with markers and anchors, notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from itertools import groupby
from string import ascii_letters, digits

from reader.book import labels
from reader.book.footnotes import notes_section
from reader.book.inline import marker_ref
from reader.book.nesting import nest, plain
from reader.book.notes import Anchor, EssayNotes, Note
from reader.book.ownnotes import is_told, own_section, with_own_markers
from reader.book.page import Node, Page, line, node
from reader.book.pagelist import Stop, with_stops
from reader.book.passages import passage_spans
from reader.book.wording import shown
from reader.book.words import Words, words_of
from reader.model import Block, Edition, Essay, Language, Span, is_chinese
from reader.script.japanese import TAG
from reader.script.signs import NOTHING_YET, japanese_among, look

# Of a word or a number of these, so many characters at most stay on one line with a marker behind them.
LATIN, LONGEST_KEPT = f"{ascii_letters}{digits}.+-", 12
# The source itself says who speaks when the name stands this near to the speech's beginning.
SPEAKER_NAMED = 20
LISTS = {"item": "ul", "ordered": "ol"}
GROUPED = frozenset({*LISTS, "quotation"})


def essay_page(
    essay: Essay, notes: EssayNotes, edition: Edition, *, script: Language, quoted: dict[str, Anchor], stops: tuple[Stop, ...] = (), legend: str = ""
) -> Page:
    """The page of one essay; the essay's own blocks carry `lang`, everything else is in the edition's script until conversion.

    `legend` is the id of the note that explains the labels.
    """
    words = words_of(edition.script)
    looked = look([block.text for block in essay.blocks]) if is_chinese(essay.script) else NOTHING_YET
    blocks, marks = with_own_markers(marked_blocks(essay, notes, stops, japanese_among(looked)), essay.slug, words)
    own, blocks = _title_block(blocks)
    theirs = {mark.note.key for mark in marks.values()}
    text = [block for block in blocks if not is_told(block, theirs)] if theirs else blocks
    body = tuple(part for kind, run in groupby(text, key=_group) for part in _elements(kind, tuple(run), essay))
    ours = notes_section(notes, edition, quoted, legend=legend, title=words.our_notes if marks else words.notes)
    sections = (own_section(blocks, marks, essay.slug, words), ours)
    children = (_head(essay, own, words), *body, *filter(None, sections))
    headings = tuple((2, line(shown(block), lang=block.lang), block.id) for block in text if block.kind == "heading" and block.level <= 2)
    title = line(essay.title, lang=essay.script)
    named_by = own.id if own else f"{essay.slug}-title"
    chapter = {"epub_type": "chapter", "role": "doc-chapter", "class_": "essay", "id": essay.slug, "aria_labelledby": named_by}
    return Page(
        name=f"{essay.slug}.xhtml",
        title=title,
        script=script,
        origin=edition.script,
        body=node("section", *children, **chapter),
        toc=((1, title, ""), *headings),
        stops=stops,
        looked=looked,
    )


def _title_block(blocks: tuple[Block, ...]) -> tuple[Block | None, tuple[Block, ...]]:
    """The block that is the essay's own title (a heading of level 1), and the others."""
    own = next((block for block in blocks if block.kind == "heading" and block.level == 1), None)
    return own, tuple(block for block in blocks if block is not own)


def _head(essay: Essay, own: Block | None, words: Words) -> Node:
    facts = [labels.author(essay.author, words), essay.date, essay.publisher]
    supplied = (node("p", words.supplied, class_="supplied"),) if essay.supplied else ()
    head_note = (node("div", node("p", essay.head_note), class_="head-note", role="note"),) if essay.head_note else ()
    return node(
        "header",
        node("h1", own or line(essay.title, lang=essay.script), id=own.id if own else f"{essay.slug}-title"),
        *supplied,
        node("p", words.gap.join(fact for fact in facts if fact), class_="facts"),
        *head_note,
    )


def marked_blocks(essay: Essay, notes: EssayNotes, stops: tuple[Stop, ...], japanese: Container[int]) -> tuple[Block, ...]:
    """The essay's blocks with page stops, anchors, markers, quoted passages, links to the glossary and unbreakable runs as spans.

    `japanese` are the numbers of those that are in that language.
    """
    points: dict[int, list[Span]] = defaultdict(list)
    text = notes.text
    for note in notes.notes:
        at = text.block_at(note.place - 1)
        points[at] += marker_spans(note.place - text.starts[at], essay.blocks[at].text, note)
    for at, spans in with_stops(stops).items():
        points[at] += spans
    for anchor in notes.anchors:
        at = text.block_at(anchor.place)
        place = anchor.place - text.starts[at]
        points[at].append(Span(place, place, "anchor", anchor.id))
    for at, passages in passage_spans(notes).items():  # behind the points at their beginnings, as they are written
        points[at] += passages
    return tuple([_marked(block, points.get(at, ()), TAG if at in japanese else essay.script) for at, block in enumerate(essay.blocks)])


def _marked(block: Block, points: Iterable[Span], lang: str) -> Block:
    return Block(block.id, block.kind, block.text, (*block.spans, *points), block.level, block.speaker, lang, block.within)


def marker_spans(place: int, text: str, note: Note) -> tuple[Span, Span]:
    """A note's marker at `place` in the `text` of its block, and the stretch before it that stays on its line."""
    kind, (marker_id, note_id) = note.items[0].kind, note.ids
    ref = marker_ref(sign=labels.SIGNS[kind], number=note.number, kind=kind, marker_id=marker_id, note_id=note_id)
    return Span(kept_from(place, text), place, "nb"), Span(place, place, "marker", ref)


def kept_from(place: int, text: str) -> int:
    """Where the stretch begins that stays on one line with a marker at `place` of the `text`."""
    if text[place - 1] not in LATIN:  # as mostly
        return place - 1
    before = text[max(0, place - LONGEST_KEPT) : place]
    return place - len(before) + len(before.rstrip(LATIN))


def _group(block: Block) -> tuple[str, str]:
    if block.within:
        return "held", ""
    return ("speech", block.speaker) if block.speaker else (block.kind if block.kind in GROUPED else "", "")


def _elements(group: tuple[str, str], run: tuple[Block, ...], essay: Essay) -> tuple[Node, ...]:
    kind, speaker = group
    if kind == "held":
        return nest(run)
    if kind in LISTS:
        own = "own-numbers" if kind == "ordered" and run[0].text[:1].isdecimal() else ""
        return (node(LISTS[kind], *(node("li", block, id=block.id) for block in run), class_=own),)
    if kind == "quotation":
        return (node("blockquote", *(node("p", block, id=block.id) for block in run)),)
    if kind == "speech":
        said = speaker in run[0].text[:SPEAKER_NAMED]
        name = () if said else (node("p", line(f"{speaker}{words_of(essay.script).colon.rstrip()}", lang=essay.script), class_="speaker"),)
        return (node("div", *name, *(plain(block) for block in run), class_="speech"),)
    return tuple([plain(block) for block in run])
