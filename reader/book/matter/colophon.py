"""The colophon: edition, program, sources with their hashes, licences."""

from __future__ import annotations

from reader.book import labels
from reader.book.matter.front import chinese_date
from reader.book.page import Page, line, node
from reader.model import Edition, Script


def colophon_page(edition: Edition, script: Script, *, version: str) -> Page:
    """What this file is made from and by."""
    sources = tuple(
        part
        for essay in edition.essays
        for part in (
            node("dt", line(essay.title, lang=essay.script)),
            node("dd", line(f"{labels.author(essay.author)}。来源文件：", ("code", essay.source.name.rpartition("/")[2], ""))),
            node("dd", line("SHA-256：", ("code", essay.source.sha256, "")), class_="hash"),
        )
    )
    rights = (node("p", edition.rights),) if edition.rights else ()
    body = node(
        "section",
        node("h1", labels.COLOPHON),
        node("p", f"《{edition.title}》，第{edition.number}版，{chinese_date(edition.date)}。"),
        *rights,
        node("p", line("由", ("lang", "reader", "en"), f" {version}制作。程序以", ("lang", "AGPL-3.0-or-later", "en"), "发布。")),
        node("h2", "来源文本"),
        node("dl", *sources, class_="sources"),
        epub_type="colophon",
        role="doc-colophon",
        class_="matter colophon",
    )
    return Page("colophon.xhtml", line(labels.COLOPHON), script, body, edition.script, ((1, line(labels.COLOPHON), ""),))
