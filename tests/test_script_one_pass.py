"""`s2tw` in one pass gives what OpenCC's own gives, on whatever is hard for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from chinese import texts
from hypothesis import given, settings
from opencc_data import converter, entries, tool

from reader.script.one_pass import KEPT_IN_NAMES, in_one_pass

dictionaries = pytest.mark.skipif(tool() is None, reason="this OpenCC wheel has no opencc_dict")


@cache
def quick() -> Callable[[str], str]:
    return in_one_pass(lambda: converter("s2tw"))


@settings(deadline=None)
@given(texts())
def test_it_gives_what_opencc_gives(text: str) -> None:
    assert quick()(text) == converter("s2tw")(text)


@dictionaries
def test_every_phrase_behind_every_other_gives_the_same() -> None:
    keys = [key for name in ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases") for key, _ in entries(name)]
    run = "".join(keys), "".join(reversed(keys)), "".join(sorted(keys, key=lambda key: key[::-1]))
    for text in run:
        assert quick()(text) == converter("s2tw")(text)


@dictionaries
@pytest.mark.parametrize("name", [key for key, _ in entries("TWVariantsPhrases")] if tool() else [])
def test_a_phrase_of_the_variants_holds_a_character_that_is_always_changed_elsewhere(name: str) -> None:
    single = dict(entries("TWVariants"))
    assert any(kept in name and single[kept][0] != kept for kept in KEPT_IN_NAMES)


@pytest.mark.parametrize("text", ["著名演員張棟樑", "張棟樑和純喫茶", "张栋樑，喫茶小舖", "⿰木喫茶", "一个\ue000中国", "一支张栋樑", "头发\n头发展"])
def test_names_over_the_edge_of_a_piece_are_as_opencc_writes_them(text: str) -> None:
    assert quick()(text) == converter("s2tw")(text)


def test_where_no_file_can_be_written_the_usual_way_converts(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(27, "File too large")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert in_one_pass(lambda: lambda text: f"usually {text}")("国") == "usually 国"
