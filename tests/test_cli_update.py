"""`reader update`: what holds, what moves, what is lost, and the ids that follow their text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reader.book.compose import read_essays
from reader.edition import load_edition
from tests.commands import run
from tests.editions import CLUB, ROOT, copy_of
from tests.test_cli_add import files

OLD = (CLUB / "essays" / "cha.txt").read_text(encoding="utf-8")
MIXED = ROOT / "tests" / "cases" / "editions" / "mixed"


@pytest.fixture
def club(tmp_path: Path) -> Path:
    folder = copy_of(CLUB, tmp_path / "club")
    with (folder / "notes.toml").open("a", encoding="utf-8") as notes:
        notes.write('\n# 一条注。\n[[note]]  # 原样\nid = "coffee"\nkind = "fact"\nessay = "cha"\nexact = "他们要赶时间"\n')
        notes.write('text = "时间是赶不上的，这是常识，也是经验，不必举证。"\n')
    return folder


def update(club: Path, text: str, *options: str) -> dict[str, object]:
    """What the update of the essay `cha` to a text says, as JSON."""
    (club.parent / "new.txt").write_text(text, encoding="utf-8")
    said = run("update", "club", "cha", "new.txt", "--json", *options, cwd=club.parent)
    assert said.code == 0, said.err
    value = json.loads(said.out)
    assert isinstance(value, dict)
    return value


def blocks(folder: Path) -> dict[str, str]:
    """The ids of the essay's blocks by their texts."""
    return {block.text: block.id for block in read_essays(load_edition(folder)).essays[0].blocks}


def test_nothing_is_written_before_it_is_asked_for(club: Path) -> None:
    before = files(club)
    said = run("update", "club", "cha", "club/essays/cha.txt", cwd=club.parent)
    assert (said.code, said.err) == (0, "")
    assert "4 lines keep their ids, 0 are new" in said.out
    assert "--write" in said.out
    assert files(club) == before


def test_the_same_text_keeps_everything(club: Path) -> None:
    before = blocks(club)
    told = update(club, OLD, "--write")
    assert (told["moved"], told["lost"]) == ([], [])
    assert blocks(club) == before
    assert run("check", "club", cwd=club.parent).code == 0


def test_ids_follow_their_text_and_new_paragraphs_get_ids_that_nothing_had(club: Path) -> None:
    before = blocks(club)
    lines = OLD.rstrip("\n").split("\n")
    update(club, "\n".join(["从前没有的一段。", "", lines[0], "", *lines[4:], "", lines[2]]) + "\n", "--write")
    after = blocks(club)
    assert {text: name for text, name in after.items() if text in before} == before
    (new,) = (name for text, name in after.items() if text not in before)
    assert re.fullmatch("cha-h[0-9a-f]{8}", new)
    again = update(club, OLD, "--write")
    assert (again["source"], blocks(club)) == ("essays/cha-3.txt", before)


def test_a_changed_quotation_is_taken_over_and_comments_stay(club: Path) -> None:
    told = update(club, OLD.replace("他们要赶时间", "他们总是要赶时间"), "--write")
    assert told["moved"] == [{"entry": "notes.toml [[note]] 2 (coffee)", "key": "exact", "value": "他们总是要赶时间"}]
    notes = (club / "notes.toml").read_text(encoding="utf-8")
    assert "# 一条注。\n[[note]]  # 原样\n" in notes
    assert load_edition(club).remarks[1].passage.exact == "他们总是要赶时间"
    assert run("check", "club", cwd=club.parent).code == 0


def test_what_stands_twice_now_gets_its_context(club: Path) -> None:
    told = update(club, OLD + "\n另外一些人也说，他们要赶时间，不然就迟到。\n", "--write")
    assert {move["key"] for move in told["moved"]} == {"prefix", "suffix"}  # type: ignore[attr-defined]
    assert run("check", "club", cwd=club.parent).code == 0


def test_what_is_lost_stays_in_its_file_switched_off_with_the_reason(club: Path) -> None:
    told = update(club, OLD.replace("里里里外外", "到处").replace("，头发白得慢", "").replace("茶馆", "茶铺"), "--write")
    lost = {entry["entry"] for entry in told["lost"]}  # type: ignore[attr-defined]
    assert lost == {"repairs.toml [[repair]] 1 (cha)", "rebuttals.toml [[rebuttal]] 1 (hair)"}
    edition = load_edition(club)
    assert (edition.corrections, edition.rebuttals) == ((), ())
    assert re.search(r'^off = "new\.txt: .*does not stand in the source"$', (club / "repairs.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert "里里外外" in (club / "repairs.toml").read_text(encoding="utf-8")
    assert run("build", "club", cwd=club.parent).code == 0


def test_another_kind_of_file_is_a_new_version_too(club: Path) -> None:
    (club.parent / "new.md").write_text("# 茶与咖啡\n\n" + OLD.partition("\n\n")[2].replace(";\n", ";").replace("；\n", "；"), encoding="utf-8")
    said = run("update", "club", "cha", "new.md", "--write", cwd=club.parent)
    assert said.code == 0, said.err
    assert load_edition(club).essays[0].source.name == "essays/cha-2.md"
    assert run("build", "club", cwd=club.parent).code == 0


def test_rules_that_the_new_text_needs_are_switched_on(tmp_path: Path) -> None:
    folder = copy_of(MIXED, tmp_path / "club")
    text = (folder / "essays" / "cha.txt").read_text(encoding="utf-8").replace("喝茶的人", "　　喝茶的人")
    (tmp_path / "new.txt").write_text(text, encoding="utf-8")
    assert run("update", "club", "cha", "new.txt", "--write", cwd=tmp_path).code == 0
    assert [rule.name for rule in load_edition(folder).rules] == ["edge-space"]


@pytest.mark.parametrize(
    ("essay", "name", "code", "words"),
    [("none", "new.txt", 2, "there is no essay “none”"), ("cha", "no.txt", 4, "file not found"), ("cha", "empty.txt", 3, "")],
)
def test_what_cannot_be_done_is_said_in_one_line_and_changes_nothing(club: Path, essay: str, name: str, code: int, words: str) -> None:
    (club.parent / "new.txt").write_text(OLD, encoding="utf-8")
    (club.parent / "empty.txt").write_text("\n", encoding="utf-8")
    before = files(club)
    said = run("update", "club", essay, name, "--write", cwd=club.parent)
    assert (said.code, len(said.err.splitlines())) == (code, 1)
    assert words in said.err
    assert files(club) == before


def test_a_list_of_names_that_does_not_fit_is_refused(club: Path) -> None:
    update(club, OLD, "--write")
    names = club / "essays" / "cha-2.txt.names"
    for text in ("l1\n", "\n".join(["l1"] * 7), names.read_text(encoding="utf-8").replace("l3", "x3")):
        names.write_text(text, encoding="utf-8")
        said = run("check", "club", cwd=club.parent)
        assert (said.code, "essays/cha-2.txt.names" in said.err) == (3, True)
