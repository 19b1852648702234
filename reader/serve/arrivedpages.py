"""What came in of a member's marks as a page: a form to send files, the last arrivals, what moved, what has no place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from reader.book.page import Node, node
from reader.club.speech import Speech
from reader.club.webtext import WebBlock
from reader.serve.arrivals import Arrival
from reader.serve.marks import Kept
from reader.serve.pages import form, moment, page, section
from reader.serve.texts import LONGEST, Essay
from reader.serve.whichfile import WHICH

HERE, ORPHAN = "/me/arrived", "/me/orphans"


class Candidate(Struct, frozen=True, gc=False):
    """A passage that resembles a mark: its essay, a few words, its paragraph where that is known."""

    essay: Essay
    words: str
    block: str


def arrived_page(arrivals: Sequence[Arrival], marks: Sequence[Kept], say: Speech, *, most: int, key: str, new: Sequence[Node] = ()) -> bytes:
    """The page; `most` is how many bytes are taken in at once, `marks` are those that want a look."""
    rows = [node("li", _row(arrival, say)) for arrival in arrivals]
    parts = (
        *new,
        node("p", say("arrived-hint")),
        node("p", say("arrived-private").format(most=most >> 20)),
        _sending(say, key),
        section(say("arrived"), node("ul", *rows) if rows else node("p", say("arrived-none"))),
        *_moved([kept for kept in marks if kept.mark.state == "moved"], say, key),
        *_orphans([kept for kept in marks if kept.mark.state == "orphan"], say),
        section(say("arrived-which"), node("dl", *(part for row in WHICH for part in _which(row, say)))),
    )
    return page(say("arrived"), parts, say, path=HERE)


def _sending(say: Speech, key: str) -> Node:
    hidden = node("input", type="hidden", name="form", value=key)
    files = node("label", say("file"), " ", node("input", type="file", name="file", multiple="multiple", required="required"))
    return node("form", hidden, files, " ", node("button", say("send")), method="post", action=HERE, enctype="multipart/form-data")


def _which(row: tuple[tuple[str, str], tuple[str, str]], say: Speech) -> tuple[Node, Node]:
    device, file = row
    return node("dt", say.one_of(device)), node("dd", say.one_of(file))


def _row(arrival: Arrival, say: Speech) -> str:
    told = say("arrived-row").format(
        time=moment(arrival.time), name=arrival.name, source=arrival.source, marks=arrival.marks, new=arrival.new, changed=arrival.changed
    )
    more = (("arrived-row-moved", arrival.moved), ("arrived-row-orphans", arrival.orphans))
    return told + "".join(say(key).format(count=count) for key, count in more if count)


def _moved(marks: Sequence[Kept], say: Speech, key: str) -> Iterator[Node]:
    if marks:
        yield section(say("moved"), node("p", say("moved-hint")), *(_row_of(kept, _right(kept, say, key)) for kept in marks))


def _right(kept: Kept, say: Speech, key: str) -> Node:
    return form(say("moved-right"), action=f"/me/moved/{kept.mark.id}/right", key=key)


def _orphans(marks: Sequence[Kept], say: Speech) -> Iterator[Node]:
    if marks:
        yield section(say("orphans"), *(_row_of(kept, node("p", node("a", say("orphan-place"), href=f"{ORPHAN}/{kept.mark.id}"))) for kept in marks))


def _row_of(kept: Kept, *parts: Node) -> Node:
    return node("div", *_said(kept), *parts, class_="row")


def _said(kept: Kept) -> Iterator[Node]:
    mark = kept.mark
    if mark.exact:
        yield node("p", node("q", mark.exact))
    if mark.note:
        yield node("p", mark.note, class_="said")
    yield node("p", " · ".join(part for part in (mark.source, mark.chapter, mark.made[:10]) if part))


def orphan_page(kept: Kept, near: Iterable[Candidate], essays: Iterable[Essay], say: Speech, *, key: str) -> bytes:
    """A mark without a place: the passages that come nearest, else the essays to choose from, or to delete it."""
    here = f"{ORPHAN}/{kept.mark.id}"
    rows = [node("li", _candidate(one, here)) for one in near]
    parts = (
        *_said(kept),
        *((section(say("orphan-nearest"), node("ul", *rows)),) if rows else ()),
        section(say("orphan-essay"), node("ul", *(node("li", node("a", essay.page.title or essay.slug, href=f"{here}/{essay.slug}")) for essay in essays))),
        form(say("mark-delete"), action=f"{here}/delete", key=key),
    )
    return page(say("orphan-place"), parts, say, path=here)


def _candidate(one: Candidate, here: str) -> Node:
    at = f"?block={one.block}#{one.block}" if one.block else ""
    return node("a", f"{one.essay.page.title or one.essay.slug}：{one.words}", href=f"{here}/{one.essay.slug}{at}")


def essay_page(kept: Kept, essay: Essay, chosen: str, words: str, say: Speech, *, key: str, said: str = "") -> bytes:
    """An essay's paragraphs, one of them chosen, and the words in it that the mark is for; `said` is what there is to say of what was sent."""
    area = node("label", say("words"), node("br"), node("textarea", f"\n{words}", name="exact", rows="3", cols="40", maxlength=str(LONGEST)))
    fields = (node("input", type="hidden", name="essay", value=essay.slug), *(_paragraph(block, chosen) for block in essay.blocks if block.text))
    parts = (
        *((node("p", said, class_="new"),) if said else ()),
        *_said(kept),
        node("p", say("orphan-choose")),
        form(say("orphan-here"), *fields, node("p", area), action=f"{ORPHAN}/{kept.mark.id}/place", key=key),
    )
    return page(essay.page.title or essay.slug, parts, say)


def _paragraph(block: WebBlock, chosen: str) -> Node:
    is_it = {"checked": "checked"} if block.id == chosen else {}
    return node("p", node("label", node("input", type="radio", name="block", value=block.id, **is_it), " ", block.text), id=block.id, class_="row")
