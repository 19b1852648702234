"""A whole edition folder: what is read, what may be left out, and forms of the same data that mean the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.edition import load_edition, shipped_folder
from reader.edition.metadata import SHORT_LENGTH
from reader.edition.shipped import __file__ as shipped_file
from reader.errors import EditionError
from reader.model import Edition
from tests.editions import CLUB, SHIPPED, copy_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small edition."""
    return copy_of(CLUB, tmp_path / "club")


def edit(folder: Path, before: str, after: str) -> Edition:
    """The edition with one change in its edition.toml."""
    path = folder / "edition.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return load_edition(folder)


def test_the_small_edition_is_read_whole() -> None:
    edition = load_edition(CLUB)
    assert (edition.slug, edition.title, edition.script, edition.date) == ("chaka", "茶与咖啡之争", "zh-Hans", "2026-01-31")
    assert [(essay.slug, essay.script, essay.author) for essay in edition.essays] == [("cha", "zh-Hans", "unknown"), ("kafei", "zh-Hant-TW", "某甲")]
    assert [term.id for term in edition.terms] == ["nvlink", "kafei-wenhua"]
    assert [(entry.number, entry.origin.essay, entry.claim.exact) for entry in edition.rebuttals] == [(101, "kafei", "头发白得慢")]
    assert [remark.kind for remark in edition.remarks] == ["fact"]
    assert [rule.name for rule in edition.rules] == ["junk-comma", "halfwidth-punct", "broken-line"]


def test_the_shipped_edition_is_read_whole() -> None:
    edition = load_edition(SHIPPED)
    assert len(edition.essays) == 5
    assert len(edition.terms) >= 25


def test_everything_but_essays_may_be_left_out(folder: Path) -> None:
    for name in ("repairs", "glossary", "rebuttals", "notes"):
        (folder / f"{name}.toml").unlink()
    edition = load_edition(folder)
    assert len(edition.essays) == 2
    assert (edition.rules, edition.terms, edition.rebuttals, edition.remarks) == ((), (), (), ())


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(folder: Path) -> None:
    for path in folder.glob("*.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_edition(folder) == load_edition(CLUB)


def test_windows_line_ends_in_a_source_are_line_ends(folder: Path) -> None:
    from hashlib import sha256

    path = folder / "essays" / "cha.txt"
    old = sha256(path.read_bytes()).hexdigest()
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    edition = edit(folder, old, sha256(path.read_bytes()).hexdigest())
    assert edition.essays[0].source.text == load_edition(CLUB).essays[0].source.text


def test_a_hash_and_a_uuid_may_be_written_in_capitals(folder: Path) -> None:
    digest = load_edition(CLUB).essays[0].source.sha256
    assert edit(folder, digest, digest.upper()) == load_edition(CLUB)
    assert edit(folder, "6f1b2c5e-4df0", "{6F1B2C5E-4DF0".replace("{", "")) == load_edition(CLUB)


def test_traditional_without_region_is_taiwans(folder: Path) -> None:
    assert edit(folder, '"zh-Hant"', '"zh-Hant-TW"') == load_edition(CLUB)
    assert edit(folder, '"zh-Hant-TW"', '"zh-Hant-HK"').essays[1].script == "zh-Hant-HK"


def test_a_short_title_has_at_most_six_characters(folder: Path) -> None:
    edition = edit(folder, 'short = "茶"', f'short = "{"茶" * SHORT_LENGTH}"')
    assert edition.essays[0].short == "茶茶茶茶茶茶"
    with pytest.raises(EditionError):
        edit(folder, "茶" * SHORT_LENGTH, "𠀀" * (SHORT_LENGTH + 1))


@pytest.mark.parametrize("day", ["2026-1-31", "31.01.2026", "2026", "2025-02-29", "今天"])
def test_only_days_of_the_calendar_are_dates(folder: Path, day: str) -> None:
    with pytest.raises(EditionError, match="is not a day"):
        edit(folder, "2026-01-31", day)


def test_a_leap_day_is_a_day(folder: Path) -> None:
    assert edit(folder, "2026-01-31", "2028-02-29").date == "2028-02-29"


def test_essays_stand_in_the_order_of_the_file(folder: Path) -> None:
    path = folder / "edition.toml"
    head, first, second = path.read_text(encoding="utf-8").split("[[essay]]\n")
    path.write_text(f"{head}[[essay]]\n{second}\n[[essay]]\n{first}", encoding="utf-8")
    assert [essay.slug for essay in load_edition(folder).essays] == ["kafei", "cha"]


def test_hidden_files_and_other_endings_disturb_nothing(folder: Path) -> None:
    for name in ("._notes.toml", ".DS_Store", "notes.toml~", "README.md", "notes.bak"):
        (folder / name).write_text("?", encoding="utf-8")
    assert load_edition(folder) == load_edition(CLUB)


def test_a_cover_is_read_with_its_bytes(folder: Path) -> None:
    (folder / "cover.jpg").write_bytes(b"\xff\xd8\xff\xe0picture")
    cover = '\n[[cover]]\nscript = "zh-Hans"\nfile = "cover.jpg"\nalt = "封面"\n\n[[essay]]\nslug = "cha"'
    edition = edit(folder, '\n[[essay]]\nslug = "cha"', cover)
    assert [(cover.script, cover.data[-7:], cover.alt) for cover in edition.covers] == [("zh-Hans", b"picture", "封面")]
    assert replace(edition, covers=()) == load_edition(CLUB)


def test_in_a_checkout_the_shipped_edition_stands_beside_the_package() -> None:
    assert shipped_folder() == SHIPPED
    assert Path(shipped_file).parents[2] == SHIPPED.parent


def test_inside_an_installed_package_comes_first_and_strangers_beside_it_are_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.edition import shipped

    package = tmp_path / "site-packages" / "reader"
    (tmp_path / "site-packages" / "annotations").mkdir(parents=True)
    monkeypatch.setattr(shipped, "__file__", str(package / "edition" / "shipped.py"))
    assert shipped.shipped_folder() == package / "annotations"  # not there, and the error will say so
    (package / "annotations").mkdir(parents=True)
    assert shipped.shipped_folder() == package / "annotations"
