"""All editors' remarks by essay, in the order of the text: those that are marked there and those that found no room."""

from __future__ import annotations

from collections import defaultdict

from reader.book.labels import as_of
from reader.book.notes import Anchor, passage_id
from reader.book.page import Node, Page, Piece, line, node, together
from reader.book.words import Words, words_of
from reader.model import Edition, Essay, Language, Remark


def remarks_page(edition: Edition, script: Language, quoted: dict[str, Anchor]) -> Page | None:
    """Every fact and textual note with its quotation and the way to it; None when the edition has none."""
    if not edition.remarks:
        return None
    words = words_of(edition.script)
    own: dict[str, list[tuple[Anchor, Remark]]] = defaultdict(list)
    for remark in edition.remarks:
        own[remark.passage.essay].append((quoted[passage_id(remark.passage, remark.id)], remark))
    sections = [_essay(essay, own[essay.slug], words) for essay in edition.essays if essay.slug in own]
    intro = node("p", words.remarks_intro)
    body = node("section", node("h1", words.remarks), intro, *sections, epub_type="appendix", role="doc-appendix", class_="matter remarks")
    return Page("remarks.xhtml", line(words.remarks), script, body, edition.script, ((1, line(words.remarks), ""),))


def _essay(essay: Essay, own: list[tuple[Anchor, Remark]], words: Words) -> Node:
    own = sorted(own, key=lambda pair: pair[0].place)
    heading = node("h2", line(essay.title, lang=essay.script))
    return node("section", heading, *(_remark(remark, anchor, essay, words) for anchor, remark in own))


def _remark(remark: Remark, anchor: Anchor, essay: Essay, words: Words) -> Node:
    place: Piece = ("place", words.place, f"{essay.slug}.xhtml#{anchor.id}")
    said = line(("sign", words.label.format(words.kinds[remark.kind])), f"{remark.text}{as_of(remark.as_of, words)} ", place)
    opened = f'<div class="remark" id="e-{remark.id}"><blockquote><p>'
    more: Node = ("<p>", line(remark.more), "</p>\n</div>\n") if remark.more else ("</div>\n",)
    return together((opened, line(anchor.quoted, lang=essay.script), "</p>\n</blockquote>\n<p>", said, "</p>\n"), more)
