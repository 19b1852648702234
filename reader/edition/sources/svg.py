"""An SVG picture from a stranger's page → one that draws and does nothing else: no scripts, no links, nothing from outside."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.epub.xml import parse_xml
from reader.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

SVG = "http://www.w3.org/2000/svg"
# What is no drawing: programs, pages in the picture, players; and changes over time, which may set an address.
BARRED = frozenset(
    {"script", "foreignObject", "iframe", "audio", "video", "canvas", "handler", "listener", "set", "animate", "animateTransform", "animateMotion"}
)
LINKS = frozenset({"href", "src", "base"})
NAMESPACES = frozenset({None, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"})
EMBEDDED = ("data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp")


def tame(data: bytes) -> bytes | None:
    """The picture without all that is no drawing; None when the data is no SVG picture with anything to see in it."""
    from lxml import etree

    try:
        root = parse_xml(data, where="")
    except InputError:
        return None
    if root.tag != f"{{{SVG}}}svg":
        return None
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or etree.QName(element).localname in BARRED or etree.QName(element).namespace != SVG:
            _remove(element)
        elif etree.QName(element).localname == "style":
            element.text = _tame_style(element.text or "")
    for element in root.iter():
        _tame_attributes(element)
    etree.cleanup_namespaces(root)
    if not any(isinstance(child.tag, str) for child in root):
        return None
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        if element.tail and element.tail.strip():  # the text behind it is the picture's
            before = element.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + element.tail
            else:
                parent.text = (parent.text or "") + element.tail
        parent.remove(element)


def _tame_attributes(element: _Element) -> None:
    from lxml import etree

    for name, value in list(element.attrib.items()):
        called, text = etree.QName(str(name)), str(value)
        plain = called.localname.lower()
        foreign = called.namespace not in NAMESPACES or plain.startswith("on")
        if foreign or (plain in LINKS and not _is_inside(text)) or _leads_out(text) or (plain == "style" and not _tame_style(text)):
            del element.attrib[name]


def _is_inside(address: str) -> bool:
    bare = address.strip()
    return bare.startswith("#") or bare.lower().startswith(EMBEDDED)


def _tame_style(css: str) -> str:
    """Style sheets may load others, fonts and pictures: one that names anything outside is left out whole."""
    return "" if "@import" in css.lower() or "\\" in css or _leads_out(css) else css


def _leads_out(text: str) -> bool:
    return _outside().search(text) is not None


@cache
def _outside() -> re.Pattern[str]:
    return re.compile(r"url\(\s*(?![\s'\"]*#)", re.IGNORECASE)
