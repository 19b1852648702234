"""Cover, title page, the page about the edition."""

from __future__ import annotations

from reader.book import labels
from reader.book.page import Node, Page, line, node
from reader.book.words import Words, words_of
from reader.model import Cover, Edition, Essay, Language
from reader.repair.marks import in_notes


def cover_page(edition: Edition, cover: Cover, script: Language, image: str) -> Page:
    """The page that shows the cover picture."""
    picture = node("img", src=image, alt=cover.alt, role="doc-cover")
    return _page("cover.xhtml", words_of(edition.script).cover, edition, script, node("section", node("div", picture, class_="cover"), epub_type="cover"))


def title_page(edition: Edition, script: Language) -> Page:
    """Title, subtitle, the essays' authors, the edition."""
    words = words_of(edition.script)
    parts: list[Node] = [node("h1", edition.title)]
    if edition.subtitle:
        parts.append(node("p", edition.subtitle, class_="subtitle"))
    for essay in edition.essays:
        parts.append(node("p", line(essay.title, lang=essay.script), class_="essay-title"))
        parts.append(node("p", labels.author(essay.author, words), class_="essay-author"))
    if imprint := words.gap.join(filter(None, (edition.editor, edition.publisher))):
        parts.append(node("p", imprint, class_="imprint"))
    parts.append(node("p", words.edition.format(number=edition.number, date=labels.day_words(edition.date, words)), class_="imprint"))
    return _page("title.xhtml", words.title_page, edition, script, node("section", *parts, epub_type="titlepage", class_="title-page"))


def about_page(edition: Edition, script: Language, *, words_on_script: str, repairs: int) -> Page:
    """About this edition: what the editors say, the legend of markers, scripts, repairs, the essays and their short titles."""
    words = words_of(edition.script)
    legend = (
        ("1", words.mark_term),
        ("※101", words.mark_dispute),
        ("*2", words.mark_remark),
        *(((f"{words.own_sign}1", words.mark_own),) if _has_own_notes(edition) else ()),
    )
    rows = tuple(part for sign, words in legend for part in (node("dt", sign), node("dd", words)))
    changes = (node("h2", words.changes), *(node("p", text) for text in edition.changes)) if edition.changes else ()
    body = node(
        "section",
        node("h1", words.about),
        *(node("p", text) for text in edition.about),
        node("h2", words.marks),
        node("dl", *rows, class_="legend"),
        node("p", words.ways_back),
        node("h2", words.essays_of_five if len(edition.essays) == labels.FIVE else words.essays),
        node("ul", *(_essay_line(essay, edition, words) for essay in edition.essays), class_="essays"),
        node("h2", words.repaired),
        node("p", words.repairs.format(repairs)),
        node("p", line(words.repairs_listed[0], ("page", words.textual, "textual.xhtml"), words.repairs_listed[1])),
        *((node("h2", words.writing), node("p", words_on_script)) if words_on_script else ()),
        *changes,
        epub_type="preface",
        role="doc-preface",
        class_="matter",
    )
    return _page("about.xhtml", words.about, edition, script, body)


def _has_own_notes(edition: Edition) -> bool:
    return any(in_notes(block) for essay in edition.essays for block in essay.blocks if block.within)


def _essay_line(essay: Essay, edition: Edition, words: Words) -> Node:
    # What all are written in needs no word, but of Chinese the script.
    told = essay.script in words.scripts or any(other.script != essay.script for other in edition.essays)
    language = labels.language_name(essay.script, words) if told else ""
    facts = words.listed.join(filter(None, (labels.author(essay.author, words), essay.date, language)))
    title = line(("place", essay.title, f"{essay.slug}.xhtml"), lang=essay.script)
    return node("li", line(f"{labels.bracketed(essay.short, words)}{words.colon}"), title, line(words.aside.format(facts)))


def _page(name: str, title: str, edition: Edition, script: Language, body: Node) -> Page:
    return Page(name=name, title=line(title), script=script, origin=edition.script, body=body, toc=((1, line(title), ""),))
