"""Where terms stand: `tests/cases/terms/boundaries.txt`, and the definition of leftmost-longest spelled out slowly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.match.fold import shadow
from reader.match.terms import Clash, Hit, build_index, clashes, find_terms
from tests.growing import MOST, TIMES, growth
from tests.sizes import examples

CASES = Path(__file__).parent / "cases" / "terms" / "boundaries.txt"
LINES = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def marked(text: str, forms: list[str]) -> str:
    """`text` with each term found in 【 】."""
    hits = find_terms(shadow(text), build_index((form, form) for form in forms))
    for hit in reversed(hits):
        text = f"{text[: hit.start]}【{text[hit.start : hit.end]}】{text[hit.end :]}"
    return text


@pytest.mark.parametrize("line", LINES)
def test_terms_stand_where_the_case_says(line: str) -> None:
    forms, expected = re.split(r"  +", line, maxsplit=1)
    assert marked(re.sub("[【】]", "", expected), forms.split("|")) == expected


def word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def slow(text: str, forms: list[str]) -> list[tuple[int, int]]:
    """The definition: at each place the longest form that stands there, then on from its end."""
    found, place = [], 0
    while place < len(text):
        standing = [form for form in forms if text.startswith(form, place) and alone(text, place, place + len(form))]
        if standing:
            found.append((place, place + max(map(len, standing))))
        place = found[-1][1] if standing else place + 1
    return found


def alone(text: str, start: int, end: int) -> bool:
    glued_before = start and word(text[start - 1]) and word(text[start])
    glued_behind = end < len(text) and word(text[end]) and word(text[end - 1])
    return not glued_before and not glued_behind


@settings(deadline=None, max_examples=examples(400))
@given(st.data(), st.text("ab芯片", min_size=2, max_size=30))
def test_found_is_the_leftmost_longest_of_what_stands(data: st.DataObject, text: str) -> None:
    start = st.integers(0, len(text) - 1)
    passage = start.flatmap(lambda first: st.integers(first + 1, min(first + 5, len(text))).map(lambda last: text[first:last]))
    forms = data.draw(st.lists(passage, min_size=1, max_size=8, unique=True))
    hits = find_terms(shadow(text), build_index((form, form) for form in forms))
    assert [(hit.start, hit.end) for hit in hits] == slow(text, forms)
    assert all(hit.id == text[hit.start : hit.end] for hit in hits)


def test_forms_of_one_term_may_fold_together() -> None:
    forms = [("NVLink", "nvlink"), ("NVlink", "nvlink"), ("晶片", "chip"), ("芯片", "chip")]
    assert clashes(forms) == ()
    assert tuple(find_terms(shadow("NVLINK晶片"), build_index(forms))) == (Hit(0, 6, "nvlink"), Hit(6, 8, "chip"))


def test_a_form_of_two_terms_is_a_clash() -> None:
    forms = [("反向传播", "bp"), ("CUDA", "cuda"), ("反向傳播", "backprop"), ("反向传播", "bp")]
    assert clashes(forms) == (Clash(("反向传播", "反向傳播"), ("bp", "backprop")),)
    with pytest.raises(ValueError, match="反向传播"):
        build_index(forms)


@pytest.mark.parametrize("form", ["", "\u200b"])
def test_an_empty_form_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        build_index([(form, "nothing")])


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("ab芯片"), st.text("\u200b\u00ad\u2060", max_size=2)), max_size=30), st.lists(st.text("ab芯片", min_size=1, max_size=4))
)
def test_what_nobody_sees_hides_no_term(pieces: list[tuple[str, str]], forms: list[str]) -> None:
    bare, text = "".join(char for char, _ in pieces), "".join(map("".join, pieces))
    index = build_index((form, form) for form in forms)
    hits = find_terms(shadow(text), index)
    assert [(hit.id, shadow(text[: hit.start]).text) for hit in hits] == [(hit.id, bare[: hit.start]) for hit in find_terms(shadow(bare), index)]
    assert all(shadow(text[hit.start : hit.end]).text == hit.id and not {text[hit.start], text[hit.end - 1]} - set("ab芯片") for hit in hits)


def test_no_terms_no_hits() -> None:
    assert not find_terms(shadow("算力"), build_index([]))


def test_a_text_takes_time_by_its_length_and_none_by_the_number_of_forms() -> None:
    few, many = (build_index([*((f"第{n}条", f"t{n}") for n in range(count)), ("A1", "a1")]) for count in (10, 10_000))
    short, long = (shadow("说起来，美国朋友用A1和GA100追求又小又快已经很多年了。" * times) for times in (10_000, TIMES * 10_000))
    assert len(find_terms(long, many)) == TIMES * 10_000
    assert growth(lambda text: find_terms(text, many), short, long) <= MOST
    assert growth(lambda index: find_terms(long, index), few, many) <= MOST
