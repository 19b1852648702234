"""Marks → an annotation set: Readium's `.annotation` (a JSON file, for Thorium), and the W3C's `.annotations` (a zip, EPUB Annotations 1.0)."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from reader.book.compose import identity
from reader.marks.taken import Book, Taken

# github.com/readium/annotations, README 1.1; EPUB Annotations 1.0 (W3C, draft of 2026), "AnnotationSet".
READIUM_CONTEXT, W3C_CONTEXT = "http://www.w3.org/ns/anno.jsonld", "https://www.w3.org/ns/epub-anno.jsonld"
EARLIEST = (1980, 1, 1, 0, 0, 0)


def annotation_set(taken: Sequence[Taken], book: Book) -> bytes:
    """Readium's form."""
    return _json(_set(taken, book, READIUM_CONTEXT))


def annotation_zip(taken: Sequence[Taken], book: Book) -> bytes:
    """The W3C's form: the same bytes for the same marks."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("annotations.json", EARLIEST)
        entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED
        archive.writestr(entry, _json(_set(taken, book, W3C_CONTEXT)))
    return packed.getvalue()


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _set(taken: Sequence[Taken], book: Book, context: str) -> dict[str, Any]:
    edition = book.edition
    name = identity(edition, book.asked, "universal")
    creators = list(dict.fromkeys(essay.author for essay in edition.essays if essay.author != "unknown"))
    about = {"dc:identifier": [f"urn:uuid:{name}"], "dc:format": "application/epub+zip", "dc:title": book.title, "dc:creator": creators}
    return {
        "@context": context,
        "id": f"urn:uuid:{name}",
        "type": "AnnotationSet",
        "title": book.title,
        "about": about,
        "items": list(_items(taken, context, name)),
    }


def _items(taken: Sequence[Taken], context: str, name: uuid.UUID) -> Iterator[dict[str, Any]]:
    """The annotations; in Readium's form each has its context. (Both ask for a day, which a mark that has none cannot tell.)"""
    for one in taken:
        mark = one.mark
        item: dict[str, Any] = {"@context": context} if context == READIUM_CONTEXT else {}
        item |= {"id": f"urn:uuid:{mark.id}", "type": "Annotation", "motivation": "commenting" if mark.note else "highlighting"}
        if one.instant:
            item["created"] = one.instant
        item["creator"] = {"id": f"urn:uuid:{uuid.uuid5(name, mark.member)}", "type": "Person", "name": mark.member}
        if mark.note:
            item["body"] = {"type": "TextualBody", "value": mark.note, "format": "text/plain"}
        quote = {"type": "TextQuoteSelector", "exact": one.exact, "prefix": one.prefix, "suffix": one.suffix}
        meta = {"headings": [{"level": 1, "txt": one.title}]}
        yield {**item, "target": {"source": f"EPUB/{mark.essay}.xhtml", "meta": meta, "selector": [quote]}}
