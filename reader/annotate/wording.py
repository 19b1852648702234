"""In which language and script notes are, and what they say besides the editors' words."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from reader.annotate.spine import chapter_paths
from reader.book.page import Node, Page, line, texts_of, with_texts
from reader.book.scripting import convert_page
from reader.book.words import CHINESE, ENGLISH, Words, words_of
from reader.epub.container import Container
from reader.han import has_han
from reader.model import Edition, Script, Term, is_chinese
from reader.script.convert import convert
from reader.script.detect import Writing, detect, writing_of
from reader.script.exceptions import our_exceptions

ENOUGH = 5  # pages that show in which script a book is


class Wording(Struct, frozen=True, gc=False):
    """What notes say besides the editors' words, and the language tag that they get. Where the book is in another script than they are written
    in (`origin`), they are converted to `script`."""

    words: Words
    lang: str
    origin: Script = "zh-Hans"
    script: Script | None = None


def wording_for(terms: tuple[Term, ...], book: Container) -> Wording:
    """Chinese where most definitions are, in the script of a Chinese book; else the book's own language."""
    chinese = [term for term in terms if has_han(term.definition)]
    tag = book.package.language
    if 2 * len(chinese) <= len(terms):
        return Wording(ENGLISH, "en" if not tag or writing_of(tag) else tag)
    evidence = detect("".join([term.definition for term in chinese]))
    return _chinese("zh-Hant-TW" if evidence.writing == "zh-Hant" else "zh-Hans", tag, book_writing(book, tag), mixed=bool(evidence.mixed))


def edition_wording(edition: Edition, book: Container) -> Wording:
    """The edition's own language; of a Chinese one, in the script of a Chinese book."""
    tag = book.package.language
    if not is_chinese(edition.script):
        return Wording(words_of(edition.script), edition.script)
    return _chinese(edition.script, tag, book_writing(book, tag), mixed=False)


def _chinese(origin: Script, tag: str, writing: Writing, *, mixed: bool) -> Wording:
    if not writing or (writing == writing_of(origin) and not mixed):  # they are in the right script already
        return Wording(CHINESE, tag if writing and tag != "zh" else writing_of(origin), origin, None if origin == "zh-Hans" else origin)
    script: Script = "zh-Hans" if writing == "zh-Hans" else "zh-Hant-HK" if {"hk", "mo"} & set(tag.lower().split("-")) else "zh-Hant-TW"
    return Wording(CHINESE, tag if writing_of(tag) and tag != "zh" else writing, origin, script)


def book_writing(book: Container, tag: str) -> Writing:
    """The script of a Chinese book: what its tag names, else what its first pages are written in; nothing for a book in another language."""
    if tag and not writing_of(tag):
        return ""
    if {"hans", "hant", "cn", "sg", "tw", "hk", "mo"} & set(tag.lower().split("-")):
        return writing_of(tag)
    pages = (book.files[path].decode("utf-8", "replace") for path in chapter_paths(book)[:ENOUGH])
    return detect("".join(pages)).writing


def in_script(body: Node, wording: Wording) -> Node:
    """A part of a page in the book's script; what is in it already stays as it is, and no text says what language it is in where all are."""
    if wording.script is None:
        if not any(text.lang for text in texts_of(body)):  # as of terms
            return body
        return with_texts(body, [replace(text, lang="") if text.lang == wording.lang else text for text in texts_of(body)])
    page = Page("", line(""), wording.script, body, wording.origin)
    return convert_page(page, asked=wording.script, exceptions=our_exceptions()).body


def title_in_script(title: str, wording: Wording) -> str:
    """A title of ours in the book's script."""
    return title if wording.script is None else convert(title, target=wording.script, origin="zh-Hans", exceptions=our_exceptions())
