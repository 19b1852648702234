"""A sheet to print and lay on the table: a code for the page, one for the catalogue, one for each file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.book.page import Node, node
from reader.book.variants import VARIANTS
from reader.club.codes import qr_code
from reader.club.htmlpage import SitePage
from reader.club.record import text_name
from reader.club.shelf import Shelf
from reader.club.speech import Speech
from reader.club.words import Language

# The page itself and the catalogue, by their path on the site; the page has none, so that its address is short.
PLACES = {"index": "", "opds": "opds.xml"}


def codes(shelves: Sequence[Shelf], base: str) -> Iterator[tuple[str, bytes]]:
    """Every code by its path on the site."""
    for name, path in PLACES.items():
        yield f"qr/{name}.svg", qr_code(f"{base}{path}")
    for shelf in shelves:
        for book in shelf.build.books:
            yield f"qr/{book.file}.svg", qr_code(f"{base}books/{book.file}")


def sheet_page(shelves: Sequence[Shelf], language: Language, base: str) -> SitePage:
    """The sheet in one language."""
    say = Speech(language)
    first = node("div", *(_code(f"qr/{name}.svg", say(f"code-{name}"), f"{base}{path}", say) for name, path in PLACES.items()), class_="codes large")
    parts = [part for shelf in shelves for part in _edition(shelf, say)]
    return SitePage("sheet", language, say("sheet"), node("main", node("h1", say("sheet")), first, *parts, class_="sheet"))


def _edition(shelf: Shelf, say: Speech) -> tuple[Node, ...]:
    title = node("h2", shelf.change(shelf.shown(say.language))(shelf.edition.title))
    rows = []
    for asked in shelf.scripts:
        found = (_code(f"qr/{shelf.book(asked, variant).file}.svg", say(f"for-{variant}"), shelf.book(asked, variant).file, say) for variant in VARIANTS)
        rows.append(node("section", node("h3", say(text_name(asked))), node("div", *found, class_="codes")))
    return title, *rows


def _code(path: str, words: str, address: str, say: Speech) -> Node:
    return node(
        "figure", node("img", src=path, alt=say("code").format(address), width="180", height="180"), node("figcaption", node("b", words), node("br"), address)
    )
