"""Edits of what a book says of itself: its package document, and its contents in either form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from reader.annotate.names import Names, way
from reader.book.inline import safe
from reader.edits import Edit
from reader.epub.scan import Token, attributes, tokens
from reader.epub.textmap import local

XHTML = "application/xhtml+xml"


def package_edits(source: str, path: str, names: Names, titles: Mapping[str, str]) -> list[Edit]:
    """Our files in the manifest, our pages at the end of the spine; `titles` are those of the pages by the names that `book` gives them."""
    ends = _ends(source, {"manifest", "spine"})
    edits = []
    if end := ends.get("manifest"):
        item = f"{_prefix(end)}item"
        pages = [f'<{item} id="{_id(name, names)}" href="{way(path, names.page(name))}" media-type="{XHTML}"/>\n' for name in titles]
        style = f'<{item} id="{names.word}-style" href="{way(path, names.style)}" media-type="text/css"/>\n'
        edits.append(Edit(end.start, end.start, f"{''.join(pages)}{style}"))
    if end := ends.get("spine"):
        edits.append(Edit(end.start, end.start, "".join([f'<{_prefix(end)}itemref idref="{_id(name, names)}"/>\n' for name in titles])))
    return sorted(edits, key=lambda edit: edit.start)


def _id(page: str, names: Names) -> str:
    return f"{names.word}-{page.partition('.')[0]}"


def ncx_edits(source: str, path: str, names: Names, titles: Mapping[str, str]) -> list[Edit]:
    """Our pages as the last entries of EPUB 2's contents."""
    end = _ends(source, {"navMap"}).get("navMap")
    if end is None:
        return []
    prefix, orders = _prefix(end), [int(number) for number in _order().findall(source)]
    points = []
    for number, (name, title) in enumerate(titles.items(), 1):
        order = f' playOrder="{max(orders) + number}"' if orders else ""
        label = f"<{prefix}navLabel><{prefix}text>{safe(title)}</{prefix}text></{prefix}navLabel>"
        content = f'<{prefix}content src="{way(path, names.page(name))}"/>'
        named = f'class="{names.word}-contents" id="{_id(name, names)}"'
        points.append(f"<{prefix}navPoint {named}{order}>{label}{content}</{prefix}navPoint>\n")
    return [Edit(end.start, end.start, "".join(points))]


def nav_edits(source: str, path: str, names: Names, titles: Mapping[str, str]) -> list[Edit]:
    """Our pages as the last entries of EPUB 3's contents."""
    place = _end_of_contents(source)
    if place is None:
        return []
    links = [f'<a href="{way(path, names.page(name))}">{safe(title)}</a>' for name, title in titles.items()]
    return [Edit(place, place, "".join([f'<li class="{names.word}-contents">{link}</li>\n' for link in links]))]


def _end_of_contents(source: str) -> int | None:
    """Where the first list of `<nav epub:type="toc">` ends."""
    inside, depth = False, 0
    for token in tokens(source):
        name = local(token.name)
        if token.kind == "start" and name == "nav":
            inside = any(one.name == "epub:type" and "toc" in one.value.split() for one in attributes(token))
        elif inside and name == "ol" and token.kind in {"start", "end"}:
            depth += 1 if token.kind == "start" else -1
            if depth == 0:
                return token.start if ":" not in token.name else None
    return None


def _ends(source: str, names: set[str]) -> dict[str, Token]:
    """The last end tag of each of the elements."""
    return {local(token.name): token for token in _end_tags(source) if local(token.name) in names}


def _end_tags(source: str) -> Iterator[Token]:
    return (token for token in tokens(source) if token.kind == "end")


def _prefix(end: Token) -> str:
    return end.name[: len(end.name) - len(local(end.name))]


@cache
def _order() -> re.Pattern[str]:
    return re.compile(r"""\splayOrder\s*+=\s*+["'](\d{1,9})["']""")
