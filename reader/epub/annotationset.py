"""Annotations → an annotation set: Readium's `.annotation` (a JSON file, for Thorium), and the W3C's `.annotations` (a zip, EPUB Annotations 1.0)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct

from reader.epub.archive import write_zip

# github.com/readium/annotations, README 1.1; EPUB Annotations 1.0 (W3C, draft of 2026), "AnnotationSet".
READIUM_CONTEXT, W3C_CONTEXT = "http://www.w3.org/ns/anno.jsonld", "https://www.w3.org/ns/epub-anno.jsonld"
EARLIEST = (1980, 1, 1, 0, 0, 0)


class Annotation(Struct, frozen=True, gc=False):
    """A stretch of a page and what is said to it. Ids are UUIDs, `created` is a day or a day and time (ISO 8601) or empty.

    `source` is the page in the zip; `block` and `start`, `end` say where the words stand in the text of an element with that id, markers included.
    """

    id: str
    source: str
    exact: str
    prefix: str
    suffix: str
    heading: str
    creator: str
    creator_id: str
    note: str = ""
    created: str = ""
    kind: Literal["Person", "Organization"] = "Person"
    block: str = ""
    start: int = 0
    end: int = 0


class AnnotationSet(Struct, frozen=True, gc=False):
    """The annotations of one book, which is known by its `identifier` (a UUID)."""

    identifier: str
    title: str
    creators: tuple[str, ...]
    items: tuple[Annotation, ...]


def readium_set(annotations: AnnotationSet) -> bytes:
    """Readium's form: each annotation has its context."""
    return _json(_whole(annotations, READIUM_CONTEXT))


def w3c_set(annotations: AnnotationSet) -> bytes:
    """The W3C's form: the same bytes for the same annotations."""
    return write_zip([("annotations.json", _json(_whole(annotations, W3C_CONTEXT)))], date=EARLIEST)


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _whole(annotations: AnnotationSet, context: str) -> dict[str, Any]:
    name = f"urn:uuid:{annotations.identifier}"
    about = {"dc:identifier": [name], "dc:format": "application/epub+zip", "dc:title": annotations.title, "dc:creator": list(annotations.creators)}
    items = list(_items(annotations, context))
    return {"@context": context, "id": name, "type": "AnnotationSet", "title": annotations.title, "about": about, "items": items}


def _items(annotations: AnnotationSet, context: str) -> Iterator[dict[str, Any]]:
    for one in annotations.items:
        item: dict[str, Any] = {"@context": context} if context == READIUM_CONTEXT else {}
        item |= {"id": f"urn:uuid:{one.id}", "type": "Annotation", "motivation": "commenting" if one.note else "highlighting"}
        if one.created:  # both forms ask for a day, which a mark that has none cannot tell
            item["created"] = one.created
        item["creator"] = {"id": f"urn:uuid:{one.creator_id}", "type": one.kind, "name": one.creator}
        if one.note:
            item["body"] = {"type": "TextualBody", "value": one.note, "format": "text/plain"}
        yield {**item, "target": {"source": one.source, "meta": {"headings": [{"level": 1, "txt": one.heading}]}, "selector": list(_selectors(one))}}


def _selectors(one: Annotation) -> Iterator[dict[str, Any]]:
    yield {"type": "TextQuoteSelector", "exact": one.exact, "prefix": one.prefix, "suffix": one.suffix}
    if one.block:
        within = {"type": "TextPositionSelector", "start": one.start, "end": one.end}
        yield {"type": "CssSelector", "value": f"#{one.block}", "refinedBy": within}
