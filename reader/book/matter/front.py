"""Cover, title page, the page about the edition."""

from __future__ import annotations

from reader.book import labels
from reader.book.page import Node, Page, line, node
from reader.model import Cover, Edition, Essay, Script
from reader.repair.marks import in_notes


def cover_page(edition: Edition, cover: Cover, script: Script, image: str) -> Page:
    """The page that shows the cover picture."""
    picture = node("img", src=image, alt=cover.alt, role="doc-cover")
    return _page("cover.xhtml", labels.COVER, edition, script, node("section", node("div", picture, class_="cover"), epub_type="cover"))


def title_page(edition: Edition, script: Script) -> Page:
    """Title, subtitle, the essays' authors, the edition."""
    parts: list[Node] = [node("h1", edition.title)]
    if edition.subtitle:
        parts.append(node("p", edition.subtitle, class_="subtitle"))
    for essay in edition.essays:
        parts.append(node("p", line(essay.title, lang=essay.script), class_="essay-title"))
        parts.append(node("p", labels.author(essay.author), class_="essay-author"))
    if imprint := "　".join(filter(None, (edition.editor, edition.publisher))):
        parts.append(node("p", imprint, class_="imprint"))
    parts.append(node("p", f"第{edition.number}版　{chinese_date(edition.date)}", class_="imprint"))
    return _page("title.xhtml", labels.TITLE_PAGE, edition, script, node("section", *parts, epub_type="titlepage", class_="title-page"))


def about_page(edition: Edition, script: Script, *, words_on_script: str, repairs: int) -> Page:
    """About this edition: what the editors say, the legend of markers, scripts, repairs, the essays and their short titles."""
    legend = (
        ("1", "不带符号的数字：词条。点开即见解释，“术语表”通向全部词条。每篇只在排得下的第一处标出；没有标出的，词本身是通往术语表的链接。"),
        (
            "※101",
            "论题：此处的说法在另一篇里有人反驳、质疑或限定，或者此处正与另一篇相左；注里有路通往对方。101是论题号，两边相同，全书不变，读书会可以直接报号；"
            "一个※可以带几条论题，号码是最要紧的一条。有点线的话是论题引用的原话，段末〔〕里的号码通往〈论题一览〉。",
        ),
        ("*2", "编者说明：与史实有出入、已经过时或无从查证之处（史实），以及文字上的疑点（文字）。"),
        *((("注1", "原注：作者自己的注，在篇末另成一栏，编号与编者的注无关。"),) if _has_own_notes(edition) else ()),
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
        node("p", f"全书改动共{repairs}处，都记在账上，照账撤销即得来源原文。"),
        node("p", line(("page", labels.TEXTUAL, "textual.xhtml"), "里按规则归并成批的改动，逐条列出个别的订正。")),
        node("h2", "字体与用字"),
        node("p", words_on_script),
        *changes,
        epub_type="preface",
        role="doc-preface",
        class_="matter",
    )
    return _page("about.xhtml", labels.ABOUT, edition, script, body)


def _has_own_notes(edition: Edition) -> bool:
    return any(in_notes(block) for essay in edition.essays for block in essay.blocks)


def _essay_line(essay: Essay) -> Node:
    facts = "，".join(filter(None, (labels.author(essay.author), essay.date, labels.SCRIPTS[essay.script])))
    title = line(("place", essay.title, f"{essay.slug}.xhtml"), lang=essay.script)
    return node("li", line(f"{labels.bracketed(essay.short)}："), title, line(f"（{facts}）"))


def chinese_date(day: str) -> str:
    """2026-11-21 → 2026年11月21日."""
    year, month, date = day.split("-")
    return f"{year}年{int(month)}月{int(date)}日"


def _page(name: str, title: str, edition: Edition, script: Script, body: Node) -> Page:
    return Page(name=name, title=line(title), script=script, origin=edition.script, body=body, toc=((1, line(title), ""),))
