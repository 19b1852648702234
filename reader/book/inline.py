"""What is written for texts and marks within a line. Marks may overlap: the sweep closes and reopens elements at their edges."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter, itemgetter

from reader.model import Span

PLAIN = {"strong": "strong", "em": "em", "dfn": "dfn", "code": "code", "b": "b", "sup": "sup", "sub": "sub", "s": "s", "u": "u", "mark": "mark"}
# A picture's words and a base with its reading: no other element begins or ends inside.
ATOMS = frozenset({"picture", "ruby"})
MARKER = "marker"
# The kind of a block that is the value of an attribute which people read or hear.
ATTRIBUTE = "attribute"
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
    if text.isprintable() and not ("&" in text or "<" in text or ">" in text or '"' in text or "'" in text):  # as most
        return text
    return safe(text).replace('"', "&quot;").replace("'", "&#x27;")


def is_plain(text: str) -> bool:
    """Tell whether `text` is markup as it is, in an attribute too: as most texts are."""
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return False
    return text.isprintable() or is_sound(text)


def is_bare(text: str) -> bool:
    """Tell whether nothing in the text could be taken for markup."""
    return not ("&" in text or "<" in text or ">" in text)


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


def sweep(text: str, spans: Sequence[Span]) -> str:
    """The inline XHTML of a text, whatever has to be escaped, and of spans that overlap in whatever way."""
    out: list[str] = []
    stack: list[Span] = []
    at = 0
    for place, event, _, span in sorted(_events(_clear_of_atoms(spans)), key=_ORDER):
        if place > at:
            out.append(_words(text[at:place], stack))
            at = place
        if event == _END:
            _close(out, stack, place)
        elif event == _START:
            _open(out, stack, span)
        else:
            if event == _MARK and stack and stack[-1].kind in ATOMS:  # the marker belongs to it, and stands behind it
                out.append(_ending(stack.pop()))
            out.append(point(span.kind, attribute(span.ref)))
    if at < len(text):
        out.append(safe(text[at:]))
    return "".join(out)


def _words(text: str, stack: list[Span]) -> str:
    return attribute(text) if stack and stack[-1].kind == "picture" else safe(text)


def _clear_of_atoms(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans with no edge inside a picture or a reading: what began or ended there does so behind it."""
    atoms: list[Span] = []
    for span in sorted((span for span in spans if span.kind in ATOMS and span.start < span.end), key=attrgetter("start")):
        if not atoms or span.start >= atoms[-1].end:
            atoms.append(span)
    if not atoms:
        return tuple(spans)
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
    out.append(element(span.kind, span.ref)[0])
    stack.append(span)


def element(kind: str, ref: str) -> tuple[str, str]:
    """The start tag and the end tag of what a span of the kind is, with this `ref`."""
    bare, referring, end = tags(kind)
    return attribute(ref).join(referring) if ref else bare, end


@lru_cache(1000)
def link_to(kind: str, ref: str) -> tuple[str, str]:
    """What `element` gives of a link, for many whose `ref` begins so: of each the rest follows, and `">`."""
    start, end = element(kind, ref)
    return start.removesuffix('">'), end


# The words of a picture follow as the value of an attribute.
_STARTS = {"picture": ('<img src="', '" alt="'), "ruby": ("<ruby>",), "dir": ('<span dir="', '">')}


@cache
def tags(kind: str) -> tuple[str, tuple[str, ...], str]:
    """The kind's start tag; the same where it refers to something, in pieces between which that is written; its end tag."""
    if kind in PLAIN:
        start = f"<{PLAIN[kind]}>"
        return start, (start,), f"</{PLAIN[kind]}>"
    if kind in LINKS or kind == "backlink":
        link = '<a epub:type="backlink" role="doc-backlink" href="' if kind == "backlink" else f'<a class="{kind}" href="'
        return f'{link}">', (link, '">'), "</a>"
    named = f' class="{attribute(kind)}"'
    language = (f'<span{named if kind != "lang" else ""} lang="', '" xml:lang="', '">')
    bare = f"<span{named}>"
    return bare, language if kind in LANGUAGES else _STARTS.get(kind, (bare,)), "</span>"


def _ending(span: Span) -> str:
    if span.kind == "ruby":
        return f"<rt>{safe(span.ref)}</rt></ruby>"
    return '"/>' if span.kind == "picture" else tags(span.kind)[2]


def point(kind: str, ref: str) -> str:
    """The markup of a point; `ref` is escaped."""
    if kind == MARKER:
        return marker_markup(ref)
    if kind == "anchor":
        return f'<span id="{ref}"></span>'
    if kind == "returns":
        return returns_markup(ref)
    if kind == "pagebreak":
        name, _, number = ref.partition("|")
        return f'<span epub:type="pagebreak" role="doc-pagebreak" id="{name}" aria-label="{number}"></span>'
    raise AssertionError(f"unknown point {kind}")


NO_BREAK_SPACE = "\u00a0"  # the word joiner is nothing that Kindle allows


def returns_ref(returns: Iterable[tuple[str, str]]) -> str:
    """What a `returns` point carries in `ref`: number and target of each link."""
    return "|".join(f"{number} {href}" for number, href in returns)


def returns_markup(ref: str) -> str:
    """Ways back behind a paragraph's text: like a marker, no part of the text, and joined to it lest a line begin with them. `ref` is escaped.

    The role keeps foliate-js, which takes any raised link for a note's, from showing where it leads in a pop-up.
    """
    pairs = [pair.split(" ") for pair in ref.split("|")]
    links = " ".join([f'<a class="return" role="doc-backlink" href="{href}">{number}</a>' for number, href in pairs])
    return f'<sup class="mk">{NO_BREAK_SPACE}〔{links}〕</sup>'


def marker_ref(*, sign: str, number: str, kind: str, marker_id: str, note_id: str) -> str:
    """What a `marker` point carries in `ref`: everything its element is made of."""
    return f"{sign}|{number}|{kind}|{marker_id}|{note_id}"


def marker_markup(ref: str) -> str:
    """A note's marker: its sign, and the number as a link. `ref` is escaped."""
    sign, number, kind, marker_id, note_id = ref.split("|")
    link = f'{sign}<a epub:type="noteref" role="doc-noteref" class="noteref {kind}"'
    return f'<sup class="mk">{link} id="{marker_id}" href="#{note_id}">{number}</a></sup>'
