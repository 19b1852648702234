"""Members' marks in the database: added from wherever they come, changed, shared and deleted by whom they belong to.

What `readers.toml` holds to holds here: the same mark from two ways is one, what a person touched is not changed by a device, what was
deleted does not come back from one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reader.mark import Mark, Share, State
from reader.marks.placing import improved
from reader.serve.members import Member
from reader.serve.statements import put
from reader.serve.store import Connection, Store, asking, changing

MOST = 20_000  # marks of one member: a heavy reader of forty years has fewer
TEXT = ("id", "essay", "exact", "prefix", "suffix", "note", "made", "source", "share", "state", "chapter", "reason")
SELECT = (
    f"SELECT member.name, nearest, edition, block, last, touched, {', '.join(f'mark.{name}' for name in TEXT)} FROM mark JOIN member ON member.id = mark.member"
)


class Kept(Struct, frozen=True, gc=False):
    """A mark of the edition (its UUID), and in which blocks its words begin and end: nothing for an orphan. `touched` by a person."""

    mark: Mark
    edition: str
    block: str = ""
    last: str = ""
    touched: bool = False


class Added(Struct, frozen=True, gc=False):
    """The ids of the marks that are new, of those that are better known than before, of those deleted before and therefore left."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept_away: tuple[str, ...] = ()


def add_marks(store: Store, member: Member, marks: Iterable[Kept]) -> Added:
    """Add what devices know of a member's marks; again changes nothing. What is beyond `MOST` is left."""
    new, changed, away = list[str](), list[str](), list[str]()
    with changing(store) as connection:
        deleted = {str(row[0]) for row in connection.execute("SELECT id FROM deleted_mark WHERE member = ?", (member.id,))}
        there = {kept.mark.id: kept for kept in _read(connection, "WHERE mark.member = ?", member.id)}
        for kept in marks:
            name, old = kept.mark.id, there.get(kept.mark.id)
            if name in deleted:
                away.append(name)
            elif old is None and len(there) < MOST:
                there[name] = kept
                _write(connection, member, kept)
                new.append(name)
            elif old and (better := _better(old, kept)) != old:
                there[name] = better
                _write(connection, member, better)
                changed.append(name)
    return Added(tuple(new), tuple(changed), tuple(away))


def _better(old: Kept, new: Kept) -> Kept:
    """What is known of a mark now. Words that nobody has agreed to share are shared with nobody."""
    if old.touched:
        return old
    mark = improved(old.mark, new.mark)
    if mark.note != old.mark.note:
        mark = replace(mark, share="me")
    source = old if old.mark.state != "orphan" and new.mark.state == "orphan" else new
    return replace(source, mark=mark, touched=False)


def put_mark(store: Store, member: Member, kept: Kept) -> bool:
    """Keep a mark as its member makes it by hand, one that he deleted before too; a note that is there stays where he writes none.

    False where he has too many.
    """
    with changing(store) as connection:
        others = connection.execute("SELECT count(*) FROM mark WHERE member = ? AND id != ?", (member.id, kept.mark.id)).fetchone()[0]
        if others >= MOST:
            return False
        connection.execute("DELETE FROM deleted_mark WHERE member = ? AND id = ?", (member.id, kept.mark.id))
        old = _one(connection, member, kept.mark.id)
        note = kept.mark.note or (old.mark.note if old else "")
        _write(connection, member, replace(kept, mark=replace(kept.mark, note=note), touched=True))
    return True


def place_mark(store: Store, member: Member, name: str, kept: Kept) -> None:
    """Give the orphan of that id the place that `kept` has, by hand: it is that mark from now on, and no device's account of it makes an orphan again."""
    with changing(store) as connection:
        old, there = (_one(connection, member, one) for one in (name, kept.mark.id))
        if not old or old.mark.state != "orphan":
            return
        if name != kept.mark.id:
            _delete(connection, "member = ? AND id = ?", member.id, name)
            connection.execute("DELETE FROM deleted_mark WHERE member = ? AND id = ?", (member.id, kept.mark.id))
            kept = _with_note(there, kept.mark.note) if there else kept
        _write(connection, member, replace(kept, touched=True))


def _with_note(old: Kept, note: str) -> Kept:
    """The mark with one more note; nobody has agreed to share that, or to print it."""
    if note in old.mark.note:
        return old
    return replace(old, mark=replace(old.mark, note="\n".join(filter(None, (old.mark.note, note))), share="me", state="new"))


def settle_mark(store: Store, member: Member, name: str) -> None:
    """Its reader says that a mark which was found by likeness stands right."""
    with changing(store) as connection:
        connection.execute("UPDATE mark SET state = 'new', touched = 1 WHERE member = ? AND id = ? AND state = 'moved'", (member.id, name))


