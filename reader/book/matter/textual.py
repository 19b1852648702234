"""Textual notes: the ledger for people to read. Single corrections one by one, what a rule did grouped with its count."""

from __future__ import annotations

from collections import Counter

from reader.book import labels
from reader.book.page import Child, Node, Page, line, node
from reader.model import Correction, Edition, Essay, Hunk, Script
from reader.text.rules import RULES

CONTEXT = 6
RETURN = "⏎"


def textual_page(edition: Edition, script: Script) -> Page:
    """The ledger of every essay: rules with counts and an example each, corrections with reason and confidence."""
    intro = (node("p", "先列按同一规则成批处理的改动（附次数与一例），再逐条列出个别订正：左为来源文本，右为本版；“很可能”表示有把握而无确证。⏎表示换行。"),)
    sections = tuple(_essay(edition, essay) for essay in edition.essays)
    body = node("section", node("h1", labels.TEXTUAL), *intro, *sections, epub_type="appendix", class_="matter textual")
    return Page("textual.xhtml", line(labels.TEXTUAL), script, (body,), edition.script, ((1, line(labels.TEXTUAL), ""),))


def _essay(edition: Edition, essay: Essay) -> Node:
    hunks = essay.reading.hunks if essay.reading else ()
    names = {rule.name: rule.zh for rule in RULES}
    counts = Counter(cause for hunk in hunks for cause in hunk.causes if cause in names)
    rules = [_rule(names[name], counts[name], _example(hunks, name)) for name in names if counts[name]]
    single = [_correction(entry) for entry in edition.corrections if entry.essay == essay.slug]
    parts: list[Child] = [node("h2", line(essay.title, lang=essay.script))]
    if rules:
        parts.append(node("ul", *rules, class_="rules"))
    if single:
        parts.append(node("ol", *single, class_="corrections"))
    if not rules and not single:
        parts.append(node("p", "无改动。"))
    return node("section", *parts)


def _example(hunks: tuple[Hunk, ...], name: str) -> Hunk | None:
    alone = (hunk for hunk in hunks if hunk.causes == (name,) and len(hunk.before) < 24)
    return next(alone, None)


def _rule(title: str, count: int, example: Hunk | None) -> Node:
    if example is None:
        return node("li", f"{title}：{count}处")
    return node("li", line(f"{title}：{count}处，如", *_change(example.before, example.after)))


def _change(before: str, after: str) -> tuple[str | tuple[str, str], ...]:
    return ("“", ("wording", _shown(before)), "”→", *(("“", ("wording", _shown(after)), "”") if after else ("（删）",)))


def _shown(text: str) -> str:
    return text.replace("\n\n", RETURN).replace("\n", RETURN).replace(" ", "␣") if text.strip() else text.replace("\n", RETURN).replace(" ", "␣")


def _correction(entry: Correction) -> Node:
    before, after = entry.before, entry.after
    if not before:
        before, after = entry.prefix[-CONTEXT:] + entry.suffix[:CONTEXT], entry.prefix[-CONTEXT:] + after + entry.suffix[:CONTEXT]
    return node("li", line(*_change(before, after), f"：{entry.reason}（{labels.CONFIDENCES[entry.confidence]}）"))
