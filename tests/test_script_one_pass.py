"""`s2tw` in one pass gives what OpenCC's own gives, on whatever is hard for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import generate_one_table
import pytest
from chinese import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc_data import converter, entries, tool
from sizes import examples

from reader.script import one_pass
from reader.script.one_pass import KEPT_IN_NAMES, TABLE, in_one_pass

dictionaries = pytest.mark.skipif(tool() is None, reason="this OpenCC wheel has no opencc_dict")


# For how many characters the single table does: for none, for all.
NEVER, ALWAYS = -1, 1 << 60


@cache
def quick(many: int) -> Callable[[str], str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(one_pass, "MANY", many)
        return in_one_pass(lambda: converter("s2tw"))


@pytest.mark.parametrize("many", [NEVER, ALWAYS])
@settings(deadline=None)
@given(text=texts())
def test_it_gives_what_opencc_gives(many: int, text: str) -> None:
    assert quick(many)(text) == converter("s2tw")(text)


@settings(deadline=None, max_examples=examples(10))
@given(pieces=st.lists(texts(), max_size=8), many=st.integers(0, 100))
def test_it_gives_the_same_wherever_the_other_tables_take_over(pieces: list[str], many: int) -> None:
    convert = quick.__wrapped__(many)
    assert list(map(convert, pieces)) == list(map(converter("s2tw"), pieces))


@dictionaries
@pytest.mark.parametrize("many", [NEVER, ALWAYS])
def test_every_phrase_behind_every_other_gives_the_same(many: int) -> None:
    keys = [key for name in ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases") for key, _ in entries(name)]
    run = "".join(keys), "".join(reversed(keys)), "".join(sorted(keys, key=lambda key: key[::-1]))
    for text in run:
        assert quick(many)(text) == converter("s2tw")(text)


@dictionaries
@pytest.mark.parametrize("name", [key for key, _ in entries("TWVariantsPhrases")] if tool() else [])
def test_a_phrase_of_the_variants_holds_a_character_that_is_always_changed_elsewhere(name: str) -> None:
    single = dict(entries("TWVariants"))
    assert any(kept in name and single[kept][0] != kept for kept in KEPT_IN_NAMES)


@pytest.mark.parametrize("many", [NEVER, ALWAYS])
@pytest.mark.parametrize("text", ["著名演員張棟樑", "張棟樑和純喫茶", "张栋樑，喫茶小舖", "⿰木喫茶", "一个\ue000中国", "一支张栋樑", "头发\n头发展"])
def test_names_over_the_edge_of_a_piece_are_as_opencc_writes_them(text: str, many: int) -> None:
    assert quick(many)(text) == converter("s2tw")(text)


def test_where_no_file_can_be_written_the_usual_way_converts(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(27, "File too large")

    def usual() -> Callable[[str], str]:
        return lambda text: f"usually {text}"

    monkeypatch.setattr(one_pass, "MANY", 1)
    begun = in_one_pass(usual)
    monkeypatch.setattr(Path, "write_bytes", full)
    assert in_one_pass(usual)("国") == "usually 国"
    assert begun("头发和皇后") == "頭髮和皇后"


@dictionaries
def test_the_single_table_is_what_its_generator_writes(tmp_path: Path) -> None:
    generate_one_table.write(tmp_path / "table")
    assert (tmp_path / "table").read_bytes() == TABLE.read_bytes(), "run tests/generate_one_table.py"
