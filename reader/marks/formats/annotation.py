"""Annotation sets of the W3C's kind: Readium's and Thorium's `.annotation` (JSON), and what a W3C `.annotations` zip and a book hold inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reader.marks.decoding import entries, json_of, table, word
from reader.marks.found import Found, Reading

SOURCE = "annotation"


def detect(data: bytes) -> bool:
    """A JSON object that calls itself an annotation set, or a page of annotations, in the W3C's context."""
    top = table(json_of(data))
    return top.get("type") in {"AnnotationSet", "AnnotationCollection", "AnnotationPage"} or ("items" in top and "anno" in word(top.get("@context")))


def read(data: bytes) -> Reading:
    """The annotations that quote something or say something; bookmarks are none."""
    top = table(json_of(data))
    about = table(top.get("about"))
    identifiers = tuple(word(one) for one in _many(about.get("dc:identifier")))
    creators = "、".join(word(one) for one in _many(about.get("dc:creator")))
    found = (_found(item) for item in entries(top.get("items") or table(top.get("first")).get("items")))
    from msgspec.structs import replace

    marks = (replace(mark, title=word(about.get("dc:title")), author=creators, identifiers=identifiers) for mark in found if mark)
    return Reading(tuple(marks))


def _many(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _found(item: Mapping[Any, Any]) -> Found | None:
    if item.get("motivation") == "bookmarking":
        return None
    target = table(_many(item.get("target"))[0] if _many(item.get("target")) else None)
    selectors = list(_selectors(target))
    quote = next((one for one in selectors if one.get("type") == "TextQuoteSelector"), {})
    note = "\n".join(filter(None, (_said(body) for body in _many(item.get("body")))))
    places = (word(one.get("value")) for one in selectors if one.get("type") in {"CssSelector", "CSSSelector", "FragmentSelector", "CfiSelector"})
    headings = [word(one.get("txt")) for one in entries(table(target.get("meta")).get("headings"))]
    return Found(
        word(quote.get("exact")),
        note,
        word(item.get("created")),
        SOURCE,
        chapter=next((text for text in reversed(headings) if text), ""),
        href=word(target.get("source")),
        position=" ".join(places),
        prefix=word(quote.get("prefix")),
        suffix=word(quote.get("suffix")),
    )


def _selectors(target: Mapping[Any, Any]) -> Iterator[Mapping[Any, Any]]:
    """The selectors and, one level down, what refines them."""
    for one in _many(target.get("selector")):
        yield table(one)
        for below in _many(table(one).get("refinedBy")):
            yield table(below)


def _said(body: object) -> str:
    return body if isinstance(body, str) and "://" not in body[:12] else word(table(body).get("value"))
