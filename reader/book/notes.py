"""What is marked where: places, density, numbers; one marker ↔ one note."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reader.book.density import MOST_MARKERS, Item, Room, empty_room, window_words
from reader.book.disputing import End, dispute_ends, place_disputes
from reader.book.places import Text, find_passage, linkable_mentions, marker_place, mentions
from reader.book.terming import TermLink, link_terms, place_terms, terms_of, unlinked
from reader.book.wording import clipped, shown_text
from reader.model import NOTE_KINDS, Edition, Finding, NoteKind, Passage, Rebuttal, Remark, Term

if TYPE_CHECKING:  # most books have nothing of readers, and need not import what is done with it
    from reader.book.popular import Popular
    from reader.book.readers import Printed
    from reader.mark import Mark

ORDER: dict[NoteKind, int] = {"rebuttal": 0, "fact": 1, "text": 2, "term": 3, "reader": 4, "popular": 5}


class Note(Struct, frozen=True, gc=False):
    """A marker and its note: all items of one place, the first of which gives kind, ids and number."""

    essay: str
    place: int
    items: tuple[Item, ...]
    number: str

    @property
    def key(self) -> str:
        """The id of the leading item, which names marker and note."""
        return self.items[0].id

    @property
    def ids(self) -> tuple[str, str]:
        """The marker's id in the book, and the note's."""
        essay, key = self.essay, self.items[0].id
        return f"{essay}-r-{key}", f"{essay}-n-{key}"

    @property
    def marker_id(self) -> str:
        """The marker's id in the book."""
        return self.ids[0]

    @property
    def note_id(self) -> str:
        """The note's id in the book."""
        return self.ids[1]


class Anchor(Struct, frozen=True, gc=False):
    """An empty place to land on: a quoted passage (`q`), the first mention of a term (`t`).

    `quoted` is the passage as the reading text has it (the data may quote it in the other script), `speaker` who says it there.
    """

    place: int
    id: str
    quoted: str = ""
    speaker: str = ""


class EssayNotes(Struct, frozen=True, gc=False):
    """Everything placed in one essay. `first` is where each term's first mention can be reached; `ends` are the disputes' passages, `marks` readers'."""

    text: Text
    notes: tuple[Note, ...]
    anchors: tuple[Anchor, ...]
    first: dict[str, str]
    links: tuple[TermLink, ...] = ()
    ends: tuple[End, ...] = ()
    marks: tuple[Printed, ...] = ()
    popular: tuple[Popular, ...] = ()


def place_notes(
    edition: Edition,
    texts: dict[str, Text],
    kinds: Iterable[NoteKind] = NOTE_KINDS,
    marks: Sequence[Mark] = (),
    *,
    rooms: dict[str, Room] | None = None,
    linked: bool = True,
) -> tuple[dict[str, EssayNotes], tuple[Finding, ...]]:
    """Everything that is marked, per essay, and what found no room; raises EditionError for a quotation that is not there exactly once.

    Disputes come first, by weight; then important terms, facts, textual notes, other terms; a crowded term takes its next mention, and one
    that is marked nowhere gets a plain link (where texts may be `linked`). Readers' `marks` come last. `rooms`: where not all places are free.
    """
    wanted, rooms = frozenset(kinds), rooms or {slug: empty_room(text) for slug, text in texts.items()}
    ends = dispute_ends(edition, texts)
    findings = list(place_disputes(ends, rooms) if "rebuttal" in wanted else ())
    held = {slug: list[End]() for slug in texts}
    for end in ends:
        held[end.passage.essay].append(end)
    anchors = {slug: [_of_end(end, texts[slug]) for end in own] for slug, own in held.items()}
    anchors_of_agreements(edition, texts, anchors)
    found, marked, show = {slug: mentions(text) for slug, text in texts.items()}, set[str](), "term" in wanted
    important, others = (terms_of(edition, important=value) for value in (True, False))
    for slug, room in rooms.items() if show else ():
        place_terms(important, found[slug], room, marked)
    for remark in sorted(edition.remarks, key=lambda remark: remark.kind):
        findings += _place_remark(remark, rooms, anchors, wanted=remark.kind in wanted)
    for slug, room in rooms.items() if show else ():
        place_terms(others, found[slug], room, marked)
    linkable = {slug: linkable_mentions(text, found[slug], marked) for slug, text in texts.items()} if show and linked else {}
    links = link_terms(edition, linkable, rooms, marked) if show and linked else {slug: [] for slug in rooms}
    lost = unlinked(edition, marked, links, {name for hits in linkable.values() for name in hits})
    findings += [Finding("term-unreachable", "warning", term.where, f"no way leads from a text to “{term.headword}”: no room") for term in lost]
    printed, popular, about_marks = place_readers(marks, rooms, anchors, wanted) if marks else ((), {}, ())
    placed = {slug: _numbered(room, anchors[slug], found[slug], tuple(links[slug])) for slug, room in rooms.items()}
    theirs = {slug: tuple([one for one in printed if one.mark.essay == slug]) for slug in placed}
    whole = {slug: replace(notes, ends=tuple(held[slug]), marks=theirs[slug], popular=popular.get(slug, ())) for slug, notes in placed.items()}
    return whole, (*findings, *about_marks)


