"""Each format against its case files: what is read, mark by mark, and that damaged bytes cost a finding and nothing else."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from reader.marks.formats.kindletime import iso_time
from reader.marks.luatable import DEEPEST, LuaError, read_table
from reader.marks.recognise import FORMATS, format_of, read_marks_file
from tests.marks import CASES, KEYS, case_bytes, every_case, expected

FILES = every_case()
# A database costs a process each time.
NIGHTLY = os.environ.get("READER_HYPOTHESIS") == "nightly"
DAMAGED, DAMAGED_DATABASES = (1000, 1000) if NIGHTLY else (60, 6)


def name_of(path: Path) -> str:
    return path.relative_to(CASES).as_posix()


def test_every_file_is_described_and_every_format_has_one() -> None:
    assert set(map(name_of, FILES)) == set(expected())
    assert {name.partition("/")[0] for name in expected()} == set(FORMATS)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_holds_what_is_said_of_it(path: Path) -> None:
    case, data = expected()[name_of(path)], case_bytes(path)
    assert format_of(data) == case["format"]
    reading = read_marks_file(data, case["format"])
    found = [{key: value for key in KEYS if (value := getattr(mark, key))} for mark in reading.marks]
    assert found == case.get("mark", [])
    assert [f"{finding.where}: {finding.text}" for finding in reading.findings] == case.get("findings", [])


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_damaged_bytes_raise_nothing(path: Path) -> None:
    chance = random.Random(path.name)
    for _ in range(DAMAGED_DATABASES if path.suffix == ".sql" else DAMAGED):
        data = damaged(case_bytes(path), chance)
        for name in filter(None, (format_of(data), expected()[name_of(path)]["format"])):
            for mark in read_marks_file(data, name).marks:
                mark.quote.encode()
                mark.note.encode()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some cut out, put in, doubled or changed."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(changed) + 1)
        end = min(len(changed), start + chance.choice((0, 1, 1, 2, 30, 400)))
        doubled = bytes(changed[start:end]) * 2
        changed[start:end] = chance.choice((b"", chance.randbytes(3), doubled, b'"', b"{", b"[", b"\0", b"<", b"\n\n", b"9" * 30, b"null"))
    return bytes(changed)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("添加于 2026年3月1日星期日 上午12:00:59", "2026-03-01 00:00:59"),
        ("添加于 2026年3月1日星期日 下午12:00:59", "2026-03-01 12:00:59"),
        ("新增於 2024年3月15日 星期五 下午1:02:03", "2024-03-15 13:02:03"),
        ("Added on Monday, March 4, 2019 12:15:00 PM", "2019-03-04 12:15:00"),
        ("Added on Monday, March 4, 2019 12:15:00 AM", "2019-03-04 00:15:00"),
        ("Added on Friday, March 02, 2012, 07:27 PM", "2012-03-02 19:27:00"),
        ("Added on Wednesday, 11 October 2023 12:09:00", "2023-10-11 12:09:00"),
        ("Hinzugefügt am irgendwann", "Hinzugefügt am irgendwann"),
    ],
)
def test_the_times_of_a_kindle(said: str, meant: str) -> None:
    assert iso_time(said) == meant


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("return {}", {}),
        ('return {"a", [3] = 4, x = true, ["y"] = nil; 0x10}', {1: "a", 3: 4, "x": True, "y": None, 2: 16}),
        ('-- comment\nreturn { ["a"] = "\\"\\\\\\\n\\65\\x42\\n", ["b"] = -1.5e2 }', {"a": '"\\\nAB\n', "b": -150.0}),
    ],
)
def test_a_table_of_lua(text: str, table: dict[object, object]) -> None:
    assert read_table(text) == table


@pytest.mark.parametrize(
    "text",
    [
        "return { a = os.execute('x') }",
        "return { a = (function() end)() }",
        "return {}\nos.execute('x')",
        "os.execute('x')",
        'return { a = "b" .. "c" }',
        "return " + "{" * (DEEPEST + 5) + "}" * (DEEPEST + 5),
        "return {} }",
        "return { [os.exit()] = 1 }",
    ],
)
def test_a_table_of_lua_is_data_or_nothing(text: str) -> None:
    with pytest.raises(LuaError):
        read_table(text)
