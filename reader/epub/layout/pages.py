"""Pages for vertical or horizontal lines: which way they run, their own style sheets, and the marks that are other ones there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from reader.edits import Edit
from reader.epub.layout.turned import turned_sheet, turned_style
from reader.epub.retext import Retold, changes
from reader.epub.scan import Token, attributes, tokens
from reader.epub.sheets import Sheet
from reader.epub.textmap import Text, local, whole
from reader.model import Layout

OURS = "/* reader: layout */"  # no id: it would be the same in every file
MODES = {"vertical": "vertical-rl", "horizontal": "horizontal-tb"}
# A percentage of a page's width means nothing where lines follow each other sideways.
SPACES = " text-autospace: no-autospace !important;"  # Chromium 156 draws the character behind such a space on another line
PICTURES = "img, svg, video { max-width: 96vw; max-height: 100%; }"


def page_edits(source: str, layout: Layout, *, roots: frozenset[str]) -> Iterator[Edit]:
    """What of a page's markup changes: its own style sheets are turned, and a last one says which way the lines run, stronger than all others."""
    placed = False
    for token in tokens(source):
        if token.kind == "other" and (found := _style().match(source, token.start, token.end)):
            if source.startswith(OURS, found.end()):
                placed = True
                yield Edit(token.start, token.end, style_element(layout, prefix=found[1] or ""))
            else:
                end = source.rfind("</", found.end(), token.end)
                yield from _shifted(turned_sheet(source[found.end() : end], layout, roots=roots), found.end())
        elif token.kind == "end" and local(token.name) == "head" and not placed:
            placed = True
            prefix = token.name.removesuffix("head")
            yield Edit(token.start, token.start, f"{style_element(layout, prefix=prefix)}\n")
        elif token.kind in {"start", "empty"} and "style" in token.attributes:
            yield from _own_style(token, layout)


def style_element(layout: Layout, *, prefix: str = "") -> str:
    """The style sheet that says which way the lines run."""
    mode = MODES[layout]
    rule = "".join(f" {name}: {mode} !important;" for name in ("-epub-writing-mode", "-webkit-writing-mode", "writing-mode"))
    rule += SPACES if layout == "vertical" else ""
    return f'<{prefix}style type="text/css">{OURS} html, body {{{rule} }}{f" {PICTURES}" if layout == "vertical" else ""}</{prefix}style>'


def marked_texts(sheet: Sheet, change: Callable[[str], str]) -> Iterator[Retold]:
    """The texts of a page that `change`, which keeps lengths, makes other ones; attributes are shown outside the page, in lines of their own."""
    for one in sheet.weighed.texts:
        if not one.text.attribute and (after := _kept(one.text, change(whole(one.text)))) != whole(one.text):
            yield Retold(one.number, after, changes(one.text, after))


def _kept(text: Text, after: str) -> str:
    """The changed text with what must stay as it was."""
    parts, at = list[str](), 0
    for piece in text.pieces:
        end = at + len(piece.text)
        parts.append(piece.text if piece.kept else after[at:end])
        at = end
    return "".join(parts)


def _own_style(token: Token, layout: Layout) -> Iterator[Edit]:
    for one in attributes(token):
        if one.name == "style" and "&" not in one.value:
            yield from turned_style(one.value, layout, name=local(token.name), at=one.start)


def _shifted(edits: Iterator[Edit], by: int) -> Iterator[Edit]:
    for edit in edits:
        yield Edit(edit.start + by, edit.end + by, edit.after)


@cache
def _style() -> re.Pattern[str]:
    return re.compile(r"<((?:[\w.-]+:)?)style\b[^>]*>")
