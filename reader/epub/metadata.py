"""The package document's own statement of its language."""

from __future__ import annotations

from collections.abc import Iterator

from reader.edits import Edit
from reader.epub.languages import new_book_tag
from reader.epub.scan import tokens
from reader.epub.textmap import local
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
