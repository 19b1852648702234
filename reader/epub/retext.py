"""Texts of a file in another script, as edits of its markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from reader.epub.languages import is_japanese, new_tag
from reader.epub.textmap import Document, Edit, Piece, Text
from reader.model import Block, Script, Span
from reader.text.detect import detect, writing_of
from reader.text.exceptions import Exceptions
from reader.text.script import convert_block

# Why a piece is kept but needs no protection: no conversion touches it.
HARMLESS = frozenset({"", "break", "object"})


def tell_origin(documents: Iterable[Document], *, tags: Iterable[str], default: Script = "zh-Hans") -> Script:
    """The script that documents are written in: by their characters, else by the language tags, else `default`.

    Traditional text gets its region from the tags.
    """
    tags = tuple(tags)
    text = "".join(piece.text for document in documents for text in document.texts for piece in text.pieces if not piece.kept)
    named = next((writing_of(tag) for tag in tags if writing_of(tag) == "zh-Hant"), "")
    writing = detect(text).writing or named or writing_of(default)
    if writing == "zh-Hans":
        return "zh-Hans"
    regions = {part for tag in (*tags, default) for part in tag.lower().replace("_", "-").split("-")}
    return "zh-Hant-HK" if regions & {"hk", "mo"} else "zh-Hant-TW"


def converted_texts(document: Document, *, target: Script, origin: Script, exceptions: Exceptions, words: bool) -> Iterator[Edit]:
    """What has to be written into the document's source."""
    for text in document.texts:
        if is_plain(text):
            continue
        before = as_block(text, points=words)
        after = convert_block(before, target=target, origin=origin, exceptions=exceptions, words=words)
        if after.text != before.text:
            yield from changes(text, after)


def is_plain(text: Text) -> bool:
    """Does the text hold nothing that any conversion could change?"""
    if all(piece.kept or piece.text.isascii() for piece in text.pieces):
        return True
    return is_japanese("".join(piece.text for piece in text.pieces if not piece.kept))


def as_block(text: Text, *, points: bool = False) -> Block:
    """The text as a block whose kept pieces are protected; with `points`, a span says where each piece begins."""
    spans, at = [], 0
    for piece in text.pieces:
        if points:
            spans.append(Span(at, at, "piece"))
        if piece.kept not in HARMLESS:
            spans.append(Span(at, at + len(piece.text), "code", piece.kept))
        at += len(piece.text)
    return Block("", "text", "".join([piece.text for piece in text.pieces]), tuple(spans), lang=text.lang)


def changes(text: Text, after: Block) -> Iterator[Edit]:
    """The pieces whose text is another now."""
    starts = [span.start for span in after.spans if span.kind == "piece"]
    at = 0
    for number, piece in enumerate(text.pieces):
        if starts:
            at = starts[number]
            end = starts[number + 1] if number + 1 < len(starts) else len(after.text)
        else:
            end = at + len(piece.text)
        new = after.text[at:end]
        at = end
        if new != piece.text and not piece.kept:
            yield Edit(piece.start, piece.end, written(new, piece))


def written(new: str, piece: Piece) -> str:
    """Converted text as markup. A run of characters holds none that needs escaping, and conversion brings none."""
    return new if piece.end - piece.start == len(piece.text) else escape(new)


def converted_tags(document: Document, *, target: Script) -> Iterator[Edit]:
    """Language tags that name the other script."""
    for tag in document.tags:
        new = new_tag(tag.value, target)
        if new != tag.value:
            yield Edit(tag.start, tag.end, new)
