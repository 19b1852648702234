"""What a member is shown of an essay's marks, in the text that he reads: his own, what the others share, what several have marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from reader.serve.clubfile import held, shown_name
from reader.serve.furthest import furthest
from reader.serve.marks import Kept
from reader.serve.members import Member, all_members
from reader.serve.progress import Place, places_of
from reader.serve.replies import Reply, replies_to
from reader.serve.seeing import seen_marks, sight
from reader.serve.state import State
from reader.serve.tally import Passage, passages_of
from reader.serve.texts import Essay, find


class ShownReply(Struct, frozen=True, gc=False):
    """An answer: by whom, when (seconds since 1970), and whether it may be taken back."""

    id: str
    who: str
    text: str
    made: int
    mine: bool


class Shown(Struct, frozen=True, gc=False):
    """A mark at its place on the page; `share` is told of one's own alone."""

    id: str
    block: str
    start: int
    last: str
    end: int
    exact: str
    note: str
    who: str
    made: str
    mine: bool
    share: str
    replies: tuple[ShownReply, ...]


class Offer(Struct, frozen=True, gc=False):
    """How far a device says that the member has read, where that is further than the member says."""

    block: str
    device: str
    timestamp: int


class View(Struct, frozen=True, gc=False):
    """All that a page shows: `furthest` is the block up to which the member says to have read."""

    furthest: str
    offer: Offer | None
    marks: tuple[Shown, ...]
    passages: tuple[Passage, ...]


def view_of(state: State, member: Member, essay: Essay) -> View:
    """What the essay's page shows the member now."""
    reached, seen = _sight(state, member, essay)
    marks = seen_marks(state.store, member, essay.edition, essay.slug, seen)
    passages = passages_of(state.tallies, state.store, essay, reached)
    return View(reached, _offer(places_of(state.store, member), essay, reached), _placed(marks, state, member, essay), tuple(passages))


def shared_of(state: State, member: Member, essay: Essay) -> tuple[Shown, ...]:
    """What of the others' marks the member may see now."""
    _, seen = _sight(state, member, essay)
    marks = seen_marks(state.store, member, essay.edition, essay.slug, seen)
    return _placed([kept for kept in marks if kept.mark.member != member.name], state, member, essay)


def _sight(state: State, member: Member, essay: Essay) -> tuple[str, frozenset[str]]:
    """How far the member says to have read, and what may therefore be seen."""
    reached = furthest(state.store, member, essay.edition).get(essay.slug, "")
    met = held(state.club, essay.edition, essay.slug, now=state.now())
    return reached, sight(essay.order, reached, [meeting.until for meeting in met])


def _placed(marks: Sequence[Kept], state: State, member: Member, essay: Essay) -> tuple[Shown, ...]:
    """The marks that have a place in the essay, in its order."""
    names = shown_names(state)
    replies = replies_to(state.store, [kept.mark.id for kept in marks])
    shown = [one for kept in marks if (one := _shown(kept, essay, member, names, replies.get(kept.mark.id, ())))]
    return tuple(sorted(shown, key=lambda one: (essay.starts[one.block] + one.start, one.made, one.id)))


def shown_names(state: State) -> dict[str, str]:
    """By a member's name the one that the group's file has for him."""
    return {one.name: shown_name(state.club, one.handle, one.name) for one in all_members(state.store)}


def _shown(kept: Kept, essay: Essay, member: Member, names: Mapping[str, str], replies: Iterable[Reply]) -> Shown | None:
    mark = kept.mark
    place = find(essay, mark.exact, block=kept.block, prefix=mark.prefix, suffix=mark.suffix)
    if not place:
        return None
    mine = mark.member == member.name
    low, high = essay.span(place)
    told = tuple(ShownReply(one.id, names.get(one.member, one.member), one.text, one.made, mine or one.member == member.name) for one in replies)
    share = mark.share if mine else ""
    return Shown(mark.id, place.block, place.start, place.last, place.end, essay.whole[low:high], mark.note, names[mark.member], mark.made, mine, share, told)


def _offer(places: Iterable[Place], essay: Essay, reached: str) -> Offer | None:
    """The last push of a device in this essay, where it is further: to be taken over, or not."""
    last = next((place for place in places if place.edition == essay.edition and place.block in essay.starts), None)
    at = essay.starts.get(reached, -1)
    return Offer(last.block, last.device, last.timestamp) if last and essay.starts[last.block] > at else None
