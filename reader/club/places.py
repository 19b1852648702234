"""The pages of a built book in the order of its spine, and how what stands on them hangs together: read from the book itself."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby

from lxml import etree

from reader.club.changes import Change, published_offset

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
WRAPPERS = ("book-columns", "book-inner")
KOBO = "kobo."
# What holds whole paragraphs: its parts get a line each, so that two editions' tables can be compared.
LINES = ("body", "section", "header", "nav", "div", "blockquote", "ul", "ol", "dl")


def spine_pages(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    """The name and the body of each page in the spine."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        opf = next(name for name in book.namelist() if name.endswith(".opf"))
        package, folder = etree.fromstring(book.read(opf)), opf.rpartition("/")[0]
        names = {item.get("id"): item.get("href") or "" for item in package.iter(f"{OPF}item")}
        for reference in package.iter(f"{OPF}itemref"):
            name = names[reference.get("idref")]
            body = etree.fromstring(book.read(f"{folder}/{name}")).find(f"{XHTML}body")
            assert body is not None
            yield name, body


def own_id(element: etree._Element) -> str:
    """The id that the edition gave the element, not a reader's markup."""
    name = element.get("id", "")
    return "" if name in WRAPPERS or name.startswith(KOBO) else name


def span_number(element: etree._Element) -> str:
    """`7.1` of the span `kobo.7.1`, else nothing."""
    return element.get("id", "").removeprefix(KOBO) if element.get("id", "").startswith(KOBO) else ""


def is_marker(element: etree._Element) -> bool:
    """Is it a note's marker, which stands in a block but is not of its text?"""
    return element.get("class") == "mk"


def with_places(element: etree._Element) -> tuple[str, list[int]]:
    """The element's text as a browser has it, and for each character of the block's own its place in it."""
    parts, places, length = list[str](), list[int](), 0

    def add(text: str | None, *, counts: bool) -> None:
        nonlocal length
        if text:
            parts.append(text)
            places.extend(range(length, length + len(text)) if counts else ())
            length += len(text)

    def walk(at: etree._Element, *, own: bool) -> None:
        add(at.text, counts=own)
        for child in at:
            walk(child, own=own and not is_marker(child))
            add(child.tail, counts=own)

    walk(element, own=True)
    return "".join(parts), places


def shape(element: etree._Element, made: Mapping[str, Sequence[Change]]) -> str:
    """The element, as a page is written in `annotations/past/README.md`.

    `made` has every block's id, and how its built text differs from the published one, in whose code points lengths are told.
    """
    name = own_id(element)
    head = element.tag.removeprefix(XHTML) + (f"#{name}" if name else "")
    if name in made:
        return head + _number(element) + _measured(_content(_inline(element)), made[name])
    if any(own_id(below) for below in element.iterdescendants()):
        return head + _content(_runs(_children(element, made)), line=head.partition("#")[0] in LINES)
    return head + _number(element) + _about("".join(map(str, element.itertext())))


def _about(text: str) -> str:
    """How much text stands there, white space not counted."""
    length = len("".join(text.split()))
    return f"~{length}" if length else ""


def _measured(content: str, made: Sequence[Change]) -> str:
    """A block's content, its lengths brought from the built text into the published one."""
    at = 0

    def length(found: re.Match[str]) -> str:
        nonlocal at
        if not found[0].isdecimal():
            return found[0]
        start, at = at, at + int(found[0])
        return str(published_offset(at, made) - published_offset(start, made))

    return re.sub(r'"(?:[^"\\]|\\.)*"|(?<![a-z])\d+', length, content) if made else content


def _number(element: etree._Element) -> str:
    """Where the count of Kobo's spans stands at the element."""
    first = next((number for part in element.iter(f"{XHTML}span") if (number := span_number(part))), "")
    return f"@{first}" if first else ""


def _content(parts: Iterable[str], *, line: bool = False) -> str:
    inside = ("\n" if line else " ").join(parts)
    if not inside:
        return ""
    return f"(\n{inside})" if line else f"({inside})"


def _children(element: etree._Element, made: Mapping[str, Sequence[Change]]) -> Iterator[str]:
    """What stands in an element outside the blocks: of text the length alone, and white space is none."""
    for text, child in ((element.text, None), *((child.tail, child) for child in element)):
        if child is not None:
            yield shape(child, made)
        if about := _about(text or ""):
            yield about


def _runs(parts: Iterable[str]) -> Iterator[str]:
    """What is repeated, once with its number."""
    for part, run in groupby(parts):
        times = len(list(run))
        yield part if times == 1 else f"{part}*{times}"


def _inline(element: etree._Element, *, own: bool = True) -> Iterator[str]:
    """What stands in a block: the length of its own text, a marker's text itself."""
    for text, child in ((element.text, None), *((child.tail, child) for child in element)):
        if child is not None:
            inside = _inline(child, own=own and not is_marker(child))
            yield f"<{' '.join(inside)}>" if span_number(child) else child.tag.removeprefix(XHTML) + _content(inside)
        if text:
            yield str(len(text)) if own else json.dumps(text, ensure_ascii=False)


def own_texts(element: etree._Element) -> Iterator[str]:
    """The text nodes of a block, a marker's left out."""
    if element.text:
        yield element.text
    for child in element:
        if not is_marker(child):
            yield from own_texts(child)
        if child.tail:
            yield child.tail
