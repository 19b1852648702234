"""The bar for places: 300 marks in the five essays in four scripts, as devices write them, 60 of them older than the edition, 20 of text that is gone.

At least 99 % stand in their right place or are honest orphans, and none stands in a wrong one.
"""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from msgspec import Struct

from reader.edition.rows import rows, table
from reader.marks.anchor import Lost, Placed, anchor
from reader.marks.desk import Desk, lay_out
from reader.marks.found import Found
from reader.marks.recognise import format_of, read_marks_file
from tests.editions import ASKED, SHIPPED, built, copy_of
from tests.growing import MOST, TIMES, growth
from tests.marks import bring, shipped
from tests.marks_devices import DEVICES, TITLE, PageBlock, Written, page_blocks, seen, stretch
from tests.sizes import examples

CURRENT, FIRST, OLDER, GONE, MANY = 220, 20, 30, 20, examples(2000)
PUT_IN, WROTE = "（后来补上的）", "后来改写"


@cache
def blocks_of(asked_at: int) -> list[PageBlock]:
    """The blocks of one of the built books."""
    slugs = tuple(shipped().texts)
    return page_blocks(built(SHIPPED, ASKED[asked_at]).data, slugs)


def written(count: int, seed: str) -> list[Written]:
    """Marks in books of all scripts, no two with the same words."""
    chance = random.Random(seed)
    found: dict[str, Written] = {}
    while len(found) < count:
        mark = stretch(blocks_of(len(found) % len(ASKED)), len(found), chance)
        if mark.quote.strip():
            found.setdefault(mark.quote, mark)
    return list(found.values())


def read_back(marks: list[Written]) -> dict[str, Found]:
    """The marks through the files of all devices in turn, by their notes."""
    found: dict[str, Found] = {}
    for at, write in enumerate(DEVICES.values()):
        data = write(marks[at :: len(DEVICES)])
        found |= {mark.note: mark for mark in read_marks_file(data, format_of(data)).marks}
    assert set(found) == {mark.note for mark in marks}
    return found


def verdict(found: Found, desk: Desk, block: str, start: int, end: int, *, slack: int = 0) -> str:
    """`right`, `orphan` or `wrong`: does the mark begin and end where it truly does, within `slack` characters?"""
    placed = anchor(found, desk)
    if isinstance(placed, Lost):
        return "orphan"
    true = desk.blocks[block]
    low, high = true.start + start, true.start + end
    inner = abs(placed.start - low) <= slack and (placed.end >= high - slack)
    return "right" if isinstance(placed, Placed) and placed.essay == true.essay and inner else f"wrong: {found.quote!r} {placed} {block}+{start}"


def test_marks_of_books_of_this_edition() -> None:
    marks = written(CURRENT, "this edition")
    found = read_back(marks)
    verdicts = [verdict(found[mark.note], shipped(), mark.block, *trimmed(mark)) for mark in marks]
    assert [one for one in verdicts if one.startswith("wrong")] == []
    assert verdicts.count("orphan") <= 0.2 * CURRENT  # very short ones, and what stands in the book several times


def trimmed(mark: Written) -> tuple[int, int]:
    """Where a mark begins without the white space at its edges, which no device is asked to keep."""
    quote = mark.quote
    return mark.start + len(quote) - len(quote.lstrip()), mark.end - len(quote) + len(quote.rstrip())


