"""All editors' remarks by essay, in the order of the text: those that are marked there and those that found no room."""

from __future__ import annotations

from reader.book.labels import as_of
from reader.book.notes import Anchor, passage_id
from reader.book.page import Node, Page, Piece, line, node
from reader.book.words import Words, words_of
from reader.model import Edition, Essay, Language, Remark


def remarks_page(edition: Edition, script: Language, quoted: dict[str, Anchor]) -> Page | None:
    """Every fact and textual note with its quotation and the way to it; None when the edition has none."""
    if not edition.remarks:
        return None
    words = words_of(edition.script)
    sections = tuple(section for essay in edition.essays if (section := _essay(essay, edition, quoted, words)))
    intro = node("p", words.remarks_intro)
    body = node("section", node("h1", words.remarks), intro, *sections, epub_type="appendix", role="doc-appendix", class_="matter remarks")
    return Page("remarks.xhtml", line(words.remarks), script, body, edition.script, ((1, line(words.remarks), ""),))


def _essay(essay: Essay, edition: Edition, quoted: dict[str, Anchor], words: Words) -> Node | None:
    own = [(quoted[passage_id(remark.passage, remark.id)], remark) for remark in edition.remarks if remark.passage.essay == essay.slug]
    own.sort(key=lambda pair: pair[0].place)
    if not own:
        return None
    heading = node("h2", line(essay.title, lang=essay.script))
    return node("section", heading, *(_remark(remark, anchor, essay, words) for anchor, remark in own))


def _remark(remark: Remark, anchor: Anchor, essay: Essay, words: Words) -> Node:
    place: Piece = ("place", words.place, f"{essay.slug}.xhtml#{anchor.id}")
    parts: list[Node] = [
        node("blockquote", node("p", line(anchor.quoted, lang=essay.script))),
        node("p", line(("sign", words.label.format(words.kinds[remark.kind])), f"{remark.text}{as_of(remark.as_of, words)} ", place)),
    ]
    if remark.more:
        parts.append(node("p", remark.more))
    return node("div", *parts, class_="remark", id=f"e-{remark.id}")
