"""What a text says where no markup can stand: in the contents, in a quotation on another page, as the name of a column."""

from __future__ import annotations

from collections.abc import Sequence

from reader.model import Block, Span

# Unicode's raised and lowered characters (blocks "Superscripts and Subscripts", "Latin-1 Supplement").
RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-−=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ")
TABLES = {"sup": RAISED, "sub": LOWERED}
SIGNS = {"sup": "^", "sub": "_"}


def shown(block: Block) -> str:
    """The block's words: 10²⁵ stays what it is, and what is struck through is not there."""
    return shown_text(block.text, block.spans)


def shown_text(text: str, spans: Sequence[Span]) -> str:
    """The words of a text with these spans."""
    if not spans:
        return text
    changed = sorted((span for span in spans if span.kind in ("sup", "sub", "s") and span.start < span.end), key=lambda span: (span.start, -span.end))
    parts: list[str] = []
    place = 0
    for span in changed:
        if span.start >= place:
            parts += (text[place : span.start], _changed(text[span.start : span.end], span.kind))
            place = span.end
    return ("".join((*parts, text[place:])) or text) if changed else text


def clipped(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """What the spans mark of `text[start:end]`, in its own offsets."""
    if not spans:
        return ()
    met = ((max(span.start, start) - start, min(span.end, end) - start, span) for span in spans)
    return tuple(Span(first, last, span.kind, span.ref) for first, last, span in met if first < last)


def _changed(text: str, kind: str) -> str:
    if kind == "s":
        return ""
    table = TABLES[kind]
    if all(ord(char) in table for char in text):
        return text.translate(table)
    # A sign like ° or ® is the same wherever it stands; a letter or a number is not.
    return f"{SIGNS[kind]}({text})" if any(char.isalnum() for char in text) else text
