"""What a saved page holds and its text does not: taken out of the tree, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from reader.edition.sources.container import is_comments
from reader.edition.sources.markup import NO_TEXT, attribute, has_text, is_hidden, size_of, template_size, words

if TYPE_CHECKING:
    from bs4 import Tag

PLAYERS = frozenset({"iframe", "object", "embed", "applet", "video", "audio", "canvas", "frame", "frameset"})
FIELDS = frozenset({"button", "input", "select", "textarea", "progress", "meter", "output"})
# Sites' words for what only a screen reader reads, and for what belongs to their editing and is not printed.
UNSEEN = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "mw-editsection", "noprint", "no-print"})
# In the order in which they are told: one of them, several of them.
REASONS = {
    "aside": ("aside", "asides"),
    "article": ("other article", "other articles"),
    "deleted": ("deleted passage", "deleted passages"),
    "hidden": ("hidden passage", "hidden passages"),
    "header": ("page header", "page headers"),
    "footer": ("page footer", "page footers"),
    "menu": ("menu", "menus"),
    "form": ("form", "forms"),
    "note": ("note whose marker is left out", "notes whose markers are left out"),
    "comments": ("section of comments", "sections of comments"),
    "player": ("player or frame", "players or frames"),
    "drawing": ("drawing", "drawings"),
    "noscript": ("passage for browsers without scripts", "passages for browsers without scripts"),
    "template": ("template", "templates"),
}
# A form around more than this part of a text is the page's own (ASP.NET), not one to be filled in.
WHOLE = 0.5
# What is called comments and holds more than this is the text, by an odd name.
ALL = 0.95


class LeftOut(Struct, gc=False):
    """How many elements, and how many characters in them, for one reason."""

    count: int = 0
    characters: int = 0


Tally = dict[str, LeftOut]


def leave_out(root: Tag, others: dict[int, str], tally: Tally, *, size: int) -> None:
    """Take out of the tree below `root` what is no part of its text, and add it to the tally.

    `others` are elements known to be none (identity: reason), `size` is how many characters the text has.
    """
    from bs4.element import Tag

    waiting = list(root.contents)
    while waiting:
        tag = waiting.pop()
        if not isinstance(tag, Tag):
            continue
        reason = others.get(id(tag)) or why(tag, size=size)
        if reason is None:
            waiting += tag.contents
            continue
        if reason in REASONS:
            add_to(tally, tag, reason)
        tag.decompose()


def add_to(tally: Tally, tag: Tag, reason: str) -> None:
    """Add an element to the tally. An empty box is nothing that anybody would miss, so it is not counted."""
    characters = size_of(tag) or template_size(tag)
    if characters or reason in ("player", "drawing") or tag.find(("img", "svg", "video", "audio")):
        entry = tally.setdefault(reason, LeftOut())
        entry.count, entry.characters = entry.count + 1, entry.characters + characters


def dividing_lines(root: Tag) -> int:
    """How many lines (`hr`) stand between texts; those around the whole divide nothing."""
    from bs4.element import Tag

    found = waiting = begun = 0
    for part in root.descendants:
        if isinstance(part, Tag):
            waiting += begun and part.name == "hr"
        elif has_text(part):
            found, waiting, begun = found + waiting, 0, 1
    return found


def why(tag: Tag, *, size: int) -> str | None:
    """Why an element is no part of the text: one of `REASONS`, or "nothing" where nobody would call it text; None when it is."""
    name = tag.name
    if name in ("noscript", "template") and (size_of(tag) or template_size(tag)):
        return name
    if name in NO_TEXT or (name in FIELDS and not _is_check_box(tag)):
        return "nothing"
    if is_hidden(tag) or not UNSEEN.isdisjoint(words(tag, "class")):
        return "hidden"
    if name == "form" or attribute(tag, "role") == "search":
        return "form" if tag.find(("input", "textarea", "select", "button")) and size_of(tag) < WHOLE * size else None
    if name == "nav" or attribute(tag, "role") == "navigation":
        return "menu"
    if is_comments(tag):
        return "comments" if size_of(tag) < ALL * size else None
    if name in PLAYERS:
        return "player"
    return {"aside": "aside", "del": "deleted", "svg": "drawing"}.get(name)


def _is_check_box(tag: Tag) -> bool:
    """A box of a list of tasks is a sign of the text: ☐ or ☑."""
    return tag.name == "input" and attribute(tag, "type").lower() == "checkbox" and "disabled" in tag.attrs
