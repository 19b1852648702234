"""Markup → texts: one for each paragraph, across its inline elements. The reading itself; its values are in `textmap.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct, field

from reader.epub.languages import Letters, is_chinese, letters_of, may_be_wrong
from reader.epub.scan import OPAQUE, Attribute, Token, attributes, decoded, runs, tokens
from reader.epub.textmap import Document, Piece, Text, foreign, local, seen, unwrapped
from reader.epub.vocabulary import CLASSICAL, INLINE, MARKERS, OBJECTS, READINGS, THROUGH, Vocabulary
from reader.unseen import holds_unseen

NOTHING: Mapping[str, str] = MappingProxyType({})


class Frame(Struct, frozen=True, gc=False):
    """An open element: its language and whether that is its own, why its text is kept, whether it holds text at all, whether it is a text apart.

    `untranslated` is why the element says so itself, `kept` also whether its language does.
    """

    name: str
    lang: str
    own: bool
    untranslated: str
    kept: str
    holds: bool
    apart: bool


class Draft(Struct, gc=False):
    """An unfinished text: its pieces, its language (that of the first piece that may change), whether it is more than white space."""

    pieces: list[Piece] = field(default_factory=list)
    lang: str = ""
    settled: bool = False
    solid: bool = False


class Reader(Struct, gc=False):
    """The state of one reading: open elements (`opened`: how many of each name), unfinished texts (a text inside a text is the last), what is finished.

    `unseen`: characters that nobody sees stand in the file; `hiding`: they may, written as references.
    """

    source: str
    vocabulary: Vocabulary
    frames: list[Frame]
    settled: dict[str, str]
    unseen: bool = True
    hiding: bool = True
    letters: Letters | None = None
    opened: Counter[str] = field(default_factory=Counter)
    drafts: list[Draft] = field(default_factory=lambda: [Draft()])
    texts: list[Text] = field(default_factory=list)
    tags: list[Attribute] = field(default_factory=list)


def read_document(source: str, vocabulary: Vocabulary, *, lang: str, settled: Mapping[str, str] = NOTHING, pieces: Iterable[Token] | None = None) -> Document:
    """The texts of `source`; `lang` is the language of what names none (empty: Chinese, in a script that the text will tell).

    `settled` says of tags that the file may bear as a whole what they stand for: nothing where a book wrongly says that it is in a language.
    `pieces` are what `scan.tokens` finds in the source, where that is known.
    """
    outermost, unseen = Frame("", lang, False, "", foreign(lang), not vocabulary.only, False), holds_unseen(source)
    reader = Reader(source, vocabulary, [outermost], dict(settled), unseen, unseen or "&" in source)
    for token in tokens(source) if pieces is None else pieces:
        if token.kind == "text":
            if reader.drafts[-1].pieces or not source[token.start : token.end].isspace():  # as it is between paragraphs
                read_text(reader, token)
        elif token.kind == "block":
            read_block(reader, token)
        elif token.kind == "marked":
            read_marked(reader, token)
        elif token.kind == "end":
            close(reader, local(token.name))
        elif token.kind != "other":
            open_element(reader, token)
    finish(reader)
    return Document(source, tuple(reader.texts), tuple(reader.tags), reader.settled)


def read_text(reader: Reader, token: Token) -> None:
    """Add a run of characters to the open text, which white space does not begin."""
    frame, draft, source = reader.frames[-1], reader.drafts[-1], reader.source
    written = source[token.start : token.end]
    if not frame.holds:
        return
    kept = frame.kept
    draft.solid = draft.solid or not written.isspace()
    if not draft.settled and not kept:
        draft.settled, draft.lang = True, frame.lang if frame.own else ""
    if token.name == "cdata" or "&" not in written:
        draft.pieces.append(Piece(token.start, token.end, written, kept, token.name == "cdata"))
    else:
        draft.pieces.extend(pieces_of(source, token.start, token.end, kept))


def read_block(reader: Reader, token: Token) -> None:
    """A whole paragraph without marks: what a start tag, a text and an end tag would make of it."""
    frame = reader.frames[-1]
    finish(reader)
    if frame.holds:
        written = reader.source[token.place : token.inner]
        piece = Piece(token.place, token.inner, written, frame.kept)
        if not written.isspace():
            pieces = shown(reader, [piece]) if reader.unseen or "\n" in written else (piece,)
            reader.texts.append(Text(pieces, frame.lang if frame.own and not frame.kept else ""))


def read_marked(reader: Reader, token: Token) -> None:
    """The same of a paragraph in which words are set apart: its pieces are what stands between the marks."""
    frame, source = reader.frames[-1], reader.source
    finish(reader)
    if not frame.holds:
        return
    pieces = [Piece(start, end, source[start:end], frame.kept) for start, end in runs(source, token)]
    while pieces and pieces[0].text.isspace():
        del pieces[0]
    if pieces:
        reader.texts.append(Text(shown(reader, pieces), frame.lang if frame.own and not frame.kept else ""))


def open_element(reader: Reader, token: Token) -> None:
    """A start tag: its attributes are texts, its name says whether the open text goes on."""
    name = local(token.name)
    found = tuple(attributes(token)) if "=" in token.attributes else ()
    frame = framed(reader, name, found)
    if not frame.untranslated and (frame.holds or len(reader.frames) == 1):
        reader.tags.extend(attribute for attribute in found if attribute.name in {"lang", "xml:lang"})
    read_attributes(reader, found, frame)
    pieces = reader.drafts[-1].pieces
    if frame.apart:
        reader.drafts.append(Draft())
    elif name not in INLINE:
        if name in OBJECTS and pieces:
            pieces.append(Piece(token.start, token.start, OPAQUE, "object"))
        elif name == "br" and pieces:
            pieces.append(Piece(token.start, token.start, "\n", "break"))
        elif name not in THROUGH:
            finish(reader)
    if token.kind == "empty" or name in reader.vocabulary.void:
        if frame.apart:
            leave(reader)
        return
    reader.frames.append(frame)
    reader.opened[name] += 1


def framed(reader: Reader, name: str, found: tuple[Attribute, ...]) -> Frame:
    """What an element makes of the text in it."""
    parent, vocabulary = reader.frames[-1], reader.vocabulary
    lang, own, kept, apart, holds = parent.lang, parent.own, parent.untranslated, name == "sup", parent.holds or name in vocabulary.only
    for attribute in found:
        match attribute.name:
            case "xml:lang" | "lang" if attribute.value and not attribute.value.lower().startswith(CLASSICAL):
                own = len(reader.frames) > 1
                lang = attribute.value if own else root_language(reader, attribute.value)
            case "translate":
                kept = "no translation" if attribute.value.strip().lower() == "no" else "" if kept == "no translation" else kept
            case "epub:type" | "role" if not MARKERS.isdisjoint(attribute.value.split()):
                apart = True
            case "property" if name == "meta" and attribute.value in vocabulary.metas:
                holds = True
    if name in vocabulary.kept:
        kept = kept or name
    elif name == "mtext" and kept == "math":  # words in a formula
        kept = ""
    return Frame(name, lang, own, kept, kept or foreign(lang), holds and name not in READINGS, apart and not kept)


def root_language(reader: Reader, tag: str) -> str:
    """The language of a file that names `tag`, if it is to be believed."""
    if tag not in reader.settled:
        wrong = False
        if may_be_wrong(tag):
            reader.letters = reader.letters or letters_of(reader.source)
            wrong = is_chinese(reader.letters, tag)
        reader.settled[tag] = "" if wrong else tag
    return reader.settled[tag]


def read_attributes(reader: Reader, found: tuple[Attribute, ...], frame: Frame) -> None:
    """The attributes that people read or hear, each a text of its own."""
    if frame.kept:
        return
    metas = reader.vocabulary.metas
    described = frame.name == "meta" and any(one.name in {"name", "property"} and not metas.isdisjoint({one.value, one.value.lower()}) for one in found)
    for one in found:
        if one.value and (one.name in reader.vocabulary.attributes or (described and one.name == "content")):
            pieces = list(pieces_of(reader.source, one.start, one.end))
            reader.texts.append(Text(tuple(seen(pieces) if reader.hiding else pieces), frame.lang if frame.own else "", attribute=True))


def pieces_of(source: str, start: int, end: int, kept: str = "") -> Iterator[Piece]:
    """Characters with references among them; one that stands for no known character stays as it is."""
    return (Piece(first, last, text, kept or ("object" if text == OPAQUE else "")) for first, last, text in decoded(source, start, end))


def close(reader: Reader, name: str) -> None:
    """An end tag; one that was never opened is passed over, and one that is missing is supplied."""
    if not reader.opened[name]:
        return
    while True:
        frame = reader.frames.pop()
        reader.opened[frame.name] -= 1
        if frame.apart:
            leave(reader)
        elif frame.name not in THROUGH:
            finish(reader)
        if frame.name == name:
            return


def leave(reader: Reader) -> None:
    """The end of a text inside a text."""
    finish(reader)
    reader.drafts.pop()


def finish(reader: Reader) -> None:
    """The end of a text."""
    draft = reader.drafts[-1]
    if draft.solid:
        reader.texts.append(Text(shown(reader, draft.pieces), draft.lang))
    if draft.pieces:
        reader.drafts[-1] = Draft()


def shown(reader: Reader, pieces: list[Piece]) -> tuple[Piece, ...]:
    """What of a text's pieces its readers see."""
    if not reader.unseen and all(map(_is_plain, pieces)):  # as most
        return tuple(pieces)
    return tuple(unwrapped(seen(pieces) if reader.hiding else pieces))


def _is_plain(piece: Piece) -> bool:
    """Is the piece on one line, and without references, which may stand for what nobody sees?"""
    return "\n" not in piece.text and piece.end - piece.start == len(piece.text)
