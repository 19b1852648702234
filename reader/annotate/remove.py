"""An annotated book → the book without notes: the very file that it was, or else its text."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from msgspec import Struct

from reader.annotate.ours import PAGES, taking_out, without_ours
from reader.annotate.record import STREAMS, TABLE, is_annotated, read_record, restored
from reader.edits import apply_edits
from reader.epub.container import Container, read_container
from reader.epub.encoding import decode, encode
from reader.epub.guard import Meant, guard
from reader.epub.rezip import rewrite_zip
from reader.epub.textmap import Document, whole
from reader.epub.textread import read_document
from reader.epub.vocabulary import BY_MEDIA_TYPE, OPF, Vocabulary
from reader.errors import InputError

NO_NOTES, NAME_ANOTHER = "there are no notes of ours in it", "name a book that reader annotate has written"


class Removed(Struct, frozen=True, gc=False, eq=False):
    """The book without notes; `exact` says that it is the very file that was annotated."""

    data: bytes
    exact: bool


def remove_notes(source: Path | bytes, *, name: str = "", by_text: bool = False) -> Removed:
    """The book without our notes; raises InputError for one that has none, and where the very file is not to be had.

    With `by_text` our elements are taken out of the book as it is now, whatever has become of it.
    """
    book = read_container(source, name=name)
    if by_text:
        return Removed(without_notes(book), exact=False)
    if not is_annotated(book) and word_in(book):
        raise InputError("its record of the file that it was is gone", where=book.name, advice="take the notes out with --remove --text")
    if not is_annotated(book):
        raise InputError(NO_NOTES, where=book.name, advice=NAME_ANOTHER)
    return Removed(original_of(book), exact=True)


def original_of(book: Container) -> bytes:
    """The file that an annotated book was; raises InputError when it is not to be had, or is no book of the same text."""
    record = read_record(book)
    data = restored(book, record)
    before = read_container(data, name=book.name)
    for path, vocabulary in text_files(before).items():
        now = book.files.get(path)
        if now is None or (now != before.files[path] and not same_texts(before.files[path], now, vocabulary, record.word, where=path)):
            raise InputError("would get another text back than it has now", where=f"{book.name}: {path}", advice="use --remove --text")
    return data


def text_files(book: Container) -> dict[str, Vocabulary]:
    """The files of a book that hold text."""
    found = {item.path: BY_MEDIA_TYPE[item.media_type] for item in book.package.items if item.media_type in BY_MEDIA_TYPE and item.path in book.files}
    return {**found, book.package.path: OPF}


def same_texts(before: bytes, now: bytes, vocabulary: Vocabulary, word: str, *, where: str) -> bool:
    """Has a file the same texts as before, but for ours?"""
    old, new = (decode(data, where=where).text for data in (before, now))
    documents = (read_document(text, vocabulary, lang="") for text in (old, without_ours(new, word)))
    one, other = ([whole(text) for text in document.texts] for document in documents)
    return one == other


def word_in(book: Container) -> str:
    """What our names begin with in a book; empty when it has none. Told by what stands in its manifest, for a record may be gone."""
    ids = [item.id.removesuffix("-style") for item in book.package.items if item.id.endswith("-style")]
    return next((word for word in ids if re.fullmatch(r"rdn\d{0,9}", word)), "")


def without_notes(book: Container) -> bytes:
    """The book as it is, with our elements and files taken out: read back, and then each text is what it was."""
    word = word_in(book)
    if not word:
        raise InputError(NO_NOTES, where=book.name, advice=NAME_ANOTHER)
    ids = {f"{word}-{name}" for name in (*PAGES, "style")}
    ours = {item.path for item in book.package.items if item.id in ids}
    dropped = {name for name in (*ours, TABLE, STREAMS) if name in book.files}
    changed, meant = dict[str, bytes](), dict[str, Meant]()
    for path, vocabulary in text_files(book).items():
        if path in dropped:
            continue
        decoded = decode(book.files[path], where=f"{book.name}: {path}")
        edits = tuple(taking_out(decoded.text, word))
        if edits:
            read = partial(_read, vocabulary=vocabulary, word=word)
            changed[path] = encode(apply_edits(decoded.text, edits), decoded)
            meant[path] = Meant(read, tuple([whole(text) for text in read(decoded.text).texts]), (), edits)
    data = rewrite_zip(book.data, changed, dropped=dropped)
    guard(book.data, data, meant, where=book.name, dropped=dropped)
    return data


def _read(source: str, *, vocabulary: Vocabulary, word: str) -> Document:
    return read_document(without_ours(source, word), vocabulary, lang="")
