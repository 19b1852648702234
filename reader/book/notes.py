"""What is marked where: places, density, numbers; one marker ↔ one note."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from msgspec import Struct, field

from reader.book.places import Text, find_passage, marker_place, mentions
from reader.match.terms import Hit
from reader.model import NOTE_KINDS, Edition, Finding, NoteKind, Passage, Rebuttal, Remark, Term

WINDOW = 300
MOST_MARKERS = 3
ORDER: dict[NoteKind, int] = {"rebuttal": 0, "fact": 1, "text": 2, "term": 3}


class Item(Struct, frozen=True, gc=False):
    """One thing a note says: a term, a remark, or one side of a dispute (`claim` true where the disputed claim stands)."""

    kind: NoteKind
    id: str
    entry: Term | Rebuttal | Remark
    claim: bool = False


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
    def marker_id(self) -> str:
        """The marker's id in the book."""
        return f"{self.essay}-r-{self.key}"

    @property
    def note_id(self) -> str:
        """The note's id in the book."""
        return f"{self.essay}-n-{self.key}"


class Anchor(Struct, frozen=True, gc=False):
    """An empty place to land on: a quoted passage (`q`), the first mention of a term (`t`).

    `quoted` is the passage as the reading text has it (the data may quote it in the other script), `speaker` who says it there.
    """

    place: int
    id: str
    quoted: str = ""
    speaker: str = ""


class EssayNotes(Struct, frozen=True, gc=False):
    """Everything placed in one essay. `first` is where each term's first mention can be reached."""

    text: Text
    notes: tuple[Note, ...]
    anchors: tuple[Anchor, ...]
    first: dict[str, str]


class Density(Struct, gc=False):
    """Sorted places of which at most `most` lie in any 300 characters; `crowded` is 1 wherever one more would be too many.

    (A glossary's terms ask far more often than they find room.)
    """

    most: int
    crowded: bytearray
    places: list[int] = field(default_factory=list)

    def add(self, place: int) -> None:
        """Put in one more; a place that is there already stays as it is."""
        places, most = self.places, self.most
        at = bisect_left(places, place)
        if at < len(places) and places[at] == place:
            return
        places.insert(at, place)
        near = places[max(0, at - most + 1) : at + most]
        # `most` neighbours leave no room for one more wherever it would share 300 characters with them all.
        for first, last in zip(near, near[most - 1 :], strict=False):
            if last - first < WINDOW:
                start = max(0, last - WINDOW + 1)
                self.crowded[start : first + WINDOW] = b"\1" * (first + WINDOW - start)


class Room(Struct, gc=False):
    """The markers of one essay while they are being placed."""

    text: Text
    markers: Density
    disputes: Density
    items: dict[int, list[Item]] = field(default_factory=dict)

    def fits(self, place: int, *, dispute: bool) -> bool:
        """Whether a marker at `place` keeps the density: in any 300 characters three markers, one of them a dispute."""
        if dispute and self.disputes.crowded[place]:
            return False
        return not self.markers.crowded[place] or place in self.items

    def put(self, place: int, item: Item) -> None:
        """Add the item at `place`; items of one place share a marker."""
        self.markers.add(place)
        if item.kind == "rebuttal":
            self.disputes.add(place)
        self.items.setdefault(place, []).append(item)


def empty_room(text: Text) -> Room:
    """The room of an essay in which nothing is marked yet."""
    length = len(text.text) + WINDOW
    return Room(text, Density(MOST_MARKERS, bytearray(length)), Density(1, bytearray(length)))


def place_notes(edition: Edition, texts: dict[str, Text], kinds: Iterable[NoteKind] = NOTE_KINDS) -> tuple[dict[str, EssayNotes], tuple[Finding, ...]]:
    """Everything that is marked, per essay, and what found no room; raises EditionError for a quotation that is not there exactly once.

    Disputes come first (both sides or none), then important terms, facts, textual notes, other terms; a crowded term takes its next mention.
    """
    wanted, rooms, findings = frozenset(kinds), {slug: empty_room(text) for slug, text in texts.items()}, list[Finding]()
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


def _place_terms(terms: dict[str, Term], found: dict[str, list[Hit]], room: Room, anchors: list[Anchor], marked: set[str], *, wanted: bool) -> dict[str, str]:
    slug, first = room.text.essay.slug, dict[str, str]()
    # Both halves are in the order of their first mentions: an edition has many more terms than an essay has.
    for term, hits in [(terms[name], hits) for name, hits in found.items() if name in terms]:
        place = None
        if wanted and term.marker and not (term.once and term.id in marked):
            place = _free_place(room, hits)
        if place is None:
            first[term.id] = f"{slug}-t-{term.id}"
            anchors.append(Anchor(hits[0].start, first[term.id]))
            continue
        room.put(place, Item("term", term.id, term))
        marked.add(term.id)
        first[term.id] = ""
    return first


def _free_place(room: Room, hits: list[Hit]) -> int | None:
    for hit in hits:
        place = marker_place(room.text, hit.end, of_term=True)
        if room.fits(place, dispute=False):
            return place
    return None


def _precedence(item: Item) -> tuple[int, int]:
    return ORDER[item.kind], item.entry.number if isinstance(item.entry, Rebuttal) else 0


def _numbered(room: Room, anchors: list[Anchor], first: dict[str, str]) -> EssayNotes:
    notes, running, slug = [], 0, room.text.essay.slug
    for place in room.markers.places:
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
    return EssayNotes(room.text, tuple(notes), tuple(anchors), {term: reached.get(term, anchor) for term, anchor in first.items()})
