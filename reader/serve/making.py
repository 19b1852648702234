"""Words that a member selects on a page → a mark, in the words of the published text, whatever script the page is in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec import Struct

from reader.mark import Mark, Share
from reader.marks.found import clean
from reader.marks.identity import mark_id
from reader.marks.skeleton import bare
from reader.serve.marks import Kept
from reader.serve.members import Member
from reader.serve.texts import Essay, Stretch, find

LONGEST_NOTE = 10_000  # characters
SOURCE = "web"


class Selection(Struct, frozen=True, gc=False):
    """What a browser says of the selected words: a Web Annotation's `exact`, `prefix` and `suffix`, the block, and where in it they begin (-1: unknown).

    Without words it is the whole block.
    """

    block: str
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = -1


def make_mark(member: Member, essay: Essay, others: Iterable[Essay], selected: Selection, *, note: str, share: Share, now: int) -> Kept | None:
    """The mark; None where the words do not stand there. `essay` is as published, like all `others` of the edition."""
    stretch = placed(essay, selected)
    if not stretch:
        return None
    made = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return mark_at(member, essay, others, stretch, note=note, made=made, source=SOURCE, share=share)


def mark_at(member: Member, essay: Essay, others: Iterable[Essay], stretch: Stretch, *, note: str, made: str, source: str, share: Share = "me") -> Kept:
    """The mark of a stretch of the published text."""
    low, high = essay.span(stretch)
    exact = "\n".join(line for line in essay.whole[low:high].split("\n") if line)
    block = "" if _alone(exact, (essay, *others)) else stretch.block
    mark = Mark(
        mark_id(member.name, exact, edition=essay.edition, block=block),
        member.name,
        essay.slug,
        exact,
        *essay.around(low, high),
        note_text(note),
        made,
        source,
        share,
    )
    return Kept(mark, essay.edition, stretch.block, stretch.last)


def note_text(text: str) -> str:
    """What a member wrote into a form, as it is kept: without signs that no text may hold."""
    return clean(text)[:LONGEST_NOTE]


def placed(essay: Essay, selected: Selection) -> Stretch | None:
    """Where the selected words stand."""
    text = next((block.text for block in essay.blocks if block.id == selected.block), "")
    if not text:
        return None
    if not selected.exact.strip():
        return Stretch(selected.block, 0, selected.block, len(text))
    return find(essay, selected.exact, block=selected.block, start=selected.start, prefix=selected.prefix, suffix=selected.suffix)


def kept_mark(mark: Mark, essay: Essay | None) -> Kept | None:
    """A mark of a device, as room `marks` has placed it in the published text, with its blocks; None where the site's essay does not have its words."""
    stretch = find(essay, mark.exact, prefix=mark.prefix, suffix=mark.suffix) if essay else None
    return Kept(mark, essay.edition, stretch.block, stretch.last) if essay and stretch else None


def _alone(exact: str, essays: Iterable[Essay]) -> bool:
    """Do the words stand in the book at most once? As room `marks` asks it, so that a mark has the same id from everywhere."""
    wanted, times = bare(exact), 0
    for essay in {one.slug: one for one in essays}.values():
        text = essay.layer.skeleton.text
        place = text.find(wanted)
        while place >= 0 and times < 2:
            times, place = times + 1, text.find(wanted, place + 1)
    return times < 2
