"""Rules: what the entries of the contents say and where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.check.around import HEADINGS
from reader.check.book import Book
from reader.check.contents import Entry, navs
from reader.check.markup import name_of
from reader.check.page import Page
from reader.check.rule import Fault

if TYPE_CHECKING:
    from lxml.etree import _Element


def entries_with_fragments(book: Book) -> Iterator[Fault]:
    """Contents that lead into files: said once, at the first such entry."""
    inside = [entry for entry in book.contents if entry.target and entry.target.fragment]
    if inside:
        yield Fault(inside[0].where, f"{len(inside)} of {len(book.contents)} entries lead into a file ({inside[0].href} is the first)")


def empty_contents(book: Book) -> Iterator[Fault]:
    """Contents without an entry."""
    package = book.container.package
    path = package.nav or package.ncx
    readable = path in book.pages if package.nav else path in book.container.files
    if readable and not book.contents:
        yield Fault(path, "the contents have no entry")


def page_list_first(book: Book) -> Iterator[Fault]:
    """Navigation documents in which the list of pages stands before the contents."""
    page = book.pages.get(book.container.package.nav)
    if page is None:
        return
    first: dict[str, _Element] = {}
    for kind, element in navs(page):
        first.setdefault(kind, element)
    if "toc" in first and "page-list" in first and page.order[first["page-list"]] < page.order[first["toc"]]:
        yield Fault(page.where(first["page-list"]), "the list of pages stands before the contents")


def entries_with_markers(book: Book) -> Iterator[Fault]:
    """Entries that repeat a note's marker from their heading."""
    marks = heading_marks(book)
    if not marks:
        return
    firsts = {path: heading for path, page in book.pages.items() if (heading := first_heading(page)) is not None}
    named: dict[_Element, _Element | None] = {}  # many entries may lead to one place, and a place may be the whole page
    texts = {heading: (folded(heading, set()), folded(heading, left_out)) for heading, left_out in marks.items()}
    for entry in book.contents:
        heading = heading_of(book, entry, firsts, named)
        if heading is not None and heading in texts:
            whole, bare = texts[heading]
            if folded_text(entry.text) == whole != bare:
                yield Fault(entry.where, f"the entry “{entry.text}” has a note's marker in it")


def heading_marks(book: Book) -> dict[_Element, set[_Element]]:
    """The headings that hold markers, and what of each a reader sees as its marker: the `sup` around it, else the link."""
    found: dict[_Element, set[_Element]] = {}
    for marker in (*book.markers, *book.plain):
        mark = marker.element
        for ancestor in marker.element.iterancestors():
            if name_of(ancestor) == "sup":
                mark = ancestor
            elif name_of(ancestor) in HEADINGS:
                found.setdefault(ancestor, set()).add(mark)
                break
    return found


def first_heading(page: Page) -> _Element | None:
    """The first heading of a page."""
    return next((element for element in page.order if name_of(element) in HEADINGS), None)


def heading_of(book: Book, entry: Entry, firsts: dict[str, _Element], named: dict[_Element, _Element | None]) -> _Element | None:
    """The heading to which an entry leads: of a whole file the first; else what it names, or what is around or in that."""
    if entry.target is None or not entry.target.fragment:
        return firsts.get(entry.target.path) if entry.target else None
    found = book.find(entry.target)
    if found is None:
        return None
    if found[1] not in named:
        near = (found[1], *found[1].iterancestors(), *found[1].iterdescendants("*"))
        named[found[1]] = next((element for element in near if name_of(element) in HEADINGS), None)
    return named[found[1]]


def folded(element: _Element, left_out: set[_Element]) -> str:
    """An element's text without white space and without some of what is in it."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child not in left_out:
            parts.append(folded(child, left_out))
        parts.append(child.tail or "")
    return folded_text("".join(parts))


def folded_text(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())
