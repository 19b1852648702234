"""Marks on their way out: what other programs get, and that an annotation set comes back as the same marks."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from reader.edition.readers import read_marks
from reader.marks.found import Found
from tests.commands import run
from tests.editions import CLUB, copy_of
from tests.marks import bring

MARKS = (
    Found("茶馆里里外外都是闲人", "# 祖父\n1. 也*这么*说", "2026-03-01 20:00:05", "koreader"),
    Found("頭髮白得慢", "=SUM(A1)", "2026-03-01T12:00:59.000Z", "annotation", href="text/kafei.xhtml"),
    Found("“茶是有用的。”\n喝咖啡的人", "", "", "weread"),
    Found("不在书里的话，一个字也不在", "没有着落"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the small edition and the marks of two members."""
    copy_of(CLUB, tmp_path / "club")
    bring(MARKS, tmp_path, member="阿里")
    bring([Found("他们要赶时间", "别人的")], tmp_path, member="某乙")
    return tmp_path


def exported(folder: Path, form: str, *options: str) -> bytes:
    said = run("marks", "export", "--format", form, "--edition", "club", "-o", "out", *options, cwd=folder)
    assert said.code == 0, said.err
    return (folder / "out").read_bytes()


def test_markdown(folder: Path) -> None:
    lines = exported(folder, "markdown", "--who", "阿里").decode().splitlines()
    assert lines[0] == "# 茶与咖啡之争"
    assert [line for line in lines if line.startswith("## ")] == ["## 茶与咖啡", "## 咖啡的辯護"]
    assert "> 茶馆里里外外都是闲人" in lines
    assert "\\# 祖父" in lines
    assert "1\\. 也\\*这么\\*说" in lines
    assert any(line.startswith("— 阿里，2026-03-01 20:00:05 ^") for line in lines)
    assert not any("别人的" in line for line in lines)


def test_csv(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(folder, "csv").decode("utf-8-sig"), newline="")))
    assert [row["exact"] for row in rows] == ["茶馆里里外外都是闲人", "“茶是有用的。”\n喝咖啡的人", "他们要赶时间", "頭髮白得慢"]
    assert rows[3]["note"] == "'=SUM(A1)"
    assert {row["member"] for row in rows} == {"阿里", "某乙"}


@pytest.mark.parametrize("script", [[], ["--simplified"], ["--traditional", "--region", "hk"]])
@pytest.mark.parametrize("form", ["annotation", "annotations"])
def test_an_annotation_set_comes_back_as_the_same_marks(folder: Path, form: str, script: list[str]) -> None:
    data = exported(folder, form, "--who", "阿里", *script)
    (folder / "back").mkdir()
    (folder / "back" / f"x.{form}").write_bytes(data)
    said = run("marks", f"back/x.{form}", "--who", "阿里", "--edition", "club", "-o", "back/readers.toml", cwd=folder)
    assert said.code == 0

    def facts(path: Path) -> list[tuple[str, ...]]:
        return [(mark.id, mark.essay, mark.exact, mark.note) for mark in read_marks(path) if mark.member == "阿里"]

    assert facts(folder / "back" / "readers.toml") == facts(folder / "readers.toml")


def test_the_shape_of_an_annotation_set(folder: Path) -> None:
    top = json.loads(exported(folder, "annotation", "--traditional"))
    assert top["@context"] == "http://www.w3.org/ns/anno.jsonld"
    first = top["items"][0]
    assert first["target"]["source"] == "EPUB/cha.xhtml"
    assert first["target"]["selector"][0]["exact"] == "茶館裡裡外外都是閒人"
    assert first["created"] == "2026-03-01T20:00:05"
    with zipfile.ZipFile(io.BytesIO(exported(folder, "annotations"))) as archive:
        assert archive.namelist() == ["annotations.json"]
        assert json.loads(archive.read("annotations.json"))["@context"] == "https://www.w3.org/ns/epub-anno.jsonld"


def test_the_same_marks_give_the_same_bytes(folder: Path) -> None:
    for form in ("annotation", "annotations", "markdown", "csv"):
        assert exported(folder, form) == exported(folder, form)


def test_without_a_file_one_line_says_how_to_get_one(tmp_path: Path) -> None:
    said = run("marks", "export", "--format", "csv", cwd=tmp_path)
    assert said.code == 4
    assert said.err == "reader: readers.toml: no such file → reader marks FILE… makes one from a device's files\n"
