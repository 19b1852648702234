"""One page of the web edition: the book's own markup in the HTML serialisation, a bar above it, the ways on below.

Nothing needs a script: a marker is a link, and the style sheet shows the note that it leads to at the foot of the window.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.book.inline import attribute, safe
from reader.book.rewriting import TYPE, XHTML
from reader.club.speech import in_script
from reader.club.words import own_word

if TYPE_CHECKING:
    from lxml.etree import _Element

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"
CONTENTS = "nav.xhtml"
# A picture would fill the first view, and nothing leads to it but the contents.
COVER = "cover.xhtml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What the page's script says on its buttons, by the name of the attribute that carries it.
BUTTONS = {"data-larger": "larger", "data-smaller": "smaller", "data-dark": "dark", "data-close": "close"}


class WebPage(Struct, frozen=True, gc=False):
    """What stands around a page's text: titles, the page before and behind (file, title), the same page in every script (text, file, language)."""

    language: str
    title: str
    book: str
    text: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    others: tuple[tuple[str, str, str], ...]


def web_file(name: str) -> str:
    """The page's file: the contents are what a folder shows."""
    return "index.html" if name == CONTENTS else name.removesuffix(".xhtml") + ".html"


def write_web_page(page: WebPage, body: _Element, blocks: Container[str]) -> bytes:
    """The page's file; `body` is changed in the making."""
    from lxml import etree

    body = _as_html(body, blocks)
    inside = "".join([safe(body.text or ""), *(etree.tostring(child, method="html", encoding="unicode") for child in body)])
    others = [(path, language) for text, path, language in page.others if text not in {page.text, "as-published"}]
    alternates = "".join(f'<link rel="alternate" hreflang="{language}" href="{attribute(path)}">\n' for path, language in others)
    ways = "".join(f'<link rel="{rel}" href="{attribute(way[0])}">\n' for rel, way in (("prev", page.before), ("next", page.after)) if way)
    return (
        f'<!DOCTYPE html>\n<html lang="{page.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(_whole_title(page))}</title>\n"
        f'<link rel="stylesheet" href="../style.css">\n{alternates}{ways}<script src="../reader.js"></script>\n</head>\n<body>\n'
        f"{_bar(page)}<main>\n{inside}</main>\n{_foot(page)}</body>\n</html>\n"
    ).encode()


def _whole_title(page: WebPage) -> str:
    return page.book if page.title == page.book else f"{page.title} · {page.book}"


def _as_html(body: _Element, blocks: Container[str]) -> _Element:
    """XHTML's elements as HTML's: no namespaces, no types, the language once; links to pages of the site; each block with a link to itself."""
    from lxml import etree

    for gone in (*body.findall(f".//{XHTML}nav[@hidden]"), *(li for li in body.iter(f"{XHTML}li") if _leads_to_cover(li))):
        parent = gone.getparent()
        if parent is not None:
            parent.remove(gone)
    for element in list(body.iter("*")):
        element.tag = element.tag.removeprefix(XHTML)
        element.attrib.pop(TYPE, "")
        element.attrib.pop(LANG, "")
        if element.tag == "a" and "href" in element.attrib:
            element.set("href", _link(element.get("href", "")))
        if element.tag == "img":
            element.set("src", f"../{element.get('src')}")
        if element.get("id", "") in blocks:
            here = etree.Element("a", {"class": "here", "href": f"#{element.get('id')}", "aria-hidden": "true", "tabindex": "-1"})
            here.tail, element.text = element.text, None
            element.insert(0, here)
        if element.get("role") == "doc-pagebreak":  # on a page of the web nothing breaks: it is a place that links name
            for name in ("role", "aria-label"):
                element.attrib.pop(name, "")
        if element.tag == "nav":
            element.set("aria-label", "".join(map(str, element[0].itertext())))
    page = etree.Element("body")  # a tree of its own has no namespaces to declare
    page.text = body.text
    page.extend(list(body))
    return page


def _leads_to_cover(item: _Element) -> bool:
    link = item.find(f"{XHTML}a")
    return link is not None and link.get("href") == COVER


def _link(href: str) -> str:
    """A link of the book as one of the site; what leads elsewhere stays."""
    path, mark, fragment = href.partition("#")
    if "/" in path or not path.endswith(".xhtml"):
        return href
    return f"{web_file(path)}{mark}{fragment}"


def _bar(page: WebPage) -> str:
    words = " ".join(f'{name}="{attribute(_say(page, key))}"' for name, key in BUTTONS.items())
    scripts = " ".join(_script(page, text, path, language) for text, path, language in page.others)
    return (
        f'<header class="bar" {words}>\n<nav class="ways" aria-label="{attribute(_say(page, "ways"))}"><a href="../../../index.html">{_say(page, "home")}</a> '
        f'<a href="index.html">{safe(page.book)}</a></nav>\n'
        f'<nav class="scripts" aria-label="{attribute(_say(page, "facet-script"))}">{scripts}</nav>\n</header>\n'
    )


def _script(page: WebPage, text: str, path: str, language: str) -> str:
    words = safe(own_word(f"short-{text}", page.language))
    if text == page.text:
        return f'<b lang="{language}">{words}</b>'
    return f'<a href="{attribute(path)}" lang="{language}" hreflang="{language}">{words}</a>'


def _foot(page: WebPage) -> str:
    ways = [
        f'<a rel="{rel}" href="{attribute(way[0])}">{arrow[0]}{safe(way[1])}{arrow[1]}</a>'
        for rel, way, arrow in (("prev", page.before, ("← ", "")), ("next", page.after, ("", " →")))
        if way
    ]
    return f'<footer class="foot"><nav aria-label="{attribute(_say(page, "pages"))}">{" ".join(ways)}</nav></footer>\n'


def _say(page: WebPage, key: str) -> str:
    return in_script(own_word(key, page.language), page.language)
