"""The web edition: the pages of the universal books as pages of a site, one folder for each script."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.book.package import FOLDER
from reader.club.places import spine_pages
from reader.club.webpage import COVER, WebPage, web_file, write_web_page

if TYPE_CHECKING:
    from lxml.etree import _Element

    from reader.club.books import BuiltBook

STYLE = Path(__file__).parent / "style"
CARRIED = (".css", ".xhtml", ".ncx", ".opf")
SCRIPT, SHEET = "reader.js", "style.css"


class WebText(Struct, frozen=True, gc=False, eq=False):
    """The pages of one book: its text's name, its language, its title, and by page what is in its body and what it is called."""

    name: str
    language: str
    title: str
    bodies: Mapping[str, _Element]
    titles: Mapping[str, str]


def web_files(slug: str, books: Iterable[tuple[BuiltBook, str]], *, blocks: Container[str]) -> Iterator[tuple[str, bytes]]:
    """Every file below `read/<slug>/`, from the universal books, each with its title; `blocks` are the ids that a paragraph's link names."""
    texts = [(book, _read(book, title)) for book, title in books]
    home = f"read/{slug}"
    for _, text in texts:
        for page, data in _pages(text, [other for _, other in texts], blocks):
            yield f"{home}/{text.name}/{page}", data
    with zipfile.ZipFile(BytesIO(texts[0][0].data)) as packed:
        for path in packed.namelist():
            name = path.removeprefix(f"{FOLDER}/")
            if path.startswith(f"{FOLDER}/") and not name.endswith(CARRIED) and not name.startswith("cover."):
                yield f"{home}/{name}", packed.read(path)
        yield f"{home}/{SHEET}", packed.read(f"{FOLDER}/{SHEET}") + (STYLE / "web.css").read_bytes()
    yield f"{home}/{SCRIPT}", (STYLE / SCRIPT).read_bytes()


def _read(book: BuiltBook, title: str) -> WebText:
    bodies = {name: body for name, body in spine_pages(book.data) if name != COVER}
    titles = {name: str(_head(body).findtext("{*}title") or "") for name, body in bodies.items()}
    root = next(iter(bodies.values())).getroottree().getroot()
    return WebText(book.text, root.get("lang", ""), title, bodies, titles)


def _head(body: _Element) -> _Element:
    head = body.getroottree().getroot().find("{*}head")
    assert head is not None
    return head


def _pages(text: WebText, texts: Sequence[WebText], blocks: Container[str]) -> Iterator[tuple[str, bytes]]:
    names = list(text.bodies)
    for before, name, after in zip(["", *names], names, [*names[1:], ""], strict=False):
        body = text.bodies[name]
        page = WebPage(
            language=body.getroottree().getroot().get("lang", text.language),
            title=text.titles[name],
            book=text.title,
            text=text.name,
            before=(web_file(before), text.titles[before]) if before else None,
            after=(web_file(after), text.titles[after]) if after else None,
            others=tuple((other.name, posixpath.join("..", other.name, web_file(name)), other.language) for other in texts if name in other.bodies),
        )
        yield web_file(name), write_web_page(page, body, blocks)
