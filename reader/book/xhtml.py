"""Pages → XHTML bytes."""

from __future__ import annotations

from reader.book.inline import attribute, render, safe
from reader.book.page import Child, Page
from reader.model import Block

VOID = frozenset({"br", "hr", "img", "meta", "link"})
BLOCKS = frozenset({"p", "h1", "h2", "h3", "div", "section", "header", "nav", "blockquote", "figure", "figcaption"})
LISTS = frozenset({"li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "thead", "tbody"})
OWN_LINE = BLOCKS | LISTS


def write_page(page: Page, *, style: str = "style.css") -> bytes:
    """The page as a complete XHTML file in UTF-8; both `lang` and `xml:lang`, `xmlns:epub` for pop-ups (Apple, Kindle)."""
    parts: list[str] = []
    for child in page.body:
        _write(parts, child)
    lang = page.script
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" xml:lang="{lang}">\n'
        f'<head>\n<meta charset="utf-8"/>\n<title>{safe(page.title.text)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{attribute(style)}"/>\n</head>\n<body>\n{"".join(parts)}</body>\n</html>\n'
    ).encode()


def _write(parts: list[str], child: Child) -> None:
    if isinstance(child, Block):
        parts.append(_language(child))
        return
    tag = child.tag
    attrs = "".join([f' {name}="{attribute(value)}"' for name, value in child.attrs])
    if tag in VOID:
        parts.append(f"<{tag}{attrs}/>")
        return
    parts.append(f"<{tag}{attrs}>")
    for inner in child.children:
        if isinstance(inner, Block) and not inner.lang:
            parts.append(render(inner))
        else:
            _write(parts, inner)
    parts.append(f"</{tag}>\n" if tag in OWN_LINE else f"</{tag}>")


def _language(block: Block) -> str:
    inner = render(block)
    if not block.lang:
        return inner
    return f'<span lang="{block.lang}" xml:lang="{block.lang}">{inner}</span>'
