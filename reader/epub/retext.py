"""Texts of a file in another script, as edits of its markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import accumulate

from msgspec import Struct

from reader.edits import Edit
from reader.epub.languages import new_tag
from reader.epub.textmap import Document, Piece, Text
from reader.model import Block, Script, Span
from reader.script.batch import convert_all
from reader.script.convert import convert_blocks
from reader.script.detect import Evidence, detect_each, writing_of
from reader.script.exceptions import Exceptions
from reader.script.japanese import is_japanese, shows_japanese
from reader.script.own_words import finder

# Why a piece is kept but needs no protection where lengths stay: no conversion touches it.
HARMLESS = frozenset({"break", "object"})
MARKUP = "&<>\"'"
SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", " ": "&#32;"}


class Weight(Struct, frozen=True, gc=False):
    """A text that conversion could change, by its number in the document; what of it may change; and what these characters tell of its script."""

    number: int
    text: Text
    free: str
    evidence: Evidence


class Weighed(Struct, frozen=True, gc=False):
    """The texts of a document that conversion could change."""

    texts: tuple[Weight, ...]

    def votes(self) -> Counter[str]:
        """How many texts are written in each script."""
        return Counter(one.evidence.writing for one in self.texts if one.evidence.writing)


class Retold(Struct, frozen=True, gc=False):
    """A text that changes, by its number in the document: the whole of it as it shall be, and what has to be written for that."""

    number: int
    after: str
    edits: tuple[Edit, ...]


def weigh(document: Document, *, latin: bool = False) -> Weighed:
    """The document's texts and their scripts; what is in another language or cannot change is left out.

    With `latin` texts of Latin letters alone could change too: where somebody lists words in them.
    """
    signs = shows_japanese(document.source) or "&#" in document.source  # a reference could be one
    free = [(number, text) for number, text in enumerate(map(free_text, document.texts)) if not text.isascii() or (latin and text)]
    evidence = zip(free, detect_each([text for _, text in free]), strict=True)
    # A second script or a sign could be that of Japanese.
    found = [(number, text, told) for (number, text), told in evidence if not ((signs or told.mixed) and is_japanese(text))]
    return Weighed(tuple([Weight(number, document.texts[number], text, told) for number, text, told in found]))


def free_text(text: Text) -> str:
    """What of the text may change."""
    pieces = text.pieces
    if len(pieces) == 1:  # most are; and a book has tens of thousands
        return "" if pieces[0].kept else pieces[0].text
    return "".join([piece.text for piece in pieces if not piece.kept])


def tell_origin(votes: Counter[str], *, tags: Iterable[str], default: Script = "zh-Hans") -> Script:
    """The script that most texts are written in, else the one that a language tag names, else `default`.

    Traditional text gets its region from the tags.
    """
    tags = tuple(tags)
    named = next((writing_of(tag) for tag in tags if writing_of(tag) == "zh-Hant"), "")
    writing = max(votes, key=lambda one: votes[one]) if votes else named or writing_of(default)
    if writing == "zh-Hans":
        return "zh-Hans"
    regions = {part for tag in (*tags, default) for part in tag.lower().replace("_", "-").split("-")}
    return "zh-Hant-HK" if regions & {"hk", "mo"} else "zh-Hant-TW"


def retold_texts(weighed: Weighed, *, target: Script, origin: Script, exceptions: Exceptions, words: bool) -> Iterator[Retold]:
    """The texts that become others."""
    resizes = words or finder(exceptions.own, target=target).resizes
    plain, marked = list[Weight](), list[Weight]()
    for one in weighed.texts:
        (plain if is_plain(one.text, resizes=resizes) else marked).append(one)
    alike = convert_all([(one.free, one.evidence) for one in plain], target=target, origin=origin, exceptions=exceptions, words=words)
    for one, after in zip(plain, alike, strict=True):
        if after != one.free:
            yield Retold(one.number, after, changes(one.text, after))
    blocks = [as_block(one.text, points=resizes) for one in marked]
    done = convert_blocks(blocks, target=target, origin=origin, exceptions=exceptions, words=words)
    for one, block, changed in zip(marked, blocks, done, strict=True):
        if changed.text != block.text:
            starts = [span.start for span in changed.spans if span.kind == "piece"]
            yield Retold(one.number, changed.text, changes(one.text, changed.text, starts))


def is_plain(text: Text, *, resizes: bool) -> bool:
    """Is nothing in the text kept, its language that of the document, and no mark in it to be carried where lengths change?"""
    return not text.lang and (len(text.pieces) == 1 or not (resizes or any(piece.kept for piece in text.pieces)))


def as_block(text: Text, *, points: bool = False) -> Block:
    """The text as a block whose kept pieces are protected.

    With `points`, where lengths may change, a span says where each piece begins, and what is kept takes no share of what becomes longer.
    """
    spans, at = [], 0
    for piece in text.pieces:
        if points:
            spans.append(Span(at, at, "piece"))
        if piece.kept and (points or piece.kept not in HARMLESS):
            spans.append(Span(at, at + len(piece.text), "code", piece.kept))
        at += len(piece.text)
    return Block("", "text", "".join([piece.text for piece in text.pieces]), tuple(spans), lang=text.lang)


def changes(text: Text, after: str, starts: Sequence[int] = ()) -> tuple[Edit, ...]:
    """The pieces whose text is another in `after`; `starts` says where in it each begins, if they are no longer as long as they were.

    Together the pieces are all of `after`: the last one goes to its end, so a text of one piece may be of any length.
    """
    within, pieces = " " if text.attribute else "", text.pieces
    if len(pieces) == 1:  # as most
        piece = pieces[0]
        return () if after == piece.text or piece.kept else (Edit(piece.start, piece.end, written(after, piece, within=within)),)
    starts = starts or [0, *accumulate([len(piece.text) for piece in pieces[:-1]])]
    news = [after[start:end] for start, end in zip(starts, [*starts[1:], len(after)], strict=True)]
    changed = [(piece, new) for piece, new in zip(pieces, news, strict=True) if new != piece.text and not piece.kept]
    return tuple([Edit(piece.start, piece.end, written(new, piece, within=within)) for piece, new in changed])


def written(new: str, piece: Piece, *, within: str = "") -> str:
    """Converted text as markup. A run of characters holds none that needs escaping, and conversion brings none; a listed word may.

    `within` are characters that need it here alone: the value of an attribute may stand without quotation marks, and then a space ends it.
    """
    if piece.end - piece.start != len(piece.text):
        return escape(new)
    for char in "" if piece.raw else MARKUP + within:
        if char in new and char not in piece.text:
            new = new.replace(char, SPECIAL[char])
    return new


def converted_tags(document: Document, *, target: Script) -> Iterator[Edit]:
    """Language tags that name the other script."""
    for tag in document.tags:
        new = new_tag(tag.value, target)
        if new != tag.value:
            yield Edit(tag.start, tag.end, new)
