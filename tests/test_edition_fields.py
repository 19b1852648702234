"""Typed access to tables: what is asked for is given, what is wrong is named, nothing is passed over."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reader.edition.fields import Entry, is_moment, near
from reader.errors import EditionError
from tests.sizes import examples

MOMENT = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z", re.ASCII)
KEYS = st.sampled_from(["id", "text", "essay", "exact", "prefix", "note", "mirror"])


def entry(**data: Any) -> Entry:
    return Entry("notes.toml [[note]] 1", data, "note")


def complaint(wanted: Any, *arguments: Any, **options: Any) -> EditionError:
    with pytest.raises(EditionError) as error:
        wanted(*arguments, **options)
    assert error.value.where == "notes.toml [[note]] 1"
    assert error.value.advice
    return error.value


@given(st.dictionaries(KEYS, st.text(min_size=1)), st.sets(KEYS))
@settings(deadline=None)
def test_a_table_is_done_exactly_when_every_key_was_asked_for(data: dict[str, str], asked: set[str]) -> None:
    table = entry(**data)
    for key in asked:
        assert table.quoted(key, "") == data.get(key, "")
    left = [key for key in data if key not in asked]
    if left:
        assert f"`{left[0]}`" in complaint(table.done).text
    else:
        table.done()


def test_values_of_the_right_type_are_given_as_they_are() -> None:
    table = entry(text="茶", number=3, once=True, forms=["a", "b"], words={"乙": "二", "甲": "一"}, to={"essay": "cha"})
    assert (table.text("text"), table.number("number"), table.flag("once", default=False)) == ("茶", 3, True)
    assert table.texts("forms") == ("a", "b")
    assert table.pairs("words") == (("乙", "二"), ("甲", "一"))
    assert table.table("to").text("essay") == "cha"
    table.done()


def test_defaults_stand_in_for_missing_keys() -> None:
    table = entry()
    assert (table.text("a", "x"), table.number("b", 2), table.flag("c", default=True)) == ("x", 2, True)
    assert (table.texts("d", ["y"]), table.pairs("e"), tuple(table.entries("f"))) == (("y",), (), ())


def test_true_is_no_number_and_one_is_not_true() -> None:
    assert "true or false" in complaint(entry(number=True).number, "number").text
    assert "a whole number" in complaint(entry(once=1).flag, "once", default=False).text
    assert "decimal point" in complaint(entry(number=1.5).number, "number").text


def test_a_required_text_is_not_blank_and_an_optional_one_may_be() -> None:
    assert "is empty" in complaint(entry(text="　\n").text, "text").text
    assert "is empty" in complaint(entry(text="\u200b \ufeff").text, "text").text
    assert entry(text="").text("text", "x") == ""
    assert entry(text=" ").text("text", "x") == ""
    assert (entry(text=" ").quoted("text", ""), entry(text=" ").put("text")) == (" ", " ")


@given(st.text(max_size=3) | st.text(st.characters(categories=("Cc", "Cn")), max_size=3))
def test_what_is_printed_is_what_xml_can_hold_and_a_quotation_is_as_it_is(text: str) -> None:
    held = True
    try:
        etree.Element("p").text = text
    except ValueError:
        held = False
    wanted = entry(text=text, texts=[f"茶{text}"], pairs={"茶": text})
    for get in (partial(wanted.text, "text", ""), partial(wanted.texts, "texts"), partial(wanted.pairs, "pairs"), partial(wanted.put, "text")):
        try:
            get()
        except EditionError as error:
            assert "which no book can hold" in error.text  # noqa: PT017
        else:
            assert held
    assert wanted.quoted("text", "") == text


@pytest.mark.parametrize("name", ["", "Cha", "2cha", "cha_1", "茶", "cha\n", "-cha", "cha 1"])
def test_only_names_that_are_safe_in_css_are_ids(name: str) -> None:
    complaint(entry(id=name).id)


@pytest.mark.parametrize("name", ["c", "cha", "cha-1", "h20", "a--b"])
def test_safe_names_are_ids(name: str) -> None:
    assert entry(id=name).id() == name


@pytest.mark.parametrize("day", ["", "2025", "2025-07", "2025-12-31"])
def test_years_months_and_days_are_moments(day: str) -> None:
    assert entry(as_of=day).moment("as_of") == day


@pytest.mark.parametrize("day", ["25", "2025-13", "2025-00", "2025-7", "2025/07", "2025年", "２０２５", "2025-07-32", "2025\n"])
def test_nothing_else_is_a_moment(day: str) -> None:
    complaint(entry(as_of=day).moment, "as_of")


@settings(max_examples=examples(500))
@given(st.text("0123459-\n２", max_size=11) | st.from_regex(MOMENT, fullmatch=True))
def test_moments_are_what_the_standard_says(text: str) -> None:
    assert is_moment(text) == bool(MOMENT.match(text))


def test_entries_are_named_by_place_and_by_id() -> None:
    first, second = Entry("rebuttals.toml", {"rebuttal": [{"id": "hair"}, {}]}).entries("rebuttal")
    assert (first.where, second.where) == ("rebuttals.toml [[rebuttal]] 1 (hair)", "rebuttals.toml [[rebuttal]] 2")
    assert next(entry(part=[{}]).entries("part")).where == "notes.toml [[note]] 1 [[note.part]] 1"
    assert Entry("edition.toml", {"book": {}}).table("book").where == "edition.toml [book]"


def test_a_slip_is_recognised_and_a_stranger_is_not() -> None:
    assert near("headwrod", {"headword", "forms", "id"}) == "headword"
    assert near("colour", {"headword", "forms", "id"}) == ""
    assert "is `headwrod` meant" in complaint(entry(headwrod="茶", id="cha").text, "headword").advice


@given(st.recursive(st.booleans() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2)))
@settings(deadline=None)
def test_any_value_at_all_is_given_or_refused_never_a_crash(value: Any) -> None:
    for wanted in ("text", "number", "texts", "pairs", "id", "table", "entries"):
        with suppress(EditionError):
            getattr(entry(key=value), wanted)("key")
