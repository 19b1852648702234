"""Why a paragraph has no note, and which names in the text have no entry: what an editor asks of the coverage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from reader.book.notes import EssayNotes
from reader.book.places import NOTED_KINDS, find_passage
from reader.book.spacing import is_spaced
from reader.model import Edition, Passage

Reason = Literal["marked elsewhere", "disputes page", "remarks page", "density", "no claim"]
REASONS: tuple[Reason, ...] = ("marked elsewhere", "disputes page", "remarks page", "density", "no claim")
LATIN = r"[A-Za-z][A-Za-z0-9.+-]*(?<![.-])"
SHOWN = 30


class Gap(Struct, frozen=True, gc=False):
    """A paragraph without a marker, why, and the entries that stand elsewhere or found no room."""

    block: str
    reason: Reason
    ids: tuple[str, ...] = ()


def gaps(edition: Edition, placed: EssayNotes) -> Iterator[Gap]:
    """Every paragraph of the essay that carries no marker, with the reason derived from the data."""
    text = placed.text
    noted = {text.block_at(note.place - 1) for note in placed.notes}
    marked = {item.id for note in placed.notes for item in note.items}
    once = {term.id for term in edition.terms if term.once or not term.marker}
    quoted = _quoted(edition, placed)
    mentioned: dict[int, list[str]] = {}
    for hit in text.hits:
        mentioned.setdefault(text.block_at(hit.start), []).append(hit.id)
    for at, block in enumerate(text.essay.blocks):
        if block.kind in NOTED_KINDS and at not in noted:
            yield _gap(block.id, tuple(dict.fromkeys(mentioned.get(at, ()))), quoted.get(at, {}), marked | once)


def _gap(block: str, terms: tuple[str, ...], quoted: dict[str, Reason], elsewhere: set[str]) -> Gap:
    if quoted:
        return Gap(block, next(iter(quoted.values())), tuple(quoted))
    if crowded := tuple(term for term in terms if term not in elsewhere):
        return Gap(block, "density", crowded)
    return Gap(block, "marked elsewhere", terms) if terms else Gap(block, "no claim")


def _quoted(edition: Edition, placed: EssayNotes) -> dict[int, dict[str, Reason]]:
    """By block: the disputes and remarks that quote it, and the page on which they stand."""
    passages: list[tuple[str, Passage, str, Reason]] = []
    for entry in edition.rebuttals:
        passages += [(entry.id, end, entry.where, "disputes page") for end in (entry.origin, entry.claim)]
    passages += [(remark.id, remark.passage, remark.where, "remarks page") for remark in edition.remarks]
    found: dict[int, dict[str, Reason]] = {}
    for name, passage, where, reason in passages:
        if passage.essay == placed.text.essay.slug:
            start, _ = find_passage(placed.text, passage, where=where)
            found.setdefault(placed.text.block_at(start), {})[name] = reason
    return found


def gap_words(found: Iterable[Gap]) -> Iterator[str]:
    """One line that counts the gaps by reason."""
    counted = Counter(gap.reason for gap in found)
    yield "  paragraphs without notes: " + ", ".join(f"{reason} {counted[reason]}" for reason in REASONS if counted[reason])


def unexplained(notes: dict[str, EssayNotes]) -> dict[str, int]:
    """Latin words and names that stand in Chinese texts outside every entry's forms, most frequent first."""
    counted: Counter[str] = Counter()
    for placed in notes.values():
        text, covered = placed.text.text, [(hit.start, hit.end) for hit in placed.text.hits]
        for match in re.finditer(LATIN, "" if is_spaced(placed.text.essay.script) else text):
            if not any(start < match.end() and match.start() < end for start, end in covered):
                counted[match[0]] += 1
    return dict(counted.most_common())


def name_words(notes: dict[str, EssayNotes]) -> Iterator[str]:
    """The Latin words without an entry, in one line."""
    found = list(unexplained(notes).items())
    if found:
        yield "  Latin words without an entry: " + ", ".join(f"{name} {count}" for name, count in found[:SHOWN])
