"""Marks → an annotation set, in Readium's form or the W3C's."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from reader.epub.annotationset import Annotation, AnnotationSet, readium_set, w3c_set
from reader.marks.taken import Book, Taken


def annotation_set(taken: Sequence[Taken], book: Book) -> bytes:
    """Readium's form."""
    return readium_set(_set(taken, book))


def annotation_zip(taken: Sequence[Taken], book: Book) -> bytes:
    """The W3C's form."""
    return w3c_set(_set(taken, book))


def _set(taken: Sequence[Taken], book: Book) -> AnnotationSet:
    return AnnotationSet(book.identifier, book.title, book.creators, tuple(_item(one, uuid.UUID(book.identifier)) for one in taken))


def _item(one: Taken, name: uuid.UUID) -> Annotation:
    mark = one.mark
    return Annotation(
        id=mark.id,
        source=f"EPUB/{mark.essay}.xhtml",
        exact=one.exact,
        prefix=one.prefix,
        suffix=one.suffix,
        heading=one.title,
        creator=mark.member,
        creator_id=str(uuid.uuid5(name, mark.member)),
        note=mark.note,
        created=one.instant,
    )
