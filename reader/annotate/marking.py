"""A chapter with its notes placed → edits of its page: markers, the notes at its end, the style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from reader.annotate.barred import OPS
from reader.annotate.chapter import Chapter, behind_all, source_place, unbroken
from reader.annotate.dress import Dress, dress_for, dressed
from reader.annotate.names import Names, way
from reader.annotate.wording import Wording, in_script
from reader.book.essaypage import marker_spans
from reader.book.footnotes import notes_section
from reader.book.inline import marker_markup
from reader.book.notes import EssayNotes, Note
from reader.book.xhtml import markup_of
from reader.edits import Edit
from reader.model import Edition

# Before a number of ours in a page that has numbered notes of its own.
SIGN = "†"
# Notes on terms speak of no other essay.
NOBODYS = Edition("", "", "zh-Hans", "", "", "")


class Way(Struct, frozen=True, gc=False):
    """How a book is marked: our names in it, whether it is an EPUB 3, the language of the notes, where markers stand."""

    names: Names
    modern: bool
    wording: Wording
    at_end: bool = False


def page_edits(chapter: Chapter, notes: EssayNotes, how: Way) -> list[Edit]:
    """All edits of a chapter's page, sorted."""
    source, bars = chapter.decoded.text, chapter.bars
    typed = how.modern and all(found == OPS for found in _declared().findall(source))
    dress = dress_for(chapter.path, how.names.word, modern=typed, files={"glossary.xhtml": how.names.glossary})
    edits = list(marker_edits(chapter, notes.notes, dress, at_end=how.at_end))
    if typed and not bars.typed:
        edits.append(Edit(bars.root, bars.root, f' xmlns:epub="{OPS}"'))
    if bars.head:
        link = f'<link rel="stylesheet" type="text/css" href="{way(chapter.path, how.names.style)}"/>\n'
        edits.append(Edit(bars.head, bars.head, link))
    section = notes_section(notes, NOBODYS, {}, words=how.wording.words)
    markup = dressed(markup_of(in_script(section or (), how.wording)), dress)
    edits.append(Edit(bars.body, bars.body, in_language(markup, how, chapter.lang)))
    return sorted(edits, key=lambda edit: edit.start)


@cache
def _declared() -> re.Pattern[str]:
    return re.compile(r"""\bxmlns:epub\s*+=\s*+["']([^"'<]*+)""")


def in_language(markup: str, how: Way, around: str) -> str:
    """An element with the language of the notes, where that is not the language around it."""
    if not how.wording.lang or how.wording.lang == around:
        return markup
    own = f' lang="{how.wording.lang}"' if how.modern else ""
    name, rest = markup.split(" ", 1)
    return f'{name}{own} xml:lang="{how.wording.lang}" {rest}'


def marker_edits(chapter: Chapter, notes: tuple[Note, ...], dress: Dress, *, at_end: bool) -> Iterator[Edit]:
    """Each marker behind its place, and around it and the text before it what keeps the two on one line, where no mark stands between.

    One at a paragraph's end stands outside all else, so that every place before it keeps its name.
    """
    sign, text = SIGN if chapter.bars.numbered else "", chapter.text
    firsts = [text.starts[text.block_at(note.place - 1)] for note in notes]
    spans = [marker_spans(note.place - first, text.text[first : note.place], note, sign=sign) for note, first in zip(notes, firsts, strict=True)]
    markers = dressed("\0".join([marker_markup(point) for _, point in spans]), dress).split("\0")
    for note, first, (run, _), marker in zip(notes, firsts, spans, markers, strict=True):
        start = None if at_end else unbroken(chapter, run.start + first, note.place)
        if start is None:
            place = behind_all(chapter, note.place) if at_end else source_place(chapter, note.place)
            yield Edit(place, place, marker)
        else:
            place = start + note.place - first - run.start
            yield Edit(start, start, f'<span class="{dress.word}-nb">')
            yield Edit(place, place, f"{marker}</span>")


def can_be_marked(chapter: Chapter) -> bool:
    """Has the page what notes need: elements of HTML without a prefix, and an end of its body?"""
    return bool(chapter.bars.root and chapter.bars.body)
