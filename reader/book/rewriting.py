"""A page that is written, changed once more for a reader that wants another markup. (lxml is imported only then.)"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def rewrite_page(page: bytes, change: Callable[[_Element], None]) -> bytes:
    """The page with its body changed in place."""
    from lxml import etree

    root = etree.fromstring(page)
    body = root.find(f"{XHTML}body")
    if body is not None:
        change(body)
        _open_empty(body)
    written: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>")
    return written


def _open_empty(body: _Element) -> None:
    """An empty `<span/>` would swallow the text behind it where a page is read as HTML; empty text makes it `<span></span>`."""
    for span in body.iter(f"{XHTML}span"):
        if span.text is None and not len(span):
            span.text = ""
