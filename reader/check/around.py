"""What stands around an element: its block, the inline elements closely around it, the words before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.check.markup import name_of
from reader.epub.xml import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "span", "strong", "sub", "sup", "tt", "u",
})  # fmt: skip
PICTURES = frozenset({"img", "svg", "image", "picture", "object"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SECTIONS = frozenset({"body", "html", "section", "article", "main"})


def block_of(element: _Element) -> _Element:
    """The nearest element that is not inline: itself, or one around it."""
    block = element
    while name_of(block) in INLINE and (parent := block.getparent()) is not None:
        block = parent
    return block


def inner(element: _Element) -> list[_Element]:
    """The elements inside, comments left out."""
    return [child for child in element.iterdescendants() if isinstance(child.tag, str)]


def is_picture(element: _Element) -> bool:
    """Whether an element is or holds a picture."""
    return not PICTURES.isdisjoint((name_of(element), *(name_of(child) for child in inner(element))))


def is_empty(element: _Element) -> bool:
    """Whether there is nothing to see in an element."""
    return not text_of(element).strip() and not is_picture(element)


def wrappers(element: _Element) -> Iterator[_Element]:
    """A link, what is inside it, and the inline elements closely around it: an id on any of these is the link's own."""
    yield from inner(element)
    for one in (element, *element.iterancestors()):
        if name_of(one) not in INLINE:
            return
        yield one


def places(element: _Element) -> Iterator[_Element]:
    """Every element whose id a way back may name: a link's own, and empty anchors just beside it."""
    for one in wrappers(element):
        yield one
        before, after = one.getprevious(), one.getnext()
        if before is not None and not (before.tail or "").strip() and is_anchor(before):
            yield before
        if after is not None and not (one.tail or "").strip() and is_anchor(after):
            yield after


def is_anchor(element: _Element) -> bool:
    """Whether an element is there for its id alone."""
    return name_of(element) in INLINE and not len(element) and not (element.text or "").strip()


def begins(block: _Element, inside: _Element) -> bool:
    """Whether there is nothing to see in a block before an element in it."""
    node = inside
    while node is not block and (parent := node.getparent()) is not None:
        for before in node.itersiblings(preceding=True):
            if (before.tail or "").strip() or (isinstance(before.tag, str) and not is_empty(before)):
                return False
        if (parent.text or "").strip():
            return False
        node = parent
    return True
