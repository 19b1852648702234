"""Lines of two versions of a text: each finds itself, wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.match.versions import resembling, same_lines

LINES = st.lists(st.text(alphabet="茶馆里都是闲人，。", max_size=12), max_size=12)


@given(LINES)
def test_the_same_text_is_the_same(lines: list[str]) -> None:
    assert same_lines(lines, lines) == {at: at for at, line in enumerate(lines) if line.strip()}


@given(LINES, LINES)
def test_no_line_is_two_and_none_is_empty(old: list[str], new: list[str]) -> None:
    found = same_lines(old, new)
    assert len(set(found.values())) == len(found)
    assert all(old[place] and new[at] for at, place in found.items())


@given(st.lists(st.sampled_from("甲乙丙丁戊己庚辛"), unique=True, min_size=1), st.randoms())
def test_what_has_only_moved_is_found(lines: list[str], random: object) -> None:
    moved = list(lines)
    random.shuffle(moved)  # type: ignore[attr-defined]
    assert {moved[at]: lines[place] for at, place in same_lines(lines, moved).items()} == {line: line for line in lines}


@pytest.mark.parametrize(
    ("passage", "line", "wanted"),
    [
        ("头发白得慢", "喝茶的人，头发白得很慢。", "头发白得很慢"),
        ("茶是有用的", "他们都说：“茶是没有用的。”", "茶是没有用的"),
        ("There is no evidence for that", "But there is not any evidence for that.", "there is not any evidence for that"),
        ("完全没有的话", "喝茶的人，头发白得很慢。", ""),
        ("很长的一句引文，比整行还要长", "很长的一句引文，比整行", "很长的一句引文，比整行"),
    ],
)
def test_a_passage_of_which_a_word_has_changed_is_found_whole(passage: str, line: str, wanted: str) -> None:
    assert resembling(passage, line, alike=70) == wanted
