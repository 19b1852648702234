"""Our markup as it may stand in somebody else's page: names of its own, links from where it stands, no more than the version allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from msgspec import Struct

from reader.annotate.names import way

# What stands in a text and looks like an attribute is none.
IN_A_TAG = "(?=[^<>]*>)"


class Dress(Struct, frozen=True, gc=False):
    """How markup is written in the page `path`: `word` begins class names; `modern` is EPUB 3; `files` are the names in the zip of those that it
    links to. `ids` is what ids get in front that do not have it yet."""

    path: str
    word: str
    modern: bool
    files: Mapping[str, str]
    ids: str = ""


def dressed(markup: str, dress: Dress) -> str:
    """Markup of `book` for the page."""
    markup = _each(_class(), markup, lambda names: " ".join([f"{dress.word}-{name}" for name in names.split()]))
    markup = _each(_link(), markup, lambda name: way(dress.path, dress.files[name]) if name in dress.files else name)
    if dress.ids:
        markup = _id().sub(rf"\1{dress.ids}", markup)
    if dress.modern:
        return markup
    return _sections().sub(r"<\1div", _modern().sub("", _language().sub(r" xml:lang", markup)))


def _each(pattern: re.Pattern[str], markup: str, written: Callable[[str], str]) -> str:
    """The markup with what the pattern's second group finds written anew; asked once for each of the few kinds of which a page has thousands."""
    parts = pattern.split(markup)
    known = {part: written(part) for part in set(parts[2::3])}
    parts[2::3] = map(known.__getitem__, parts[2::3])
    return "".join(parts)


@cache
def _class() -> re.Pattern[str]:
    return re.compile(rf'(class=")([^"]*)(?="{IN_A_TAG})')


@cache
def _link() -> re.Pattern[str]:
    """The file that a link names."""
    return re.compile(rf'(href=")([^"#]+)(?=(?:#[^"]*)?"{IN_A_TAG})')


@cache
def _id() -> re.Pattern[str]:
    """Where an id begins, and where a link names one."""
    return re.compile(rf'((?<=\s)(?:id="|href="[^"#]*#))(?=[^"]*"{IN_A_TAG})')


@cache
def _modern() -> re.Pattern[str]:
    """The attributes that EPUB 2 does not know."""
    return re.compile(rf' (?:epub:type|role|aria-[a-z]+)="[^"]*"{IN_A_TAG}')


@cache
def _sections() -> re.Pattern[str]:
    return re.compile(r"<(/?)(?:section|header)\b")


@cache
def _language() -> re.Pattern[str]:
    """`lang` beside `xml:lang`: XHTML 1.1 has the second alone."""
    return re.compile(rf' lang="[^"]*" xml:lang(?=="[^"]*"{IN_A_TAG})')
