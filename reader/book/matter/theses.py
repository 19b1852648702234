"""The page that says in one line what each essay claims, whom it contradicts, and where all agree."""

from __future__ import annotations

from reader.book import labels
from reader.book.page import Node, Page, Piece, line, node
from reader.model import Edition, Essay, Script


def theses_page(edition: Edition, script: Script) -> Page | None:
    """One entry an essay; None when no essay says what it claims."""
    if not any(essay.thesis for essay in edition.essays):
        return None
    entries = (_thesis(essay, edition) for essay in edition.essays if essay.thesis)
    agreed = (node("p", line(labels.AGREED, ("page", labels.AGREEMENTS, "agreements.xhtml"), "。")),) if edition.agreements else ()
    body = node("section", node("h1", labels.THESES), *entries, *agreed, epub_type="preface", role="doc-preface", class_="matter theses")
    return Page("theses.xhtml", line(labels.THESES), script, body, edition.script, ((1, line(labels.THESES), ""),))


def _thesis(essay: Essay, edition: Edition) -> Node:
    name: Piece = ("place", labels.bracketed(essay.short), f"{essay.slug}.xhtml")
    parts = [node("p", line(name, f"　{essay.thesis}"), class_="thesis")]
    if essay.against:
        numbered = {entry.number: entry for entry in edition.rebuttals}
        links, sign = list[Piece](), labels.SIGNS["rebuttal"]
        for number in essay.against:
            entry = numbered[number]
            other = entry.claim.essay if entry.origin.essay == essay.slug else entry.origin.essay
            short = next(one.short for one in edition.essays if one.slug == other)
            links += [("entry", f"{sign}{number}", f"disputes.xhtml#d-{entry.id}"), labels.bracketed(short), "　"]
        parts.append(node("p", line(labels.AGAINST, *links[:-1]), class_="against"))
    return node("div", *parts, class_="thesis-entry")
