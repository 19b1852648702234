"""What devices say → marks as they stand in `readers.toml` and `orphans.toml`: anchored, named, the same ones joined."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from reader.mark import Mark, State
from reader.marks.anchor import Lost, Placed, anchor
from reader.marks.desk import Desk
from reader.marks.found import Found
from reader.marks.identity import mark_id
from reader.marks.skeleton import bare

CONTEXT = 16  # characters


def marks_from(found: Iterable[Found], desk: Desk, *, member: str) -> list[Mark]:
    """One mark for each passage that the member has marked, in the order of the text, orphans last."""
    joined: dict[str, Mark] = {}
    places: dict[str, tuple[int, int]] = {}
    order = {slug: at for at, slug in enumerate(desk.texts)}
    known: dict[Found, Placed | Lost] = {}
    for one in found:
        asked = replace(one, note="", made="", source="", line=0)
        if asked not in known:
            known[asked] = anchor(one, desk)
        where = known[asked]
        mark = _placed(one, where, desk, member) if isinstance(where, Placed) else _orphan(one, where, desk, member)
        joined[mark.id] = join(joined[mark.id], mark) if mark.id in joined else mark
        places[mark.id] = (order[where.essay], where.start) if isinstance(where, Placed) else (len(order), 0)
    return sorted(joined.values(), key=lambda mark: (*places[mark.id], mark.made, mark.id))


def join(one: Mark, other: Mark) -> Mark:
    """Two accounts of one mark: a place before none, the longer note, the first account else."""
    if one.state == "orphan" and other.state != "orphan":
        one, other = other, one
    note = other.note if len(other.note) > len(one.note) else one.note
    return replace(one, note=note, made=one.made or other.made, source=one.source or other.source, chapter=one.chapter or other.chapter)


def improved(old: Mark, new: Mark) -> Mark:
    """A mark that no person has touched, with what a new account of it knows better."""
    if old.state != "orphan" and new.state == "orphan":
        return old
    best = join(old, new)
    if new.state == "orphan":
        return best
    return replace(new, made=best.made, source=best.source, share=old.share, note=best.note)


def _placed(found: Found, place: Placed, desk: Desk, member: str) -> Mark:
    text = desk.texts[place.essay]
    exact = "\n".join(line for line in text[place.start : place.end].split("\n") if line)
    prefix = text[max(0, place.start - CONTEXT) : place.start].rpartition("\n")[2]
    suffix = text[place.end : place.end + CONTEXT].partition("\n")[0]
    block = "" if _alone(found, desk) else desk.block_at(place.essay, place.start).block.id
    name = mark_id(member, found.quote, edition=desk.edition.uuid, block=block)
    state: State = "moved" if place.moved else "new"
    return Mark(name, member, place.essay, exact, prefix, suffix, found.note, found.made, found.source, state=state)


def _alone(found: Found, desk: Desk) -> bool:
    """Do the words stand in the book at most once?"""
    text, wanted = desk.layers[0].skeleton.text, bare(found.quote)
    first = text.find(wanted)
    return first < 0 or text.find(wanted, first + 1) < 0


def _orphan(found: Found, lost: Lost, desk: Desk, member: str) -> Mark:
    name = mark_id(member, found.quote, found.note, edition=desk.edition.uuid)
    return Mark(
        name,
        member,
        "",
        found.quote,
        found.prefix,
        found.suffix,
        found.note,
        found.made,
        found.source,
        state="orphan",
        chapter=found.chapter,
        reason=lost.reason,
        nearest=lost.nearest,
    )
