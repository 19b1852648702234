"""The glossary page: a `dl` for each initial, Latin first, each entry with the places where it appears."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from reader.book.footnotes import taiwan
from reader.book.labels import as_of
from reader.book.notes import EssayNotes
from reader.book.page import Node, Page, Piece, line, node
from reader.book.words import Words, words_of
from reader.han import is_han
from reader.model import Edition, Essay, Language, Term, is_chinese

LATIN, OTHER = "latin", "other"


def glossary_page(edition: Edition, script: Language, notes: dict[str, EssayNotes], words: Words | None = None) -> Page:
    """Every term with its definition, its relations, and links to its first mention in each essay.

    What links land on is an empty anchor: Kobo pops up any later target that holds text (kobolabs/epub-spec, Footnotes).
    """
    words = words or words_of(edition.script)
    headings = {LATIN: words.latin, OTHER: words.other}
    heads = {term.id: term for term in edition.terms}
    homes = _homes(edition, notes)
    parts: list[Node] = []
    by_letter = not is_chinese(edition.script)
    for group, terms in groupby(_in_order(edition.terms, by_letter=by_letter), key=_GROUP):
        entries = [part for _, term in terms for part in _entry(term, _places(term, homes[term.id], notes), heads, words)]
        parts += [node("h2", headings.get(group) or group.upper(), id=f"gi-{group}"), node("dl", *entries)]
    body = node("section", node("h1", words.glossary), *parts, epub_type="glossary", role="doc-glossary", class_="matter glossary")
    return Page("glossary.xhtml", line(words.glossary), script, body, edition.script, ((1, line(words.glossary), ""),))


_GROUP = itemgetter(0)


def _in_order(terms: Iterable[Term], *, by_letter: bool) -> Iterator[tuple[str, Term]]:
    """Each term with its heading."""
    if by_letter:
        return ((_letter(term), term) for term in sorted(terms, key=_order_by_letter))
    grouped = [(_group(term), term) for term in terms]
    return iter(sorted(grouped, key=lambda pair: _within(*pair)))


def order(term: Term) -> tuple[int, str, str]:
    """Latin headwords first, then by pinyin (the data's `sort`), then what has neither; the terms of one group stand together."""
    return _within(_group(term), term)


def _within(group: str, term: Term) -> tuple[int, str, str]:
    return (0 if group == LATIN else 2 if group == OTHER else 1, _key(term.sort), term.id)


def _order_by_letter(term: Term) -> tuple[bool, str, str]:
    """The order of a glossary that is not Chinese: by letters, and behind them what begins with none."""
    return _letter(term) == OTHER, _key(term.sort), term.id


def _letter(term: Term) -> str:
    """The letter of the alphabet under which the term stands, else other."""
    letter = _key(term.sort)[:1]
    return letter if _is_plain(letter) and letter.isalpha() else OTHER


def _group(term: Term) -> str:
    """Under which initial the term stands: `a` to `z` of its pinyin, Latin, or other; part of an id, so no more than these."""
    key, head = _key(term.sort)[:1], _plain(term.headword[:1])[:1]
    if term.headword[:1].isascii() or _is_plain(head) or (_is_plain(key) and key.isdigit()):
        return LATIN
    return key if _is_plain(key) else OTHER


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
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()


def _entry(term: Term, places: Iterable[Piece], heads: dict[str, Term], words: Words) -> tuple[Node, ...]:
    name: tuple[Piece, ...] = (("anchor", "", f"g-{term.id}"), ("dfn", term.headword))
    if term.en and term.en.lower() != term.headword.lower():
        name += (words.wide, ("lang", term.en, "en"))
    parts = [node("p", f"{term.definition}{as_of(term.as_of, words)}{taiwan(term, words)}")]
    if term.more:
        parts.append(node("p", term.more))
    if term.see:
        links = [piece for other in term.see for piece in (("entry", heads[other].headword, f"#g-{other}"), words.comma)]
        parts.append(node("p", line(words.see, *links[:-1]), class_="see"))
    if found := list[Piece](piece for place in places for piece in (place, words.comma)):
        parts.append(node("p", line(words.seen, *found[:-1]), class_="places"))
    return node("dt", line(*name)), node("dd", *parts)


def _places(term: Term, essays: Iterable[Essay], notes: dict[str, EssayNotes]) -> Iterator[Piece]:
    """Links to the term's first mention in each of the essays."""
    return (("place", essay.short, f"{essay.slug}.xhtml#{notes[essay.slug].first[term.id]}") for essay in essays)


def _homes(edition: Edition, notes: dict[str, EssayNotes]) -> dict[str, list[Essay]]:
    """By term, the essays in which it stands."""
    homes: dict[str, list[Essay]] = defaultdict(list)
    for essay in edition.essays:
        for term in notes[essay.slug].first:
            homes[term].append(essay)
    return homes
