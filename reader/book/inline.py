"""A block's text and spans → inline XHTML. Spans may overlap: the sweep closes and reopens elements at their edges."""

from __future__ import annotations

import re
from html import escape

from reader.model import Block, Span

# XML 1.0 §2.2: no control characters but tab and line ends, no surrogates, no U+FFFE/U+FFFF.
HOSTILE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

PLAIN = {"strong": "strong", "em": "em", "dfn": "dfn", "code": "code", "b": "b", "sup": "sup"}
CLASSED = {"voice", "wording", "short", "arrow", "meta", "number", "sign", "count"}
MARKERS = {"marker", "picture-marker"}
# The pictures of the Duokan variant, one for each kind of note.
PICTURES = {"term": "note.png", "rebuttal": "dispute.png", "fact": "fact.png", "text": "fact.png"}
LINKS = {"glossary", "passage", "dispute", "source", "place", "entry", "page"}


def safe(text: str) -> str:
    """`text` escaped for XHTML; characters XML cannot hold become U+FFFD."""
    return escape(HOSTILE.sub("\ufffd", text), quote=False)


def attribute(text: str) -> str:
    """`text` escaped for an attribute in double quotation marks."""
    return escape(HOSTILE.sub("\ufffd", text), quote=True)


def render(block: Block) -> str:
    """The inline XHTML of the block; law: without its tags and points it is exactly the escaped text."""
    if not block.spans:
        return safe(block.text)
    out: list[str] = []
    stack: list[Span] = []
    wide = sorted((span for span in block.spans if span.end > span.start), key=lambda span: (span.start, -span.end))
    points = sorted((span for span in block.spans if span.end == span.start), key=lambda span: span.start)
    at = 0
    for edge in sorted({0, len(block.text), *(place for span in block.spans for place in (span.start, span.end))}):
        out.append(safe(block.text[at:edge]))
        here = [span for span in points if span.start == edge]
        # A marker belongs to the text before it (inside the span that keeps the two on one line), an anchor to the text after it.
        out.extend(_marker(point) for point in here if point.kind in MARKERS)
        _close(out, stack, edge)
        out.extend(_point(point) for point in here if point.kind not in MARKERS)
        for span in (span for span in wide if span.start == edge):
            _open(out, stack, span)
        at = edge
    return "".join(out)


def _close(out: list[str], stack: list[Span], edge: int) -> None:
    ended = next((at for at, span in enumerate(stack) if span.end <= edge), len(stack))
    reopened = [span for span in stack[ended:] if span.end > edge]
    for span in reversed(stack[ended:]):
        out.append(f"</{_tag(span)}>")
    del stack[ended:]
    for span in reopened:
        _open(out, stack, span)


def _open(out: list[str], stack: list[Span], span: Span) -> None:
    out.append(_start(span))
    stack.append(span)


def _tag(span: Span) -> str:
    if span.kind in PLAIN:
        return PLAIN[span.kind]
    return "a" if span.kind in LINKS or span.kind == "backlink" else "span"


def _start(span: Span) -> str:
    ref = attribute(span.ref)
    if span.kind in PLAIN:
        return f"<{PLAIN[span.kind]}>"
    if span.kind == "backlink":
        return f'<a epub:type="backlink" role="doc-backlink" href="{ref}">'
    if span.kind in LINKS:
        return f'<a class="{span.kind}" href="{ref}">'
    if span.kind == "lang":
        return f'<span lang="{ref}" xml:lang="{ref}">'
    if span.kind == "nb":
        return '<span class="nb">'
    return f'<span class="{attribute(span.kind)}">'


def _point(span: Span) -> str:
    if span.kind == "anchor":
        return f'<span id="{attribute(span.ref)}"></span>'
    if span.kind == "pagebreak":
        name, _, number = span.ref.partition("|")
        return f'<span epub:type="pagebreak" role="doc-pagebreak" id="{attribute(name)}" aria-label="{attribute(number)}"></span>'
    raise AssertionError(f"unknown point {span.kind}")


def marker_ref(*, sign: str, number: str, kind: str, marker_id: str, note_id: str) -> str:
    """What a `marker` point carries in `ref`: everything its element is made of."""
    return "|".join((sign, number, kind, marker_id, note_id))


def _marker(point: Span) -> str:
    sign, number, kind, marker_id, note_id = (attribute(part) for part in point.ref.split("|"))
    reference = f'id="{marker_id}" href="#{note_id}"'
    if point.kind == "picture-marker":
        picture = f'<img src="{PICTURES.get(kind, "note.png")}" alt="{sign}{number}"/>'
        return f'<sup class="mk"><a epub:type="noteref" role="doc-noteref" class="duokan-footnote noteref {kind}" {reference}>{picture}</a></sup>'
    link = f'<a epub:type="noteref" role="doc-noteref" class="noteref {kind}" {reference}>{number}</a>'
    return f'<sup class="mk">{sign}{link}</sup>'
