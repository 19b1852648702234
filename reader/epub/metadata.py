"""The package document's own statements about language and direction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.epub.languages import new_book_tag
from reader.epub.scan import attributes, tokens
from reader.epub.textmap import Edit, local
from reader.model import Script


def language_edits(source: str, *, target: Script) -> Iterator[Edit]:
    """Each `dc:language` that names Chinese in another script or region."""
    inside = False
    for token in tokens(source):
        if token.kind == "text" and inside:
            value = source[token.start : token.end]
            tag = value.strip()
            new = new_book_tag(tag, target)
            if tag and new != tag:
                yield Edit(token.start, token.end, value.replace(tag, new))
        elif token.kind in {"start", "end"}:
            inside = token.kind == "start" and local(token.name) == "language"


def progression_edits(source: str) -> Iterator[Edit]:
    """`page-progression-direction="ltr"` on the spine of an EPUB 3 (EPUB 2 knows no such thing)."""
    for token in tokens(source):
        if token.kind != "start":
            continue
        if local(token.name) == "package" and not any(one.name == "version" and re.match("3", one.value) for one in attributes(token)):
            return
        if local(token.name) == "spine":
            place = token.start + 1 + len(token.name)
            yield Edit(place, place, ' page-progression-direction="ltr"')
