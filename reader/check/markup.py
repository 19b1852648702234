"""What an element says of itself: names, types, roles, ids. The only place that knows the namespaces of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Deprecated spellings are read too: they are still how most books are typed.
NOTE_TYPES = frozenset({"footnote", "endnote", "rearnote", "note"})
NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote"})
OTHER_TYPES = frozenset({"glossref", "biblioref", "annoref"})
OTHER_ROLES = frozenset({"doc-glossref", "doc-biblioref"})


def name_of(element: _Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: _Element, name: str) -> str:
    """An attribute's value, empty when it is not there."""
    return str(element.get(name) or "")


def types_of(element: _Element) -> tuple[str, ...]:
    """The tokens of `epub:type`."""
    return tuple(attribute(element, EPUB_TYPE).split())


def roles_of(element: _Element) -> tuple[str, ...]:
    """The tokens of `role`."""
    return tuple(attribute(element, "role").split())


def ids_of(element: _Element) -> tuple[str, ...]:
    """The names by which a fragment can reach the element: its id, and the old `name` of an anchor where it has no id."""
    names = (attribute(element, "id"), attribute(element, "name") if name_of(element) == "a" else "")
    return tuple(dict.fromkeys(name for name in names if name))


def is_other_reference(element: _Element) -> bool:
    """Whether the element says that it leads to a glossary or a bibliography."""
    return not OTHER_TYPES.isdisjoint(types_of(element)) or not OTHER_ROLES.isdisjoint(roles_of(element))


def is_marker(element: _Element) -> bool:
    """Whether the element says that it is a note's marker."""
    return "noteref" in types_of(element) or "doc-noteref" in roles_of(element)


def is_backlink(element: _Element) -> bool:
    """Whether the element says that it leads back from a note (`referrer` is the older name of the type)."""
    return not {"backlink", "referrer"}.isdisjoint(types_of(element)) or "doc-backlink" in roles_of(element)


def is_note(element: _Element) -> bool:
    """Whether the element says that it is one note. A marker never is: books for Kobo type it `noteref endnote`."""
    return not is_marker(element) and says_note(element)


def says_note(element: _Element) -> bool:
    """Whether a note's type or role stands on the element."""
    return not NOTE_TYPES.isdisjoint(types_of(element)) or not NOTE_ROLES.isdisjoint(roles_of(element))
