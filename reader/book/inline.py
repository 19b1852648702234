"""A block's text and spans → inline XHTML. Spans may overlap: the sweep closes and reopens elements at their edges."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter, itemgetter

from reader.model import Block, Span

PLAIN = {"strong": "strong", "em": "em", "dfn": "dfn", "code": "code", "b": "b", "sup": "sup", "sub": "sub", "s": "s", "u": "u", "mark": "mark"}
# A picture's words and a base with its reading: no other element begins or ends inside.
ATOMS = frozenset({"picture", "ruby"})
MARKER = "marker"
LANGUAGES = {"lang", "wording"}
LINKS = {"glossary", "glossed", "passage", "dispute", "source", "place", "entry", "page"}


def safe(text: str) -> str:
    """`text` escaped for XHTML; characters XML cannot hold become U+FFFD."""
    if is_plain(text):
        return text
    sound = text if is_sound(text) else hostile().sub("\ufffd", text)
    return sound.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """`text` escaped for an attribute in double quotation marks."""
    if is_plain(text):
        return text
    return safe(text).replace('"', "&quot;").replace("'", "&#x27;")


def is_plain(text: str) -> bool:
    """Tell whether `text` is markup as it is, in an attribute too: as most texts are."""
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return False
    return text.isprintable() or is_sound(text)


def is_sound(text: str) -> bool:
    """Tell whether XML can hold every character of `text`: whatever is printable, and U+3000, which Python does not call so, stands in most."""
    return text.isprintable() or text.replace("\u3000", "").isprintable() or not hostile().search(text)


@cache
def hostile() -> re.Pattern[str]:
    """Finds the characters that XML cannot hold (XML 1.0 §2.2: control characters but tab and line ends, surrogates, U+FFFE, U+FFFF)."""
    return re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


# What happens at one place, in this order: a marker belongs to the text before it (inside the span that keeps the two on one line),
# an anchor to the text after it.
_MARK, _END, _POINT, _START = range(4)


def render(block: Block) -> str:
    """The inline XHTML of the block; law: without its tags and points it is exactly the escaped text."""
    text, spans = block.text, block.spans
    if not spans:
        return safe(text)
    if not ATOMS.isdisjoint([span.kind for span in spans]):
        return sweep(text, clear_of_atoms(spans))
    row = None
    if is_plain(text):
        row = _in_a_row(text, spans) or _in_a_row(text, sorted(spans, key=_START_OF))
    return row or sweep(text, spans)


_START_OF = attrgetter("start")


def _in_a_row(text: str, spans: Sequence[Span]) -> str | None:
    """A safe text whose spans come in order, one behind the other, with no more than points inside one, as nearly all do; else None."""
    out: list[str] = []
    at, opened, until, pointed, closing = 0, -1, -1, -1, ""
    for span in spans:
        start, end, kind = span.start, span.end, span.kind
        if start < at:
            return None
        if until >= 0:
            if start > until or (start == until and kind != MARKER):
                out += (text[at:until], closing)
                at, until = until, -1
            elif start < end or start == opened:
                return None
        if start < end:
            out += (text[at:start], _start(kind, span.ref))
            opened, until, closing = start, end, _end(kind)
        elif kind != MARKER:
            out += (text[at:start], _point(span))
            pointed = start
        elif start == pointed:
            return None
        else:
            out += (text[at:start], marker_markup(span))
        at = start
    if until >= 0:
        out += (text[at:until], closing)
        at = until
    out.append(text[at:])
    return "".join(out)


def sweep(text: str, spans: tuple[Span, ...]) -> str:
    """What `render` gives, for spans that overlap in whatever way; it takes twice the time."""
    out: list[str] = []
    stack: list[Span] = []
    at = 0
    for place, event, _, span in sorted(_events(spans), key=_ORDER):
        if place > at:
            out.append(_words(text[at:place], stack))
            at = place
        if event == _END:
            _close(out, stack, place)
        elif event == _START:
            _open(out, stack, span)
        elif event == _POINT:
            out.append(_point(span))
        else:
            if stack and stack[-1].kind in ATOMS:  # the marker belongs to it, and stands behind it
                out.append(_ending(stack.pop()))
            out.append(marker_markup(span))
    if at < len(text):
        out.append(safe(text[at:]))
    return "".join(out)


def _words(text: str, stack: list[Span]) -> str:
    return attribute(text) if stack and stack[-1].kind == "picture" else safe(text)


def clear_of_atoms(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans with no edge inside a picture or a reading: what began or ended there does so behind it."""
    atoms: list[Span] = []
    for span in sorted((span for span in spans if span.kind in ATOMS and span.start < span.end), key=_START_OF):
        if not atoms or span.start >= atoms[-1].end:
            atoms.append(span)
    starts = [atom.start for atom in atoms]

    def moved(place: int) -> int:
        at = bisect_left(starts, place) - 1
        return max(place, atoms[at].end) if at >= 0 else place

    clear = (Span(moved(span.start), moved(span.end), span.kind, span.ref) for span in spans if span.kind not in ATOMS)
    whole = {span.kind for span in spans if span.start == span.end}
    return (*(span for span in clear if span.start < span.end or span.kind in whole), *atoms)


