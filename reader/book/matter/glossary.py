"""The glossary page: a `dl` for each initial, Latin first, each entry with the places where it appears."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from reader.book.footnotes import explained
from reader.book.inline import element, link_to, safe
from reader.book.notes import EssayNotes
from reader.book.page import Node, Page, Part, line, node, phrase
from reader.book.words import Words, words_of
from reader.han import is_han
from reader.model import Block, Edition, Language, Term, is_chinese

LATIN, OTHER = "latin", "other"


def glossary_page(edition: Edition, script: Language, notes: dict[str, EssayNotes], words: Words | None = None) -> Page:
    """Every term with its definition, its relations, and links to its first mention in each essay.

    What links land on is an empty anchor: Kobo pops up any later target that holds text (kobolabs/epub-spec, Footnotes).
    """
    words = words or words_of(edition.script)
    headings = {LATIN: words.latin, OTHER: words.other}
    heads = {term.id: Block("", "line", term.headword) for term in edition.terms}
    places = _places(edition, notes, words)
    parts: list[Node] = []
    by_letter = not is_chinese(edition.script)
    for group, terms in groupby(_in_order(edition.terms, by_letter=by_letter), key=_FIRST):
        entries = [_entry(term, places[term.id], heads, words) for _, term in terms]
        parts += [node("h2", headings.get(group) or group.upper(), id=f"gi-{group}"), node("dl", *entries)]
    body = node("section", node("h1", words.glossary), *parts, epub_type="glossary", role="doc-glossary", class_="matter glossary")
    return Page("glossary.xhtml", line(words.glossary), script, body, edition.script, ((1, line(words.glossary), ""),))


_FIRST = itemgetter(0)


def _in_order(terms: Iterable[Term], *, by_letter: bool) -> Iterator[tuple[str, Term]]:
    """Each term with its heading."""
    if by_letter:
        return ((_letter(term), term) for term in sorted(terms, key=_order_by_letter))
    rows: list[tuple[tuple[int, str, str], str, Term]] = []
    for term in terms:
        key = _key(term.sort)
        group = _group(key, term)
        rows.append((_within(group, key, term), group, term))
    return ((group, term) for _, group, term in sorted(rows, key=_FIRST))


def order(term: Term) -> tuple[int, str, str]:
    """Latin headwords first, then by pinyin (the data's `sort`), then what has neither; the terms of one group stand together."""
    key = _key(term.sort)
    return _within(_group(key, term), key, term)


def _within(group: str, key: str, term: Term) -> tuple[int, str, str]:
    return (0 if group == LATIN else 2 if group == OTHER else 1, key, term.id)


def _order_by_letter(term: Term) -> tuple[bool, str, str]:
    """The order of a glossary that is not Chinese: by letters, and behind them what begins with none."""
    return _letter(term) == OTHER, _key(term.sort), term.id


def _letter(term: Term) -> str:
    """The letter of the alphabet under which the term stands, else other."""
    letter = _key(term.sort)[:1]
    return letter if _is_plain(letter) and letter.isalpha() else OTHER


def _group(key: str, term: Term) -> str:
    """Under which initial the term stands: `a` to `z` of its pinyin, Latin, or other; part of an id, so no more than these."""
    first, head = key[:1], term.headword[:1]
    if head.isascii() or (not is_han(head) and _is_plain(_plain(head)[:1])) or (_is_plain(first) and first.isdigit()):
        return LATIN
    return first if _is_plain(first) else OTHER


def _is_plain(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _key(sort: str) -> str:
    """What orders: without case, accents (`Cháguǎn` stands beside `chaguan`), or marks before the first letter."""
    plain = _plain(sort)
    if plain[:1].isalnum():
        return plain
    start = next((at for at, char in enumerate(plain) if char.isalnum() or is_han(char)), len(plain))
    return plain[start:]


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text)
    return (parted if parted.isalpha() else "".join([char for char in parted if not unicodedata.combining(char)])).casefold()


def _entry(term: Term, places: Sequence[Part], heads: dict[str, Block], words: Words) -> Node:
    """A term's `dt` and `dd`, put together by hand, since a large book has most of its elements here; `heads` are the headwords as texts."""
    english = ""
    if term.en and term.en.lower() != term.headword.lower():
        start, end = element("lang", "en")
        english = f"{safe(words.wide)}{start}{safe(term.en)}{end}"
    text = Block("", "line", explained(term, words))
    parts: list[Any] = [f'<dt><span id="g-{term.id}"></span><dfn>', heads[term.id], f"</dfn>{english}</dt>\n<dd><p>", text, "</p>\n"]
    if term.more:
        parts[-1] += "<p>"
        parts += (line(term.more), "</p>\n")
    if term.see:
        parts[-1] += '<p class="see">'
        parts += (phrase(words.see), *_see(term, heads, words), "</a></p>\n")
    if places:
        parts[-1] += '<p class="places">'
        parts += (phrase(words.seen), *places, "</a></p>\n")
    parts[-1] += "</dd>\n"
    return tuple(parts)


def _see(term: Term, heads: dict[str, Block], words: Words) -> list[Part]:
    """Links to the entries of other terms; the last is not closed."""
    start, another = _listed("entry", "#g-", words.comma)
    links: list[Part] = []
    for other in term.see:
        links += (f'{start}{other}">', heads[other])
        start = another
    return links


def _places(edition: Edition, notes: dict[str, EssayNotes], words: Words) -> dict[str, list[Part]]:
    """By term, links to its first mention in each essay in which it stands; the last is not closed."""
    links: dict[str, list[Part]] = defaultdict(list)
    for essay in edition.essays:
        first, another = _listed("place", f"{essay.slug}.xhtml#", words.comma)
        short = line(essay.short)
        for term, name in notes[essay.slug].first.items():
            row = links[term]
            row += (f'{another if row else first}{name}">', short)
    return links


@lru_cache(1000)
def _listed(kind: str, ref: str, comma: str) -> tuple[str, str]:
    """How the first of several links in a row begins, and any other behind it; the rest of what it refers to follows."""
    start, end = link_to(kind, ref)
    return start, f"{end}{safe(comma)}{start}"
