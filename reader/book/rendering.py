"""A block's text and spans → inline XHTML, in one walk where the spans lie within one another, as nearly all do."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from reader.book.inline import ATOMS, ATTRIBUTE, MARKER, attribute, is_bare, is_plain, is_sound, point, safe, sweep, tags
from reader.model import Block, Span


def render(block: Block) -> str:
    """The inline XHTML of the block; law: without its tags and points it is exactly the escaped text."""
    return rendered(block, settled=False)


def are_sound(texts: str, blocks: Sequence[Block]) -> bool:
    """Tell whether nothing but `&`, `<`, `>` has to be escaped in the blocks, whose `texts` come as one: a look at many costs little more than at each."""
    return is_sound(texts) and is_plain("".join([span.ref for block in blocks for span in block.spans]))


def rendered(block: Block, *, settled: bool) -> str:
    """What `render` gives; `settled` where nothing of the block has to be escaped, as may be told of many at once: else it is asked of this one alone."""
    text, spans = block.text, block.spans
    if block.kind == ATTRIBUTE:
        return attribute(text)
    if not spans:
        return text if settled else safe(text)
    return _with_marks(text, spans) if settled or (is_bare(text) and are_sound(text, (block,))) else sweep(text, spans)


def _with_marks(text: str, spans: Sequence[Span]) -> str:
    """The inline XHTML of a text with marks, where nothing has to be escaped."""
    row = _single(text, spans[0]) if len(spans) == 1 else _nested(text, sorted(spans, key=_begins)) or _nested(text, sorted(spans, key=_turn))
    return row or sweep(text, spans)


def _single(text: str, span: Span) -> str | None:
    """What `_nested` gives, for a single span, as every second text has."""
    start, end, kind, ref = span.start, span.end, span.kind, span.ref
    if kind in ATOMS:
        return None
    if start == end:
        return f"{text[:start]}{point(kind, ref)}{text[start:]}"
    bare, referring, close = tags(kind)
    return f"{text[:start]}{ref.join(referring) if ref else bare}{text[start:end]}{close}{text[end:]}"


def _nested(text: str, spans: Sequence[Span]) -> str | None:
    """A text with nothing to escape whose spans come in the order of `_turn`, none across another's edge, as nearly all do; else None."""
    out: list[str] = []
    ends, closing = [len(text) + 1], [""]
    at, until, opened, pointed = 0, ends[0], -1, -1
    for span in spans:
        start, end, kind, ref = span.start, span.end, span.kind, span.ref
        while until < start or (until == start and kind != MARKER):
            if at < until:
                out.append(text[at:until])
            out.append(closing.pop())
            at = ends.pop()
            until = ends[-1]
        if start < end:
            if end > until or kind in ATOMS:
                return None
            bare, referring, close = tags(kind)
            markup = ref.join(referring) if ref else bare
            opened, until = start, end
            ends.append(end)
            closing.append(close)
        elif start == opened or kind in ATOMS or (kind == MARKER and start == pointed):
            return None
        else:
            markup = point(kind, ref)
            pointed = start
        if at < start:  # else a text of nothing is cut out, which takes as long as any
            out.append(text[at:start])
            at = start
        out.append(markup)
    while len(ends) > 1:
        if at < until:
            out.append(text[at:until])
        out.append(closing.pop())
        at = ends.pop()
        until = ends[-1]
    out.append(text[at:])
    return "".join(out)


# Spans of one page mostly come so that those which begin at one place are in their order.
_begins = attrgetter("start")


def _turn(span: Span) -> tuple[int, int, int]:
    """Where it begins, what happens there, the longer span first."""
    return span.start, 2 if span.start < span.end else 0 if span.kind == MARKER else 1, -span.end
