"""The questions for a reading group, and the plan for one evening."""

from __future__ import annotations

from reader.book import labels
from reader.book.excerpts import excerpt_link
from reader.book.matter.disputes import by_question
from reader.book.notes import Anchor, passage_id
from reader.book.page import Node, Page, line, node
from reader.book.words import Words, words_of
from reader.model import Edition, Language, Rebuttal


def questions_page(edition: Edition, script: Language, quoted: dict[str, Anchor]) -> Page | None:
    """Questions for a reading group, each dispute's numbers beside them; None when the edition asks none."""
    words = words_of(edition.script)
    sections: list[Node] = []
    entries = by_question(edition)
    for question in edition.questions:
        if question.group:
            numbers = [piece for entry in entries[question.id] for piece in (("entry", str(entry.number), f"disputes.xhtml#d-{entry.id}"), words.wide)]
            refs = (node("p", line(words.numbers, *numbers[:-1]), class_="refs"),) if numbers else ()
            sections += [node("h2", question.text), *refs, node("ol", *(node("li", text) for text in question.group))]
    if not sections:
        return None
    children = (node("h1", words.questions), *_evening(edition, quoted, words), *sections)
    body = node("section", *children, epub_type="appendix", role="doc-appendix", class_="matter questions")
    return Page("questions.xhtml", line(words.questions), script, body, edition.script, ((1, line(words.questions), ""),))


def _evening(edition: Edition, quoted: dict[str, Anchor], words: Words) -> tuple[Node, ...]:
    if not edition.evening:
        return ()
    numbered = {entry.number: entry for entry in edition.rebuttals}
    reading = (node("li", *_pair(numbered[number], edition, quoted, words)) for number in edition.evening.disputes)
    questions = node("ol", *(node("li", text) for text in edition.evening.questions))
    return node("h2", words.evening, id="evening"), node("p", edition.evening.text), questions, node("h3", words.evening_reading), node("ul", *reading)


def _pair(entry: Rebuttal, edition: Edition, quoted: dict[str, Anchor], words: Words) -> tuple[Node, ...]:
    essays = {essay.slug: essay for essay in edition.essays}
    ends = ((passage, essays[passage.essay], quoted[passage_id(passage, entry.id)]) for passage in (entry.claim, entry.origin))
    head = node("p", line(("entry", words.dispute.format(entry.number), f"disputes.xhtml#d-{entry.id}")))
    return head, *(node("p", line(f"{labels.named(essay, words)}{words.saying}"), excerpt_link(anchor, essay)) for _, essay, anchor in ends)
