"""A member's own marks as a list, so many on a page, with the ways to the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from reader.book.page import Node, node
from reader.club.speech import Speech
from reader.serve.markpages import SHARE_WORDS, address
from reader.serve.marks import Kept
from reader.serve.pages import form, page
from reader.serve.texts import Essay

MOST = 200  # marks of a page
HERE, PAGE = "/me/marks", "page"


class Part(Struct, frozen=True, gc=False):
    """Which page of how many, both from 1."""

    number: int
    pages: int


def part_of(marks: int, asked: int) -> Part:
    """The page that is asked for, of so many marks; the nearest where there is none of that number."""
    pages = max(1, -(-marks // MOST))
    return Part(min(max(asked, 1), pages), pages)


def marks_page(marks: Iterable[tuple[Kept, Essay | None]], part: Part, exports: Iterable[Node], say: Speech, *, key: str) -> bytes:
    """A page of a member's own marks, each with the essay where its words stand (None where they do not), the ways to take them away, and one to delete all."""
    rows = [_own(kept, essay, say) for kept, essay in marks]
    sure = node("label", node("input", type="checkbox", name="sure", value="yes", required="required"), " ", say("marks-delete-sure"))
    deleting = form(say("marks-delete"), sure, action=f"{HERE}/delete", key=key)
    ways = tuple(_ways(part, say))
    parts = (
        (node("p", say("marks-private")), *ways, *rows, *ways, *exports, deleting) if rows else (node("p", say("marks-none")), node("p", say("marks-private")))
    )
    return page(say("marks"), parts, say, path=HERE if part.number == 1 else f"{HERE}?{PAGE}={part.number}")


def _ways(part: Part, say: Speech) -> Iterator[Node]:
    """Where the list goes on, and all its pages by their numbers."""
    if part.pages > 1:
        near = ((part.number - 1, say("page-before")), (part.number + 1, say("page-next")))
        steps = [node("a", f"{words} ({number})", href=f"{HERE}?{PAGE}={number}") for number, words in near if 0 < number <= part.pages]
        yield node("p", say("page-of").format(page=part.number, pages=part.pages), *(each for step in steps for each in (" · ", step)))


def _own(kept: Kept, essay: Essay | None, say: Speech) -> Node:
    mark = kept.mark
    where = node("a", essay.page.title or essay.slug, href=address(essay, kept.block)) if essay else node("b", say("no-place"))
    said = (node("p", mark.note, class_="said"),) if mark.note else ()
    moved = (node("p", node("b", say("moved-hint"))),) if mark.state == "moved" else ()
    return node("div", node("p", node("q", mark.exact)), *said, *moved, node("p", where, f" · {mark.made[:10]} · {say(SHARE_WORDS[mark.share])}"), class_="row")
