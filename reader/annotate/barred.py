"""Which stretches of a page carry no notes, and where its language changes: told by the markup alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cache

from msgspec import Struct, field

from reader.epub.scan import Attribute, Token, apart, attributes, runs
from reader.epub.textmap import local
from reader.epub.vocabulary import INLINE, PAGE

# Links, headings, programs, what stands above the line, what is no text or serves to work the page.
NAMES = frozenset(
    "a h1 h2 h3 h4 h5 h6 hgroup caption figcaption code pre kbd samp tt var math svg script style head title textarea button label select legend "
    "rt rp rtc nav object audio video iframe template del s sup sub summary".split()
)
# Notes, contents, and the pages before and behind the text (EPUB 3 Structural Semantics Vocabulary, DPUB-ARIA, and the types of EPUB 2's guide).
TYPES = frozenset(
    "footnote footnotes endnote endnotes rearnote rearnotes note annotation noteref backlink biblioref glossref pagebreak cover "
    "frontispiece titlepage halftitlepage "
    "title-page half-title-page halftitle title subtitle covertitle fulltitle toc landmarks page-list loi lot loa lov index glossary bibliography "
    "biblioentry copyright-page copyright colophon dedication seriespage imprint imprimatur contributors other-credits errata acknowledgements "
    "credits keywords credit referrer".split()
)
# What tools and publishers call the same where they do not say it by type.
CLASSES = frozenset("footnote footnotes endnote endnotes fn fnote footnotetext toc titlepage title-page halftitle copyright noteref".split())
# In which no marker of ours may stand: it stands behind them.
CLOSED = frozenset("ruby math svg object audio video select button textarea iframe".split())
OPS = "http://www.idpf.org/2007/ops"
OF_NOTES = "注註"
SHORT = 6  # characters of a link that a note begins with


class Bars(Struct, frozen=True, gc=False):
    """Stretches of a page's source, in order: `barred` carry no notes; in `whole` no marker may stand, but behind it.

    `changes` are the places where another language begins; `root` is behind the name in the root's start tag (0: a name with a prefix, in
    which nothing of ours could stand), `head` and `body` where these elements end (0: they do not). `numbered` says that the page has notes
    of its own, `typed` that its root declares the prefix of `epub:type`.
    """

    barred: tuple[tuple[int, int], ...]
    whole: tuple[tuple[int, int], ...]
    changes: tuple[tuple[int, str], ...]
    root: int = 0
    head: int = 0
    body: int = 0
    numbered: bool = False
    typed: bool = False

    def bars(self, start: int, end: int) -> bool:
        """Does something of `source[start:end]` carry no notes?"""
        at = bisect_right(self.barred, (end - 1, end)) - 1
        return start < end and at >= 0 and self.barred[at][1] > start

    def behind(self, place: int) -> int:
        """The place, or the end of what it stands in."""
        at = bisect_right(self.whole, (place - 1, place)) - 1
        return max(place, self.whole[at][1]) if at >= 0 else place

    def before(self, place: int) -> int:
        """The place, or the beginning of what it stands in."""
        at = bisect_right(self.whole, place, key=_start) - 1
        return self.whole[at][0] if at >= 0 and self.whole[at][1] > place else place

    def language(self, place: int) -> str:
        """The language tag that holds at a place; empty where the page's own does."""
        at = bisect_right(self.changes, place, key=_place) - 1
        return self.changes[at][1] if at >= 0 else ""


def _start(stretch: tuple[int, int]) -> int:
    return stretch[0]


def _place(change: tuple[int, str]) -> int:
    return change[0]


class Frame(Struct, gc=False):
    """An open element: where it begins, what it means, and its language where that is its own."""

    name: str
    start: int
    barred: bool
    lang: str
    whole: bool = False


class Walk(Struct, gc=False):
    """The open elements, and what was found. `fresh` while the last paragraph that was opened has no text yet."""

    source: str
    frames: list[Frame] = field(default_factory=list)
    opened: Counter[str] = field(default_factory=Counter)
    barred: list[tuple[int, int]] = field(default_factory=list)
    whole: list[tuple[int, int]] = field(default_factory=list)
    changes: list[tuple[int, str]] = field(default_factory=list)
    fresh: bool = True
    ends: dict[str, int] = field(default_factory=dict)
    root: int = 0
    numbered: bool = False
    typed: bool = False


def read_bars(source: str, pieces: Iterable[Token]) -> Bars:
    """What bars notes in a page; `pieces` are what `scan.tokens` finds in it."""
    walk = Walk(source)
    for token in pieces:
        _read(walk, token)
    while walk.frames:
        _leave(walk, walk.frames.pop(), len(source))
    head, body = walk.ends.get("head", 0), walk.ends.get("body", 0)
    return Bars(_merged(walk.barred), _merged(walk.whole), tuple(walk.changes), walk.root, head, body, walk.numbered, walk.typed)