_ORDER = itemgetter(0, 1, 2)


def _events(spans: tuple[Span, ...]) -> Iterator[tuple[int, int, int, Span]]:
    """(place, what happens there, the longer span first, the span)."""
    for span in spans:
        start, end = span.start, span.end
        if start == end:
            yield start, _MARK if span.kind == MARKER else _POINT, 0, span
        else:
            yield start, _START, -end, span
            yield end, _END, 0, span


def _close(out: list[str], stack: list[Span], edge: int) -> None:
    """End what ends at `edge`, the innermost first; what stands inside it and goes on is opened again."""
    while stack and stack[-1].end <= edge:
        out.append(_ending(stack.pop()))
    ended = next((at for at, span in enumerate(stack) if span.end <= edge), None) if stack else None
    if ended is None:
        return
    closing = stack[ended:]
    del stack[ended:]
    for span in reversed(closing):
        out.append(_ending(span))
    for span in closing:
        if span.end > edge:
            _open(out, stack, span)


def _open(out: list[str], stack: list[Span], span: Span) -> None:
    out.append(_start(span.kind, span.ref))
    stack.append(span)


def _start(kind: str, ref: str) -> str:
    if not ref or kind in PLAIN:
        return _bare_start(kind)
    if kind in LINKS or kind == "backlink":
        return f'{_link_start(kind)}{attribute(ref)}">'
    if kind in _STARTS:
        return _STARTS[kind].format(attribute(ref))
    named = f' class="{attribute(kind)}"' if kind != "lang" else ""
    language = f' lang="{attribute(ref)}" xml:lang="{attribute(ref)}"' if kind in LANGUAGES else ""
    return f"<span{named}{language}>"


# The words of a picture follow as the value of an attribute.
_STARTS = {"picture": '<img src="{}" alt="', "ruby": "<ruby>", "dir": '<span dir="{}">'}


def _ending(span: Span) -> str:
    if span.kind == "ruby":
        return f"<rt>{safe(span.ref)}</rt></ruby>"
    return '"/>' if span.kind == "picture" else _end(span.kind)


@cache
def _bare_start(kind: str) -> str:
    if kind in LINKS or kind == "backlink":
        return f'{_link_start(kind)}">'
    return f"<{PLAIN[kind]}>" if kind in PLAIN else f'<span class="{attribute(kind)}">'


@cache
def _link_start(kind: str) -> str:
    """A link's start tag as far as its target."""
    return '<a epub:type="backlink" role="doc-backlink" href="' if kind == "backlink" else f'<a class="{kind}" href="'


@cache
def _end(kind: str) -> str:
    """The end tag of the kind."""
    if kind in PLAIN:
        return f"</{PLAIN[kind]}>"
    return "</a>" if kind in LINKS or kind == "backlink" else "</span>"


def _point(span: Span) -> str:
    if span.kind == "returns":
        return returns_markup(span.ref)
    if span.kind == "anchor":
        return f'<span id="{attribute(span.ref)}"></span>'
    if span.kind == "pagebreak":
        name, _, number = span.ref.partition("|")
        return f'<span epub:type="pagebreak" role="doc-pagebreak" id="{attribute(name)}" aria-label="{attribute(number)}"></span>'
    raise AssertionError(f"unknown point {span.kind}")


NO_BREAK_SPACE = "\u00a0"  # the word joiner is nothing that Kindle allows


def returns_ref(returns: Iterable[tuple[str, str]]) -> str:
    """What a `returns` point carries in `ref`: number and target of each link."""
    return "|".join(f"{number} {href}" for number, href in returns)


def returns_markup(ref: str) -> str:
    """Ways back behind a paragraph's text: like a marker, no part of the text, and joined to it lest a line begin with them.

    The role keeps foliate-js, which takes any raised link for a note's, from showing where it leads in a pop-up.
    """
    pairs = (pair.split(" ") for pair in attribute(ref).split("|"))
    links = " ".join([f'<a class="return" role="doc-backlink" href="{href}">{number}</a>' for number, href in pairs])
    return f'<sup class="mk">{NO_BREAK_SPACE}〔{links}〕</sup>'


def marker_ref(*, sign: str, number: str, kind: str, marker_id: str, note_id: str) -> str:
    """What a `marker` point carries in `ref`: everything its element is made of."""
    return "|".join((sign, number, kind, marker_id, note_id))


def marker_markup(point: Span) -> str:
    """A note's marker: its sign, and the number as a link."""
    sign, number, kind, marker_id, note_id = attribute(point.ref).split("|")
    reference = f'id="{marker_id}" href="#{note_id}"'
    link = f'<a epub:type="noteref" role="doc-noteref" class="noteref {kind}" {reference}>{number}</a>'
    return f'<sup class="mk">{sign}{link}</sup>'