def change_note(store: Store, member: Member, name: str, note: str) -> None:
    """Other words to a mark: editors who accepted it accepted the former ones."""
    with changing(store) as connection:
        connection.execute(
            "UPDATE mark SET note = ?, touched = 1, state = CASE WHEN state IN ('accepted', 'declined') THEN 'new' ELSE state END"
            " WHERE member = ? AND id = ? AND note != ?",
            (note, member.id, name, note),
        )


def share_mark(store: Store, member: Member, name: str, share: Share) -> None:
    """Who may see a mark from now on. What is no longer for the book is no longer accepted for it; a mark without a place is for nobody else."""
    with changing(store) as connection:
        connection.execute(
            "UPDATE mark SET share = ?, state = CASE WHEN ? != 'book' AND state IN ('accepted', 'declined') THEN 'new' ELSE state END"
            " WHERE member = ? AND id = ? AND (block != '' OR ? = 'me')",
            (share, share, member.id, name, share),
        )


def delete_mark(store: Store, member: Member, name: str) -> None:
    """A mark is gone with its answers, and comes back from no device."""
    with changing(store) as connection:
        _delete(connection, "member = ? AND id = ?", member.id, name)


def delete_marks(store: Store, member: Member) -> None:
    """All marks of a member are gone with their answers, and come back from no device."""
    with changing(store) as connection:
        _delete(connection, "member = ?", member.id)


def _delete(connection: Connection, which: str, *values: Any) -> None:
    connection.execute(f"INSERT INTO deleted_mark (member, id) SELECT member, id FROM mark WHERE {which} ON CONFLICT DO NOTHING", values)
    connection.execute(f"DELETE FROM mark WHERE {which}", values)


def marks_of(store: Store, member: Member) -> Sequence[Kept]:
    """A member's marks, by essay; those without a place come first."""
    with asking(store) as connection:
        return _read(connection, "WHERE mark.member = ? ORDER BY edition, essay, mark.made, mark.id", member.id)


def unsettled_marks(store: Store, member: Member) -> Sequence[Kept]:
    """A member's marks that want a look: those that were found by likeness, and those without a place."""
    with asking(store) as connection:
        return _read(connection, "WHERE mark.member = ? AND state IN ('moved', 'orphan') ORDER BY edition, essay, mark.made, mark.id", member.id)


def some_marks(store: Store, member: Member, *, skip: int, most: int) -> Sequence[Kept]:
    """As many of a member's marks, in the order of `marks_of`, behind the first `skip`."""
    with asking(store) as connection:
        return _read(connection, "WHERE mark.member = ? ORDER BY edition, essay, mark.made, mark.id LIMIT ? OFFSET ?", member.id, most, skip)


def count_marks(store: Store, member: Member) -> dict[str, int]:
    """By edition (its UUID) how many marks a member has."""
    with asking(store) as connection:
        return {
            str(edition): int(count)
            for edition, count in connection.execute("SELECT edition, count(*) FROM mark WHERE member = ? GROUP BY edition", (member.id,))
        }


def kept_of(store: Store, member: Member, name: str) -> Kept | None:
    """A member's mark by its id."""
    with asking(store) as connection:
        return _one(connection, member, name)


def marks_for_the_book(store: Store, edition: str) -> Sequence[Kept]:
    """What members have given for the book of an edition (its UUID), by essay."""
    with asking(store) as connection:
        return _read(connection, "WHERE edition = ? AND share = 'book' ORDER BY essay, mark.made, mark.id", edition)


def decide(store: Store, name: str, state: State) -> None:
    """What editors say of a mark that is given for the book: `accepted`, `declined`, or `new` again."""
    with changing(store) as connection:
        connection.execute("UPDATE mark SET state = ?, touched = 1 WHERE id = ? AND share = 'book'", (state, name))


def read_kept(rows: Iterable[Any]) -> list[Kept]:
    """The marks in rows of `SELECT`."""
    found = []
    for member, nearest, edition, block, last, touched, *text in rows:
        mark = Mark(member=member, nearest=tuple(msgspec.json.decode(nearest)), **dict(zip(TEXT, text, strict=True)))
        found.append(Kept(mark, edition, block, last, bool(touched)))
    return found


def _read(connection: Connection, which: str, *values: Any) -> list[Kept]:
    return read_kept(connection.execute(f"{SELECT} {which}", values))


def _one(connection: Connection, member: Member, name: str) -> Kept | None:
    return next(iter(_read(connection, "WHERE mark.member = ? AND mark.id = ?", member.id, name)), None)


def _write(connection: Connection, member: Member, kept: Kept) -> None:
    mark = kept.mark
    row = (
        {name: getattr(mark, name) for name in TEXT}
        | {"nearest": msgspec.json.encode(mark.nearest).decode(), "member": member.id}
        | {"edition": kept.edition, "block": kept.block, "last": kept.last, "touched": int(kept.touched)}
    )
    connection.execute(put("mark", tuple(row), key=("member", "id")), tuple(row.values()))
