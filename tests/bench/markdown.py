"""The same texts with as many footnotes as Markdown, for pandoc."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path

from reader.book.compose import annotate, read_essays
from reader.book.notes import EssayNotes, Item
from reader.edition import load_edition
from reader.model import Block, Rebuttal, Remark, Term

# Pandoc's manual, "Backslash escapes": any ASCII punctuation may be escaped.
MARK = re.compile(r"[!-/:-@\[-`{-~]")
HEADINGS = {1: "#", 2: "##"}


def write_markdown(edition: Path, target: Path, *, whole: bool = False) -> int:
    """Write the reading texts of the edition in folder `edition` to `target`; returns the number of footnotes.

    Each of our notes is one footnote with its words. Our book has pages besides: with `whole` the two longest of them, the glossary and
    the disputes, are written too (the textual notes and the page list never are).
    """
    read = read_essays(load_edition(edition))
    notes, _ = annotate(read)
    parts = ["---\ntitle: 对照\nlang: zh-Hans\n---\n"]
    for essay in notes.values():
        parts += essay_parts(essay)
    if whole:
        parts += [*glossary_parts(read.terms), *dispute_parts(read.rebuttals)]
    target.write_bytes("\n".join(parts).encode())
    return sum(len(essay.notes) for essay in notes.values())


def essay_parts(essay: EssayNotes) -> Iterator[str]:
    """The essay's title, its blocks, its footnotes."""
    blocks = essay.text.essay.blocks
    if not any(block.level == 1 for block in blocks):
        yield f"# {escaped(essay.text.essay.title)}\n"
    noted = {at: [note.place for note in run] for at, run in groupby(essay.notes, key=lambda note: essay.text.block_at(note.place - 1))}
    for at, block in enumerate(blocks):
        places = [place - essay.text.starts[at] for place in noted.get(at, ())]
        yield block_text(block, places, [f"[^{essay.text.essay.slug}-{essay.text.starts[at] + place}]" for place in places])
    for note in essay.notes:
        words = " ".join(item_words(item) for item in note.items)
        yield f"[^{note.essay}-{note.place}]: {escaped(words)}\n"


def block_text(block: Block, places: list[int], marks: list[str]) -> str:
    """One block with footnote marks at `places`."""
    edges = [0, *places, len(block.text)]
    pieces = [escaped(block.text[start:end]) for start, end in pairwise(edges)]
    text = "".join(piece + mark for piece, mark in zip(pieces, [*marks, ""], strict=True))
    return f"{HEADINGS.get(block.level, '')} {text}\n".lstrip(" ")


def item_words(item: Item) -> str:
    """What a note says of one item."""
    if isinstance(item.entry, Term):
        return f"{item.entry.headword}：{item.entry.definition} {item.entry.more}".strip()
    if isinstance(item.entry, Remark):
        return f"{item.entry.text} {item.entry.more}".strip()
    assert isinstance(item.entry, Rebuttal)
    return item.entry.note if item.claim else item.entry.mirror


def glossary_parts(terms: Iterable[Term]) -> Iterator[str]:
    """The glossary as a definition list."""
    yield "# 术语表\n"
    for term in terms:
        more = f"\n    {escaped(term.more)}\n" if term.more else ""
        yield f"{escaped(term.headword)}\n\n:   {escaped(term.definition)}\n{more}"


def dispute_parts(rebuttals: Iterable[Rebuttal]) -> Iterator[str]:
    """Every dispute with both quotations."""
    yield "# 论题\n"
    for entry in rebuttals:
        quotations = "\n".join(f"> {escaped(passage.exact)}\n" for passage in (entry.claim, entry.origin))
        yield f"### 论题{entry.number}\n\n{quotations}\n{escaped(entry.note)}\n"


def escaped(text: str) -> str:
    """`text` with every mark that Markdown could read as its own behind a backslash."""
    return MARK.sub(lambda mark: "\\" + mark[0], text)
