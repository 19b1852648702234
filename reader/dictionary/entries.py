"""An edition's terms → the entries of a dictionary, as HTML."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from msgspec import Struct

from reader.book.compose import read_essays
from reader.book.footnotes import taiwan
from reader.book.labels import as_of
from reader.book.matter.glossary import order
from reader.book.scripting import converter, matter_script
from reader.book.words import Words, words_of
from reader.dictionary.links import link
from reader.dictionary.spellings import spellings
from reader.errors import EditionError
from reader.model import Edition, Script, Term, is_chinese
from reader.script.exceptions import Exceptions

# No font, no size, no colour: those are the reader's. KOReader and GoldenDict show it where they look for one.
CSS = """\
.entry p { margin: 0.3em 0; line-height: 1.5; }
.entry .head { margin-top: 0; }
.entry .head b { font-size: 1.1em; }
.entry .head i { font-style: normal; opacity: 0.75; }
.entry .see, .entry .from { font-size: 0.9em; }
"""


class DictionaryEntry(Struct, frozen=True, gc=False):
    """One term: the word it is listed under, the other spellings that lead to it, and what is shown."""

    headword: str
    spellings: tuple[str, ...]
    html: str


class Dictionary(Struct, frozen=True, gc=False):
    """A dictionary before it has a format. `date` is the edition's (YYYY-MM-DD), empty where it has none; `language` is what its words are written in."""

    title: str
    author: str
    description: str
    date: str
    entries: tuple[DictionaryEntry, ...]
    language: str = "zh"


def make_dictionary(edition: Edition, *, asked: Script | None, exceptions: Exceptions) -> Dictionary:
    """The edition's glossary in the asked script; without one, in the edition's own, found by the spellings of both.

    Raises EditionError when there is no term, and what reading the essays raises.
    """
    if not edition.terms:
        raise EditionError("the edition has no terms", where="glossary.toml", advice="a dictionary is made of a glossary: write one")
    read = edition if edition.epub else read_essays(edition)
    change = converter(target=matter_script(read, asked), origin=read.script, exceptions=exceptions)
    ways = spellings(read, asked=asked, exceptions=exceptions)
    heads = {term.id: change(_one_line(term.headword)) for term in read.terms}
    words = words_of(read.script)
    source = change(words.book.format(_one_line(read.title)))
    entries = (
        DictionaryEntry(heads[term.id], _others(ways[term.id], heads[term.id]), _html(term, heads, change, source, words))
        for term in sorted(read.terms, key=order)
    )
    title, editor, description = (change(_one_line(text)) for text in (read.title, read.editor, read.description))
    language = asked if asked and is_chinese(read.script) else "zh" if is_chinese(read.script) else read.script
    return Dictionary(title, editor, description, read.date, tuple(entries), language)


def _others(ways: tuple[str, ...], head: str) -> tuple[str, ...]:
    return tuple(way for way in ways if way != head)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _html(term: Term, heads: dict[str, str], change: Callable[[str], str], source: str, words: Words) -> str:
    head = f"<b>{escape(heads[term.id])}</b>"
    if term.en and term.en.lower() != term.headword.lower():
        head += f' <i lang="en">{escape(_one_line(term.en))}</i>'
    texts = [f"{term.definition}{as_of(term.as_of, words)}{taiwan(term, words)}", *filter(None, [term.more])]
    paragraphs = [f'<p class="head">{head}</p>', *(f"<p>{escape(change(_one_line(text)))}</p>" for text in texts)]
    if term.see:
        links = words.comma.join(link(heads[other]) for other in term.see)
        paragraphs.append(f'<p class="see">{change(words.see)}{links}</p>')
    return f'<div class="entry">{"".join(paragraphs)}<p class="from">{escape(source)}</p></div>'
