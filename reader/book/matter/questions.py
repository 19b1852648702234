"""The questions for a reading group, and the plan for one evening."""

from __future__ import annotations

from reader.book import labels
from reader.book.excerpts import excerpt_link
from reader.book.matter.disputes import by_question
from reader.book.notes import Anchor, passage_id
from reader.book.page import Node, Page, line, node
from reader.model import Edition, Rebuttal, Script


def questions_page(edition: Edition, script: Script, quoted: dict[str, Anchor]) -> Page | None:
    """Questions for a reading group, each dispute's numbers beside them; None when the edition asks none."""
    sections: list[Node] = []
    entries = by_question(edition)
    for question in edition.questions:
        if question.group:
            numbers = [piece for entry in entries[question.id] for piece in (("entry", str(entry.number), f"disputes.xhtml#d-{entry.id}"), "　")]
            refs = (node("p", line("论题：", *numbers[:-1]), class_="refs"),) if numbers else ()
            sections += [node("h2", question.text), *refs, node("ol", *(node("li", text) for text in question.group))]
    if not sections:
        return None
    body = node(
        "section", node("h1", labels.QUESTIONS), *_evening(edition, quoted), *sections, epub_type="appendix", role="doc-appendix", class_="matter questions"
    )
    return Page("questions.xhtml", line(labels.QUESTIONS), script, body, edition.script, ((1, line(labels.QUESTIONS), ""),))


def _evening(edition: Edition, quoted: dict[str, Anchor]) -> tuple[Node, ...]:
    if not edition.evening:
        return ()
    numbered = {entry.number: entry for entry in edition.rebuttals}
    reading = (node("li", *_pair(numbered[number], edition, quoted)) for number in edition.evening.disputes)
    questions = node("ol", *(node("li", text) for text in edition.evening.questions))
    return node("h2", labels.EVENING, id="evening"), node("p", edition.evening.text), questions, node("h3", labels.EVENING_READING), node("ul", *reading)


def _pair(entry: Rebuttal, edition: Edition, quoted: dict[str, Anchor]) -> tuple[Node, ...]:
    essays = {essay.slug: essay for essay in edition.essays}
    ends = ((passage, essays[passage.essay], quoted[passage_id(passage, entry.id)]) for passage in (entry.claim, entry.origin))
    head = node("p", line(("entry", f"{labels.DISPUTE}{entry.number}", f"disputes.xhtml#d-{entry.id}")))
    return head, *(node("p", line(labels.named(essay)), excerpt_link(anchor, essay)) for _, essay, anchor in ends)
