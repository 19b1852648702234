"""What a member may see of the others' marks in an essay: what they share, and only up to the member's own furthest place or once the group has
met about it. How many have marked a passage is another matter (`tally.py`).

The rows of hidden marks are never read, so that nothing that is shown can tell of them: no length, no order, no time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from reader.serve.marks import SELECT, Kept, read_kept
from reader.serve.members import Member
from reader.serve.statements import AMONG, listed
from reader.serve.store import Store, asking


class Counted(Struct, frozen=True, gc=False):
    """As much of a mark as is needed to count it: whose it is (the member's number), in which blocks it begins and ends, its words."""

    member: int
    block: str
    last: str
    exact: str
    prefix: str
    suffix: str


def sight(blocks: Sequence[str], furthest: str, met: Iterable[str]) -> frozenset[str]:
    """The blocks of an essay, which stand in this order, that a member may see who has read to `furthest`; of a block that is none of them, none.

    `met` are the blocks up to which the group has met about it: nothing stands for the whole essay.
    """
    read = _up_to(blocks, furthest)
    return read.union(*(_up_to(blocks, until) if until else frozenset(blocks) for until in met))


def _up_to(blocks: Sequence[str], end: str) -> frozenset[str]:
    return frozenset(blocks[: blocks.index(end) + 1]) if end in blocks else frozenset()


def seen_marks(store: Store, member: Member, edition: str, essay: str, seen: frozenset[str]) -> Sequence[Kept]:
    """The member's own marks in the essay, and those that others share and that end where the member may look."""
    own = "WHERE mark.member = ? AND edition = ? AND essay = ? AND block != ''"
    # By an index that has what is shared alone: a private mark is not even passed over.
    others = f"WHERE edition = ? AND essay = ? AND share IN ('club', 'book') AND last {AMONG} AND mark.member != ? AND block != ''"
    with asking(store) as connection:
        found = read_kept(connection.execute(f"{SELECT} {own}", (member.id, edition, essay)))
        found += read_kept(connection.execute(f"{SELECT} {others}", (edition, essay, listed(sorted(seen)), member.id)))
    return sorted(found, key=lambda kept: (kept.mark.made, kept.mark.id))


def counted_marks(store: Store, edition: str, essay: str) -> Sequence[Counted]:
    """Everybody's marks, shared or not, wherever they stand in the essay: to be counted, and to be shown to nobody."""
    which = "SELECT member, block, last, exact, prefix, suffix FROM mark WHERE edition = ? AND essay = ? AND block != '' ORDER BY last, id"
    with asking(store) as connection:
        return [Counted(*row) for row in connection.execute(which, (edition, essay)).fetchall()]
