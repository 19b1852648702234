"""Edits of what a book says of itself: its package document, and its contents in either form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.annotate.names import Names, way
from reader.book.inline import safe
from reader.edits import Edit
from reader.epub.scan import Token, attributes, tokens
from reader.epub.textmap import local

XHTML = "application/xhtml+xml"


def package_edits(source: str, path: str, names: Names) -> list[Edit]:
    """Our files in the manifest, the glossary at the end of the spine."""
    ends = _ends(source, {"manifest", "spine"})
    edits = []
    if end := ends.get("manifest"):
        item = f"{_prefix(end)}item"
        glossary = f'<{item} id="{names.word}-glossary" href="{way(path, names.glossary)}" media-type="{XHTML}"/>'
        style = f'<{item} id="{names.word}-style" href="{way(path, names.style)}" media-type="text/css"/>'
        edits.append(Edit(end.start, end.start, f"{glossary}\n{style}\n"))
    if end := ends.get("spine"):
        edits.append(Edit(end.start, end.start, f'<{_prefix(end)}itemref idref="{names.word}-glossary"/>\n'))
    return sorted(edits, key=lambda edit: edit.start)


def ncx_edits(source: str, path: str, names: Names, title: str) -> list[Edit]:
    """The glossary as the last entry of EPUB 2's contents."""
    end = _ends(source, {"navMap"}).get("navMap")
    if end is None:
        return []
    prefix, orders = _prefix(end), [int(number) for number in _order().findall(source)]
    order = f' playOrder="{max(orders) + 1}"' if orders else ""
    label = f"<{prefix}navLabel><{prefix}text>{safe(title)}</{prefix}text></{prefix}navLabel>"
    content = f'<{prefix}content src="{way(path, names.glossary)}"/>'
    return [Edit(end.start, end.start, f'<{prefix}navPoint id="{names.word}-contents"{order}>{label}{content}</{prefix}navPoint>\n')]


def nav_edits(source: str, path: str, names: Names, title: str) -> list[Edit]:
    """The glossary as the last entry of EPUB 3's contents."""
    place = _end_of_contents(source)
    if place is None:
        return []
    return [Edit(place, place, f'<li id="{names.word}-contents"><a href="{way(path, names.glossary)}">{safe(title)}</a></li>\n')]


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
