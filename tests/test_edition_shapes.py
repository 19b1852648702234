"""Tables read all at once say what they say one by one, and so does the error where one of them is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.edition.fields import Entry
from reader.edition.glossary import TERM
from reader.edition.rebuttals import REBUTTAL
from reader.edition.remarks import REMARK
from reader.edition.repairs import CORRECTION
from reader.edition.shapes import Shape, columns_of, read_every, read_one
from reader.errors import EditionError

SOUND: dict[str, tuple[Shape[Any], dict[str, Any]]] = {
    "term": (TERM, {"id": "cha", "headword": "茶", "forms": ["茶", "tea bag"], "definition": "一种饮料。", "see": ["shui"], "as_of": "2025-07", "once": True}),
    "note": (REMARK, {"id": "cha", "kind": "fact", "essay": "a", "exact": "茶", "text": "一种饮料。", "marker": False}),
    "repair": (CORRECTION, {"essay": "a", "before": "茶", "after": "荼", "class": "typo", "reason": "形近", "confidence": "certain"}),
    "rebuttal": (
        REBUTTAL,
        {
            "id": "cha",
            "number": 101,
            "question": "q",
            "relation": "rebuts",
            "timing": "answers",
            "from": {"essay": "a", "exact": "茶"},
            "to": {"essay": "b", "exact": "水", "prefix": "热", "voice": "客人"},
            "note": "不同。",
            "mirror": "不同。",
            "weight": 3,
        },
    ),
}
TEXTS = st.sampled_from(["", " ", "\n", "茶\n茶", "\u3000茶", "\u200b", "\x0b", "\ue000", "a", "A-1", "a\u00e9", "-", "2025", "2025-13", "“", "；", "茶"])
VALUES: st.SearchStrategy[Any] = st.one_of(
    TEXTS,
    st.lists(st.one_of(TEXTS, st.just(1)), max_size=2),
    st.booleans(),
    st.integers(-1, 4),
    st.just(101),
    st.floats(),
    st.just({"essay": "b", "exact": "茶"}),
)


def outcome(read: Any, *given: Any) -> Any:
    try:
        return read(*given)
    except EditionError as error:
        return error.where, error.text, error.advice


def one_by_one(root: Entry, key: str, shape: Shape[Any]) -> tuple[Any, ...]:
    return tuple(read_one(entry, shape) for entry in root.entries(key))


@st.composite
def tables(draw: st.DrawFn, key: str) -> list[dict[str, Any]]:
    """Sound tables, in each of which some values are others, are missing or have another name."""
    shape, sound = SOUND[key]
    names = st.sampled_from([*shape.kinds, "off", "hint"])
    found = [{**sound} for _ in range(draw(st.integers(0, 3)))]
    for table in found:
        table |= draw(st.dictionaries(names, VALUES, max_size=2))
        for name in draw(st.sets(names, max_size=2)):
            table.pop(name, None)
    return found


@pytest.mark.parametrize("key", SOUND)
@given(st.data())
@settings(deadline=None)
def test_all_at_once_is_one_by_one(key: str, data: st.DataObject) -> None:
    shape, found = SOUND[key][0], {key: data.draw(tables(key))}
    assert outcome(read_every, Entry("x.toml", found), key, shape) == outcome(one_by_one, Entry("x.toml", found), key, shape)


@pytest.mark.parametrize("key", SOUND)
def test_sound_tables_are_read_all_at_once(key: str) -> None:
    shape, sound = SOUND[key]
    assert columns_of([sound, sound], shape)
    assert columns_of([sound, {**sound, "hint": "x"}], shape) is None


@pytest.mark.parametrize("wrong", [1, "x", {}, [1], [{}, "x"]])
def test_what_is_no_list_of_tables_is_named(wrong: object) -> None:
    with pytest.raises(EditionError, match="term"):
        read_every(Entry("x.toml", {"term": wrong}), "term", TERM)


def test_entries_to_be_passed_over_are() -> None:
    sound = SOUND["term"][1]
    root = Entry(
        "x.toml", {"term": [sound, {**sound, "id": "shui", "off": "never used"}, {**sound, "id": "bad", "see": 1}]}, skip=frozenset({"x.toml [[term]] 3 (bad)"})
    )
    assert [term.where for term in read_every(root, "term", TERM)] == ["x.toml [[term]] 1 (cha)"]
    root.done()
