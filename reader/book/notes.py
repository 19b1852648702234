"""What is marked where: places, density, numbers; one marker ↔ one note."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from reader.book.places import Text, find_passage, marker_place, mentions
from reader.model import NOTE_KINDS, Edition, Finding, NoteKind, Passage, Rebuttal, Remark, Term, value
from reader.text.terms import Hit

WINDOW = 300
MOST_MARKERS = 3
ORDER: dict[NoteKind, int] = {"rebuttal": 0, "fact": 1, "text": 2, "term": 3}


@value
class Item:
    """One thing a note says: a term, a remark, or one side of a dispute (`claim` true where the disputed claim stands)."""

    kind: NoteKind
    id: str
    entry: Term | Rebuttal | Remark
    claim: bool = False


@value
class Note:
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
    def marker_id(self) -> str:
        """The marker's id in the book."""
        return f"{self.essay}-r-{self.key}"

    @property
    def note_id(self) -> str:
        """The note's id in the book."""
        return f"{self.essay}-n-{self.key}"


@value
class Anchor:
    """An empty place to land on: a quoted passage (`q`), the first mention of a term (`t`).

    `quoted` is the passage as the reading text has it (the data may quote it in the other script), `speaker` who says it there.
    """

    place: int
    id: str
    quoted: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class EssayNotes:
    """Everything placed in one essay. `first` is where each term's first mention can be reached."""

    text: Text
    notes: tuple[Note, ...]
    anchors: tuple[Anchor, ...]
    first: dict[str, str]


@dataclass(slots=True)
class Room:
    """The markers of one essay while they are being placed; positions are kept sorted."""

    text: Text
    places: list[int] = field(default_factory=list)
    disputes: list[int] = field(default_factory=list)
    items: dict[int, list[Item]] = field(default_factory=dict)

    def fits(self, place: int, *, dispute: bool) -> bool:
        """Whether a marker at `place` keeps the density: in any 300 characters three markers, one of them a dispute."""
        if dispute and _crowded(self.disputes, place, 1):
            return False
        return place in self.items or not _crowded(self.places, place, MOST_MARKERS)

    def put(self, place: int, item: Item) -> None:
        """Add the item at `place`; items of one place share a marker."""
        if place not in self.items:
            insort(self.places, place)
        if item.kind == "rebuttal" and place not in self.disputes:
            insort(self.disputes, place)
        self.items.setdefault(place, []).append(item)


def _crowded(places: list[int], place: int, most: int) -> bool:
    at = bisect_left(places, place)
    near = [*places[max(0, at - most) : at], place, *places[at : at + most]]
    for end in range(most, len(near)):  # noqa: SIM110  (any() takes twice the time)
        if near[end] - near[end - most] < WINDOW:
            return True
    return False


def place_notes(edition: Edition, texts: dict[str, Text], kinds: Iterable[NoteKind] = NOTE_KINDS) -> tuple[dict[str, EssayNotes], tuple[Finding, ...]]:
    """Everything that is marked, per essay, and what found no room; raises EditionError for a quotation that is not there exactly once.

    Disputes come first (both sides or none), then important terms, facts, textual notes, other terms; a crowded term takes its next mention.
    """
    wanted, rooms, findings = frozenset(kinds), {slug: Room(text) for slug, text in texts.items()}, list[Finding]()
    anchors: dict[str, list[Anchor]] = {slug: [] for slug in texts}
    for rebuttal in edition.rebuttals:
        findings += _place_rebuttal(rebuttal, rooms, anchors, wanted="rebuttal" in wanted)
    marked, show = set[str](), "term" in wanted
    found = {slug: mentions(text) for slug, text in texts.items()}
    firsts: dict[str, dict[str, str]] = {slug: {} for slug in texts}
    important, other = _terms(edition, important=True), _terms(edition, important=False)
    for slug, room in rooms.items():
        firsts[slug] |= _place_terms(important, found[slug], room, anchors[slug], marked, wanted=show)
    for remark in sorted(edition.remarks, key=lambda remark: remark.kind):
        findings += _place_remark(remark, rooms, anchors, wanted=remark.kind in wanted)
    for slug, room in rooms.items():
        firsts[slug] |= _place_terms(other, found[slug], room, anchors[slug], marked, wanted=show)
    return {slug: _numbered(room, anchors[slug], firsts[slug]) for slug, room in rooms.items()}, tuple(findings)


def _terms(edition: Edition, *, important: bool) -> dict[str, Term]:
    return {term.id: term for term in edition.terms if term.important is important}


