"""Law: what is saved in an encoding known here is read as it was (the cases stand in `tests/cases/sources/`)."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.edition.sources.encodings import chinese_encoding, read_text
from reader.errors import EditionError
from reader.script.convert import convert
from tests.editions import SHIPPED
from tests.growing import MOST, TIMES, growth
from tests.sizes import examples

ENCODINGS = ("gbk", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8", "utf-8-sig")
FRENCH = "Une théière est un récipient destiné à préparer et à servir le thé. Elle fut inventée en Chine à l'époque où le thé commença à être infusé."
JAPANESE = "日本の国会と大学は、体の芸当を広く図る。人工知能の研究開発動向について、この報告書は述べる。"


@cache
def sentences() -> dict[str, list[str]]:
    """Sentences of the shipped edition, in simplified and in traditional characters."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((SHIPPED / "essays").glob("00[034]_*.txt"))]
    simplified = [convert(text, target="zh-Hans", origin="zh-Hans") for text in re.findall("[^。\n]+。", "\n".join(texts))]
    return {"zh-Hans": simplified, "zh-Hant": [convert(text, target="zh-Hant-TW", origin="zh-Hans") for text in simplified]}


def chosen(script: str) -> st.SearchStrategy[str]:
    known = sentences()[script]
    pieces = st.lists(st.integers(0, len(known) - 1).map(lambda at: known[at]), min_size=2, max_size=12)
    return st.tuples(st.sampled_from(["", "\n", "\r\n", "tea 2025\n"]), pieces).map(lambda drawn: drawn[0].join(drawn[1]))


def savable(text: str, encoding: str) -> str:
    return text.encode(encoding, "ignore").decode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant"])
@settings(deadline=None, max_examples=examples(30))
@given(st.data())
def test_a_text_is_read_as_it_was_written(script: str, encoding: str, data: st.DataObject) -> None:
    text = savable(data.draw(chosen("zh-Hant" if encoding == "big5hkscs" else script)), encoding)
    read, findings = read_text(text.encode(encoding), name="a.txt")
    assert read == text
    assert [finding.code for finding in findings] == ([] if encoding.startswith("utf-8") else ["source-encoding"])


@settings(deadline=None)
@given(chosen("zh-Hans"), st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x2FFFF, categories=["Lo"]), max_size=10))
def test_characters_of_four_bytes_are_read(text: str, rare: str) -> None:
    text = savable(text + rare + "。", "gb18030")
    assert read_text(text.encode("gb18030"), name="a.txt")[0] == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_latin_without_a_mark_is_read(encoding: str) -> None:
    text = "The quick brown fox jumps over the lazy dog.\n"
    assert read_text(text.encode(encoding), name="a.txt")[0] == text


def test_a_null_makes_no_utf_16() -> None:
    assert read_text("头发\0白\0\0了".encode(), name="a.txt") == ("头发\0白\0\0了", ())


@pytest.mark.parametrize(("text", "encoding"), [(FRENCH, "cp1252"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp")])
def test_what_is_no_chinese_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(EditionError, match="no encoding that is known"):
        read_text(text.encode(encoding), name="a.txt")


@settings(deadline=None)
@given(chosen("zh-Hans"), st.data())
def test_damaged_utf_8_is_not_taken_for_another_encoding(text: str, data: st.DataObject) -> None:
    body = text.encode()
    place = data.draw(st.integers(0, len(body)))
    with pytest.raises(EditionError, match="damaged"):
        read_text(body[:place] + b"\xff" + body[place:], name="a.txt")


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    said = ""
    try:
        read_text(data, name="a.txt", page=True)
    except EditionError as error:
        said = str(error)
    assert "\n" not in said


def test_a_long_text_is_told_in_time_that_grows_with_it() -> None:
    small, large = (("".join(sentences()["zh-Hans"]) * times).encode("gb18030") for times in (10, TIMES * 10))
    assert chinese_encoding(large) == "gb18030"
    assert growth(chinese_encoding, small, large) <= MOST
