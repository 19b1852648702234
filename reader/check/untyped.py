"""Links that say nowhere that they are markers, and yet are: so 多看, GitBook, Word, WeChat and many converters write their notes.

Known by what they do (a short, raised or bracketed link, or a picture, whose note holds a link back to it), by the note they lead to
(typed, and this its only link), or by their tool (a class or an id as well-known programs write them).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from reader.check.anatomy import aim, note_at
from reader.check.around import HEADINGS, INLINE, begins, block_of, inner, is_picture, places
from reader.check.markup import attribute, is_backlink, is_marker, is_note, is_other_reference, name_of
from reader.check.page import Link, Page, words_of
from reader.check.styled import Styled

if TYPE_CHECKING:
    from lxml.etree import _Element

# In characters: what any link may have, what one in brackets, what a raised one.
SHORT, BRACKETED, RAISED = 3, 8, 12
BRACKETS = dict(zip("[(（［〔【〖", "])）］〕】〗", strict=True))
# 多看, 掌阅, QQ阅读 (their books), pandoc, kramdown and mdnice, docutils, Word, Project Gutenberg, InDesign, and what authors call it themselves.
CLASSES = frozenset({
    "duokan-footnote", "zhangyue-footnote", "qqreader-footnote", "footnote-ref", "footnoteref", "footnote-link", "footnote-reference",
    "msofootnotereference", "msoendnotereference", "fnanchor", "_idfootnotelink", "_idendnotelink", "footnote", "fnref", "noteref", "note-ref",
})  # fmt: skip


def find_plain_markers(pages: Mapping[str, Page], *, contents: Collection[_Element], nav: str, raised: Styled) -> tuple[Link, ...]:
    """The links of a book, in reading order, that are a note's marker and typed as nothing.

    `contents` are the places that the contents name, which are no notes; `raised` is what the style sheets raise above the line.
    """
    open_links = [link for page in pages.values() if page.path != nav for link in page.links if is_open(link)]
    aims = {link: target for link in open_links if (target := aim(pages, link)) is not None and target not in contents}
    typed = {element for page in pages.values() for element in page.typed if is_note(element)}
    marked = {element for page in pages.values() for link in page.links if is_marker(link.element) and (element := aim(pages, link)) is not None}
    candidates = [link for link in aims if looks_like_marker(link.element, raised)]
    back = ways_back(candidates, aims)
    headings = {target for target in set(aims.values()) if in_heading(target)}
    texts: dict[_Element, str] = {}  # of blocks, each read once: a page may be one block with thousands of links
    used: set[Link] = set()
    found: list[Link] = []
    for link in aims:
        if link in used or aims[link] in headings or stands_alone(link.element, texts):
            continue
        note = next((one for one in (aims[link], *aims[link].iterancestors()) if one in typed), None)
        known = (
            leads_to_typed(link, note, raised, marked=aims[link] in marked) if note is not None else is_of_a_pair(link, note_at(aims[link], link), back, raised)
        )
        if known:
            found.append(link)
            used.update(back.get(link, ()))
    return tuple(found)


def is_open(link: Link) -> bool:
    """Whether a link says nothing of what it is."""
    return link.target is not None and not (is_marker(link.element) or is_backlink(link.element) or is_other_reference(link.element))


def leads_to_typed(link: Link, note: _Element, raised: Styled, *, marked: bool) -> bool:
    """Whether a link outside a typed note is its marker: it looks like one, or the place it names has none."""
    return note not in link.element.iterancestors() and (not marked or looks_like_marker(link.element, raised))


def is_of_a_pair(link: Link, note: _Element, back: Mapping[Link, list[Link]], raised: Styled) -> bool:
    """Whether a link is the marker of an untyped note: it looks like one, and the note leads back, or a well-known tool wrote it."""
    if not looks_like_marker(link.element, raised) or note in link.element.iterancestors():
        return False
    if any(note in (other.element, *other.element.iterancestors()) for other in back.get(link, ())):
        return not begins(block_of(link.element), link.element) or (is_raised(link.element, raised) and not is_note_of(link, back))
    return has_known_name(link)


def is_note_of(link: Link, back: Mapping[Link, list[Link]]) -> bool:
    """Whether of two links that lead to each other's own place the other one is the marker: it stands behind words."""
    others = (other for other in back.get(link, ()) if link in back.get(other, ()))
    return any(not begins(block_of(other.element), other.element) for other in others)


def ways_back(candidates: Collection[Link], aims: Mapping[Link, _Element]) -> dict[Link, list[Link]]:
    """Which links lead to the place of each candidate."""
    owners = {place: link for link in candidates for place in places(link.element)}
    found: dict[Link, list[Link]] = {}
    for link, target in aims.items():
        owner = owners.get(target)
        if owner is not None and owner is not link:
            found.setdefault(owner, []).append(link)
    return found


def looks_like_marker(element: _Element, raised: Styled) -> bool:
    """Whether a link is as short as a marker, or raised, or in brackets, or a picture."""
    text = words_of(element)
    if not text:
        return is_picture(element)
    if len(text) <= SHORT or (len(text) <= BRACKETED and BRACKETS.get(text[0]) == text[-1]):
        return True
    return len(text) <= RAISED and is_raised(element, raised)


def is_raised(element: _Element, raised: Styled) -> bool:
    """Whether a link stands above or below the line: it, an inline element closely around it, or the only one in it."""
    inside = [child for child in element if isinstance(child.tag, str)]
    around = [element, *inside] if len(inside) == 1 else [element]
    for ancestor in element.iterancestors():
        if name_of(ancestor) not in INLINE:
            break
        around.append(ancestor)
    return any(name_of(one) in ("sup", "sub") or raises(attribute(one, "style")) or raised.means(one) for one in around)


def raises(style: str) -> bool:
    """Whether declarations raise what they are about."""
    return bool(style) and raising().search(style) is not None


@cache
def raising() -> re.Pattern[str]:
    """What raises or lowers a text."""
    return re.compile(r"vertical-align\s*+:\s*+(?:super|sub|top|text-top|bottom|[1-9.])", re.IGNORECASE)


def stands_alone(element: _Element, texts: dict[_Element, str]) -> bool:
    """Whether a link is all that its block says: so contents do, not notes (KOReader's rule too, `_isLinkToFootnote` in cre.cpp)."""
    block = block_of(element)
    if block not in texts:
        texts[block] = words_of(block)
    return texts[block] == words_of(element)


def in_heading(target: _Element) -> bool:
    """Whether a link's target is, is in, or holds a heading."""
    return not HEADINGS.isdisjoint(name_of(one) for one in (target, *target.iterancestors(), *inner(target)))


def has_known_name(link: Link) -> bool:
    """Whether a class of a link (or closely around it), or the id it leads to, is one that programs give to notes alone."""
    names: Iterator[_Element] = (one for one in (link.element, link.element.getparent(), *inner(link.element)) if one is not None)
    classes = {name.lower() for one in names if name_of(one) in INLINE or name_of(one) == "img" for name in attribute(one, "class").split()}
    return not CLASSES.isdisjoint(classes) or (link.target is not None and _note_id().match(link.target.fragment) is not None)


@cache
def _note_id() -> re.Pattern[str]:
    """The ids of notes: Word's `_ftn1`, Markdown's `fn:1`, `fn_1`, `footnote-1`, `cite_note-1` …"""
    return re.compile(r"(?:_?(?:ftn|edn|fn)|foot_?note|end_?note|cite_note)[-_:.]*+(?:\d|\Z)", re.IGNORECASE)
