"""The page that says in one line what each essay claims, whom it contradicts, and where all agree."""

from __future__ import annotations

from reader.book import labels
from reader.book.page import Node, Page, Piece, line, node
from reader.book.words import Words, words_of
from reader.model import Edition, Essay, Language


def theses_page(edition: Edition, script: Language, *, marked: frozenset[str]) -> Page | None:
    """One entry an essay; None when no essay says what it claims. `marked` are the ids of the disputes that have a ※ at the claim."""
    if not any(essay.thesis for essay in edition.essays):
        return None
    words, number = words_of(edition.script), len(edition.essays)
    title = labels.in_number(words.theses, number, words)
    entries = (_thesis(essay, edition, words, marked) for essay in edition.essays if essay.thesis)
    where: Piece = ("page", words.agreements, "agreements.xhtml")
    agreed = (node("p", line(labels.in_number(words.agreed[0], number, words), where, words.agreed[1])),) if edition.agreements else ()
    body = node("section", node("h1", title), *entries, *agreed, epub_type="preface", role="doc-preface", class_="matter theses")
    return Page("theses.xhtml", line(title), script, body, edition.script, ((1, line(title), ""),))


def _thesis(essay: Essay, edition: Edition, words: Words, marked: frozenset[str]) -> Node:
    name: Piece = ("place", labels.bracketed(essay.short, words), f"{essay.slug}.xhtml")
    parts = [node("p", line(name, f"{words.gap}{essay.thesis}"), class_="thesis")]
    if essay.against:
        numbered = {entry.number: entry for entry in edition.rebuttals}
        links = list[Piece]()
        for number in essay.against:
            entry = numbered[number]
            other = entry.claim.essay if entry.origin.essay == essay.slug else entry.origin.essay
            short = next(one.short for one in edition.essays if one.slug == other)
            sign = f"{labels.SIGNS['rebuttal']}{number}" if entry.id in marked else words.dispute.format(number)
            links += [("entry", sign, f"disputes.xhtml#d-{entry.id}"), labels.bracketed(short, words), words.wide]
        parts.append(node("p", line(words.against, *links[:-1]), class_="against"))
    return node("div", *parts, class_="thesis-entry")