def place_readers(
    marks: Sequence[Mark], rooms: dict[str, Room], anchors: dict[str, list[Anchor]], wanted: Container[NoteKind]
) -> tuple[Sequence[Printed], dict[str, tuple[Popular, ...]], Sequence[Finding]]:
    """Readers' notes, marked where there is room, and passages that several have marked, by essay; an anchor before each. And what finds no place."""
    from reader.book.popular import popular_passages
    from reader.book.readers import find_marks, place_marks

    printed, unfound = find_marks(marks, rooms) if "reader" in wanted else ([], [])
    findings = (*place_marks(printed, rooms), *unfound)
    popular = popular_passages(marks, rooms) if "popular" in wanted else {}
    for one in printed:
        anchors[one.mark.essay].append(Anchor(one.start, one.anchor_id))
    for slug, passages in popular.items():
        anchors[slug] += (Anchor(passage.start, passage.anchor_id) for passage in passages)
    return printed, popular, findings


def place_glossary(
    terms: tuple[dict[str, Term], ...], text: Text, marked: set[str], *, at_end: bool = False, by_words: bool = False
) -> tuple[EssayNotes, tuple[str, ...]]:
    """What is marked of one chapter where nothing but terms can be: in somebody else's book; and the ids of all terms that stand in it.

    `terms` are by id, those that choose first in the first dictionary; `marked` grows. No plain links, and no anchors but the markers. With
    `at_end` a marker stands behind the paragraph's whole text, and its note has all that is marked of the paragraph.
    """
    room, found = empty_room(text, by_words=by_words), mentions(text)
    for chosen in filter(None, terms):
        place_terms(chosen, found, room, marked, at_end=at_end)
    notes = _numbered(room, [], {}, ())
    return replace(notes, first={item.id: note.marker_id for note in notes.notes for item in note.items}), tuple(found)


def _of_end(end: End, text: Text) -> Anchor:
    return _quoted(text, end.start, end.end, passage_id(end.passage, end.rebuttal.id))


def anchors_of_agreements(edition: Edition, texts: dict[str, Text], anchors: dict[str, list[Anchor]]) -> None:
    """Add an anchor before every passage that an agreement quotes."""
    for agreement in edition.agreements:
        for passage in agreement.passages:
            start, end = find_passage(texts[passage.essay], passage, where=agreement.where)
            anchors[passage.essay].append(_quoted(texts[passage.essay], start, end, passage_id(passage, agreement.id)))


def passage_id(passage: Passage, entry_id: str) -> str:
    """The id of the empty anchor before a passage that a dispute or a remark quotes."""
    return f"{passage.essay}-q-{entry_id}"


def _quoted(text: Text, start: int, end: int, name: str) -> Anchor:
    at = text.block_at(start)
    block, first = text.essay.blocks[at], text.starts[at]
    return Anchor(start, name, shown_text(block.text[start - first : end - first], clipped(block.spans, start - first, end - first)), block.speaker)


def quotations(notes: dict[str, EssayNotes]) -> dict[str, Anchor]:
    """Every quoted passage of the book by the id of its anchor."""
    return {anchor.id: anchor for placed in notes.values() for anchor in placed.anchors if anchor.quoted}


def marked_claims(notes: dict[str, EssayNotes]) -> frozenset[str]:
    """The ids of the disputes that are marked where the disputed claim stands."""
    return frozenset(item.id for placed in notes.values() for note in placed.notes for item in note.items if item.claim)


def reached_terms(notes: dict[str, EssayNotes]) -> frozenset[str]:
    """The ids of the terms to which some text leads: by a marker or by a plain link."""
    marked = (item.id for placed in notes.values() for note in placed.notes for item in note.items if item.kind == "term")
    return frozenset([*marked, *(link.term for placed in notes.values() for link in placed.links)])


def _place_remark(remark: Remark, rooms: dict[str, Room], anchors: dict[str, list[Anchor]], *, wanted: bool) -> list[Finding]:
    room = rooms[remark.passage.essay]
    start, end = find_passage(room.text, remark.passage, where=remark.where)
    anchors[remark.passage.essay].append(_quoted(room.text, start, end, passage_id(remark.passage, remark.id)))
    place = marker_place(room.text, end)
    if not (wanted and remark.marker):
        return []
    if not room.fits(place, dispute=False):
        barred = "headings, links and notes" if room.closed else "the author's own notes"
        limit = f"at most {MOST_MARKERS} markers, one of them a dispute, in {window_words(room.text.essay.script)}; none in {barred}"
        text = f"note {remark.id} found no room in {remark.passage.essay} ({limit}); set marker = false or quote another passage"
        return [Finding("note-crowded", "warning", remark.where, text)]
    room.put(place, Item(remark.kind, remark.id, remark))
    return []


def _precedence(item: Item) -> tuple[int, int, int]:
    if isinstance(item.entry, Rebuttal):
        return ORDER[item.kind], -item.entry.weight, item.entry.number
    return ORDER[item.kind], 0, 0


def _numbered(room: Room, anchors: list[Anchor], found: dict[str, list[int]], links: tuple[TermLink, ...]) -> EssayNotes:
    notes, running, slug = [], 0, room.text.essay.slug
    for place in sorted(room.items):
        items = room.items[place]
        if len(items) > 1:
            items.sort(key=_precedence)
        head = items[0].entry
        if isinstance(head, Rebuttal):
            number = str(head.number)
        else:
            running += 1
            number = str(running)
        notes.append(Note(slug, place, tuple(items), number))
    reached = {item.id: note.marker_id for note in notes for item in note.items if item.kind == "term"}
    column = room.text.hits.starts
    starts = {term: column[numbers[0]] for term, numbers in found.items()} | {link.term: link.start for link in links}
    first, bare = dict[str, str](), list[Anchor]()
    for term, start in starts.items():
        name = reached.get(term)
        if name is None:
            name = f"{slug}-t-{term}"
            bare.append(Anchor(start, name))
        first[term] = name
    return EssayNotes(room.text, tuple(notes), (*anchors, *bare), first, links)
