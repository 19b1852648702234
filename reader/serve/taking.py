"""Where members' marks stand in the essays of today, and what of them goes out."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from reader.marks.taken import Book, Taken, instant
from reader.serve.arrivals import arrivals_of
from reader.serve.furthest import furthest
from reader.serve.marks import Kept, marks_of
from reader.serve.members import Member
from reader.serve.replies import replies_of
from reader.serve.state import State
from reader.serve.texts import PUBLISHED, Essay, build_of, essay_of, find


def where(state: State, kept: Kept, text: str = PUBLISHED) -> Essay | None:
    """The essay, in that text, in which the mark's words stand; None where they stand in none."""
    build = build_of(state, kept.edition)
    essay = essay_of(state, build.edition, text, kept.mark.essay) if build and kept.block else None
    mark = kept.mark
    return essay if essay and find(essay, mark.exact, block=kept.block, prefix=mark.prefix, suffix=mark.suffix) else None


def taken(state: State, marks: Sequence[Kept], edition: str, text: str) -> tuple[tuple[Taken, ...], Book]:
    """The marks that stand in the edition, with their words as that text has them, in the order of the text; and the book that they go with."""
    build = build_of(state, edition)
    pages = [page.file.removesuffix(".xhtml") for page in sorted(build.pages, key=lambda page: page.spine)] if build else []
    found = list[tuple[tuple[int, int], Taken]]()
    title = ""
    for kept in marks:
        if kept.edition == edition and (essay := where(state, kept, text)):
            title = essay.page.book
            place, one = _taken(kept, essay)
            found.append(((pages.index(essay.slug), place), one))
    found.sort(key=lambda pair: (*pair[0], pair[1].mark.made, pair[1].mark.id))
    name = str(uuid.uuid5(uuid.UUID(edition), text))
    return tuple(one for _, one in found), Book(name, title or (build.edition if build else ""))


def _taken(kept: Kept, essay: Essay) -> tuple[int, Taken]:
    mark = kept.mark
    place = find(essay, mark.exact, block=kept.block, prefix=mark.prefix, suffix=mark.suffix)
    assert place
    low, high = essay.span(place)
    return low, Taken(mark, essay.page.title or essay.slug, essay.whole[low:high], *essay.around(low, high), instant(mark.made))


def everything(state: State, member: Member) -> dict[str, Any]:
    """What a member's own export holds of marks."""
    reached = {build.edition: furthest(state.store, member, build.uuid) for build in state.files.editions.values()}
    return {"marks": marks_of(state.store, member), "arrivals": arrivals_of(state.store, member), "answers": replies_of(state.store, member), "read": reached}
