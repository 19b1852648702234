"""Places carried between a source and its reading text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.edits import Edit, apply_edits
from reader.model import Hunk
from reader.repair.ledger import changed, fold_edits, undo
from reader.repair.offsets import make_shifts, surviving, to_reading, to_source

LETTERS = st.text(alphabet="甲乙ab\n", max_size=12)


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[str, str, tuple[Hunk, ...]]:
    """A source, its reading text and the hunks between them: never touching, as `read` makes them."""
    source, hunks, place = "", list[Hunk](), 0
    for number in range(draw(st.integers(0, 4))):
        between, before, after = draw(LETTERS.filter(bool)), draw(LETTERS), draw(LETTERS)
        place += len(between)
        hunks.append(Hunk(place, place + len(before), before, after, (str(number),)))
        source += between + before
        place += len(before)
    source += draw(LETTERS)
    return source, apply_edits(source, [Edit(hunk.start, hunk.end, hunk.after) for hunk in hunks]), changed(hunks)


@settings(deadline=None)
@given(ledger=ledgers())
def test_every_character_that_no_hunk_touches_keeps_its_place(ledger: tuple[str, str, tuple[Hunk, ...]]) -> None:
    source, text, hunks = ledger
    shifts = make_shifts(hunks)
    for place, char in enumerate(source):
        if not any(hunk.start <= place < hunk.end for hunk in hunks):
            there = to_reading(place, shifts)
            assert text[there] == char
            assert to_source(there, shifts) == place
            assert to_reading(place + 1, shifts, side="left") == there + 1


@settings(deadline=None)
@given(ledger=ledgers())
def test_carried_places_never_cross_and_stay_inside(ledger: tuple[str, str, tuple[Hunk, ...]]) -> None:
    source, text, hunks = ledger
    shifts = make_shifts(hunks)
    for carry, length, limit in ((to_reading, len(source), len(text)), (to_source, len(text), len(source))):
        for side in ("left", "right"):
            carried = [carry(place, shifts, side=side) for place in range(length + 1)]
            assert carried == sorted(carried)
            assert carried[0] >= 0
            assert carried[-1] <= limit
        assert all(carry(place, shifts, side="left") <= carry(place, shifts) for place in range(length + 1))


@settings(deadline=None)
@given(ledger=ledgers(), data=st.data())
def test_the_first_and_last_surviving_characters_are_those_no_hunk_wrote(ledger: tuple[str, str, tuple[Hunk, ...]], data: st.DataObject) -> None:
    source, text, hunks = ledger
    shifts = make_shifts(hunks)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    ranges = [(start, end) for start, end in pairwise(cuts) if data.draw(st.booleans())]
    kept = [place for place in range(len(source)) if not any(hunk.start <= place < hunk.end for hunk in hunks)]
    inside = [[place for place in kept if start <= to_reading(place, shifts) < end] for start, end in ranges]
    assert [*surviving(ranges, shifts)] == [(places[0], places[-1]) if places else None for places in inside]


def test_inside_a_changed_stretch_the_nearer_end_is_chosen() -> None:
    shifts = make_shifts([Hunk(2, 8, "abcdef", "xy", ("0",))])
    assert [to_reading(place, shifts) for place in (2, 4, 6, 8, 9)] == [2, 2, 4, 4, 5]


def test_beside_an_insertion_the_side_decides() -> None:
    shifts = make_shifts([Hunk(2, 2, "", "xy", ("0",))])
    assert (to_reading(2, shifts, side="left"), to_reading(2, shifts)) == (2, 4)


def test_beside_a_deletion_the_side_decides() -> None:
    shifts = make_shifts([Hunk(2, 5, "abc", "", ("0",))])
    assert (to_source(2, shifts, side="left"), to_source(2, shifts)) == (2, 5)


@settings(deadline=None)
@given(source=LETTERS, passes=st.lists(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), LETTERS), max_size=4), max_size=4))
def test_any_passes_of_edits_fold_into_hunks_that_undo(source: str, passes: list[list[tuple[int, int, str]]]) -> None:
    text, hunks = source, list[Hunk]()
    for number, wishes in enumerate(passes):
        edits: list[Edit] = []
        for start, length, after in sorted(wishes):
            end = min(start + length, len(text))
            if start <= len(text) and (not edits or start > edits[-1].end):
                edits.append(Edit(start, end, after))
        hunks = fold_edits(hunks, edits, text, source, str(number))
        text = apply_edits(text, edits)
    assert apply_edits(source, [Edit(hunk.start, hunk.end, hunk.after) for hunk in hunks]) == text
    assert undo(text, changed(hunks)) == source
    assert all(hunk.before == source[hunk.start : hunk.end] for hunk in hunks)
    assert all(one.end < two.start for one, two in pairwise(hunks))
