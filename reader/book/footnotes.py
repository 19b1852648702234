"""Placed notes → the notes section at the end of an essay's page.

The shape follows `docs/design.md`, "How a note is marked up": `div`s, visible, in the same file, the back-link first and digits only.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from reader.book import labels
from reader.book.notes import Anchor, EssayNotes, Item, Note, passage_id
from reader.book.page import Node, Piece, line, node
from reader.book.scripting import EXCERPT_KIND
from reader.model import Edition, Essay, Rebuttal, Remark, Term

EXCERPT, SPARE = 16, 4
STOPS = "，。；：、！？"
INNER = str.maketrans("“”「」", "‘’‘’")
PAIRS = {"‘": "’", "《": "》", "〈": "〉", "（": "）"}
CUT_WORD = re.compile(r"[A-Za-z0-9]+$")


def notes_section(notes: EssayNotes, edition: Edition, quoted: dict[str, Anchor]) -> Node | None:
    """The section of all notes of one essay, in the order of their markers; None when there are none. `quoted` is `notes.quotations`."""
    if not notes.notes:
        return None
    essays = {essay.slug: essay for essay in edition.essays}
    divs = (_note(note, essays, quoted) for note in notes.notes)
    return node("section", node("h2", labels.NOTES), *divs, epub_type="footnotes", class_="notes")


def _note(note: Note, essays: dict[str, Essay], quoted: dict[str, Anchor]) -> Node:
    back: Piece = ("backlink", f"{note.number}.", f"#{note.marker_id}")
    paragraphs = [part for at, item in enumerate(note.items) for part in _item(item, essays, quoted, (back, " ") if at == 0 else ())]
    kind = note.items[0].kind
    return node("div", *paragraphs, epub_type="footnote", role="doc-footnote", class_=f"note {kind}", id=note.note_id)


def _item(item: Item, essays: dict[str, Essay], quoted: dict[str, Anchor], lead: tuple[Piece, ...]) -> tuple[Node, ...]:
    if isinstance(item.entry, Term):
        return _term(item.entry, lead)
    if isinstance(item.entry, Remark):
        return _remark(item.entry, lead)
    return _dispute(item.entry, essays, quoted, lead, claim=item.claim)


def _term(term: Term, lead: tuple[Piece, ...]) -> tuple[Node, ...]:
    link: Piece = ("glossary", labels.GLOSSARY, f"glossary.xhtml#g-{term.id}")
    first = node("p", line(*lead, ("b", term.headword), f"：{term.definition}{as_of(term.as_of)} ", link))
    return (first, node("p", term.more)) if term.more else (first,)


def _remark(remark: Remark, lead: tuple[Piece, ...]) -> tuple[Node, ...]:
    first = node("p", line(*lead, ("sign", f"【{labels.KINDS[remark.kind]}】"), f"{remark.text}{as_of(remark.as_of)}"))
    return (first, node("p", remark.more)) if remark.more else (first,)


def as_of(day: str) -> str:
    """“（截至2025年7月）” for `2025-07`; empty for nothing."""
    if not day:
        return ""
    year, _, rest = day.partition("-")
    month = rest.split("-")[0].lstrip("0")
    return f"（截至{year}年{month}月）" if month else f"（截至{year}年）"


def _dispute(rebuttal: Rebuttal, essays: dict[str, Essay], quoted: dict[str, Anchor], lead: tuple[Piece, ...], *, claim: bool) -> tuple[Node, ...]:
    words = rebuttal.note if claim else rebuttal.mirror
    there = rebuttal.origin if claim else rebuttal.claim
    essay, anchor = essays[there.essay], quoted[passage_id(there, rebuttal.id)]
    passage: Piece = ("passage", f"“{excerpt(anchor.quoted)}”", f"{essay.slug}.xhtml#{anchor.id}")
    entry: Piece = ("dispute", f"论题{rebuttal.number}", f"disputes.xhtml#d-{rebuttal.id}")
    first = node("p", line(*lead, ("sign", f"【{_label(rebuttal, claim=claim)}】"), words))
    # The excerpt is in its essay's script: joined to ours it would be a mixture, of which no converter can be sure.
    quotation = replace(line(passage, lang=essay.script), kind=EXCERPT_KIND)
    return first, node("p", f"见{labels.bracketed(essay.short)}", quotation, line("；", entry))


def _label(rebuttal: Rebuttal, *, claim: bool) -> str:
    if rebuttal.mutual:
        return labels.MUTUAL
    return labels.CLAIM_LABELS[rebuttal.timing] if claim else labels.MIRROR_LABELS[rebuttal.timing]


def excerpt(text: str) -> str:
    """The beginning of a quotation, to stand in “ ”: long enough to be recognised, its own quotation marks inner ones.

    Cut behind a mark where one stands near, never in a Latin word; what the cut leaves open is closed.
    """
    text = text.translate(INNER)
    if len(text) <= EXCERPT + SPARE:
        return text
    head = text[:EXCERPT]
    stop = max(head.rfind(mark) for mark in STOPS)
    if stop >= EXCERPT - 2 * SPARE:
        head = head[:stop]
    elif text[EXCERPT].isascii() and text[EXCERPT].isalnum():
        head = CUT_WORD.sub("", head) or head
    return f"{head.rstrip()}……{_closing(head)}"


def _closing(text: str) -> str:
    """The ends of every quotation, title and bracket that begins in `text` and does not end there."""
    ends: list[str] = []
    for char in text:
        if char in PAIRS:
            ends.append(PAIRS[char])
        elif ends and char == ends[-1]:
            ends.pop()
    return "".join(reversed(ends))
