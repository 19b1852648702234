"""Hypothesis: what its API finds (`rows`) and what its client exports (`annotations`), JSON both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reader.marks.decoding import entries, json_of, table, word
from reader.marks.found import Found, Reading

SOURCE = "hypothesis"


def detect(data: bytes) -> bool:
    """A JSON object with annotations that have a `target` and a `uri`."""
    return any("target" in one and "uri" in one for one in _rows(data))


def read(data: bytes) -> Reading:
    """The annotations; replies and notes on a whole page quote nothing."""
    return Reading(tuple(_found(one) for one in _rows(data) if not one.get("references")))


def _rows(data: bytes) -> Iterator[Mapping[Any, Any]]:
    top = json_of(data)
    yield from entries(top if isinstance(top, list) else table(top).get("rows") or table(top).get("annotations"))


def _found(one: Mapping[Any, Any]) -> Found:
    """They may stand on any page of the web: they are ours if their words are."""
    selectors = [selector for target in entries(one.get("target")) for selector in entries(target.get("selector"))]
    quote = next((selector for selector in selectors if selector.get("type") == "TextQuoteSelector"), {})
    titles = table(one.get("document")).get("title")
    title = word(titles[0]) if isinstance(titles, list) and titles else word(titles)
    return Found(
        word(quote.get("exact")),
        word(one.get("text")),
        word(one.get("created")),
        SOURCE,
        chapter=title,
        href=word(one.get("uri")),
        prefix=word(quote.get("prefix")),
        suffix=word(quote.get("suffix")),
        loose=True,
    )
