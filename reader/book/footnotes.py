"""Placed notes → the notes section at the end of an essay's page.

The shape follows `docs/design.md`, "How a note is marked up": `div`s, visible, in the same file, the back-link first and digits only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reader.book import labels
from reader.book.density import Item
from reader.book.inline import element, link_to, safe
from reader.book.labels import as_of
from reader.book.notes import Anchor, EssayNotes, Note, passage_id
from reader.book.page import Node, line, marked, node, phrase
from reader.book.words import Words, words_of
from reader.model import Block, Edition, Essay, Rebuttal, Remark, Span, Term


def notes_section(
    notes: EssayNotes, edition: Edition, quoted: dict[str, Anchor], *, legend: str = "", title: str = "", words: Words | None = None
) -> Node | None:
    """The section of all our notes on one essay, in the order of their markers; None when there are none. `quoted` is `notes.quotations`.

    `legend` is the id of the note that explains the labels of disputes: the first that a reader meets. `words`: not the edition's.
    """
    if not notes.notes:
        return None
    essays, words = {essay.slug: essay for essay in edition.essays}, words or words_of(edition.script)
    parts: list[Any] = [""]
    for note in notes.notes:
        marker_id, note_id = note.ids
        parts[-1] += _lead(note, marker_id, note_id)
        _add_items(parts, note.items, essays, quoted, words)
        if note_id == legend:
            _add_paragraph(parts, words.legend, '<p class="legend-note">')
        parts[-1] += "</div>\n"
    return node("section", node("h2", title or words.notes), tuple(parts), epub_type="footnotes", class_="notes")


def first_dispute(notes: Iterable[EssayNotes]) -> str:
    """The id of the first note about a dispute in the book; empty when there is none."""
    return next((note.note_id for placed in notes for note in placed.notes if note.items[0].kind == "rebuttal"), "")


def _lead(note: Note, marker_id: str, note_id: str) -> str:
    """How a note begins, as far as the words of its first item; ids are markup as they are."""
    start, end = link_to("backlink", "#")
    opened = f'<div epub:type="footnote" role="doc-footnote" class="note {note.items[0].kind}" id="{note_id}">'
    return f'{opened}<p>{start}{marker_id}">{note.number}.{end} '


# What adds to `parts` ends with markup, and begins within it: the row of a section goes on growing, since a large book has thousands of notes.


def _add_items(parts: list[Any], items: Sequence[Item], essays: dict[str, Essay], quoted: dict[str, Anchor], words: Words) -> None:
    first, *others = items
    _add_item(parts, first, essays, quoted, words)
    for item in others:
        parts[-1] += "<p>"
        _add_item(parts, item, essays, quoted, words)


def _add_paragraph(parts: list[Any], text: str, start: str = "<p>") -> None:
    parts[-1] += start
    parts += (line(text), "</p>\n")


def _add_item(parts: list[Any], item: Item, essays: dict[str, Essay], quoted: dict[str, Anchor], words: Words) -> None:
    """The paragraphs of one item, of which the first has begun."""
    entry = item.entry
    if isinstance(entry, Term):
        _add_term(parts, entry, words)
    elif isinstance(entry, Rebuttal):
        _add_dispute(parts, entry, essays, quoted, words, claim=item.claim)
    elif isinstance(entry, Remark):
        _add_remark(parts, entry, words)
    else:
        from reader.book.readers import mark_note  # which most books need not import

        begun, *others = mark_note(entry, "", words)
        parts[-1] += begun
        parts += others


def _add_term(parts: list[Any], term: Term, words: Words) -> None:
    text = f"{term.headword}{words.colon}{explained(term, words)}"
    start, end = link_to("glossary", "glossary.xhtml#g-")
    parts += (Block("", "line", text, (Span(0, len(term.headword), "b"),)), f' {start}{term.id}">', phrase(words.glossary), f"{end}</p>\n")
    if term.more:
        _add_paragraph(parts, term.more)


def explained(term: Term, words: Words) -> str:
    """What a term means, with the day to which that holds and Taiwan's word for it."""
    return f"{term.definition}{as_of(term.as_of, words)}{taiwan(term, words)}" if term.as_of or term.taiwan else term.definition


def taiwan(term: Term, words: Words) -> str:
    """“台湾称‘…’。” where Taiwan's word is another; empty elsewhere."""
    return words.taiwan.format(term.taiwan) if term.taiwan else ""


def _add_remark(parts: list[Any], remark: Remark, words: Words) -> None:
    start, sign, end = marked("sign", phrase(words.label.format(words.kinds[remark.kind])))
    parts[-1] += start
    parts += (sign, end, line(f"{remark.text}{as_of(remark.as_of, words)}"), "</p>\n")
    if remark.more:
        _add_paragraph(parts, remark.more)


def _add_dispute(parts: list[Any], rebuttal: Rebuttal, essays: dict[str, Essay], quoted: dict[str, Anchor], words: Words, *, claim: bool) -> None:
    there = rebuttal.origin if claim else rebuttal.claim
    essay, anchor = essays[there.essay], quoted[passage_id(there, rebuttal.id)]
    label, text = dispute_lead(rebuttal, essay, words, claim=claim)
    start, end = element("sign", "")
    passage, closed = element("passage", f"{essay.slug}.xhtml#{anchor.id}")
    entry, ended = link_to("dispute", "disputes.xhtml#d-")
    way, number = phrase(_way(essay, words)), line(words.dispute.format(rebuttal.number))
    between = f'{closed}{safe(words.semicolon)}{entry}{rebuttal.id}">'
    parts[-1] += start
    parts += (phrase(label), end, line(text), f"</p>\n<p>{passage}", way, between, number, f"{ended}</p>\n")


def _way(essay: Essay, words: Words) -> str:
    return words.way.format(labels.bracketed(essay.short, words))


def dispute_texts(rebuttal: Rebuttal, essay: Essay, words: Words, *, claim: bool) -> tuple[str, str]:
    """A dispute's note as it is read at one end: its first paragraph, and the line that leads to the other `essay`."""
    return "".join(dispute_lead(rebuttal, essay, words, claim=claim)), f"{_way(essay, words)}{words.semicolon}{words.dispute.format(rebuttal.number)}"


def dispute_lead(rebuttal: Rebuttal, essay: Essay, words: Words, *, claim: bool) -> tuple[str, str]:
    """A dispute's note as it stands at one of its ends: the label, then the other `essay` and what it says."""
    label = words.label.format(labels.clash(rebuttal, words, claim=claim))
    return label, f"{labels.named(essay, words)}{words.colon}{rebuttal.note if claim else rebuttal.mirror}"
