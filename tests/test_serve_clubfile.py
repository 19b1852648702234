"""`club.toml`: what it may say, and that each slip in it is told in one line."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.club.record import Record, read_record
from reader.errors import InputError, ReaderError
from reader.serve.clubfile import Club, held, read_club, shown_name
from tests.commands import run

CASES = Path(__file__).parent / "cases" / "club"
CHAKA = "6f1b2c5e-4df0-4f0e-9c53-0a4a3a1f1f10"


@pytest.fixture(scope="module")
def record(site: Path) -> Record:
    return read_record((site / "hashes.json").read_bytes(), where="hashes.json")


def copied(case: Path, folder: Path) -> Path:
    target = folder / "club.toml"
    target.write_bytes(case.read_bytes())
    return target


def says(case: Path) -> str:
    found = re.search(r"^# says: (.*)$", case.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


WRONG = sorted(path for path in CASES.glob("*.toml") if says(path))


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.stem)
def test_a_slip_is_told_in_one_line(case: Path, record: Record, tmp_path: Path) -> None:
    with pytest.raises(ReaderError) as error:
        read_club(copied(case, tmp_path), record, optional=True)
    assert str(error.value) == says(case)


def test_all_cases_but_the_good_one_are_slips() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} - {path.stem for path in WRONG} == {"good"}


def test_what_the_file_says_is_known(record: Record, tmp_path: Path) -> None:
    club = read_club(copied(CASES / "good.toml", tmp_path), record, optional=False)
    assert (club.name, club.closed, club.editors) == ("周六茶馆", True, {"a-li"})
    assert (shown_name(club, "a-li", "A. Li"), shown_name(club, "xiao-wang", "小王")) == ("阿里", "小王")
    first, second = club.meetings
    assert (first.edition, first.essay, first.until, first.place) == (CHAKA, "cha", "cha-l3", "图书馆二楼")
    assert (first.start.astimezone(UTC), first.start.utcoffset()) == (datetime(2026, 12, 5, 11, 30, tzinfo=UTC), timedelta(hours=8))
    assert first.end - first.start == timedelta(minutes=90)
    assert (second.essay, second.until, second.start.astimezone(UTC)) == ("kafei", "", datetime(2026, 12, 13, 1, 0, tzinfo=UTC))


def test_a_meeting_keeps_its_uid_when_it_is_put_off(record: Record, tmp_path: Path) -> None:
    path = copied(CASES / "good.toml", tmp_path)
    before = {meeting.essay: meeting.uid for meeting in read_club(path, record, optional=False).meetings}
    path.write_text(path.read_text(encoding="utf-8").replace("2026-12-05", "2027-01-09").replace("二楼", "三楼"), encoding="utf-8")
    after = read_club(path, record, optional=False).meetings
    assert {meeting.essay: meeting.uid for meeting in after} == before
    assert [meeting.essay for meeting in after] == ["kafei", "cha"]


def test_a_meeting_is_held_when_it_is_over(record: Record, tmp_path: Path) -> None:
    club = read_club(copied(CASES / "good.toml", tmp_path), record, optional=False)
    over = int(datetime(2026, 12, 5, 13, 0, tzinfo=UTC).timestamp())
    assert held(club, CHAKA, "cha", now=over - 1) == ()
    assert held(club, CHAKA, "cha", now=over) == club.meetings[:1]
    assert held(club, CHAKA, "kafei", now=over) == held(club, "another", "cha", now=over) == ()


def test_without_a_file_a_group_is_open_and_a_named_file_must_be_there(record: Record, tmp_path: Path) -> None:
    assert read_club(tmp_path / "club.toml", record, optional=True) == Club()
    with pytest.raises(InputError, match="file not found"):
        read_club(tmp_path / "club.toml", record, optional=False)


def test_the_command_refuses_a_slip_before_it_listens(site: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    copied(CASES / "meeting-without-zone.toml", tmp_path / "data")
    said = run("serve", str(site), "--data", "data", "--port", "0", cwd=tmp_path)
    assert (said.code, said.err) == (3, f"reader: {says(CASES / 'meeting-without-zone.toml')}\n")
    said = run("serve", str(site), "--data", "data", "--club", "gone.toml", "--port", "0", cwd=tmp_path)
    assert (said.code, said.err.count("\n"), "gone.toml: file not found" in said.err) == (4, 1, True)
