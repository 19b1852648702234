"""The glossary page: a `dl` for each initial, Latin first, each entry with the places where it appears."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from reader.book import labels
from reader.book.footnotes import as_of
from reader.book.notes import EssayNotes
from reader.book.page import Node, Page, Piece, line, node
from reader.model import Edition, Script, Term


def glossary_page(edition: Edition, script: Script, notes: dict[str, EssayNotes]) -> Page:
    """Every term with its definition, its relations, and links to its first mention in each essay.

    What links land on is an empty anchor: Kobo pops up any later target that holds text (kobolabs/epub-spec, Footnotes).
    """
    heads = {term.id: term for term in edition.terms}
    places = _places(edition, notes)
    terms = sorted(edition.terms, key=order)
    parts: list[Node] = []
    for initial, group in groupby(terms, key=_initial):
        entries = [part for term in group for part in _entry(term, places[term.id], heads)]
        parts += [node("h2", initial, id=f"gi-{_slug(initial)}"), node("dl", *entries)]
    body = node("section", node("h1", labels.GLOSSARY), *parts, epub_type="glossary", role="doc-glossary", class_="matter glossary")
    return Page("glossary.xhtml", line(labels.GLOSSARY), script, body, edition.script, ((1, line(labels.GLOSSARY), ""),))


def order(term: Term) -> tuple[int, str, str]:
    """Latin headwords first, then by pinyin (the data's `sort`)."""
    return (0 if term.headword[:1].isascii() else 1, term.sort, term.id)


def _initial(term: Term) -> str:
    if term.headword[:1].isascii():
        return "拉丁字母与数字"
    return term.sort[:1].upper()


def _slug(initial: str) -> str:
    return initial.lower() if initial.isascii() else "latin"


def _entry(term: Term, places: list[Piece], heads: dict[str, Term]) -> tuple[Node, ...]:
    name: tuple[Piece, ...] = (("anchor", "", f"g-{term.id}"), ("dfn", term.headword))
    if term.en and term.en.lower() != term.headword.lower():
        name += ("　", ("lang", term.en, "en"))
    parts = [node("p", f"{term.definition}{as_of(term.as_of)}")]
    if term.more:
        parts.append(node("p", term.more))
    if term.see:
        links = [piece for other in term.see for piece in (("entry", heads[other].headword, f"#g-{other}"), "、")]
        parts.append(node("p", line("参见：", *links[:-1]), class_="see"))
    if places:
        parts.append(node("p", line("见于：", *places[:-1]), class_="places"))
    return node("dt", line(*name)), node("dd", *parts)


def _places(edition: Edition, notes: dict[str, EssayNotes]) -> dict[str, list[Piece]]:
    """By term, links to its first mention in each essay, a comma behind each."""
    links: dict[str, list[Piece]] = defaultdict(list)
    for essay in edition.essays:
        for term, anchor in notes[essay.slug].first.items():
            links[term] += (("place", essay.short, f"{essay.slug}.xhtml#{anchor}"), "、")
    return links
