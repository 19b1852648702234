"""HTML → a tree, and what an element says of itself: names, classes, styles (BeautifulSoup lives in this folder)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import PageElement

# Never text, whatever stands in them. A page shows `noscript` only where scripts are off, and then in place of what is there anyway.
NO_TEXT = frozenset({"script", "style", "noscript", "template", "head", "meta", "link", "title", "base", "datalist", "option"})
HEADINGS = {"h1": 2, **{f"h{level}": level for level in range(2, 7)}}  # level 1 is the essay's own title
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext",
    "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp", *HEADINGS,
})  # fmt: skip


def parse(page: str) -> BeautifulSoup:
    """The page's tree, read as sloppily as a browser does. Parents and children hold each other: `decompose` it at the end."""
    from bs4 import BeautifulSoup

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of XHTML read as HTML, which is what we want of a page from the web
        return BeautifulSoup(_void().sub(r"\g<0></\1>", page), "lxml")


@cache
def _void() -> re.Pattern[str]:
    # Elements without an end that libxml2 does not know: it would put all that follows into them.
    return re.compile(r"""<(embed|source|track|wbr|keygen|bgsound|image|spacer|command|nextid)(?:\s(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)?/?>""", re.IGNORECASE)


def tags(root: Tag) -> Iterator[Tag]:
    """Every element below `root`, in the page's order."""
    from bs4.element import Tag

    return (part for part in root.descendants if isinstance(part, Tag))


def attribute(tag: Tag, name: str) -> str:
    """The attribute's value as it is written; empty when it is not there."""
    value = tag.attrs.get(name, "")
    return value if isinstance(value, str) else " ".join(value)


def words(tag: Tag, *names: str) -> frozenset[str]:
    """The words of these attributes, in lower case."""
    return frozenset(word for name in names if name in tag.attrs for word in attribute(tag, name).lower().split())


def style(tag: Tag) -> dict[str, str]:
    """What the `style` attribute declares, in lower case."""
    if "style" not in tag.attrs:
        return {}
    parts = (part.partition(":") for part in attribute(tag, "style").lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in parts}


def is_text(node: PageElement) -> bool:
    """Whether a node of the tree is text: no comment, no declaration, no script."""
    texts, others = _kinds_of_text()
    return isinstance(node, texts) and not isinstance(node, others)


@cache
def _kinds_of_text() -> tuple[type, tuple[type, ...]]:
    from bs4.element import NavigableString, PreformattedString, Script, Stylesheet, TemplateString

    return NavigableString, (PreformattedString, Script, Stylesheet, TemplateString)


def text_of(tag: Tag) -> str:
    """The text below, as it stands there."""
    return "".join([str(part) for part in tag.descendants if is_text(part)])


def size_of(tag: Tag) -> int:
    """Characters below, without white space."""
    return len("".join(text_of(tag).split()))


def template_size(tag: Tag) -> int:
    """Characters in templates, the element itself among them, without white space: scripts may show them, the page does not."""
    from bs4.element import TemplateString

    return sum(len("".join(part.split())) for part in tag.descendants if isinstance(part, TemplateString))


def has_text(node: PageElement) -> bool:
    """Whether anything but white space stands in a node of the tree."""
    from bs4.element import Tag

    if isinstance(node, Tag):
        return any(is_text(part) and not str(part).isspace() for part in node.descendants)
    return is_text(node) and not str(node).isspace()


def is_hidden(tag: Tag) -> bool:
    """Whether a browser does not show the element, or a screen reader does not read it (`visibility` is what WeChat shows pages by)."""
    if "hidden" in tag.attrs or attribute(tag, "aria-hidden").lower() == "true":
        return True
    return style(tag).get("display") == "none"
