"""Raw HTML in Markdown → what of it is harmless: a few tags that carry meaning, without their attributes; of all others the words stay."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Sequence

from bs4 import BeautifulSoup
from markdown_it.token import Token
from msgspec import Struct, field

# 10<sup>25</sup> without its tags would be another number.
KEPT = frozenset("sup sub b strong i em u s del ins q code kbd ruby rb rt rp".split())
EMPTY = frozenset("br img".split())
WORDLESS = frozenset("script style template iframe noscript object svg math head title textarea select button".split())
LINES = frozenset(
    "p div section article header footer main aside center h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr td th caption figure figcaption "
    "blockquote pre hr details summary address form fieldset".split()
)
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")


class Left(Struct, gc=False):
    """The tags that were left out, by name."""

    tags: Counter[str] = field(default_factory=Counter)


def harmless_inline(tokens: Sequence[Token], left: Left) -> list[Token]:
    """The tokens of a text with the tags that may stay, each with its partner; what stands in a script is gone, and what ends a line ends one."""
    out: list[Token] = []
    opened: list[str] = []
    wordless = ""
    for token in tokens:
        tag = TAG.match(token.content) if token.type == "html_inline" else None
        name, ends = (tag[2].lower(), bool(tag[1])) if tag else ("", False)
        if wordless:
            wordless = "" if ends and name == wordless else wordless
        elif token.type != "html_inline":
            out.append(token)
        elif name in EMPTY | LINES:
            left.tags[name] += name in LINES and not ends
            out.append(_html(_picture(token.content) if name == "img" else "<br>"))
        elif name in KEPT:
            out += _close(name, opened) if ends else _open(name, opened)
        elif name and not ends:
            left.tags[name] += 1
            wordless = name if name in WORDLESS and not token.content.endswith("/>") else ""
    left.tags = +left.tags  # without those that were only counted as nothing
    return [*out, *(_html(f"</{name}>") for name in reversed(opened))]


def _open(name: str, opened: list[str]) -> list[Token]:
    opened.append(name)
    return [_html(f"<{name}>")]


def _close(name: str, opened: list[str]) -> list[Token]:
    """The end of the innermost tag of that name and of all in it; nothing when there is none."""
    if name not in opened:
        return []
    out = []
    while True:
        last = opened.pop()
        out.append(_html(f"</{last}>"))
        if last == name:
            return out


def _html(written: str) -> Token:
    return Token("html_inline", "", 0, content=written)


def _picture(written: str) -> str:
    """The tag with no more than what a picture shows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of text that looks like a file's name
        picture = BeautifulSoup(written, "lxml").find("img")
    if picture is None:
        return ""
    picture.attrs = {name: value for name, value in picture.attrs.items() if name in {"src", "alt"}}
    return str(picture)
