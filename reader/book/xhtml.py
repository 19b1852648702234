"""Pages → XHTML bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from msgspec.structs import replace

from reader.book.inline import ATTRIBUTE, attribute, is_bare, safe
from reader.book.page import Node, Page
from reader.book.rendering import are_sound, rendered
from reader.book.spacing import runs_leftward
from reader.model import Block

STRETCH = 500  # parts: an even number, so that each begins with markup


def write_page(page: Page, *, style: str = "style.css") -> bytes:
    """The page as a complete XHTML file in UTF-8; both `lang` and `xml:lang`, `xmlns:epub` for pop-ups (Apple, Kindle)."""
    lang = page.script
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" xml:lang="{lang}"{_direction(page)}>\n'
        f'<head>\n<meta charset="utf-8"/>\n<title>{safe(page.title.text)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{attribute(style)}"/>\n</head>\n<body>\n'
    )
    out = BytesIO()
    out.write(head.encode())
    for stretch in _stretches(page.body):
        out.write(stretch.encode())
    out.write(b"</body>\n</html>\n")
    return out.getvalue()


def _direction(page: Page) -> str:
    """Said where it is not the usual one."""
    return ' dir="rtl"' if runs_leftward(page.script) else ""


def markup_of(body: Node) -> str:
    """A body, or a part of one, as it is written."""
    return "".join(_stretches(body))


def _stretches(body: Node) -> Iterator[str]:
    """In stretches, since a long page as one text, and once more as bytes, takes more than all its parts."""
    for first in range(0, len(body), STRETCH):
        parts: list[Any] = [*body[first : first + STRETCH]]
        parts[1::2] = _all_written(parts[1::2])
        yield "".join(parts)


def _all_written(texts: Sequence[Block]) -> list[str]:
    """Texts as they are written; hardly any stretch holds anything that has to be escaped, and where one does, few of its texts."""
    joined = "".join([text.text for text in texts])
    sound = are_sound(joined, texts)
    if sound and is_bare(joined):
        return [_written(text, settled=True) if text.spans or text.lang or text.kind == ATTRIBUTE else text.text for text in texts]
    return [_written(text, settled=sound and is_bare(text.text)) for text in texts]


def _written(text: Block, *, settled: bool) -> str:
    if not text.lang or text.kind == ATTRIBUTE:
        return rendered(text, settled=settled)
    turned = ' dir="rtl"' if runs_leftward(text.lang) else ""
    # What its page says of the whole text is said once.
    inner = replace(text, spans=tuple([span for span in text.spans if (span.kind, span.ref) != ("lang", text.lang)]))
    return f'<span lang="{text.lang}" xml:lang="{text.lang}"{turned}>{rendered(inner, settled=settled)}</span>'
