"""The whole way: books are built, marks are made in them as devices write them, imported, taken up, printed in the next edition, and that book is valid."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from reader.check.run import ALL_RULES, check_book
from reader.check.verdict import for_systems, meant_for
from reader.edition.readers import read_marks
from reader.epub.container import read_container
from tests.commands import run
from tests.editions import ASKED, SHIPPED, built, copy_of
from tests.kept_java import judge
from tests.marks import shipped
from tests.marks_devices import DEVICES, page_blocks, stretch

COUNT = 25
NEXT = '\n[[repair]]\nessay = "{0}"\nbefore = "{1}"\nafter = "{2}"\nclass = "typo"\nreason = "一试"\nconfidence = "certain"\n'


def written_by_devices(folder: Path) -> None:
    """A file of each device, with marks in books of all scripts."""
    chance = random.Random("round trip")
    folder.mkdir()
    for at, (name, write) in enumerate(DEVICES.items()):
        blocks = page_blocks(built(SHIPPED, ASKED[at % len(ASKED)]).data, tuple(shipped().texts))
        (folder / f"{name}.{'sqlite' if name == 'kobo' else 'txt'}").write_bytes(write([stretch(blocks, number, chance) for number in range(COUNT)]))


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the next edition, in which two words differ, and the members' files, imported and taken up."""
    folder = tmp_path_factory.mktemp("round")
    edition = copy_of(SHIPPED, folder / "next")
    repairs = edition / "repairs.toml"
    changed = NEXT.format("maojie", "相关人员拿来活剐都不为过", "相关人员，拿来活剐都不为过")
    repairs.write_text(repairs.read_text(encoding="utf-8") + changed, encoding="utf-8")
    written_by_devices(folder / "devices")
    for name in DEVICES:
        (file,) = (folder / "devices").glob(f"{name}.*")
        said = run("marks", f"devices/{file.name}", "--edition", "next", "--who", f"读者{name}", "-o", "next/readers.toml", cwd=folder)
        assert said.code == 0, said.err
    path = edition / "readers.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('share = "me"\nstate = "new"', 'share = "book"\nstate = "accepted"'), encoding="utf-8")
    return folder


def test_the_marks_came_back(club: Path) -> None:
    marks = read_marks(club / "next" / "readers.toml")
    assert {mark.member for mark in marks} == {f"读者{name}" for name in DEVICES}
    assert len(marks) > 0.6 * COUNT * len(DEVICES)  # very short ones, and what stands in the book several times, are orphans


@pytest.mark.parametrize("options", [[], ["--simplified"], ["--traditional", "--regional-words"], ["--simplified", "--for", "kobo"]], ids=" ".join)
def test_the_next_edition_has_them_and_is_valid(club: Path, options: list[str]) -> None:
    name = "next.kepub.epub" if "kobo" in options else "next.epub"
    said = run("build", "next", "--notes", "term,rebuttal,fact,text,reader", *options, "-o", name, cwd=club)
    assert said.code == 0, said.err
    assert "reader's note" in said.out
    data = (club / name).read_bytes()
    own, systems = check_book(read_container(data)), meant_for(name)
    found = (*judge(data), *(for_systems(own, ALL_RULES, systems) if systems else own))
    assert {finding.code for finding in found if finding.level in {"error", "warning"}} <= {"contents-fragment", "note-too-short"}


def test_importing_again_changes_nothing(club: Path) -> None:
    before = (club / "next" / "readers.toml").read_bytes()
    (file,) = (club / "devices").glob("kindle.*")
    said = run("marks", f"devices/{file.name}", "--edition", "next", "--who", "读者kindle", "-o", "next/readers.toml", cwd=club)
    assert said.out.splitlines()[-1] == "→ next/readers.toml: 0 new, 0 changed"
    assert (club / "next" / "readers.toml").read_bytes() == before
