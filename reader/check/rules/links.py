"""Rules: every page parses, every link and every resource it names is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.check.book import Book
from reader.check.markup import XLINK_HREF, attribute, name_of
from reader.check.page import Page
from reader.check.rule import Fault
from reader.epub.href import is_remote, resolve
from reader.epub.xml import line_of, parse_xml
from reader.errors import InputError

# Elements that load what they name (`a` is a link; a `link` loads what its rel calls a style sheet).
LOADING = {"img": "src", "audio": "src", "video": "src", "source": "src", "track": "src", "script": "src", "iframe": "src", "link": "href", "image": XLINK_HREF}
# No fragment, or one that is no id: EPUB CFI, Media Fragments, Text Fragments.
OTHER_FRAGMENT = re.compile(r"$|epubcfi\(|[A-Za-z.]+=|:~:")
NCX_CONTENT = "{http://www.daisy.org/z3986/2005/ncx/}content"


def broken_pages(book: Book) -> Iterator[Fault]:
    """Pages that no XML parser reads."""
    for where, text in book.broken:
        yield Fault(where, text)


def missing_targets(book: Book) -> Iterator[Fault]:
    """Links whose file or fragment does not exist (fragments of pictures are not looked into)."""
    unread = {where.split(":")[0] for where, _ in book.broken}
    for link in book.links():
        target = link.target
        if target is None or target.path in unread:
            continue
        if target.path not in book.container.files:
            yield Fault(link.where, f"{link.href}: there is no file {target.path}")
        elif OTHER_FRAGMENT.match(target.fragment) is None and target.path in book.pages and target.fragment not in book.pages[target.path].ids:
            yield Fault(link.where, f"{link.href}: {target.path} has no id {target.fragment}")


def missing_ncx_targets(book: Book) -> Iterator[Fault]:
    """The same for the NCX, the contents of old readers."""
    path = book.container.package.ncx
    if path not in book.container.files:
        return
    try:
        root = parse_xml(book.container.files[path], where=path)
    except InputError as error:
        yield Fault(error.where, error.text)
        return
    for element in root.iter(NCX_CONTENT):
        src = attribute(element, "src")
        target = resolve(path, src)
        page = book.pages.get(target.path) if target else None
        if target is None or target.path not in book.container.files or (page and target.fragment and target.fragment not in page.ids):
            yield Fault(f"{path}:{line_of(element)}", f"{src}: there is no such place")


def missing_resources(book: Book) -> Iterator[Fault]:
    """Pictures, style sheets and the like that a page or a style sheet names and the book does not hold."""
    for where, base, href in resources(book):
        target = None if is_remote(href) else resolve(base, href)
        if target is not None and target.path not in book.container.files:
            yield Fault(where, f"{href}: there is no file {target.path}")


def remote_resources(book: Book) -> Iterator[Fault]:
    """What a book would fetch from the network."""
    for where, _, href in resources(book):
        if is_remote(href):
            yield Fault(where, f"{href} lies on the network")


def resources(book: Book) -> Iterator[tuple[str, str, str]]:
    """Everything that is loaded: its place, the file whose folder counts, the reference as written."""
    for page in book.pages.values():
        yield from page_resources(page)
    for sheet in book.sheets:
        for match in _css_reference().finditer(sheet.text):
            if href := match[1] or match[2] or match[3] or match[4]:
                yield sheet.where(match.start()), sheet.path, href


def page_resources(page: Page) -> Iterator[tuple[str, str, str]]:
    """What one page loads."""
    for element in page.order:
        name = LOADING.get(name_of(element), "")
        href = attribute(element, name) if name else ""
        if href and (name_of(element) != "link" or "stylesheet" in attribute(element, "rel").lower()):
            yield page.where(element), page.path, href


@cache
def _css_reference() -> re.Pattern[str]:
    """`url(…)` with and without quotes, and `@import "…"`."""
    return re.compile(r"""url\(\s*+(?:"([^"\n]*+)"|'([^'\n]*+)'|([^"'()\s]++))\s*+\)|@import\s++["']([^"'\n]*+)["']""", re.IGNORECASE)
