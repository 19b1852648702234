"""All editors' remarks by essay, in the order of the text: those that are marked there and those that found no room."""

from __future__ import annotations

from reader.book import labels
from reader.book.footnotes import as_of
from reader.book.notes import Anchor, passage_id
from reader.book.page import Node, Page, Piece, line, node
from reader.model import Edition, Essay, Remark, Script


def remarks_page(edition: Edition, script: Script, quoted: dict[str, Anchor]) -> Page | None:
    """Every fact and textual note with its quotation and the way to it; None when the edition has none."""
    if not edition.remarks:
        return None
    sections = tuple(section for essay in edition.essays if (section := _essay(essay, edition, quoted)))
    intro = node("p", "各篇里与史实有出入、已经过时、无从查证之处，以及文字上的疑点。正文里排得下的，已用*号标出；其余只列在这里。")
    body = node("section", node("h1", labels.REMARKS), intro, *sections, epub_type="appendix", role="doc-appendix", class_="matter remarks")
    return Page("remarks.xhtml", line(labels.REMARKS), script, body, edition.script, ((1, line(labels.REMARKS), ""),))


def _essay(essay: Essay, edition: Edition, quoted: dict[str, Anchor]) -> Node | None:
    own = [(quoted[passage_id(remark.passage, remark.id)], remark) for remark in edition.remarks if remark.passage.essay == essay.slug]
    own.sort(key=lambda pair: pair[0].place)
    if not own:
        return None
    heading = node("h2", line(essay.title, lang=essay.script))
    return node("section", heading, *(_remark(remark, anchor, essay) for anchor, remark in own))


def _remark(remark: Remark, anchor: Anchor, essay: Essay) -> Node:
    place: Piece = ("place", "原处", f"{essay.slug}.xhtml#{anchor.id}")
    parts: list[Node] = [
        node("blockquote", node("p", line(anchor.quoted, lang=essay.script))),
        node("p", line(("sign", f"【{labels.KINDS[remark.kind]}】"), f"{remark.text}{as_of(remark.as_of)} ", place)),
    ]
    if remark.more:
        parts.append(node("p", remark.more))
    return node("div", *parts, class_="remark", id=f"e-{remark.id}")
