"""A saved web page → the text of its article with everything its markup says: the order of work, top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.edition.sources.container import Home, find_home
from reader.edition.sources.formula import write_formulas
from reader.edition.sources.leftout import REASONS, Tally, add_to, dividing_lines, leave_out
from reader.edition.sources.maketext import make_text
from reader.edition.sources.markup import attribute, parse, size_of
from reader.edition.sources.notetaking import take_notes
from reader.edition.sources.pictures import picture_findings, shelf_for, taker
from reader.edition.sources.walk import QUOTES, Page
from reader.errors import EditionError
from reader.model import Finding, Picture, Span

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

# Version 1 is `first_extraction.py`. A change that moves lines, and with them the ids of blocks, is a new version.
NEWEST = 2
CHARACTERS = ("character", "characters")
LINES = ("dividing line", "dividing lines")


class Extract(Struct, frozen=True, gc=False):
    """What a page gives: its text (one line a block), marks and groups in its offsets, the pictures that marks name, and what to say of it."""

    text: str
    marks: tuple[Span, ...]
    groups: tuple[Span, ...]
    pictures: tuple[Picture, ...]
    findings: tuple[Finding, ...]


def extract(page: str, *, name: str, folder: Path | None = None, named: bool = False) -> Extract:
    """What a page in HTML gives; raises EditionError when it holds no text.

    `name` is what findings and errors call it. Pictures are taken from `folder`, where the page lies, and what lies below, and from nowhere else.
    `named`: the page is one that we made, and its lines have names (marks of the kind `name`, see `names.py`).
    """
    soup = parse(page)
    try:
        return _extract(soup, name, folder, named=named)
    finally:
        # Parents and children hold each other; taken apart, they need no garbage collector (`reader build` runs without).
        soup.decompose()


def _extract(soup: BeautifulSoup, name: str, folder: Path | None, *, named: bool) -> Extract:
    formulas = write_formulas(soup)
    tally: Tally = {}
    home = find_home(soup)
    if home is None:
        raise _no_text(name, hidden=size_of(soup.body) if soup.body else 0)
    traditional = _is_traditional(soup)
    notes = take_notes(soup, home.roots)
    bare = _without_markup(home.roots, formulas)
    size = sum(size_of(root) for root in home.roots)
    for root in (*home.roots, *(note.element for note in notes.taken)):
        leave_out(root, home.others, tally, size=size)
    bare |= {LINES: sum(map(dividing_lines, home.roots))}
    points = {id(place): str(at) for at, note in enumerate(notes.taken) for place in note.places}
    shelf = shelf_for(folder, traditional=traditional)
    found, told = make_text(home.roots, notes, Page(points, taker(shelf), QUOTES["zh-Hant" if traditional else "zh-Hans"], count(1), named))
    if not found.text:
        raise _no_text(name, hidden=tally["hidden"].characters if "hidden" in tally else 0)
    for note in (note for at, note in enumerate(notes.taken) if at not in told):
        add_to(tally, note.element, "note")
    findings = (
        *_read(home, name, beside=home.outside - notes.outside),
        *_dropped(tally, name, plain=bare),
        *picture_findings(shelf, name),
    )
    for note in notes.taken:
        note.element.decompose()
    return Extract(found.text, found.marks, found.groups, tuple(shelf.pictures.values()), findings)


def _no_text(name: str, *, hidden: int) -> EditionError:
    text = "the saved page holds no text" + (f" that it shows (hidden: {hidden:,} characters)" if hidden else "")
    return EditionError(text, where=name, advice="save the whole page as HTML, or as plain text")


def _is_traditional(soup: BeautifulSoup) -> bool:
    lang = attribute(soup.html, "lang").lower() if soup.html else ""
    return lang.startswith("zh") and not {"hant", "tw", "hk", "mo"}.isdisjoint(lang.split("-"))


def _read(home: Home, name: str, *, beside: int) -> Iterator[Finding]:
    """Where the text was; not of a page that is one article and furniture, or nothing but its text."""
    plain = home.roots[0].name in ("article", "body") and len(home.roots) == 1
    if not plain or beside > home.furniture:
        yield Finding("page-read", "info", name, f"the text is what stands in {home.name}, {_counted(beside, CHARACTERS)} of the page outside")


def _without_markup(roots: Sequence[Tag], formulas: int) -> dict[tuple[str, str], int]:
    """What is in the text without what its markup does or says: one of them, several of them → how many."""
    tags = [tag for root in roots for tag in root.find_all(("a", "abbr", "acronym", "dfn"))]
    return {
        ("link", "links"): sum("href" in tag.attrs for tag in tags if tag.name == "a"),
        ("formula", "formulas"): formulas,
        ("explained abbreviation", "explained abbreviations"): sum(bool(attribute(tag, "title").strip()) for tag in tags if tag.name != "a"),
    }


def _dropped(tally: Tally, name: str, *, plain: dict[tuple[str, str], int]) -> Iterator[Finding]:
    """What is not in the text, and what is there without its markup."""
    out = [f"{_counted(tally[reason].count, words)} ({_counted(tally[reason].characters, CHARACTERS)})" for reason, words in REASONS.items() if reason in tally]
    out += [_counted(plain[LINES], LINES)] if plain[LINES] else []
    bare = [_counted(number, words) for words, number in plain.items() if number and words is not LINES]
    parts = [*(["left out: " + ", ".join(out)] if out else ()), *(["only their words are kept: " + ", ".join(bare)] if bare else ())]
    if parts:
        yield Finding("page-dropped", "info", name, "; ".join(parts))


def _counted(number: int, words: tuple[str, str]) -> str:
    return f"{number:,} {words[number != 1]}"
