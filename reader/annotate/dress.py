"""Our markup as it may stand in somebody else's page: names of its own, links from where it stands, no more than the version allows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from reader.annotate.names import way


class Dress(Struct, frozen=True, gc=False):
    """`word` begins class names; `modern` is EPUB 3; `links` are how the page names the files that our markup links to."""

    word: str
    modern: bool
    links: Mapping[str, str]


def dress_for(path: str, word: str, *, modern: bool, files: Mapping[str, str]) -> Dress:
    """How markup is written in the page `path`; `files` are the names in the zip of those that it links to."""
    return Dress(word, modern, {name: way(path, target) for name, target in files.items()})


def dressed(markup: str, dress: Dress) -> str:
    """Markup of `book` for the page."""

    def classes(found: re.Match[str]) -> str:
        names = " ".join([f"{dress.word}-{name}" for name in found[1].split()])
        return f'class="{names}"'

    def link(found: re.Match[str]) -> str:
        target = dress.links.get(found[1])
        return found[0] if target is None else f'href="{target}{found[2]}"'

    markup = _link().sub(link, _class().sub(classes, markup))
    if dress.modern:
        return markup
    return _sections().sub(r"<\1div", _modern().sub("", _language().sub(r" xml:lang", markup)))


@cache
def _class() -> re.Pattern[str]:
    return re.compile(r'class="([^"]*)"')


@cache
def _link() -> re.Pattern[str]:
    return re.compile(r'href="([^"#]+)((?:#[^"]*)?)"')


@cache
def _modern() -> re.Pattern[str]:
    """The attributes that EPUB 2 does not know."""
    return re.compile(r' (?:epub:type|role|aria-[a-z]+)="[^"]*"')


@cache
def _sections() -> re.Pattern[str]:
    return re.compile(r"<(/?)(?:section|header)\b")


@cache
def _language() -> re.Pattern[str]:
    """`lang` beside `xml:lang`: XHTML 1.1 has the second alone."""
    return re.compile(r' lang="[^"]*" xml:lang')
