"""What came in of a member's marks as a page: a form to send files, the last arrivals, what moved, what has no place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.book.page import Node, node
from reader.club.speech import Speech
from reader.serve.arrivals import Arrival
from reader.serve.marks import Kept
from reader.serve.pages import moment, page, section

HERE = "/me/arrived"


def arrived_page(arrivals: Sequence[Arrival], marks: Sequence[Kept], say: Speech, *, most: int, key: str, new: Sequence[Node] = ()) -> bytes:
    """The page; `most` is how many bytes are taken in at once, `marks` are all that the member has."""
    rows = [node("li", _row(arrival, say)) for arrival in arrivals]
    parts = (
        *new,
        node("p", say("arrived-hint")),
        node("p", say("arrived-private").format(most=most >> 20)),
        _sending(say, key),
        section(say("arrived"), node("ul", *rows) if rows else node("p", say("arrived-none"))),
        *_moved([kept for kept in marks if kept.mark.state == "moved"], say, key),
        *_orphans([kept for kept in marks if kept.mark.state == "orphan"], say, key),
    )
    return page(say("arrived"), parts, say, path=HERE)


def _sending(say: Speech, key: str) -> Node:
    hidden = node("input", type="hidden", name="form", value=key)
    files = node("label", say("file"), " ", node("input", type="file", name="file", multiple="multiple", required="required"))
    return node("form", hidden, files, " ", node("button", say("send")), method="post", action=HERE, enctype="multipart/form-data")


def _row(arrival: Arrival, say: Speech) -> str:
    told = say("arrived-row").format(
        time=moment(arrival.time), name=arrival.name, source=arrival.source, marks=arrival.marks, new=arrival.new, changed=arrival.changed
    )
    more = (("arrived-row-moved", arrival.moved), ("arrived-row-orphans", arrival.orphans))
    return told + "".join(say(key).format(count=count) for key, count in more if count)


def _moved(marks: Sequence[Kept], say: Speech, key: str) -> Iterator[Node]:
    if marks:
        yield section(say("moved"), node("p", say("moved-hint")), *(_said(kept) for kept in marks))


def _orphans(marks: Sequence[Kept], say: Speech, key: str) -> Iterator[Node]:
    if marks:
        yield section(say("orphans"), *(_said(kept) for kept in marks))


def _said(kept: Kept) -> Node:
    mark = kept.mark
    words = (node("p", node("q", mark.exact)),) if mark.exact else ()
    said = (node("p", mark.note, class_="said"),) if mark.note else ()
    told = " · ".join(part for part in (mark.source, mark.chapter, mark.made[:10]) if part)
    return node("div", *words, *said, node("p", told), *(node("p", nearest) for nearest in mark.nearest), class_="row")
