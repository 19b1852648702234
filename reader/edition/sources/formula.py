"""Formulas in MathML → what a line of text can hold: their TeX where the page has it, else raised and lowered characters."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.edition.sources.markup import attribute, has_text, is_hidden, text_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import PageElement

# The script and the fence of each child of these: (tag, before, behind). Of a fraction or a root more than one sign needs brackets.
SHAPES = {
    "msup": ("", "sup"),
    "msub": ("", "sub"),
    "msubsup": ("", "sub", "sup"),
    "mover": ("", "sup"),
    "munder": ("", "sub"),
    "munderover": ("", "sub", "sup"),
    "mroot": ("", "sup"),
}
# What has more elements is no formula that anybody could read in one line.
MOST_PARTS = 1000
SIGNS = {"msqrt": "√", "mroot": "√"}


def write_formulas(soup: BeautifulSoup) -> int:
    """Put every formula into the tree as text, where the page shows a picture or glyphs of a script's instead; how many there were."""
    found = _outermost(soup)
    for formula in found:
        _show(formula)
        tex = _tex(formula)
        for note in formula.find_all(("annotation", "annotation-xml")):
            note.decompose()
        if tex:
            formula.clear()
            formula.append(tex)
            formula.name, formula.attrs = "code", {}
        else:
            _flatten(soup, formula)
    for script in soup.find_all("script", type=re.compile("^math/tex")):  # MathJax 2: the glyphs stand before their source
        _drop_glyphs(script)
        script.replace_with(_code(soup, str(script.string or "").strip()))
        found.append(script)
    return len(found)


def _outermost(soup: BeautifulSoup) -> list[Tag]:
    from bs4.element import Tag

    found: list[Tag] = []
    waiting: list[PageElement] = [soup]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Tag):
            if part.name == "math":
                found.append(part)
            else:
                waiting += reversed(part.contents)
    return found


def _code(soup: BeautifulSoup, text: str) -> Tag:
    code = soup.new_tag("code")
    code.append(text)
    return code


def _tex(formula: Tag) -> str:
    note = formula.find("annotation", encoding=re.compile("tex", re.IGNORECASE))
    tex = text_of(note) if note else attribute(formula, "alttext")
    inner = _display().match(tex.strip())
    return " ".join((inner[1] if inner else tex).split())


@cache
def _display() -> re.Pattern[str]:
    return re.compile(r"\{\\(?:display|text)style (.*)\}\Z", re.DOTALL)  # Wikipedia's wrapping


def _show(formula: Tag) -> None:
    """Uncover what is hidden because a picture of it stands beside: as far around as there is nothing else."""
    part: Tag | None = formula
    while part is not None:
        if is_hidden(part):
            for name in ("hidden", "aria-hidden", "style"):
                part.attrs.pop(name, None)
        part.attrs.pop("class", None)  # some hide it by a class
        beside = (sibling for siblings in (part.next_siblings, part.previous_siblings) for sibling in siblings)
        if any(has_text(sibling) for sibling in beside):
            return
        part = part.parent


def _drop_glyphs(script: Tag) -> None:
    from bs4.element import Tag

    for before in list(script.previous_siblings):
        if isinstance(before, Tag):
            if not any(word.startswith(("MathJax", "mjx")) for word in attribute(before, "class").split()):
                return
            before.decompose()


def _flatten(soup: BeautifulSoup, formula: Tag) -> None:
    """Raised, lowered, divided: with HTML's own elements and brackets."""
    from bs4.element import Tag

    parts = [*formula.find_all(True), formula]
    for part in parts if len(parts) < MOST_PARTS else ():
        children = [child for child in part.children if isinstance(child, Tag)]
        if part.name == "mfrac" and len(children) == 2:
            for child in children:
                _bracket(child)
            children[0].insert_after("/")
        elif part.name in SIGNS:
            for child in children[:1] if part.name == "mroot" else [part]:
                _bracket(child)
            part.insert(0, SIGNS[part.name])
        for child, shape in zip(children, SHAPES.get(part.name, ()), strict=False):
            if shape:
                wrapper = child.wrap(soup.new_tag(shape))
                wrapper.attrs = {}
        for child in part.find_all("mspace", recursive=False):
            child.insert_before(" ")
        if part.name in ("mtr", "mtd") and part.find_next_sibling(part.name):
            part.append("; " if part.name == "mtr" else ", ")
    for part in (formula, *formula.find_all(True)):
        if part.name not in ("sup", "sub"):
            part.name, part.attrs = "span", {}
    for text in formula.find_all(string=lambda text: bool(text) and not text.strip()):
        text.extract()


def _bracket(part: Tag) -> None:
    if len(text_of(part).strip()) > 1:
        part.insert(0, "(")
        part.append(")")
