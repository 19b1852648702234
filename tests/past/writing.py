"""An edition → the files that are kept of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from reader.book.compose import read_essays
from reader.club.changes import Change
from reader.club.hashes import contents, name_md5, partial_md5
from reader.club.places import own_id, own_texts, shape, spine_pages
from reader.edition import load_edition
from reader.edition.rows import table
from reader.model import Block, Edition
from tests.past.books import AS_PUBLISHED, Book, every_book
from tests.past.words import changes

BOOKS, BLOCKS, LEDGERS, WORDS, PLACES, ENTRIES = "books.tsv", "blocks.tsv", "ledgers.tsv", "words.tsv", "places.txt", "entries.tsv"
# What each block has in other words, by the name of the text.
Words = Mapping[str, Mapping[str, Sequence[Change]]]


def kept_files(folder: Path) -> dict[str, str]:
    """The files to keep of the edition in `folder` as it is built today, by name."""
    edition, books = read_essays(load_edition(folder)), tuple(every_book(folder))
    blocks = [block for essay in edition.essays for block in essay.blocks]
    words = find_words(books, blocks)
    return {
        BOOKS: table(("text", "variant", "file", "sha256", "contents", "koreader", "koreader-name"), map(_book, books)),
        BLOCKS: table(("block", "text"), ((block.id, block.text) for block in blocks)),
        LEDGERS: table(("source or start", "sha256 or length", "after"), _ledgers(edition)),
        WORDS: table(("text", "block", "start", "length", "after"), _words(words)),
        ENTRIES: table(("kind", "id", "number"), _entries(edition)),
        PLACES: "".join(f"{line}\n" for line in _places(books, words)),
    }


def _entries(edition: Edition) -> Iterator[Sequence[str | int]]:
    yield from (("term", term.id, "") for term in edition.terms)
    yield from (("dispute", entry.id, entry.number) for entry in edition.rebuttals)
    yield from (("note", remark.id, "") for remark in edition.remarks)


def _book(book: Book) -> Sequence[str]:
    data = book.data
    return book.text, book.variant, book.file, sha256(data).hexdigest(), contents(data), partial_md5(data), name_md5(book.file)


def _ledgers(edition: Edition) -> Iterator[Sequence[str | int]]:
    for essay in edition.essays:
        yield essay.source.name, essay.source.sha256
        for hunk in essay.reading.hunks if essay.reading else ():
            yield hunk.start, hunk.end - hunk.start, hunk.after


def find_words(books: Sequence[Book], blocks: Sequence[Block]) -> Words:
    """Where the universal books have other words than the one as published."""
    texts = {book.text: dict(_nodes(book, blocks)) for book in books if book.variant == "universal"}
    published = texts[AS_PUBLISHED]
    return {text: {name: tuple(changes(published[name], built)) for name, built in nodes.items()} for text, nodes in texts.items()}


def _nodes(book: Book, blocks: Sequence[Block]) -> Iterator[tuple[str, list[str]]]:
    """The text nodes of each block."""
    names = {block.id for block in blocks}
    for _, body in spine_pages(book.data):
        for element in body.iter():
            if own_id(element) in names:
                yield own_id(element), list(own_texts(element))


def _words(words: Words) -> Iterator[Sequence[str | int]]:
    for text, blocks in words.items():
        for name, made in blocks.items():
            yield from ((text, name, *change) for change in made)


def _places(books: Sequence[Book], words: Words) -> Iterator[str]:
    """Every page as published, with the variants that have it so; then the blocks that other words have given other elements."""
    pages: dict[tuple[int, str, str], list[str]] = {}
    others: dict[tuple[str, str], list[str]] = {}
    published: dict[tuple[str, int], str] = {}
    for book in books:
        for number, (name, body) in enumerate(spine_pages(book.data), 1):
            page = shape(body, words[book.text])
            before = published.setdefault((book.variant, number), page)
            if book.text == AS_PUBLISHED:
                pages.setdefault((number, name, page), []).append(book.variant)
            elif different := _differing(before, page, f"{name}, {book.variant}, {book.text}"):
                own = shape(body, dict.fromkeys(words[book.text], ())).split("\n")
                others.setdefault((book.text, book.variant), []).extend(own[line] for line in different)
    for (number, name, page), variants in sorted(pages.items(), key=lambda entry: entry[0][0]):
        yield f"[{number} {name} {' '.join(variants)}]"
        yield page
    for (text, variant), lines in others.items():
        yield f"[{text} {variant}]"
        yield from lines


def _differing(before: str, after: str, where: str) -> list[int]:
    """Which lines of a page differ, but for the length of what is no block's; ValueError when it has other lines, or a line begins otherwise."""
    old, new = (re.sub(r"~\d+", "", page).split("\n") for page in (before, after))
    if [line.partition("(")[0] for line in old] != [line.partition("(")[0] for line in new]:
        raise ValueError(f"{where}: the page has other elements than as published, and the tables cannot say so")
    return [number for number, lines in enumerate(zip(old, new, strict=True)) if lines[0] != lines[1]]
