"""Bytes of an edition: UTF-8 with or without a byte order mark is read, everything else is named with its line."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.edition.files import decode, read_inside, read_toml
from reader.errors import EditionError, InputError
from tests.editions import SHIPPED

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
SIMPLIFIED = sorted((SHIPPED / "essays").glob("00[034]_*.txt"))


def complaint(data: bytes) -> str:
    with pytest.raises(EditionError) as error:
        decode(data, where="glossary.toml")
    assert error.value.where == "glossary.toml"
    return str(error.value)


@given(TEXT)
@settings(deadline=None)
def test_utf8_is_read_with_and_without_a_byte_order_mark(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode(), where="x") == decode(b"\xef\xbb\xbf" + text.encode(), where="x") == text


@given(TEXT, st.sampled_from([b"\xff", b"\xc3\n", b"\xe8\x8c", b"\x80"]), st.binary(max_size=4))
@settings(deadline=None)
def test_the_line_of_the_first_byte_that_is_wrong_is_named(text: str, wrong: bytes, rest: bytes) -> None:
    data = text.encode() + wrong + b"\n" + rest
    if b"\0" not in data and data[:2] not in {b"\xff\xfe", b"\xfe\xff"} and not text.startswith("\ufeff"):
        count = text.count("\n") + 1
        assert f"(line {count})" in complaint(data)


@pytest.mark.parametrize("line", ["喝茶的人头发白得慢，这是规矩。", "算力", '[[term]]\nheadword = "显卡"'])
def test_gbk_is_named(line: str) -> None:
    assert "looks like GBK" in complaint(line.encode("gbk"))


@pytest.mark.parametrize("line", ["喝茶的人頭髮白得慢，這是規矩。", "硬體與軟體", '[[term]]\nheadword = "顯示卡的說明"'])
def test_big5_is_named(line: str) -> None:
    assert "looks like Big5" in complaint(line.encode("big5"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_named(encoding: str) -> None:
    assert "looks like UTF-16" in complaint('[[term]]\nheadword = "显卡"'.encode(encoding))


def test_every_paragraph_of_a_real_text_in_gbk_is_named_as_such() -> None:
    lines = [line for path in SIMPLIFIED for line in path.read_text(encoding="utf-8").split("\n") if len(line) > 20]
    assert len(lines) > 50
    for line in lines:
        data = line.encode("gbk", errors="ignore")
        assert "looks like GBK" in complaint(data), line


def test_latin_bytes_are_not_taken_for_chinese() -> None:
    assert "looks like" not in complaint("une théière à thé".encode("latin-1"))


@pytest.mark.parametrize("name", ["../a.txt", "/etc/hostname", "essays/../../a.txt", "C:/a.txt", "essays\\a.txt"])
def test_names_that_lead_out_of_the_folder_are_refused_before_anything_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    with pytest.raises(EditionError):
        read_inside(tmp_path / "edition", name, where="x")


def test_names_inside_the_folder_are_read(tmp_path: Path) -> None:
    (tmp_path / "茶").mkdir()
    (tmp_path / "茶" / "a b.txt").write_bytes(b"x")
    assert read_inside(tmp_path, "茶/a b.txt", where="x") == b"x"


def test_an_optional_file_may_be_missing_and_no_other(tmp_path: Path) -> None:
    assert read_toml(tmp_path, "notes.toml", optional=True) == {}
    with pytest.raises(InputError):
        read_toml(tmp_path, "edition.toml")


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\nb = ", 2), ("a = 1\n\n[b\nc = 2", 3), ('a = """\n\n\n', 3), ("a = 1\r\nb = x\r\n", 2)],
)
def test_a_syntax_error_names_its_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "notes.toml").write_bytes(text.encode())
    with pytest.raises(EditionError) as error:
        read_toml(tmp_path, "notes.toml")
    assert error.value.where == f"notes.toml line {line}"


def test_what_is_nested_beyond_reason_is_named(tmp_path: Path) -> None:
    (tmp_path / "deep.toml").write_text(f"x = {'[' * 5000}{']' * 5000}\n", encoding="utf-8")
    with pytest.raises(EditionError, match="deep in one another") as caught:
        read_toml(tmp_path, "deep.toml")
    assert caught.value.where == "deep.toml"


@pytest.mark.parametrize("name", ["edition.toml", "repairs.toml", "glossary.toml", "rebuttals.toml", "notes.toml", "script.toml"])
def test_tables_are_those_of_the_standard_library_in_the_order_of_the_file_whatever_ends_the_lines(tmp_path: Path, name: str) -> None:
    text = (SHIPPED / name).read_bytes().replace(b"\r\n", b"\n")
    expected = json.dumps(tomllib.loads(text.decode()), ensure_ascii=False)
    for ends in (b"\n", b"\r\n"):
        (tmp_path / name).write_bytes(text.replace(b"\n", ends))
        assert json.dumps(read_toml(tmp_path, name), ensure_ascii=False) == expected
