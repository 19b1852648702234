"""Cover, title page, the page about the edition."""

from __future__ import annotations

from reader.book import labels
from reader.book.page import Child, Node, Page, line, node
from reader.model import Cover, Edition, Essay, Script


def cover_page(edition: Edition, cover: Cover, script: Script, image: str) -> Page:
    """The page that shows the cover picture."""
    picture = Node("img", (("src", image), ("alt", cover.alt), ("role", "doc-cover")))
    return _page("cover.xhtml", labels.COVER, edition, script, node("section", node("div", picture, class_="cover"), epub_type="cover"))


def title_page(edition: Edition, script: Script) -> Page:
    """Title, subtitle, the essays' authors, the edition."""
    parts: list[Child] = [node("h1", edition.title)]
    if edition.subtitle:
        parts.append(node("p", edition.subtitle, class_="subtitle"))
    for essay in edition.essays:
        parts.append(node("p", line(essay.title, lang=essay.script), class_="essay-title"))
        parts.append(node("p", labels.author(essay.author), class_="essay-author"))
    parts.append(node("p", "　".join(filter(None, (edition.editor, edition.publisher))), class_="imprint"))
    parts.append(node("p", f"第{edition.number}版　{chinese_date(edition.date)}", class_="imprint"))
    return _page("title.xhtml", labels.TITLE_PAGE, edition, script, node("section", *parts, epub_type="titlepage", class_="title-page"))


def about_page(edition: Edition, script: Script, *, words_on_script: str, repairs: int) -> Page:
    """About this edition: what the editors say, the legend of markers, scripts, repairs, the essays and their short titles."""
    legend = (
        ("1", "平码：词条。第一次出现时标出，点开即见解释，“术语表”通向全部词条。"),
        ("※101", "异议：此处的说法在另一篇文章里有人反驳、质疑或限定。101是论题号，全书不变，读书会可以直接报号。"),
        ("*2", "编者说明：与史实有出入、已经过时或无从查证之处（史实），以及文字上的疑点（文字）。"),
    )
    rows = tuple(part for sign, words in legend for part in (node("dt", sign), node("dd", words)))
    changes = (node("h2", "与上一版的不同"), *(node("p", text) for text in edition.changes)) if edition.changes else ()
    body = node(
        "section",
        node("h1", labels.ABOUT),
        *(node("p", text) for text in edition.about),
        node("h2", "书中的标记"),
        node("dl", *rows, class_="legend"),
        node("p", "每条注都可以原路返回：点注前的数字，就回到正文原处。不能弹出注释的阅读器会跳到本篇文末，注文在那里完整可读。"),
        node("h2", "五篇文章与简称" if len(edition.essays) == 5 else "文章与简称"),
        node("ul", *(_essay_line(essay) for essay in edition.essays), class_="essays"),
        node("h2", "文字如何整理"),
        node("p", f"来源文本原样保存；凡改动都记入校勘记，共{repairs}处，逐条可查，撤销即得原文。作者自己的笔误、俚语与异写一律不改，有必要时加注。"),
        node("p", line("逐条的改动见", ("page", labels.TEXTUAL, "textual.xhtml"), "。")),
        node("h2", "字体与用字"),
        node("p", words_on_script),
        *changes,
        epub_type="preface",
        role="doc-preface",
        class_="matter",
    )
    return _page("about.xhtml", labels.ABOUT, edition, script, body)


def _essay_line(essay: Essay) -> Node:
    facts = "，".join(filter(None, (labels.author(essay.author), essay.date, labels.SCRIPTS[essay.script])))
    return node("li", line(labels.bracketed(essay.short), " ", ("place", essay.title, f"{essay.slug}.xhtml"), f"（{facts}）"))


def chinese_date(day: str) -> str:
    """2026-11-21 → 2026年11月21日."""
    year, month, date = day.split("-")
    return f"{year}年{int(month)}月{int(date)}日"


def _page(name: str, title: str, edition: Edition, script: Script, body: Node) -> Page:
    return Page(name=name, title=line(title), script=script, origin=edition.script, body=(body,), toc=((1, line(title), ""),))
