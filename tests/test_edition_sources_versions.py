"""`extract`: which version of the extraction an essay is read by, and what is said where it names none."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.edition import load_edition
from reader.edition.sources.versions import read_page
from reader.errors import EditionError
from reader.model import Source
from tests.saved_pages import EDITION, edition_of

CASES = sorted((Path(__file__).parent / "cases" / "pages-first").glob("*.txt"))
FORM = "<body><form><p>整页都在表单里的网站文章。</p></form></body>"
TABLE = "<article><p>甲</p><aside>乙</aside><p>丙<img src='a.png' alt='丁'></p></article>"


def read(page: str, version: int) -> Source:
    return read_page(page, name="a.html", folder=Path("nowhere"), version=version, where="edition.toml [[essay]] 1 (one)")


def codes(source: Source) -> list[str]:
    return [finding.code for finding in source.findings if finding.level != "info"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_version_one_gives_its_text_for_ever(path: Path) -> None:
    _, page, rest = path.read_text(encoding="utf-8").replace("\n--- text\n", "\n--- page\n", 1).split("\n--- page\n")
    source = read(page, 1)
    assert source.text == rest.partition("\n--- marks\n")[0]
    assert (source.groups, source.pictures, source.findings) == ((), (), ())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_versions_give_the_same_lines_where_a_page_holds_but_text(path: Path) -> None:
    page = path.read_text(encoding="utf-8").partition("\n--- page\n")[2].partition("\n--- text\n")[0]
    # In this case a picture has a line of its own now.
    assert (read(page, 1).text == read(page, 2).text) is (path.stem != "menus")


def test_an_essay_that_names_no_version_gets_the_newest_and_a_warning_where_the_first_gave_other_lines() -> None:
    assert read(TABLE, 0).text == read(TABLE, 2).text == "甲\n丙丁"
    assert codes(read(TABLE, 0)) == ["extract-unstated"]
    assert read(TABLE, 1).text == "甲\n丙"
    assert codes(read(TABLE, 2)) == codes(read(TABLE, 1)) == []
    assert codes(read("<article><p>甲</p></article>", 0)) == []


def test_no_edition_can_have_been_made_of_a_page_that_the_first_version_did_not_read() -> None:
    assert codes(read(FORM, 0)) == []
    with pytest.raises(EditionError, match="holds no text"):
        read(FORM, 1)


def test_a_page_too_deep_for_the_first_version_is_refused_by_it_in_words() -> None:
    deep = f"<article>{'<div>' * 3000}茶</article>"
    with pytest.raises(EditionError, match="extract = 2"):
        read(deep, 1)
    assert read(deep, 0).text == "茶"


def test_an_unknown_version_is_an_error() -> None:
    for version in (3, -1, 99):
        with pytest.raises(EditionError, match="write 1 to 2"):
            read(TABLE, version)


def test_a_text_has_no_version(tmp_path: Path) -> None:
    folder = edition_of("茶", tmp_path / "e")
    (folder / "one.html").rename(folder / "one.txt")
    toml = (folder / "edition.toml").read_text(encoding="utf-8").replace("one.html", "one.txt")
    (folder / "edition.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(EditionError, match="for saved web pages"):
        load_edition(folder)
    (folder / "edition.toml").write_text(toml.replace("extract = 2\n", ""), encoding="utf-8")
    assert load_edition(folder).essays[0].source.text == "茶"
    assert "extract = 2" in EDITION
