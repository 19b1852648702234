"""`hashes.json`: every book by its hashes, every block by its place, of today's editions and of those that are out."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.book.compose import read_essays
from reader.club.record import Build, PrintedBook, Record, read_record, renewed, write_record
from reader.club.sums import read_sums, write_sums
from reader.edition import load_edition
from tests.editions import SHIPPED, entries
from tests.past.reading import every_element, parse
from tests.sites import publish

NAMES = st.text("abc", min_size=1, max_size=3)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(SHIPPED, to=tmp_path_factory.mktemp("shipped") / "site")


@pytest.fixture(scope="module")
def record(site: Path) -> Record:
    return read_record((site / "hashes.json").read_bytes(), where="")


def test_every_book_of_the_site_is_known_by_its_sha256(site: Path, record: Record) -> None:
    digests = {path.name: sha256(path.read_bytes()).hexdigest() for path in (site / "books").iterdir()}
    assert digests == {book.file: book.sha256 for book in record.builds[0].books}


def test_the_first_edition_is_known_as_it_was_kept(record: Record) -> None:
    first = next(build for build in record.builds if build.number == "1")
    lines = (SHIPPED / "past" / "1" / "books.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert [(book.text, book.variant, book.file, book.sha256, book.contents, book.koreader, book.koreader_name) for book in first.books] == [
        tuple(line.split("\t")) for line in lines
    ]
    assert len(first.pages) > 20
    assert first.words
    assert first.others


@pytest.mark.parametrize("variant", ["universal", "kobo", "duokan"])
def test_every_block_has_its_place_in_the_spine(site: Path, record: Record, variant: str) -> None:
    build = record.builds[0]
    found = {}
    for page in build.pages:
        if variant in page.variants:
            found.update({element.id: page.file for element in every_element(parse(page.body)[0]) if element.id})
    for essay in read_essays(load_edition(SHIPPED)).essays:
        assert {found.get(block.id) for block in essay.blocks} == {f"{essay.slug}.xhtml"}
    book = next(book for book in build.books if (book.text, book.variant) == ("zh-Hant-TW", variant))
    pages = {name.rpartition("/")[2] for name in entries((site / "books" / book.file).read_bytes())}
    assert {page.file for page in build.pages if variant in page.variants} <= pages


@cache
def book(digest: str) -> PrintedBook:
    return PrintedBook("as-published", "universal", "a.epub", digest, "", "", "")


BUILDS = st.builds(lambda books: Build("a", "", "1", "+".join(books), tuple(map(book, books)), ()), st.lists(NAMES, min_size=1, max_size=3, unique=True))
RECORDS = st.lists(BUILDS, max_size=4).map(lambda builds: Record(tuple(builds)))


@given(RECORDS, st.lists(BUILDS, max_size=3))
def test_no_book_is_ever_forgotten_and_renewing_again_changes_nothing(former: Record, builds: list[Build]) -> None:
    now = renewed(former, builds)
    assert {book.sha256 for build in (*former.builds, *builds) for book in build.books} == {book.sha256 for build in now.builds for book in build.books}
    assert renewed(now, builds) == now
    assert read_record(write_record(now), where="") == now


@given(st.dictionaries(st.from_regex(r"[a-z0-9-]{1,5}(/[a-z0-9-]{1,5}\.[a-z]{1,3})?", fullmatch=True), st.binary(max_size=5), max_size=5))
def test_sums_read_back_are_those_written(files: dict[str, bytes]) -> None:
    assert read_sums(write_sums(files)) == {name: sha256(data).hexdigest() for name, data in files.items()}
