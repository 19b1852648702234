"""The disputes by question, and the map of who disputes whom."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import Any

from reader.book import labels
from reader.book.inline import link_to, safe
from reader.book.notes import Anchor, passage_id
from reader.book.page import Node, Page, line, node, phrase
from reader.book.words import Words, words_of
from reader.model import Edition, Essay, Language, Passage, Question, Rebuttal

Pairs = dict[tuple[str, str], list[Rebuttal]]


def disputes_page(edition: Edition, script: Language, quoted: dict[str, Anchor], *, marked: frozenset[str]) -> Page:
    """Every dispute under its question: number, relation, both quotations one above the other, who speaks, links to both places.

    `marked` are the ids of those that have a ※ at the claim. Those withdrawn since an earlier edition stand at the end: links to them still lead here.
    """
    words = words_of(edition.script)
    essays = {essay.slug: essay for essay in edition.essays}
    entries = by_question(edition)
    asked = [(question, entries[question.id]) for question in edition.questions]
    sections = tuple(_question(question, entries, essays, quoted, marked, words) for question, entries in asked if entries)
    intro = node("p", words.disputes_intro)
    body = node(
        "section",
        node("h1", words.disputes),
        intro,
        *_map(edition, words),
        *sections,
        *_withdrawn(edition, words),
        epub_type="appendix",
        role="doc-appendix",
        class_="matter disputes",
    )
    toc = ((1, line(words.disputes), ""), *((2, line(question.text), f"dq-{question.id}") for question, entries in asked if entries))
    return Page("disputes.xhtml", line(words.disputes), script, body, edition.script, toc)


def _question(question: Question, entries: list[Rebuttal], essays: dict[str, Essay], quoted: dict[str, Anchor], marked: frozenset[str], words: Words) -> Node:
    heading = node("h2", question.text, id=f"dq-{question.id}")
    return node("section", heading, *(_dispute(entry, essays, quoted, words, signed=entry.id in marked) for entry in entries), class_="question")


def _dispute(entry: Rebuttal, essays: dict[str, Essay], quoted: dict[str, Anchor], words: Words, *, signed: bool) -> Node:
    """One dispute, put together by hand, since a large book has thousands of them; ids are markup as they are."""
    number = line(f"{labels.SIGNS['rebuttal'] if signed else ''}{words.dispute.format(entry.number)}")
    between = f'</span>{safe(words.gap)}<span class="meta">'
    parts: list[Any] = [f'<div class="dispute"><h3><span id="d-{entry.id}"></span><span class="number">', number, between]
    parts += (phrase(labels.clash(entry, words, claim=True)), "</span></h3>\n")
    for label, passage in (words.claim, entry.claim), (words.objection, entry.origin):
        _add_end(parts, label, passage, quoted[passage_id(passage, entry.id)], essays[passage.essay], words)
    parts[-1] += '<p class="summary">'
    parts += (line(entry.note), "</p>\n</div>\n")
    return tuple(parts)


def _add_end(parts: list[Any], label: str, passage: Passage, anchor: Anchor, essay: Essay, words: Words) -> None:
    who = phrase(f"{words.gap}{labels.author(essay.author, words)}") if not anchor.speaker else line(f"{words.gap}{anchor.speaker}", lang=essay.script)
    start, end = link_to("passage", f"{essay.slug}.xhtml#")
    parts[-1] += '<p class="end"><span class="sign">'
    parts += (phrase(label), f'</span>{safe(words.gap)}{start}{anchor.id}">', phrase(labels.bracketed(essay.short, words)), end, who, "</p>\n")
    if passage.voice:
        parts[-1] += '<p class="voice">'
        parts += (line(words.aside.format(passage.voice).strip()), "</p>\n")
    parts[-1] += "<blockquote><p>"
    parts += (line(anchor.quoted, lang=essay.script), "</p>\n</blockquote>\n")


def _map(edition: Edition, words: Words) -> tuple[Node, ...]:
    pairs: Pairs = defaultdict(list)
    for entry in sorted(edition.rebuttals, key=attrgetter("number")):
        pairs[entry.origin.essay, entry.claim.essay].append(entry)
    if len(edition.essays) < 2 or not pairs:
        return ()
    names = _names(pairs)
    head = node("tr", node("th", words.map_corner, scope="col"), *(node("th", essay.short, scope="col") for essay in edition.essays))
    rows = tuple(node("tr", node("th", row.short, scope="row"), *(_cell(row, column, pairs, names) for column in edition.essays)) for row in edition.essays)
    caption = node("caption", words.map_caption)
    return (node("table", caption, node("thead", head), node("tbody", *rows), class_="map"), *_lists(edition, pairs, names, words))


def _names(pairs: Pairs) -> dict[tuple[str, str], str]:
    """The id of each pair's list. `a` and `b-c` would have the same as `a-b` and `c`: there the length of the first is added."""
    plain = {pair: f"m-{pair[0]}-{pair[1]}" for pair in pairs}
    if len(set(plain.values())) == len(plain):
        return plain
    return {pair: f"{name}-{len(pair[0])}" for pair, name in plain.items()}


def _cell(row: Essay, column: Essay, pairs: Pairs, names: dict[tuple[str, str], str]) -> Node:
    if row is column:
        return node("td", "—")
    entries = pairs.get((row.slug, column.slug), [])
    return node("td", line(("entry", str(len(entries)), f"#{names[row.slug, column.slug]}")) if entries else line("0"))


def _lists(edition: Edition, pairs: Pairs, names: dict[tuple[str, str], str], words: Words) -> tuple[Node, ...]:
    items = []
    for row in edition.essays:
        for column in edition.essays:
            if entries := pairs.get((row.slug, column.slug)):
                links = [piece for entry in entries for piece in (("entry", str(entry.number), f"#d-{entry.id}"), words.wide)]
                lead = words.pair.format(labels.bracketed(row.short, words), labels.bracketed(column.short, words))
                items.append(node("li", line(("anchor", "", names[row.slug, column.slug]), lead, *links[:-1])))
    return (node("ul", *items, class_="pairs"),)


def by_question(edition: Edition) -> dict[str, list[Rebuttal]]:
    """The disputes of each question, by number."""
    found: dict[str, list[Rebuttal]] = defaultdict(list)
    for entry in sorted(edition.rebuttals, key=lambda entry: entry.number):
        found[entry.question].append(entry)
    return found


def _withdrawn(edition: Edition, words: Words) -> tuple[Node, ...]:
    if not edition.withdrawn:
        return ()
    told = ((entry.id, f"{words.dispute.format(entry.number)}{words.colon}{entry.reason}") for entry in edition.withdrawn)
    items = (node("li", line(("anchor", "", f"d-{name}"), text)) for name, text in told)
    return (node("section", node("h2", words.withdrawn), node("ul", *items), class_="withdrawn"),)