def _place_rebuttal(rebuttal: Rebuttal, rooms: dict[str, Room], anchors: dict[str, list[Anchor]], *, wanted: bool) -> list[Finding]:
    sides: list[tuple[Room, int, Item]] = []
    for passage, claim in ((rebuttal.claim, True), (rebuttal.origin, False)):
        room = rooms[passage.essay]
        start, end = find_passage(room.text, passage, where=f"{rebuttal.where}.{'to' if claim else 'from'}")
        anchors[passage.essay].append(_quoted(room.text, start, end, passage_id(passage, rebuttal.id)))
        sides.append((room, marker_place(room.text, end), Item("rebuttal", rebuttal.id, rebuttal, claim)))
    if not (wanted and rebuttal.marker):
        return []
    crowded = [room.text.essay.slug for room, place, _ in sides if not room.fits(place, dispute=True)]
    if crowded:
        return [_no_room(f"dispute {rebuttal.number} ({rebuttal.id})", crowded, rebuttal.where)]
    for room, place, item in sides:
        room.put(place, item)
    return []


def passage_id(passage: Passage, entry_id: str) -> str:
    """The id of the empty anchor before a passage that a dispute or a remark quotes."""
    return f"{passage.essay}-q-{entry_id}"


def _quoted(text: Text, start: int, end: int, name: str) -> Anchor:
    return Anchor(start, name, text.text[start:end], text.essay.blocks[text.block_at(start)].speaker)


def quotations(notes: dict[str, EssayNotes]) -> dict[str, Anchor]:
    """Every quoted passage of the book by the id of its anchor."""
    return {anchor.id: anchor for placed in notes.values() for anchor in placed.anchors if anchor.quoted}


def _place_remark(remark: Remark, rooms: dict[str, Room], anchors: dict[str, list[Anchor]], *, wanted: bool) -> list[Finding]:
    room = rooms[remark.passage.essay]
    start, end = find_passage(room.text, remark.passage, where=remark.where)
    anchors[remark.passage.essay].append(_quoted(room.text, start, end, passage_id(remark.passage, remark.id)))
    place = marker_place(room.text, end)
    if not (wanted and remark.marker):
        return []
    if not room.fits(place, dispute=False):
        return [_no_room(f"note {remark.id}", [remark.passage.essay], remark.where)]
    room.put(place, Item(remark.kind, remark.id, remark))
    return []


def _no_room(what: str, essays: list[str], where: str) -> Finding:
    limit = f"at most {MOST_MARKERS} markers, one of them a dispute, in {WINDOW} characters"
    text = f"{what} found no room in {', '.join(essays)} ({limit}); set marker = false or quote another passage"
    return Finding("note-crowded", "warning", where, text)


def _place_terms(
    terms: dict[str, Term], found: dict[str, tuple[Hit, ...]], room: Room, anchors: list[Anchor], marked: set[str], *, wanted: bool
) -> dict[str, str]:
    slug, first = room.text.essay.slug, dict[str, str]()
    # Both halves are in the order of their first mentions: an edition has many more terms than an essay has.
    for term, hits in [(terms[name], hits) for name, hits in found.items() if name in terms]:
        place = None
        if wanted and term.marker and not (term.once and term.id in marked):
            ends = (marker_place(room.text, hit.end) for hit in hits)
            place = next((end for end in ends if room.fits(end, dispute=False)), None)
        if place is None:
            anchors.append(Anchor(hits[0].start, f"{slug}-t-{term.id}"))
            first[term.id] = f"{slug}-t-{term.id}"
            continue
        room.put(place, Item("term", term.id, term))
        marked.add(term.id)
        first[term.id] = ""
    return first


def _numbered(room: Room, anchors: list[Anchor], first: dict[str, str]) -> EssayNotes:
    notes, running, slug = [], 0, room.text.essay.slug
    for place in room.places:
        items = tuple(sorted(room.items[place], key=lambda item: (ORDER[item.kind], item.entry.number if isinstance(item.entry, Rebuttal) else 0)))
        head = items[0].entry
        if isinstance(head, Rebuttal):
            number = str(head.number)
        else:
            running += 1
            number = str(running)
        notes.append(Note(slug, place, items, number))
    reached = {item.id: note.marker_id for note in notes for item in note.items if item.kind == "term"}
    return EssayNotes(room.text, tuple(notes), tuple(anchors), {term: reached.get(term, anchor) for term, anchor in first.items()})
