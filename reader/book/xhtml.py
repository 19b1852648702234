"""Pages → XHTML bytes."""

from __future__ import annotations

from io import BytesIO

from msgspec.structs import replace

from reader.book.inline import attribute, render, safe
from reader.book.page import Label, Node, Page
from reader.book.spacing import runs_leftward
from reader.model import Block

STRETCH = 5000  # parts


def write_page(page: Page, *, style: str = "style.css") -> bytes:
    """The page as a complete XHTML file in UTF-8; both `lang` and `xml:lang`, `xmlns:epub` for pop-ups (Apple, Kindle)."""
    lang = page.script
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" xml:lang="{lang}"{_direction(page)}>\n'
        f'<head>\n<meta charset="utf-8"/>\n<title>{safe(page.title.text)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{attribute(style)}"/>\n</head>\n<body>\n'
    )
    # In stretches: a long page as one text, and once more as bytes, takes more than all its parts.
    out = BytesIO()
    out.write(head.encode())
    for first in range(0, len(page.body), STRETCH):
        out.write(markup_of(page.body[first : first + STRETCH]).encode())
    out.write(b"</body>\n</html>\n")
    return out.getvalue()


def _direction(page: Page) -> str:
    """Said where it is not the usual one."""
    return ' dir="rtl"' if runs_leftward(page.script) else ""


def markup_of(body: Node) -> str:
    """A body, or a part of one, as it is written."""
    return "".join([part if isinstance(part, str) else _written(part) for part in body])


def _written(part: Block | Label) -> str:
    if isinstance(part, Label):
        return attribute(part.text)
    if part.lang:
        turned = ' dir="rtl"' if runs_leftward(part.lang) else ""
        # What its page says of the whole text is said once.
        inner = replace(part, spans=tuple([span for span in part.spans if (span.kind, span.ref) != ("lang", part.lang)]))
        return f'<span lang="{part.lang}" xml:lang="{part.lang}"{turned}>{render(inner)}</span>'
    return render(part)
