"""What `reader marks` writes: again changes nothing, what a person touched or deleted stays so, two ways to one mark are one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.edition.readers import read_marks
from reader.marks.found import Found, tidy
from tests.commands import run
from tests.editions import CLUB, copy_of
from tests.marks import CASES, bring

FILES = ("readers.toml", "orphans.toml", "readers.seen")
QUOTES = ("茶馆里里外外都是闲人", "茶館裡裡外外都是閒人", "NVLink1再快", "头发白得慢", "不在书里的话，一个字也不在", "提神", "")
NOTES = st.text(max_size=30) | st.sampled_from(['"""', "a\nb", "\\", "[[mark]]\nid = 1", "\x7f", "一\r\n二"])
founds = st.builds(Found, st.sampled_from(QUOTES) | st.text(max_size=12), NOTES, st.sampled_from(["", "2026-03-01"]), chapter=st.sampled_from(["", "茶与咖啡"]))


def texts(folder: Path) -> list[str]:
    return [(folder / name).read_text(encoding="utf-8") if (folder / name).exists() else "" for name in FILES]


@given(st.lists(founds.map(tidy), max_size=8))
def test_importing_twice_changes_nothing(tmp_path_factory: pytest.TempPathFactory, marks: list[Found]) -> None:
    folder = tmp_path_factory.mktemp("marks")
    marks = [mark for mark in marks if mark.quote or mark.note]
    bring(marks, folder)
    once = texts(folder)
    bring(marks, folder)
    assert texts(folder) == once
    bring(reversed(marks), folder)
    assert texts(folder) == once
    kept = {mark.note for mark in (*read_marks(folder / "readers.toml"), *read_marks(folder / "orphans.toml"))}
    assert kept <= {mark.note for mark in marks}


def test_the_same_mark_from_two_ways_is_one_with_the_longer_note(tmp_path: Path) -> None:
    bring([Found("茶馆里里外外都是闲人", "短", "2026-03-01 20:00:05", "koreader")], tmp_path)
    bring([Found("茶館裡裡外外都是閒人", "长一些的", "2026-03-01T12:00:05Z", "readwise")], tmp_path)
    (mark,) = read_marks(tmp_path / "readers.toml")
    assert (mark.note, mark.made, mark.source) == ("长一些的", "2026-03-01 20:00:05", "koreader")


def test_what_a_person_has_touched_or_deleted_stays_so(tmp_path: Path) -> None:
    marks = [Found("茶馆里里外外都是闲人", "一"), Found("他们要赶时间", "二"), Found("不在书里的话，一个字也不在", "三")]
    bring(marks, tmp_path)
    readers, orphans = tmp_path / "readers.toml", tmp_path / "orphans.toml"
    head, first, second = readers.read_text(encoding="utf-8").split("[[mark]]")
    touched = f"{head}# 我的话\n[[mark]]{second.replace('二', '编者改过')}\n# 末尾\n"
    readers.write_text(touched, encoding="utf-8")
    orphans.unlink()
    imported = bring([replace(mark, note=f"{mark.note}，后来又写了一大段") for mark in marks], tmp_path)
    assert readers.read_text(encoding="utf-8") == touched
    assert not orphans.exists()
    assert len(imported.merged.kept_away) == 2
    assert "一" in first


def test_an_orphan_that_has_its_place_now_moves(tmp_path: Path) -> None:
    bring([Found("头发白得慢", "一")], tmp_path)
    assert [mark.state for mark in read_marks(tmp_path / "orphans.toml")] == ["orphan"]
    orphan = read_marks(tmp_path / "orphans.toml")[0]
    (tmp_path / "readers.toml").write_text(f'[[mark]]\nid = "{orphan.id}"\nmember = "me"\nessay = "cha"\nexact = "头发白得慢"\n', encoding="utf-8")
    (tmp_path / "orphans.toml").unlink()
    before = texts(tmp_path)
    bring([Found("头发白得慢", "一")], tmp_path)
    assert texts(tmp_path) == before


def test_the_command_on_a_folder_of_every_format(tmp_path: Path) -> None:
    copy_of(CLUB, tmp_path / "club")
    copy_of(CASES, tmp_path / "marks")
    said = run("marks", "marks", "--edition", "club", "--who", "阿里", "-o", "marks/readers.toml", cwd=tmp_path)
    assert said.code == 0
    assert "《别的书（下册）》 1" in said.out
    assert "with-code.lua: [mark-broken] line 7" in said.err
    marks = {mark.exact: mark for mark in read_marks(tmp_path / "marks" / "readers.toml")}
    assert {exact: mark.essay for exact, mark in marks.items()} == {
        "茶馆里里外外都是闲人": "cha",
        "头发白得慢": "cha",
        "NVLink再快，也快不过一口浓茶": "cha",
        "也快不过一口浓茶": "cha",
        "他们要赶时间": "cha",
        "“茶是有用的。”\n喝咖啡的人": "cha",
        "茶是有用的。": "cha",
        "他们说：“茶是有用的。”": "cha",
        "頭髮白得慢": "kafei",
        "發展咖啡文化": "kafei",
        "要在後面慢慢來": "kafei",
        "茶也提神，但是慢。": "kafei",
    }
    assert marks["头发白得慢"].note == "祖父也这么说，\n“白得慢”三个字我记了三十年 \\ 一辈子。"
    assert marks["發展咖啡文化"].note == "慢工出細活。"
    assert {mark.member for mark in marks.values()} == {"阿里"}
    assert {mark.share for mark in marks.values()} == {"me"}
    before = texts(tmp_path / "marks")
    again = run("marks", "marks", "--edition", "club", "--who", "阿里", "-o", "marks/readers.toml", cwd=tmp_path)
    assert again.out.splitlines()[-1] == "→ marks/readers.toml: 0 new, 0 changed"
    assert texts(tmp_path / "marks") == before


def test_what_holds_no_marks_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("nothing", encoding="utf-8")
    said = run("marks", "x.txt", cwd=tmp_path)
    assert said.code == 4
    assert said.err == "reader: x.txt: holds no marks in a format known here → docs/marks.md says for each device which file it is\n"
    assert not (tmp_path / "readers.toml").exists()
