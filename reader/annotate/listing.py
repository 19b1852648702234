"""A book's chapters as the essays of an edition: which pages they are, what they are called, how they begin."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from reader.annotate.chapter import read_chapter
from reader.annotate.compose import is_sound
from reader.annotate.forms import lookup_of
from reader.annotate.spine import chapter_paths
from reader.check.contents import read_contents
from reader.check.page import read_page
from reader.epub.container import Container
from reader.epub.encoding import decode
from reader.errors import InputError
from reader.model import Essay, Source

ENOUGH = 20_000  # characters that show in which language a page is


class Listed(Struct, frozen=True, gc=False):
    """A page of the book: its name, its title (empty where nothing tells it), the language that it or the book names, its first words."""

    path: str
    title: str
    lang: str
    beginning: str


def chapters_of(book: Container) -> Iterator[Listed]:
    """The pages that can be essays, in reading order: those with words, in which notes could stand."""
    titles, lang = titles_of(book), book.package.language
    nothing = lookup_of((), lang)
    for path in chapter_paths(book):
        try:
            decoded = decode(book.files[path], where=path)
        except InputError:
            continue
        chapter = read_chapter(decoded, Essay("", "", "", "", "", Source(path, "", "")), lang=lang, lookup=nothing)
        beginning = chapter.text.text[:ENOUGH]
        if any(char.isalpha() for char in beginning) and is_sound(chapter, book.files[path]):
            yield Listed(path, titles.get(path, "") or chapter.title, chapter.lang, beginning)


def titles_of(book: Container) -> dict[str, str]:
    """What the contents call each page: by the entry that leads to its beginning, else by the first that leads into it."""
    nav = book.package.nav
    try:
        pages = {nav: read_page(book.files[nav], path=nav, number=0)} if nav in book.files else {}
    except InputError:
        pages = {}
    entries = [entry for entry in read_contents(book, pages) if entry.target]
    whole = {entry.target.path: entry.text for entry in reversed(entries) if entry.target and not entry.target.fragment}
    inside = {entry.target.path: entry.text for entry in reversed(entries) if entry.target}
    return inside | whole
