"""Textual notes: the ledger for people to read. Single corrections one by one, what a rule did grouped with its count."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from reader.book.page import Node, Page, Piece, line, node
from reader.book.spacing import is_spaced
from reader.book.words import CHINESE, Words, words_of
from reader.model import Block, Correction, Edition, Essay, Hunk, Language
from reader.repair.corrections import by_essay
from reader.repair.rules import RULES
from reader.unseen import spelled

CONTEXT = 6
AROUND = 2
SHORT = 24
# A stretch in quotation marks inside a reason mostly quotes a form of the text: then it is about wording and keeps its script.
QUOTED = "“([^“”]+)”"
# Signs every e-reader has a glyph for; ⏎ and ␣ are missing on several.
RETURN, SPACE = "／", "□"
WORD_TABLE = "word-table"


def textual_page(edition: Edition, script: Language, causes: Sequence[Counter[str]]) -> Page:
    """The ledger of every essay: rules with counts and an example each, corrections with reason, confidence and place.

    `causes` are those of each essay, as `causes_of` gives them.
    """
    words, corrections = words_of(edition.script), by_essay(edition.corrections)
    told = zip(edition.essays, causes, strict=True)
    sections = tuple(_essay(edition, essay, corrections.get(essay.slug, []), counts, words) for essay, counts in told)
    head = (node("h1", words.textual), node("p", words.textual_intro))
    body = node("section", *head, *sections, epub_type="appendix", role="doc-appendix", class_="matter textual")
    return Page("textual.xhtml", line(words.textual), script, body, edition.script, ((1, line(words.textual), ""),))


def _essay(edition: Edition, essay: Essay, own: Sequence[Correction], counts: Counter[str], words: Words) -> Node:
    rules = tuple(_rules(edition, essay, counts, words))
    single = tuple(node("li", _correction(essay, entry, at, words)) for entry, at in zip(own, _block_ids(essay), strict=True))
    parts: list[Node] = [node("h2", line(essay.title, lang=essay.script))]
    if rules:
        parts.append(node("ul", *rules, class_="rules"))
    if single:
        parts.append(node("ol", *single, class_="corrections"))
    if not rules and not single:
        parts.append(node("p", words.unchanged))
    return node("section", *parts)


def _rules(edition: Edition, essay: Essay, counts: Counter[str], words: Words) -> Iterator[Node]:
    hunks = essay.reading.hunks if essay.reading else ()
    for rule in RULES:
        if not counts[rule.name]:
            continue
        lead = words.times.format(rule.zh if words is CHINESE else words.rules.get(rule.name, rule.en), counts[rule.name])
        example = _words(edition, essay, hunks, words) if rule.name == WORD_TABLE else _example(essay, hunks, rule.name, words)
        yield node("li", line(lead, *example))


def causes_of(essay: Essay) -> Counter[str]:
    """How many hunks each rule and each correction (its number) has made, the first in the text first."""
    found: Counter[str] = Counter()
    for causes, times in Counter([hunk.causes for hunk in essay.reading.hunks] if essay.reading else ()).items():
        for cause in causes:
            found[cause] += times
    return found


def _example(essay: Essay, hunks: tuple[Hunk, ...], name: str, words: Words) -> tuple[Piece, ...]:
    """One hunk that the rule alone made, with the characters beside it: a mark by itself shows nothing."""
    hunk = next((hunk for hunk in hunks if hunk.causes == (name,) and len(hunk.before) < SHORT), None)
    if hunk is None:
        return ()
    source = essay.source.text
    head, tail = source[max(hunk.start - AROUND, 0) : hunk.start], source[hunk.end : hunk.end + AROUND]
    return (words.example, *_change(head + hunk.before + tail, head + hunk.after + tail, essay, words))


def _words(edition: Edition, essay: Essay, hunks: tuple[Hunk, ...], words: Words) -> tuple[Piece, ...]:
    """Every word of the tables that hold for the essay, with how often it was replaced."""
    table = [pair for rule in edition.rules if rule.name == WORD_TABLE and essay.slug in rule.essays for pair in rule.words]
    changed = "\n".join(hunk.before for hunk in hunks if WORD_TABLE in hunk.causes)
    pieces: list[Piece] = []
    for before, after in table:
        if times := changed.count(before):
            pieces += [words.comma if pieces else words.listed, *_change(before, after, essay, words), words.aside.format(times)]
    return tuple(pieces)


def _change(before: str, after: str, essay: Essay, words: Words) -> tuple[Piece, ...]:
    """Both wordings, in the essay's own script and so in the font for it."""
    shown: Piece = ("wording", _shown(after, essay.script), essay.script) if after else words.gone
    opened, arrow, closed = words.change
    return (opened, ("wording", _shown(before, essay.script), essay.script), arrow, shown, closed)


def _shown(text: str, tag: str) -> str:
    """The text with signs for what nobody sees; where words have spaces between them, those at its ends alone."""
    lines = text.replace("\n\n", RETURN).replace("\n", RETURN)
    if is_spaced(tag) and (inner := lines.strip(" ")):
        head, _, tail = lines.partition(inner)
        return spelled(f"{head.replace(' ', SPACE)}{inner}{tail.replace(' ', SPACE)}")
    return spelled(lines.replace(" ", SPACE))


def _correction(essay: Essay, entry: Correction, block_id: str, words: Words) -> Block:
    before, after = entry.before, entry.after
    if not before:
        head, tail = entry.prefix[-CONTEXT:], entry.suffix[:CONTEXT]
        before, after = head + tail, head + after + tail
    place: Piece = ("place", words.place, f"{essay.slug}.xhtml#{block_id}")
    confidence = words.aside.format(words.confidences[entry.confidence])
    return line(*_change(before, after, essay, words), words.colon, *_reason(entry.reason, (essay.source.text, after)), f"{confidence} ", place)


def _reason(text: str, forms: Sequence[str]) -> Iterator[Piece]:
    """The reason; what it quotes from one of the `forms` is wording, what it quotes from elsewhere (a saying, a company's name) is its own prose."""
    for at, piece in enumerate(re.split(QUOTED, text)):
        if at % 2:
            words = piece.replace(RETURN, "").replace(SPACE, " ")
            quoted = any(words in form for form in forms)
            yield from ("“", ("wording", piece) if quoted else piece, "”")
        else:
            yield piece


def _block_ids(essay: Essay) -> Iterator[str]:
    """For each correction the id of the block that begins on its source line, or last before it."""
    text, blocks, places = essay.source.text, essay.blocks, essay.reading.places if essay.reading else ()
    names = {name: row for row, name in enumerate(essay.source.names, 1)}
    known = len(f"{essay.slug}-")
    rows: dict[int, int] = {}  # of each place
    row, at = 1, 0
    for place in sorted(places):
        row, at = row + text.count("\n", at, place), place
        rows[place] = row
    for place in places:
        yield blocks[max(bisect_right(blocks, rows[place], key=lambda block: _source_line(block.id[known:], names)) - 1, 0)].id


def _source_line(part: str, rows: dict[str, int]) -> int:
    """The line of the source that a block's id names; `rows` are the lines by their names, where they have some."""
    if not rows:
        return int(part.removeprefix("l").partition("-")[0])
    while part not in rows and "-" in part:
        part = part.rpartition("-")[0]
    return rows.get(part, 0)
