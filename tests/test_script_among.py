"""Of many texts those that hold something, without a look at each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.script.among import AT_ONE_LOOK, among


@given(st.lists(st.sampled_from(["", "甲", "乙", "甲\n乙", "丙"]), max_size=3), st.integers(0, 3))
def test_they_are_those_of_which_it_is_true_one_by_one(few: list[str], more: int) -> None:
    texts = [text for _ in range(more) for text in (*["丙"] * (AT_ONE_LOOK // 2 + 1), *few)]
    assert among(texts, lambda text: "乙" in text) == {at for at, text in enumerate(texts) if "乙" in text}


def test_where_none_holds_it_none_is_asked_alone() -> None:
    asked = list[str]()

    def ask(text: str) -> bool:
        asked.append(text)
        return False

    assert not among(["甲"] * (2 * AT_ONE_LOOK), ask)
    assert len(asked) == 2
