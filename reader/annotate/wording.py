"""In which language notes are, and what they say besides the editors' words."""

from __future__ import annotations

from reader.book.words import CHINESE, ENGLISH, Words
from reader.epub.container import Container
from reader.han import has_han
from reader.model import Term
from reader.script.detect import detect, writing_of


def way_of_words(terms: tuple[Term, ...], book: Container) -> tuple[Words, str]:
    """The words and the language tag of notes on the terms in a book: Chinese where most definitions are, else the book's own language."""
    chinese = [term for term in terms if has_han(term.definition)]
    if 2 * len(chinese) > len(terms):
        return CHINESE, detect("".join([term.definition for term in chinese])).writing or "zh-Hans"
    lang = next(iter(book.package.values("dc:language")), "")
    return ENGLISH, "en" if not lang or writing_of(lang) else lang
