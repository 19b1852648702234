"""Textual notes: the ledger for people to read. Single corrections one by one, what a rule did grouped with its count."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from reader.book import labels
from reader.book.page import Node, Page, Piece, line, node
from reader.model import Block, Correction, Edition, Essay, Hunk, Script
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
INTRO = (
    "先列按同一规则成批处理的改动（附次数与一例），再逐条列出个别订正：〔〕里箭头左边是来源文本，右边是本版；"
    "“很可能”表示有把握而无确证。／表示换行，□表示空格。"
)


def textual_page(edition: Edition, script: Script) -> Page:
    """The ledger of every essay: rules with counts and an example each, corrections with reason, confidence and place."""
    sections = tuple(_essay(edition, essay) for essay in edition.essays)
    body = node("section", node("h1", labels.TEXTUAL), node("p", INTRO), *sections, epub_type="appendix", role="doc-appendix", class_="matter textual")
    return Page("textual.xhtml", line(labels.TEXTUAL), script, body, edition.script, ((1, line(labels.TEXTUAL), ""),))


def _essay(edition: Edition, essay: Essay) -> Node:
    rules = tuple(_rules(edition, essay))
    own = [entry for entry in edition.corrections if entry.essay == essay.slug]
    single = tuple(node("li", _correction(essay, entry, at)) for entry, at in zip(own, _block_ids(essay, own), strict=True))
    parts: list[Node] = [node("h2", line(essay.title, lang=essay.script))]
    if rules:
        parts.append(node("ul", *rules, class_="rules"))
    if single:
        parts.append(node("ol", *single, class_="corrections"))
    if not rules and not single:
        parts.append(node("p", "无改动。"))
    return node("section", *parts)


def _rules(edition: Edition, essay: Essay) -> Iterator[Node]:
    hunks = essay.reading.hunks if essay.reading else ()
    counts = Counter(cause for hunk in hunks for cause in hunk.causes)
    for rule in RULES:
        if not counts[rule.name]:
            continue
        lead = f"{rule.zh}：{counts[rule.name]}处"
        example = _words(edition, essay, hunks) if rule.name == WORD_TABLE else _example(essay, hunks, rule.name)
        yield node("li", line(lead, *(("，", *example) if example else ())))


def _example(essay: Essay, hunks: tuple[Hunk, ...], name: str) -> tuple[Piece, ...]:
    """One hunk that the rule alone made, with the characters beside it: a mark by itself shows nothing."""
    hunk = next((hunk for hunk in hunks if hunk.causes == (name,) and len(hunk.before) < SHORT), None)
    if hunk is None:
        return ()
    source = essay.source.text
    head, tail = source[max(hunk.start - AROUND, 0) : hunk.start], source[hunk.end : hunk.end + AROUND]
    return ("如", *_change(head + hunk.before + tail, head + hunk.after + tail, essay))


def _words(edition: Edition, essay: Essay, hunks: tuple[Hunk, ...]) -> tuple[Piece, ...]:
    """Every word of the tables that hold for the essay, with how often it was replaced."""
    table = [pair for rule in edition.rules if rule.name == WORD_TABLE and essay.slug in rule.essays for pair in rule.words]
    changed = "\n".join(hunk.before for hunk in hunks if WORD_TABLE in hunk.causes)
    pieces: list[Piece] = []
    for before, after in table:
        if times := changed.count(before):
            pieces += ["、" if pieces else "", *_change(before, after, essay), f"（{times}）"]
    return tuple(pieces)


def _change(before: str, after: str, essay: Essay) -> tuple[Piece, ...]:
    """Both wordings, in the essay's own script and so in the font for it."""
    shown: Piece = ("wording", _shown(after), essay.script) if after else "（删）"
    return ("〔", ("wording", _shown(before), essay.script), "→", shown, "〕")


def _shown(text: str) -> str:
    return spelled(text.replace("\n\n", RETURN).replace("\n", RETURN).replace(" ", SPACE))


def _correction(essay: Essay, entry: Correction, block_id: str) -> Block:
    before, after = entry.before, entry.after
    if not before:
        head, tail = entry.prefix[-CONTEXT:], entry.suffix[:CONTEXT]
        before, after = head + tail, head + after + tail
    place: Piece = ("place", "原处", f"{essay.slug}.xhtml#{block_id}")
    return line(*_change(before, after, essay), "：", *_reason(entry.reason, essay.source.text + after), f"（{labels.CONFIDENCES[entry.confidence]}） ", place)


def _reason(text: str, forms: str) -> Iterator[Piece]:
    """The reason; what it quotes from `forms` is wording, what it quotes from elsewhere (a saying, a company's name) is its own prose."""
    for at, piece in enumerate(re.split(QUOTED, text)):
        if at % 2:
            quoted = piece.replace(RETURN, "").replace(SPACE, " ") in forms
            yield from ("“", ("wording", piece) if quoted else piece, "”")
        else:
            yield piece


def _block_ids(essay: Essay, corrections: Sequence[Correction]) -> Iterator[str]:
    """For each correction the id of the block that begins on its source line, or last before it."""
    text = essay.source.text
    breaks = [found.start() for found in re.finditer("\n", text)]
    rows = {name: row for row, name in enumerate(essay.source.names, 1)}
    lines = [_source_line(block.id.removeprefix(f"{essay.slug}-"), rows) for block in essay.blocks]
    for entry in corrections:
        at = text.index(entry.prefix + entry.before + entry.suffix) + len(entry.prefix)
        yield essay.blocks[max(bisect_right(lines, bisect_left(breaks, at) + 1) - 1, 0)].id


def _source_line(part: str, rows: dict[str, int]) -> int:
    """The line of the source that a block's id names; `rows` are the lines by their names, where they have some."""
    if not rows:
        return int(part.removeprefix("l").partition("-")[0])
    while part not in rows and "-" in part:
        part = part.rpartition("-")[0]
    return rows.get(part, 0)
