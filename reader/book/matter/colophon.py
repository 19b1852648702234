"""The colophon: edition, program, sources with their hashes, licences."""

from __future__ import annotations

from reader.book import labels
from reader.book.page import Page, Piece, line, node
from reader.book.words import Words, words_of
from reader.model import Edition, Language


def colophon_page(edition: Edition, script: Language, *, version: str) -> Page:
    """What this file is made from and by."""
    words = words_of(edition.script)
    sources = tuple(
        part
        for essay in edition.essays
        for part in (
            node("dt", line(essay.title, lang=essay.script)),
            node("dd", line(words.source_of.format(labels.author(essay.author, words)), ("code", essay.source.name.rpartition("/")[2], ""))),
            node("dd", line(f"SHA-256{words.colon}", ("code", essay.source.sha256, "")), class_="hash"),
        )
    )
    rights = (node("p", edition.rights),) if edition.rights else ()
    body = node(
        "section",
        node("h1", words.colophon),
        node("p", words.colophon_book.format(title=edition.title, number=edition.number, date=labels.day_words(edition.date, words))),
        *rights,
        node("p", line(words.made[0], _named("reader", words), words.made[1].format(version), _named("AGPL-3.0-or-later", words), words.made[2])),
        node("h2", words.sources),
        node("dl", *sources, class_="sources"),
        epub_type="colophon",
        role="doc-colophon",
        class_="matter colophon",
    )
    return Page("colophon.xhtml", line(words.colophon), script, body, edition.script, ((1, line(words.colophon), ""),))


def _named(name: str, words: Words) -> Piece:
    """An English name among our words."""
    return name if words.tag == "en" else ("lang", name, "en")
