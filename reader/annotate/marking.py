"""A chapter with its notes placed → edits of its page: markers, the notes at its end, the style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from reader.annotate.barred import OPS
from reader.annotate.chapter import PARAGRAPH, Chapter, behind_all, source_place, source_start, unbroken
from reader.annotate.dress import Dress, dressed
from reader.annotate.names import Names, way
from reader.annotate.ours import ANCHOR
from reader.annotate.wording import Wording, in_script
from reader.book.essaypage import kept_from
from reader.book.footnotes import notes_section
from reader.book.inline import attribute, marker_markup, marker_ref, returns_markup, returns_ref
from reader.book.labels import SIGNS
from reader.book.notes import Anchor, EssayNotes, Note
from reader.book.passages import returns_of
from reader.book.xhtml import markup_of
from reader.edits import Edit
from reader.model import Edition, NoteKind

# Before a number of ours in a page that has numbered notes of its own.
SIGN = "†"
# Notes on terms speak of no other essay.
NOBODYS = Edition("", "", "zh-Hans", "", "", "")


class Way(Struct, frozen=True, gc=False):
    """How a book is marked: our names in it, whether it is an EPUB 3, the language of the notes, where markers stand.

    `files` are the names in the zip of what `book` links to. Where the notes are an `edition`'s: its essays, the passages that it quotes, the note that
    explains labels; and `ids`, which its ids get in front.
    """

    names: Names
    modern: bool
    wording: Wording
    at_end: bool = False
    files: Mapping[str, str] = {}
    edition: Edition = NOBODYS
    quoted: dict[str, Anchor] = {}
    legend: str = ""
    ids: str = ""


def dress_in(path: str, how: Way, *, modern: bool) -> Dress:
    """How our markup is written in a page."""
    return Dress(path, how.names.word, modern, how.files, how.ids)


def root_edits(chapter: Chapter, how: Way) -> list[Edit]:
    """What the page's root has to declare."""
    place = chapter.bars.root
    return [Edit(place, place, f' xmlns:epub="{OPS}"')] if is_typed(chapter, how) and not chapter.bars.typed else []


def is_typed(chapter: Chapter, how: Way) -> bool:
    """Can elements of the page say what they are by `epub:type`?"""
    source = chapter.decoded.text
    return how.modern and ("xmlns:epub" not in source or all(found == OPS for found in _declared().findall(source)))


def page_edits(chapter: Chapter, notes: EssayNotes, how: Way) -> list[Edit]:
    """The elements that a chapter's page gets, as edits, sorted."""
    bars, dress = chapter.bars, dress_in(chapter.path, how, modern=is_typed(chapter, how))
    edits = [*marker_edits(chapter, notes.notes, dress, at_end=how.at_end), *return_edits(chapter, notes, dress)]
    if bars.head:
        link = f'<link rel="stylesheet" type="text/css" href="{way(chapter.path, how.names.style)}"/>\n'
        edits.append(Edit(bars.head, bars.head, link))
    if section := notes_section(notes, how.edition, how.quoted, legend=how.legend, words=how.wording.words):
        markup = dressed(markup_of(in_script(section, how.wording)), dress)
        edits.append(Edit(bars.body, bars.body, in_language(markup, how, chapter.lang)))
    # An anchor belongs to the text behind it, a marker to that before it.
    return sorted((*anchor_edits(chapter, notes.anchors, dress), *edits), key=lambda edit: (edit.start, edit.after.startswith("<span")))


def anchor_edits(chapter: Chapter, anchors: tuple[Anchor, ...], dress: Dress) -> Iterator[Edit]:
    """An empty place to land on before each passage that is quoted."""
    for anchor in anchors:
        place = source_start(chapter, anchor.place)
        yield Edit(place, place, f'<span class="{dress.word}-{ANCHOR}" id="{dress.ids}{anchor.id}"></span>')


def return_edits(chapter: Chapter, notes: EssayNotes, dress: Dress) -> Iterator[Edit]:
    """Behind each paragraph the numbers of the disputes that quote it and have no marker in it."""
    text = notes.text
    for at, returns in returns_of(notes).items():
        block = text.essay.blocks[at]
        if block.kind == PARAGRAPH:
            end = text.starts[at] + len(block.text)
            markup = returns_markup(attribute(returns_ref(returns)))
            place = behind_all(chapter, end)
            yield Edit(place, place, dressed(markup, dress))


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
    sign = SIGN if chapter.bars.numbered else ""
    forms = {kind: _marker(kind, sign if kind == "term" else "", dress) for kind in {note.items[0].kind for note in notes}}
    for note in notes:
        marker = forms[note.items[0].kind].format(note.number, attribute(note.marker_id), attribute(note.note_id))
        begin = kept_from(note.place, chapter.text.text)
        start = None if at_end else unbroken(chapter, begin, note.place)
        if start is None:
            place = behind_all(chapter, note.place) if at_end else source_place(chapter, note.place)
            yield Edit(place, place, marker)
        else:
            place = start + note.place - begin
            yield Edit(start, start, f'<span class="{dress.word}-nb">')
            yield Edit(place, place, f"{marker}</span>")


def _marker(kind: NoteKind, sign: str, dress: Dress) -> str:
    """The markers of a kind, to be filled with number and ids: a page has hundreds of them. Without a `sign`, the kind's."""
    return dressed(marker_markup(marker_ref(sign=sign or SIGNS[kind], number="{0}", kind=kind, marker_id="{1}", note_id="{2}")), dress)


def can_be_marked(chapter: Chapter) -> bool:
    """Has the page what notes need: elements of HTML without a prefix, and an end of its body?"""
    return bool(chapter.bars.root and chapter.bars.body)
