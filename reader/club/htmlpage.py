"""A page of the site itself → HTML: no script, nothing from elsewhere, readable where style sheets are unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from reader.book.inline import attribute, safe
from reader.book.page import Node
from reader.book.rendering import render
from reader.club.speech import Speech
from reader.club.words import LANGUAGES, OWN_NAMES, Language

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


class SitePage(Struct, frozen=True, gc=False):
    """A page before it is written: its name without language and ending, its language, title and body; the texts are in their script already."""

    name: str
    language: Language
    title: str
    body: Node


def page_file(name: str, language: Language) -> str:
    """`index.html`, `index.zh-Hant.html`, `index.en.html`."""
    return f"{name}.html" if language == LANGUAGES[0] else f"{name}.{language}.html"


def write_site_page(page: SitePage, *, style: str = "style.css", address: Callable[[str, Language], str] = page_file, policy: str = POLICY) -> bytes:
    """The page's file; `address` says where it is in a language by its name, `policy` what it may load and do."""
    hrefs = {other: attribute(address(page.name, other)) for other in LANGUAGES}
    others = "".join(f'<link rel="alternate" hreflang="{other}" href="{href}">\n' for other, href in hrefs.items() if other != page.language)
    return (
        f'<!DOCTYPE html>\n<html lang="{page.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{safe(page.title)}</title>\n<link rel="stylesheet" href="{attribute(style)}">\n{others}</head>\n<body>\n'
        f"{_languages(page, hrefs)}{markup(page.body)}</body>\n</html>\n"
    ).encode()


def markup(*nodes: Node) -> str:
    """The HTML of a page's parts."""
    return "".join([part if isinstance(part, str) else render(part) for body in nodes for part in body])


def _languages(page: SitePage, hrefs: Mapping[Language, str]) -> str:
    links = (_link(page, other, href) for other, href in hrefs.items())
    return f'<nav class="languages" aria-label="{attribute(Speech(page.language)("languages"))}">{" · ".join(links)}</nav>\n'


def _link(page: SitePage, other: Language, href: str) -> str:
    if other == page.language:
        return f'<b lang="{other}">{OWN_NAMES[other]}</b>'
    return f'<a href="{href}" hreflang="{other}" lang="{other}">{OWN_NAMES[other]}</a>'
