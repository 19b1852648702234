"""A reading position in one book is carried to the same paragraph of every other book of the edition, and back."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reader.errors import InputError
from reader.serve.outline import outline
from reader.serve.positions import File, block_of, moved, pointer_of
from tests.editions import CLUB, SHIPPED
from tests.served import files_at
from tests.sites import publish

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module", params=[CLUB, SHIPPED], ids=["club", "shipped"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(request.param, to=tmp_path_factory.mktemp("positions") / "site")


def files_of_today(site: Path) -> list[File]:
    files = list(files_at(site).by_hash.values())
    newest = max(file.build.number for file in files)
    return [file for file in files if file.build.number == newest]


@cache
def bodies(path: Path) -> list[etree._Element]:
    """The pages' bodies in the order of the spine, read from the book alone."""
    with zipfile.ZipFile(path) as book:
        name = next(name for name in book.namelist() if name.endswith(".opf"))
        package = etree.fromstring(book.read(name))
        hrefs = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
        pages = [etree.fromstring(book.read(f"{name.rpartition('/')[0]}/{hrefs[one.get('idref')]}")) for one in package.iter("{*}itemref")]
    return [page.find(f"{XHTML}body") for page in pages]


def element_at(path: Path, pointer: str) -> etree._Element:
    """The element that KOReader's position names: elements of one name are counted from 1, one alone is not."""
    found = re.fullmatch(r"/body/DocFragment\[(\d+)\]/body((?:/[a-z0-9]+(?:\[\d+\])?)+)\.0", pointer)
    assert found, pointer
    element = bodies(path)[int(found[1]) - 1]
    for step in found[2].strip("/").split("/"):
        name, _, number = step.rstrip("]").partition("[")
        same = element.findall(f"{XHTML}{name}")
        assert bool(number) == (len(same) > 1), pointer
        element = same[int(number or 1) - 1]
    return element


def test_every_block_of_every_book_is_where_the_table_says(site: Path) -> None:
    for file in files_of_today(site):
        assert len(file.pointers) > 20
        for name in file.pointers:
            assert element_at(site / "books" / file.book.file, pointer_of(file, name)).get("id") == name


def test_a_position_goes_to_the_same_block_of_every_other_book_and_back(site: Path) -> None:
    files = files_of_today(site)
    first = files[0]
    for other in files[1:]:
        for name in first.pointers:
            if name in other.pointers:
                there = moved(f"{first.pointers[name]}/text().3", first, other)
                assert block_of(other, there) == name
                assert block_of(first, moved(there, other, first)) == name


def test_a_place_inside_a_block_is_the_blocks(site: Path) -> None:
    file = files_of_today(site)[0]
    name = next(name for name in file.pointers if re.search(r"-l\d+$", name))
    for inside in ("/text().0", "/text()[2].17", "/span[3]/text().1", "/sup/a/text().0", ".0", ""):
        assert block_of(file, file.pointers[name] + inside) == name


def test_a_position_in_an_edition_that_readers_still_have_is_carried_to_todays(tmp_path: Path) -> None:
    files = list(files_at(publish(SHIPPED, to=tmp_path / "site")).by_hash.values())
    newest = max(file.build.number for file in files)
    today = next(file for file in files if file.build.number == newest)
    for past in (file for file in files if file.build.number != newest):
        stayed = [name for name in past.pointers if name in today.pointers]
        assert len(stayed) > 300
        assert all(block_of(today, moved(pointer_of(past, name), past, today)) == name for name in stayed)


@pytest.mark.parametrize(
    "progress",
    ["", "12", "#_doc_fragment_3_", "/body/DocFragment[2]", "/body/DocFragment[99]/body/p[1].0", "/body/p" * 500, "\0", "/body/DocFragment[1]/body/../p"],
)
def test_what_is_no_position_of_the_book_is_in_no_block_and_does_no_harm(site: Path, progress: str) -> None:
    files = files_of_today(site)
    assert block_of(files[0], progress) == ""
    assert moved(progress, files[0], files[1]) == ""


@given(st.text(alphabet='body#@~*()<>"\\ap1 -l2\n', max_size=60))
def test_an_outline_is_read_or_refused(text: str) -> None:
    try:
        outline(text)
    except InputError:
        return


@pytest.mark.parametrize("text", ["body(" * 5000, "#x", "*3", "body(p $"])
def test_what_is_no_outline_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        outline(text)
