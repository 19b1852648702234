"""`reader add`, every book at once, where books go, and all slips in one run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.edition import load_edition
from tests.commands import run
from tests.editions import CLUB, ROOT, copy_of
from tests.test_cli_new import essays_of

DRINKS = ROOT / "tests" / "cases" / "editions" / "drinks"


@pytest.fixture
def club(tmp_path: Path) -> Path:
    (tmp_path / "水.txt").write_text("水的故事\n\n　　水是一切。\n", encoding="utf-8")
    return copy_of(CLUB, tmp_path / "club")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_an_added_text_stands_behind_the_others_and_nothing_else_has_changed(club: Path) -> None:
    before = files(club)
    assert run("add", "club", "水.txt", cwd=club.parent).code == 0
    after = files(club)
    assert {name for name in after if after[name] != before.get(name)} == {"edition.toml", "repairs.toml", "essays/shui.txt"}
    for name in ("edition.toml", "repairs.toml"):
        assert after[name].startswith(before[name])
    assert [essay.slug for essay in load_edition(club).essays] == ["cha", "kafei", "shui"]
    assert essays_of(club)[2]["rules"] == ["edge-space"]
    assert run("build", "club", cwd=club.parent).code == 0


def test_a_text_with_the_name_of_another_is_numbered(club: Path) -> None:
    (club.parent / "cha.txt").write_text("茶与咖啡\n\n又一篇。\n", encoding="utf-8")
    assert run("add", "club", "cha.txt", cwd=club.parent).code == 0
    essay = load_edition(club).essays[2]
    assert (essay.slug, essay.short) == ("cha-2", "茶与咖啡")


@pytest.mark.parametrize(("name", "text", "code"), [("none.txt", None, 4), ("empty.txt", "\n", 3), ("book.pdf", "%PDF-1.4", 3)])
def test_what_cannot_be_added_changes_nothing(club: Path, name: str, text: str | None, code: int) -> None:
    if text is not None:
        (club.parent / name).write_text(text, encoding="utf-8")
    before = files(club)
    said = run("add", "club", "水.txt", name, cwd=club.parent)
    assert (said.code, len(said.err.splitlines())) == (code, 1)
    assert files(club) == before


def test_line_ends_of_windows_stay(club: Path) -> None:
    book = club / "edition.toml"
    book.write_bytes(book.read_bytes().replace(b"\n", b"\r\n"))
    assert run("add", "club", "水.txt", cwd=club.parent).code == 0
    assert book.read_bytes().count(b"\n") == book.read_bytes().count(b"\r\n")


def test_every_book_goes_into_the_folder(club: Path) -> None:
    said = run("build", "club", "--all", "-o", "books", "--json", cwd=club.parent)
    told = json.loads(said.out)["books"]
    assert sorted(book["path"] for book in told) == sorted(f"books/{path.name}" for path in (club.parent / "books").iterdir())
    assert len(told) == 12
    english = json.loads(run("build", str(DRINKS), "--all", "-o", "drinks", "--json", cwd=club.parent).out)["books"]
    assert [(book["script"], book["for"]) for book in english] == [("as-published", "universal"), ("as-published", "kobo"), ("as-published", "duokan")]


@pytest.mark.parametrize("options", [("--simplified",), ("--for", "kobo"), ("--notes", "term"), ("-o", "-")])
def test_all_and_one_exclude_each_other(club: Path, options: tuple[str, ...]) -> None:
    assert run("build", "club", "--all", *options, cwd=club.parent).code == 2
    assert not (club.parent / "build").exists()


def test_a_folder_takes_the_book_and_a_wrong_ending_is_asked_about(club: Path) -> None:
    (club.parent / "books").mkdir()
    assert run("build", "club", "--simplified", "-o", "books", cwd=club.parent).code == 0
    assert [path.name for path in (club.parent / "books").iterdir()] == ["chaka.zh-Hans.epub"]
    said = run("build", "club", "-o", "book.mobi", cwd=club.parent)
    assert said.code == 2
    assert "is book.mobi.epub meant?" in said.err


def test_a_quiet_build_says_nothing(club: Path) -> None:
    said = run("build", "club", "-q", cwd=club.parent)
    assert (said.code, said.out, said.err) == (0, "", "")


def test_a_script_for_what_is_not_chinese_is_refused(tmp_path: Path) -> None:
    said = run("build", str(DRINKS), "--simplified", cwd=tmp_path)
    assert said.code == 2
    assert "nothing of this edition is" in said.err


@pytest.mark.parametrize("command", ["check", "build"])
def test_all_slips_are_told_in_one_run(club: Path, command: str) -> None:
    with (club / "glossary.toml").open("a", encoding="utf-8") as glossary:
        glossary.write(
            '\n[[term]]\nid = "one"\nheadword = "甲"\n\n[[term]]\nid = "two"\ndefinition = "乙"\n\n[[term]]\nid = "Three"\nheadword = "x"\ndefinition = "y"\n'
        )
    with (club / "notes.toml").open("a", encoding="utf-8") as notes:
        notes.write('\n[[note]]\nid = "far"\nkind = "fact"\nessay = "cha"\nexact = "这里没有的话"\ntext = "注"\n')
    said = run(command, "club", cwd=club.parent)
    lines = said.err.splitlines()
    assert said.code == 3
    assert [line.partition(": ")[2].partition(")")[0] for line in lines] == [
        f"glossary.toml [[term]] {first} ({name}" for first, name in ((3, "one"), (4, "two"), (5, "Three"))
    ] + [lines[-1].partition(": ")[2].partition(")")[0]]
    assert "notes.toml [[note]]" in lines[-1]
    assert not (club.parent / "build").exists()


@pytest.mark.parametrize("command", ["check", "build"])
def test_slips_in_five_files_are_told_in_one_run_though_the_book_itself_has_one(club: Path, command: str) -> None:
    more = {
        "edition.toml": "",
        "repairs.toml": '\n[[repair]]\nessay = "cha"\nbefore = "x"\nafter = "y"\nclass = "typo"\n',
        "rebuttals.toml": '\n[[question]]\nid = "Q"\ntext = "？"\n',
        "glossary.toml": '\n[[term]]\nid = "one"\nheadword = "甲\n',
        "notes.toml": '\n[[note]]\nid = "far"\nkind = "fakt"\nessay = "cha"\nexact = "茶"\ntext = "注"\n',
    }
    for name, text in more.items():
        path = club / name
        path.write_text(path.read_text(encoding="utf-8").replace("title = ", "titel = ", 1) if not text else path.read_text(encoding="utf-8") + text, "utf-8")
    said = run(command, "club", cwd=club.parent)
    assert said.code == 3
    told = [line.removeprefix("reader: ").partition(": ")[::2] for line in said.err.splitlines()]
    assert [(where.split()[0], what.partition(" → ")[0].partition(":")[0]) for where, what in told] == [
        ("edition.toml", "key `title` is missing"),
        ("repairs.toml", "key `reason` is missing"),
        ("rebuttals.toml", "`id` “Q” is not an id"),
        ("glossary.toml", "is not TOML (Illegal character '\\n')"),
        ("notes.toml", "`kind` is “fakt”"),
    ]


def test_what_is_switched_off_is_left_out_and_its_number_may_stay(club: Path) -> None:
    path = club / "rebuttals.toml"
    text = path.read_text(encoding="utf-8").replace("[[rebuttal]]\n", '[[rebuttal]]\noff = "unsicher"\n', 1)
    path.write_text(text, encoding="utf-8")
    book = club / "edition.toml"
    whole = load_edition(CLUB)
    book.write_text(book.read_text(encoding="utf-8").replace('slug = "cha"\n', f'slug = "cha"\nagainst = [{whole.rebuttals[0].number}]\n', 1), encoding="utf-8")
    edition = load_edition(club)
    assert len(edition.rebuttals) == len(whole.rebuttals) - 1
    assert edition.essays[0].against == ()


@pytest.mark.parametrize("name", ["build", "check", "new", "help"])
def test_help_shows_what_the_option_shows(tmp_path: Path, name: str) -> None:
    assert run("help", name, cwd=tmp_path).out == run(name, "--help", cwd=tmp_path).out
    assert run("help", "nothing", cwd=tmp_path).code == 2
    assert run("help", cwd=tmp_path).out == run("--help", cwd=tmp_path).out
