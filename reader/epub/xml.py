"""Bytes → a parsed XML tree, with nothing fetched, nothing expanded, nothing huge. One home for the parser's settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_xml(data: bytes, *, where: str) -> _Element:
    """The root element of `data`; raises InputError (with the line) when it is not well-formed.

    Books come from strangers: no network, no DTD, and entities stay unexpanded (an XHTML 1.1 page with `&nbsp;` still parses).
    """
    from lxml import etree

    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line, words = getattr(error, "lineno", None), getattr(error, "msg", error)
        place = f"{where}:{line}" if line else where
        raise InputError(f"not well-formed XML: {words}", where=place, advice="mend the markup or make the book anew") from error


def line_of(element: _Element) -> int:
    """The line on which an element begins, 0 where unknown (lxml-stubs 0.5 has no usable type for it)."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def text_of(element: _Element) -> str:
    """All text inside an element; comments and instructions are left out, an unexpanded entity counts as a space."""
    return "".join(pieces(element))


def pieces(element: _Element) -> Iterator[str]:
    """The strings of which an element's text consists, in reading order."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from pieces(child)
        elif (child.text or "").startswith("&"):
            yield " "
        yield child.tail or ""
