"""The ids of marks: the same for the same words of the same member, whatever device they come from, however often."""

from __future__ import annotations

import uuid

from reader.marks.skeleton import bare

NAMESPACE = uuid.UUID("3d0b8f2e-5b1c-5d3a-9a44-6c1f0e6f7a15")


def mark_id(member: str, quote: str, note: str = "", *, edition: str, block: str = "") -> str:
    """The id (RFC 9562, version 5) of what `member` marked in a book of `edition` (its UUID).

    Markers, white space and script do not count; `block` tells apart passages that stand in the book more than once. A note without a
    quotation goes by its own words.
    """
    said = bare(quote) or f"note {note}"
    return str(uuid.uuid5(NAMESPACE, "\n".join((edition, member, said, block))))
