"""Which marks are of this edition's book: by its identifiers, its title, its file's name, its hash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import product

from msgspec import Struct

from reader.book.scripting import converter
from reader.epub.layout.turned import LAYOUTS
from reader.marks.desk import Desk
from reader.marks.found import Found
from reader.match.fold import key
from reader.model import SCRIPTS, Script, is_chinese


class Shelf(Struct, frozen=True, dict=True):
    """What this edition's books are called."""

    desk: Desk

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """The UUIDs of its books in every script, variant and layout."""
        from reader.book.compose import identity
        from reader.book.variants import VARIANTS

        edition = self.desk.edition
        asked: tuple[Script | None, ...] = (None, *SCRIPTS)
        every = product(asked, VARIANTS, (False, True), LAYOUTS)
        return frozenset(str(identity(edition, one, kind, words=words, layout=layout)) for one, kind, words, layout in every)

    @cached_property
    def titles(self) -> frozenset[str]:
        """Its title, folded; in the regions' own words too."""
        edition = self.desk.edition
        made = {edition.title}
        for script in SCRIPTS if is_chinese(edition.script) else ():
            change = converter(target=script, origin=edition.script, exceptions=self.desk.exceptions, words=True)
            made.add(change(edition.title))
        return frozenset(map(_plain, made))


def is_ours(found: Found, shelf: Shelf) -> bool:
    """Is it a mark of this edition's book? A file that says nothing of its book is believed."""
    if shelf.identifiers.intersection(_uuids(found.identifiers)):
        return True
    slug = shelf.desk.edition.slug
    if found.file.lower().startswith(slug) or found.title.lower().startswith(slug):
        return True
    return not found.title or any(_begins(_plain(found.title), title) for title in shelf.titles)


def _begins(title: str, ours: str) -> bool:
    """`算力五辩`, `算力五辩 : 关于…`, `算力五辩 (Chinese Edition)`, but not `算力五辩新编`."""
    return title.startswith(ours) and not title[len(ours) : len(ours) + 1].isalnum()


def _plain(title: str) -> str:
    return key(title).strip().strip("《》")


def _uuids(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", name.lower())
