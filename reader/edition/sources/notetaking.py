"""An author's notes out of the page: each on its own, an empty element where its markers stood, the heading above them kept."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.edition.sources.apparatus import clean_note, clear_between, take_out_marker
from reader.edition.sources.markup import HEADINGS, has_text, size_of, text_of, words
from reader.edition.sources.notewords import label_of, ordinal
from reader.edition.sources.ownnotes import OwnNote, find_notes

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import PageElement

TITLES = frozenset(
    {"注释", "註釋", "注", "註", "脚注", "腳註", "尾注", "尾註", "原注", "原註", "参考", "參考", "参考文献", "參考文獻", "参考资料", "參考資料", "引用"}
)
TITLES |= {"notes", "note", "footnotes", "endnotes", "references", "reference"}


class Taken(Struct, frozen=True, gc=False, eq=False):
    """A note as it was taken out: its element, its author's sign, and the empty elements where it was marked."""

    element: Tag
    label: str
    places: tuple[Tag, ...]


class Notes(Struct, frozen=True, gc=False, eq=False):
    """The notes of a page in the order of their markers; what stood above them, where it was one heading; characters that were not in the article."""

    taken: tuple[Taken, ...]
    heading: Tag | None = None
    outside: int = 0


def take_notes(soup: BeautifulSoup, roots: Sequence[Tag]) -> Notes:
    """Take the author's notes, and all that only serves them, out of the tree."""
    found = find_notes(soup, roots)
    inside = {id(root) for root in roots}
    outside = sum(size_of(note.element) for note in found if inside.isdisjoint(map(id, note.element.parents)) and note.element.parent is not None)
    places: set[int] = set()
    taken: list[Taken] = []
    parents: list[Tag] = []
    marks = [_mark(soup, note, places) for note in found]
    for note, own in zip(found, marks, strict=True):
        clear_between(own)
        clean_note(note.element, note.backs, note.label)
        if note.element.parent is not None:
            _number_rest(note.element)
            parents.append(note.element.parent)
            note.element.extract()
        taken.append(Taken(note.element, note.label, own))
    headings = list({id(heading): heading for parent in parents if (heading := _heading(parent, roots, places)) is not None}.values())
    for aside in soup.find_all("aside"):  # a note to which nothing leads is text
        if {"doc-footnote", "footnote"} & words(aside, "role", "epub:type"):
            aside.name = "div"
    return Notes(tuple(taken), headings[0].extract() if len(headings) == 1 else None, outside)


def _mark(soup: BeautifulSoup, note: OwnNote, places: set[int]) -> tuple[Tag, ...]:
    if note.markers != [note.element]:
        return tuple(take_out_marker(soup, link, places) for link in note.markers)
    before = note.element.find_previous_sibling()
    if before is not None and before.name in ("sup", "label", "a") and (label_of(text_of(before)) or not has_text(before)):
        note.label = label_of(text_of(before))
        before.extract()
    place = soup.new_tag("span")
    note.element.insert_before(place)
    places.add(id(place))
    return (place,)


def _number_rest(note: Tag) -> None:
    """A numbered list from which an item is taken keeps the numbers of the others."""
    following = note.find_next_sibling("li") if note.name == "li" and note.parent is not None and note.parent.name == "ol" else None
    if following is not None and "value" not in following.attrs:
        following["value"] = str(ordinal(following))


def _heading(parent: Tag, roots: Sequence[Tag], places: Container[int]) -> Tag | None:
    """The heading that stands above, or in, what the notes have left empty; a text in which a note is marked is none, though it be “注” alone."""
    empty: Tag | None = None
    part: Tag | None = parent
    while part is not None and not any(part is root for root in roots) and part.name != "body":
        left = [child for child in part.children if _has_content(child)]
        if len(left) == 1 and _is_heading(left[0], places):
            return left[0]  # type: ignore[return-value]
        if left:
            break
        empty, part = part, part.parent
    if empty is None:
        return None
    before = next((node for node in empty.previous_siblings if _has_content(node)), None)
    after = next((node for node in empty.next_siblings if _has_content(node)), None)
    return before if before is not None and _is_heading(before, places) and (after is None or _is_heading(after, places)) else None  # type: ignore[return-value]


def _has_content(node: PageElement) -> bool:
    from bs4.element import Tag

    return has_text(node) or (isinstance(node, Tag) and (node.name == "img" or node.find("img") is not None))


def _is_heading(node: PageElement, places: Container[int]) -> bool:
    from bs4.element import Tag

    if not isinstance(node, Tag) or any(id(tag) in places for tag in node.find_all(True)):
        return False
    return node.name in HEADINGS or text_of(node).strip(" \n:：").lower() in TITLES