def test_marks_of_books_of_the_first_edition() -> None:
    """What differs between the first edition and the second is among them."""
    desk, chance = shipped(), random.Random("the first edition")
    old = dict(rows((SHIPPED / "past" / "1" / "blocks.tsv").read_text(encoding="utf-8")))
    names = [block for block, text in old.items() if block in desk.blocks and text != desk.blocks[block].block.text]
    assert names
    names += chance.sample(sorted(set(old) & set(desk.blocks)), FIRST - len(names))
    verdicts = []
    for block in names:
        now = desk.blocks[block].block.text
        first = next((at for at, (a, b) in enumerate(zip(old[block], now, strict=False)) if a != b), len(old[block]) // 2)
        start, end = max(0, first - 9), min(len(old[block]), first + 12)
        grown = len(now) - len(old[block])
        verdicts.append(verdict(Found(old[block][start:end]), desk, block, start, end + min(0, grown), slack=abs(grown)))
    assert [one for one in verdicts if one.startswith("wrong")] == []
    assert verdicts.count("right") >= 0.8 * FIRST


class Change(Struct, frozen=True, gc=False):
    """What a later edition does to a block: `[start, end)` of its text becomes `after`."""

    start: int
    end: int
    after: str


REASON = 'class = "typo"\nreason = "一试"\nconfidence = "certain"\n'


def later_edition(folder: Path) -> tuple[Desk, dict[str, Change]]:
    """A copy of the shipped edition, which is kept in `past/2`, with repairs in many blocks: words put in, rewritten, taken out."""
    copy, now = copy_of(SHIPPED, folder / "later"), shipped()
    keep_ledger(copy / "past" / "2", now)
    changes: dict[str, Change] = {}
    entries = []
    for at, (name, place) in enumerate(now.blocks.items()):
        source = next(essay.source.text for essay in now.edition.essays if essay.slug == place.essay)
        text = place.block.text
        touched = any(entry.essay == place.essay and entry.before in text for entry in now.edition.corrections)
        if len(text) >= 34 and source.count(text[4:32]) == 1 and not touched:
            change = (Change(16, 16, PUT_IN), Change(14, 20, WROTE), Change(7, 29, ""))[at % 3]
            changes[name] = change
            before, after = text[4:32], text[4 : change.start] + change.after + text[change.end : 32]
            quoted = [json.dumps(words, ensure_ascii=False) for words in (before, after)]
            entries.append(f'[[repair]]\nessay = "{place.essay}"\nbefore = {quoted[0]}\nafter = {quoted[1]}\n{REASON}')
    path = copy / "repairs.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + "\n".join(entries), encoding="utf-8")
    return lay_out(copy), changes


def keep_ledger(folder: Path, desk: Desk) -> None:
    """What `python -m tests.keep_edition` keeps of an edition's ledgers."""
    folder.mkdir()
    found: list[tuple[str | int, ...]] = []
    for essay in desk.edition.essays:
        found.append((essay.source.name, essay.source.sha256))
        found += [(hunk.start, hunk.end - hunk.start, hunk.after) for hunk in (essay.reading.hunks if essay.reading else ())]
    (folder / "ledgers.tsv").write_text(table(("source or start", "sha256 or length", "after"), found), encoding="utf-8")


def test_marks_of_books_of_an_earlier_edition_and_of_text_that_is_gone(tmp_path: Path) -> None:
    desk, changes = later_edition(tmp_path)
    books = {block.id: block for block in blocks_of(1)}
    kept = [(name, change) for name, change in changes.items() if change.after][:OLDER]
    gone = [(name, change) for name, change in changes.items() if not change.after][:GONE]
    assert (len(kept), len(gone)) == (OLDER, GONE)
    verdicts = []
    for name, change in kept:  # over the change, and behind it
        for start, end in ((change.start - 8, change.end + 9), (change.end + 1, change.end + 16)):
            low, high = (at if at <= change.start else at + len(change.after) - (change.end - change.start) for at in (start, end))
            verdicts.append(verdict(Found(seen(books[name], start, end, whole=False)), desk, name, low, high))
    assert [one for one in verdicts if one.startswith("wrong")] == []
    assert verdicts.count("right") >= 0.95 * len(verdicts)
    for name, change in gone:
        lost = anchor(Found(seen(books[name], change.start + 2, change.end - 2, whole=False)), desk)
        assert isinstance(lost, Lost), name


def test_four_times_as_many_marks_take_four_times_as_long(tmp_path: Path) -> None:
    """Two thirds of them are of no text of the edition."""
    marks = written(MANY, "many")
    found = [Found(mark.quote[::-1] if at % 3 else mark.quote, mark.note, source="x", title=TITLE) for at, mark in enumerate(marks)]
    assert len(bring(found, tmp_path, desk=shipped()).marks) > 0.9 * MANY
    assert growth(lambda some: bring(some, Path(mkdtemp(dir=tmp_path)), desk=shipped()), found[::TIMES], found) <= MOST
