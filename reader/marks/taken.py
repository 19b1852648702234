"""Marks on their way out: in the order of the text, and in the script of the book that they go with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from reader.book.scripting import converter, essay_script, matter_script
from reader.mark import Mark
from reader.marks.anchor import Placed, anchor
from reader.marks.desk import Desk
from reader.marks.found import Found
from reader.model import Language, Script

Change = Callable[[str], str]


class Book(Struct, frozen=True, gc=False):
    """The book that the marks are of, in the script that was asked for: by its UUID, its title, its authors."""

    identifier: str
    title: str
    creators: tuple[str, ...] = ()


class Taken(Struct, frozen=True, gc=False):
    """A mark with its essay's title, its words and those around them as the book has them, and its day and time (ISO 8601)."""

    mark: Mark
    title: str
    exact: str
    prefix: str
    suffix: str
    instant: str


def take(marks: Iterable[Mark], desk: Desk, asked: Script | None) -> tuple[Book, tuple[Taken, ...]]:
    """The marks that stand in an essay, in the order of the text; declined ones stay behind."""
    from reader.book.compose import identity

    edition = desk.edition
    title = _changer(desk, edition.script, matter_script(edition, asked))(edition.title)
    order = {slug: at for at, slug in enumerate(desk.texts)}
    wanted = [mark for mark in marks if mark.essay in order and mark.exact and mark.state != "declined"]
    places = {mark.id: (order[mark.essay], _start(mark, desk)) for mark in wanted}
    wanted.sort(key=lambda mark: (*places[mark.id], mark.made, mark.id))
    creators = dict.fromkeys(essay.author for essay in edition.essays if essay.author != "unknown")
    return Book(str(identity(edition, asked, "universal")), title, tuple(creators)), tuple(_taken(wanted, desk, asked))


def _start(mark: Mark, desk: Desk) -> int:
    found = Found(mark.exact, prefix=mark.prefix, suffix=mark.suffix, href=f"{mark.essay}.xhtml")
    placed = anchor(found, desk)
    return placed.start if isinstance(placed, Placed) else len(desk.texts[mark.essay])


def _taken(marks: Iterable[Mark], desk: Desk, asked: Script | None) -> Iterator[Taken]:
    essays = {essay.slug: essay for essay in desk.edition.essays}
    changes = {slug: _changer(desk, essay.script, essay_script(essay, asked)) for slug, essay in essays.items()}
    for mark in marks:
        change = changes[mark.essay]
        yield Taken(mark, change(essays[mark.essay].title), change(mark.exact), change(mark.prefix), change(mark.suffix), instant(mark.made))


def _changer(desk: Desk, origin: Language, target: Language) -> Change:
    if origin == target:
        return lambda text: text
    return converter(target=target, origin=origin, exceptions=desk.exceptions)


def instant(made: str) -> str:
    """A day and time in ISO 8601, as far as the mark has them: a device that knows no zone tells none."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[-+]\d\d:?\d\d)?)?", made)
    if not found:
        return ""
    zone = {"+00:00": "Z", "+0000": "Z", None: ""}.get(found[3], found[3])
    return f"{found[1]}T{found[2]}{zone}" if found[2] else found[1]