def _read(walk: Walk, token: Token) -> None:
    if token.kind == "text":
        walk.fresh = walk.fresh and walk.source[token.start : token.end].isspace()
        if token.name == "cdata":  # in which no markup can stand
            walk.barred.append((token.start, token.end))
            walk.whole.append((token.start, token.end))
    elif token.kind == "block":
        _block(walk, token)
    elif token.kind == "marked":
        _marked(walk, token)
    elif token.kind == "end":
        walk.ends[token.name] = token.start
        _close(walk, local(token.name), token.end)
    elif token.kind != "other":
        _open(walk, token)


def _marked(walk: Walk, token: Token) -> None:
    if walk.source.find("class=", token.place, token.inner) >= 0:
        for part in apart(walk.source, token):
            _read(walk, part)
        return
    _block(walk, token)
    walk.fresh = all(walk.source[start:end].isspace() for start, end in runs(walk.source, token))


def _block(walk: Walk, token: Token) -> None:
    classed = "class=" in walk.source[token.start : token.place]
    if token.name in NAMES or (classed and _is_classed(walk.source[token.start : token.place])):
        walk.barred.append((token.start, token.end))
    if token.name in CLOSED:
        walk.whole.append((token.start, token.end))
    walk.fresh = walk.source[token.place : token.inner].isspace()


def _open(walk: Walk, token: Token) -> None:
    name = local(token.name)
    found = tuple(attributes(token)) if "=" in token.attributes else ()
    if token.kind == "empty" or name in PAGE.void:
        return
    if not walk.frames and token.name == "html":
        walk.root = token.start + 1 + len(token.name)
        walk.typed = any(one.name == "xmlns:epub" and one.value == OPS for one in found)
    barred = name in NAMES or any(map(_bars, found))
    lang = next((one.value for one in found if one.name in {"xml:lang", "lang"}), "") if walk.frames else ""
    if lang:
        walk.changes.append((token.end, lang))
    if name == "a" and any(one.name == "href" and "#" in one.value for one in found):
        _read_link(walk, token.end)
    walk.fresh = name not in INLINE or (walk.fresh and name != "a")
    walk.frames.append(Frame(name, token.start, barred, lang, name in CLOSED))
    walk.opened[name] += 1


def _read_link(walk: Walk, place: int) -> None:
    """A short link is a note's marker; where a paragraph begins with it, that is a note, and the link its way back."""
    end = walk.source.find("<", place, place + SHORT + 1)
    text = walk.source[place:end].strip()
    if end < 0 or not (text or walk.source.startswith("<sup", end)) or any(char.isalpha() and char not in OF_NOTES for char in text):
        return
    walk.numbered = True
    frame = next((frame for frame in reversed(walk.frames) if frame.name not in INLINE), None) if walk.fresh else None
    if frame and frame.name not in {"body", "html"}:
        frame.barred = True


def _bars(attribute: Attribute) -> bool:
    match attribute.name:
        case "epub:type":
            return not TYPES.isdisjoint(attribute.value.split())
        case "role":
            return not TYPES.isdisjoint(part.removeprefix("doc-") for part in attribute.value.split())
        case "class":
            return not CLASSES.isdisjoint(attribute.value.lower().split())
        case "hidden":
            return True
        case "aria-hidden":
            return attribute.value == "true"
        case "style":
            return "display:none" in attribute.value.replace(" ", "")
        case _:
            return False


def _is_classed(tag: str) -> bool:
    found = _classes().search(tag)
    return found is not None and not CLASSES.isdisjoint(found[1].lower().split())


def _close(walk: Walk, name: str, place: int) -> None:
    """An end tag; one that was never opened is passed over, and one that is missing is supplied."""
    if not walk.opened[name]:
        return
    while True:
        frame = walk.frames.pop()
        _leave(walk, frame, place)
        if frame.name == name:
            return


def _leave(walk: Walk, frame: Frame, place: int) -> None:
    walk.opened[frame.name] -= 1
    if frame.barred:
        walk.barred.append((frame.start, place))
    if frame.whole:
        walk.whole.append((frame.start, place))
    if frame.lang:
        walk.changes.append((place, next((one.lang for one in reversed(walk.frames) if one.lang), "")))


def _merged(stretches: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The stretches in order, those inside others left out."""
    found = list[tuple[int, int]]()
    for start, end in sorted(stretches, key=lambda one: (one[0], -one[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return tuple(found)


@cache
def _classes() -> re.Pattern[str]:
    return re.compile(r'class="([^"<]*)"')
