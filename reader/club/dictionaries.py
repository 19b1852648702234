"""The first page's dictionaries: what stands on the site, and where it goes on which device (`docs/devices.md` has more, and how it is known)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from reader.book.page import Node, node
from reader.club.shelf import DICTIONARIES, Shelf
from reader.club.speech import Speech, size


class LookedUp(Struct, frozen=True, gc=False):
    """A dictionary file (its name's end, after the edition's slug), what it is called, and (device, where it goes there); all in Chinese and in English."""

    ending: str
    name: tuple[str, str]
    places: tuple[tuple[tuple[str, str], tuple[str, str]], ...]


FILES = (
    LookedUp(
        ".zip",
        ("StarDict 词典", "StarDict dictionary"),
        (
            (
                ("KOReader", "KOReader"),
                (
                    "解开，文件夹放进 koreader/data/dict/（Kobo 上是 .adds/koreader/data/dict/，PocketBook 上是 applications/koreader/data/dict/）",
                    "unpack it; the folder goes into koreader/data/dict/ (Kobo: .adds/koreader/data/dict/; PocketBook: applications/koreader/data/dict/)",
                ),
            ),
            (("GoldenDict", "GoldenDict"), ("解开，在“编辑 → 词典 → 词典来源”里添加文件夹", "unpack it; add the folder under Edit → Dictionaries → Sources")),
        ),
    ),
    LookedUp(
        ".kindle-source.zip",
        ("Kindle 词典的源文件", "Source of a Kindle dictionary"),
        (
            (
                ("Kindle", "Kindle"),
                (
                    "解开，用电脑上的 Kindle Previewer 打开 .opf，导出，再用数据线拷进 documents/",
                    "unpack it, open the .opf in Kindle Previewer on a computer, export it, and copy the result by cable into documents/",
                ),
            ),
        ),
    ),
)


def dictionary_section(shelves: Sequence[Shelf], say: Speech) -> tuple[Node, ...]:
    """A row for each dictionary on the shelves; nothing where there is none."""
    rows = [
        node("li", _file(shelf, kind, say, several=len(shelves) > 1), *(say.told_of(device, where) for device, where in kind.places))
        for kind in FILES
        for shelf in shelves
        if _path(shelf, kind) in shelf.files
    ]
    return (
        (node("section", node("h2", say("dictionary")), node("p", say("dictionary-hint")), node("ul", *rows, class_="devices"), id="dictionaries"),)
        if rows
        else ()
    )


def _path(shelf: Shelf, kind: LookedUp) -> str:
    return f"{DICTIONARIES}{shelf.edition.slug}{kind.ending}"


def _file(shelf: Shelf, kind: LookedUp, say: Speech, *, several: bool) -> Node:
    path = _path(shelf, kind)
    whose = f"{shelf.change(shelf.shown(say.language))(shelf.edition.title)}　" if several else ""
    label = f"{whose}{say.one_of(kind.name)} {size(len(shelf.files[path]))}"
    return node("p", node("a", label, class_="file", href=path, download=path.removeprefix(DICTIONARIES)), class_="get")
