"""What readers have marked and written, by essay, in the order of the text: the notes that are printed, and the passages that several have marked."""

from __future__ import annotations

from reader.book.notes import EssayNotes
from reader.book.page import Node, Page, Piece, line, node
from reader.book.popular import Popular
from reader.book.readers import Printed, mark_note
from reader.book.words import Words, words_of
from reader.model import Edition, Essay, Language


def readers_page(edition: Edition, script: Language, notes: dict[str, EssayNotes]) -> Page:
    """The page with the words quoted and the way to them, where there are any."""
    words = words_of(edition.script)
    sections = tuple(section for essay in edition.essays if (section := _essay(essay, notes[essay.slug], words)))
    written = any(placed.marks for placed in notes.values())
    intro = (node("p", words.readers_intro),) if written else ()
    counted = (node("p", words.popular_intro),) if any(placed.popular for placed in notes.values()) else ()
    parts = (node("h1", words.readers), *intro, *counted, *sections)
    body = node("section", *parts, epub_type="appendix", role="doc-appendix", class_="matter remarks readers")
    return Page("readers.xhtml", line(words.readers), script, body, edition.script, ((1, line(words.readers), ""),))


def _essay(essay: Essay, placed: EssayNotes, words: Words) -> Node | None:
    entries = [(one.start, _entry(one, essay, words)) for one in placed.marks]
    entries += [(one.start, _passage(one, essay, words)) for one in placed.popular]
    if not entries:
        return None
    entries.sort(key=lambda entry: entry[0])
    return node("section", node("h2", line(essay.title, lang=essay.script)), *(entry for _, entry in entries))


def _entry(one: Printed, essay: Essay, words: Words) -> Node:
    note = mark_note(one.mark, "<p>", words)
    return node("div", _quoted(one.mark.exact, essay), note, node("p", line(_way(one.anchor_id, essay, words))), class_="remark", id=f"rd-{one.key}")


def _passage(one: Popular, essay: Essay, words: Words) -> Node:
    return node("div", _quoted(one.text, essay), node("p", line(words.popular.format(one.readers), " ", _way(one.anchor_id, essay, words))), class_="remark")


def _quoted(text: str, essay: Essay) -> Node:
    return node("blockquote", *(node("p", line(part, lang=essay.script)) for part in text.split("\n")))


def _way(anchor: str, essay: Essay, words: Words) -> Piece:
    return "place", words.place, f"{essay.slug}.xhtml#{anchor}"
