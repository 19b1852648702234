"""Where opponents agree."""

from __future__ import annotations

from reader.book import labels
from reader.book.excerpts import excerpt_link
from reader.book.notes import Anchor, passage_id
from reader.book.page import Node, Page, line, node
from reader.book.words import Words, words_of
from reader.model import Agreement, Edition, Essay, Language


def agreements_page(edition: Edition, script: Language, quoted: dict[str, Anchor]) -> Page | None:
    """Every agreement with the beginnings of its passages, each a link; None when the edition names none."""
    if not edition.agreements:
        return None
    words = words_of(edition.script)
    essays = {essay.slug: essay for essay in edition.essays}
    parts = (_agreement(agreement, essays, quoted, words) for agreement in edition.agreements)
    body = node("section", node("h1", words.agreements), *parts, epub_type="appendix", role="doc-appendix", class_="matter agreements")
    return Page("agreements.xhtml", line(words.agreements), script, body, edition.script, ((1, line(words.agreements), ""),))


def _agreement(agreement: Agreement, essays: dict[str, Essay], quoted: dict[str, Anchor], words: Words) -> Node:
    parts = [node("p", line(("anchor", "", f"a-{agreement.id}"), agreement.text), class_="summary")]
    for passage in agreement.passages:
        essay = essays[passage.essay]
        voice = line(words.aside.format(passage.voice)) if passage.voice else ""
        link = excerpt_link(quoted[passage_id(passage, agreement.id)], essay)
        parts.append(node("p", line(f"{labels.named(essay, words)}{words.colon}"), link, *((voice,) if voice else ()), class_="end"))
    return node("div", *parts, class_="agreement")
