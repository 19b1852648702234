"""The tables of a kept edition beside its books, read back: wherever a reader may stand in them, the tables say the right place.

The shipped edition builds the books of a kept one only as long as their bytes are the same: which still are is found out here, and those
are what the tables are held against. The small edition is kept anew each time.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec import Struct

from reader.club.changes import changed_text, published_offset
from reader.club.hashes import contents, name_md5, partial_md5
from reader.club.places import spine_pages
from reader.edition import load_edition
from reader.match.fold import fold
from tests.commands import run
from tests.editions import CLUB, SHIPPED, copy_of
from tests.keep_edition import keep
from tests.past.books import AS_PUBLISHED, Book, every_book
from tests.past.reading import Element, Kept, Number, bodies, by_names, by_numbers, by_span, every_element, offset_in, read_kept
from tests.past.words import changes

# Another system's deflate packs the same entries into other bytes. This is how the one that packed the kept books packs the sample.
SAMPLE = "".join(map(str, range(9999))).encode()
PACKED = "dbd66377a39efbf31e2c42d0f1d424ba23812cc2a4522b10dfb2c535b865106c"
KOBO = "kobo."
# What KOReader's own partialMD5 (2026-08, under LuaJIT) said of so many bytes of a sequence.
KOREADER = {
    100: "1f087dad21702ceb979984159cc5e4a8",
    1500: "9a01601a2aee7da7e38c93d017d3994d",
    5000: "998288886baa3213b326ba207ba0d36e",
    300000: "c1acbf44dfad1d1dd76bce52fb663cf9",
}


class Spot(Struct):
    """An element of a built page: how KOReader and a CFI name the way to it, and the id it belongs to."""

    element: etree._Element
    names: str
    numbers: str
    near: str


def spots(body: etree._Element, blocks: Mapping[str, str]) -> Iterator[Spot]:
    """Every element of a page, in order. Ids within a block are no places of their own; nor are those that a variant has added."""
    near = ""

    def walk(element: etree._Element, names: str, numbers: str, *, inside: bool) -> Iterator[Spot]:
        nonlocal near
        name = element.get("id", "")
        if name and not inside and not name.startswith((KOBO, "book-")):
            near = name
        yield Spot(element, names, numbers, near)
        counts = Counter[str]()
        for number, child in enumerate(element, 1):
            tag = etree.QName(child).localname
            counts[tag] += 1
            yield from walk(child, f"{names}/{tag}[{counts[tag]}]", f"{numbers}/{2 * number}", inside=inside or name in blocks)

    return walk(body, "", "", inside=False)


class Node(Struct):
    """A text node of a built block: where it stands, what it says, and how much of the block's own text stands before it."""

    parent: etree._Element
    elements_before: int
    text: str
    start: int
    marker: bool


def text_nodes(block: etree._Element) -> Iterator[Node]:
    """The text nodes in a block, in order."""
    start = 0
    for text in cast("list[etree._ElementUnicodeResult]", block.xpath(".//text()")):
        at = text.getparent()
        assert at is not None
        parent = at.getparent() if text.is_tail else at
        assert parent is not None
        marker = any(above.get("class") == "mk" for above in (parent, *parent.iterancestors()))
        yield Node(parent, parent.index(at) + 1 if text.is_tail else 0, str(text), start, marker)
        start += 0 if marker else len(text)


def span_number(element: etree._Element) -> Number:
    """(7, 1) of the span `kobo.7.1`, else (0, 0)."""
    name = element.get("id", "")
    first, second = name.removeprefix(KOBO).split(".") if name.startswith(KOBO) else "00"
    return int(first), int(second)


def hold_against(kept: Kept, book: Book) -> int:
    """Assert that the tables say of each element and each character of the book where it belongs; return how many blocks there were."""
    held = 0
    tables = zip(kept.pages[book.variant], bodies(kept, book.text, book.variant), spine_pages(book.data), strict=True)
    for page, table, (name, body) in tables:
        assert page.name == name
        found = hold_elements(kept, table, list(spots(body, kept.blocks)))
        for element in found:
            if element.get("id") in kept.blocks:
                hold_block(kept, book.text, element, found)
                held += 1
        assert book.text != AS_PUBLISHED or other_text(body, kept.blocks) == page.about
    return held


def hold_elements(kept: Kept, table: Element, there: list[Spot]) -> dict[etree._Element, Element]:
    """Assert that each element is found in every way, and belongs to the right id; return what is found."""
    numbered = [element for element in every_element(table) if element.span != (0, 0)]
    assert [element.span for element in numbered] == sorted(element.span for element in numbered)
    found = {}
    for spot in there:
        found[spot.element] = by_names(table, spot.names)
        assert by_numbers(table, spot.numbers) is found[spot.element]
        assert found[spot.element].near == spot.near
        number = span_number(spot.element)
        if number != (0, 0):
            assert by_span(numbered, number).near == spot.near
    return found


def hold_block(kept: Kept, text: str, element: etree._Element, found: Mapping[etree._Element, Element]) -> None:
    """Assert that each character of a block is the one at its place in the published text, in whatever script."""
    name = element.get("id", "")
    block, made = kept.blocks[name], kept.words.get((text, name), [])
    nodes = list(text_nodes(element))
    own = "".join(node.text for node in nodes if not node.marker)
    assert fold(own) == fold(changed_text(block, made))
    assert text != AS_PUBLISHED or own == block
    assert {(node.parent, node.elements_before) for node in nodes} == {(part, at) for part in element.iter() for at in found[part].texts}
    spans = [part for part in element.iter() if span_number(part) != (0, 0)]
    assert [found[part].span for part in spans] == [span_number(part) for part in spans]
    other = {at for start, length, _ in made for at in range(start, start + length)}
    for node in nodes:
        table = found[node.parent]
        assert table.texts[node.elements_before].said == (node.text if node.marker else "")
        places = [offset_in(kept, text, table, node.elements_before, offset) for offset in range(len(node.text))]
        assert places[0] == published_offset(node.start, made)
        if not node.marker:
            assert places == sorted(places)
            assert all(at in other or fold(block[at]) == char for at, char in zip(places, fold(node.text), strict=True))


def other_text(body: etree._Element, blocks: Mapping[str, str]) -> dict[str, int]:
    """How many characters that are no block's stand behind each id, white space not counted."""
    found = Counter[str]()
    near, block = "", ""
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name = element.get("id", "")
        if event == "start" and name and not block and not name.startswith((KOBO, "book-")):
            near, block = name, name if name in blocks else ""
        text = element.text if event == "start" else element.tail
        if event == "end" and name and name == block:
            block = ""
        if not block:
            found[near] += len("".join((text or "").split()))
    return dict(+found)


@cache
def still_built(number: str) -> tuple[Book, ...]:
    """The kept edition's books that the shipped edition is built as today, byte for byte (or entry for entry, where deflate is another)."""
    same_deflate = sha256(zlib.compress(SAMPLE, 3)).hexdigest() == PACKED
    known = {row[3 if same_deflate else 4] for row in read_kept(SHIPPED / "past" / number).books}
    digest = (lambda data: sha256(data).hexdigest()) if same_deflate else contents
    return tuple(book for book in every_book(SHIPPED) if digest(book.data) in known)


def test_the_shipped_edition_is_kept_as_long_as_it_has_its_number() -> None:
    number = load_edition(SHIPPED).number
    if (SHIPPED / "past" / number).exists():
        assert still_built(number), f"no book of edition {number} is built as its readers have it: give edition.toml the next number"


def test_the_kept_tables_fit_the_books_that_are_still_built() -> None:
    number = load_edition(SHIPPED).number
    if (SHIPPED / "past" / number).exists():
        kept = read_kept(SHIPPED / "past" / number)
        for book in still_built(number):
            row = next(row for row in kept.books if row[:2] == (book.text, book.variant))
            assert row[2] == book.file
            assert row[4:] == (contents(book.data), partial_md5(book.data) if sha256(book.data).hexdigest() == row[3] else row[5], name_md5(book.file))
            assert hold_against(kept, book) == len(kept.blocks)


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small edition, with what is kept of it in its folder."""
    folder = copy_of(CLUB, tmp_path_factory.mktemp("kept") / "club")
    assert "past" in keep(folder)
    return folder


def test_any_edition_can_be_kept_and_its_tables_fit_its_books(club: Path) -> None:
    kept = read_kept(club / "past" / "1")
    for book in every_book(club):
        assert hold_against(kept, book) == len(kept.blocks)


def test_what_is_kept_is_in_nobodys_way(club: Path, tmp_path: Path) -> None:
    said, books = [], []
    for folder in (CLUB, club):
        checked = run("check", str(folder), cwd=tmp_path)
        said.append((checked.code, checked.out.replace(str(folder), ""), checked.err))
        assert run("build", str(folder), "-o", "book.epub", cwd=tmp_path).code == 0
        books.append((tmp_path / "book.epub").read_bytes())
    assert said[0] == said[1]
    assert books[0] == books[1]


def test_an_edition_that_is_kept_is_not_written_again(club: Path, tmp_path: Path) -> None:
    folder = copy_of(club, tmp_path / "club")
    with pytest.raises(SystemExit, match="kept already, and as it is built today"):
        keep(folder)
    entry = folder / "edition.toml"
    entry.write_text(entry.read_text(encoding="utf-8").replace("某甲", "某乙"), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in (folder / "past" / "1").iterdir()}
    with pytest.raises(SystemExit, match=r"built otherwise today: as-published universal, .* → give the edition a new number"):
        keep(folder)
    assert {path.name: path.read_bytes() for path in (folder / "past" / "1").iterdir()} == before


def test_a_number_that_would_lead_elsewhere_is_refused(tmp_path: Path) -> None:
    folder = copy_of(CLUB, tmp_path / "club")
    entry = folder / "edition.toml"
    entry.write_text(entry.read_text(encoding="utf-8").replace('number = "1"', 'number = "../1"'), encoding="utf-8")
    with pytest.raises(SystemExit, match="cannot be the name of a folder"):
        keep(folder)


def test_the_hash_is_koreaders() -> None:
    for length, digest in KOREADER.items():
        assert partial_md5(bytes(at * at // 7 % 251 for at in range(length))) == digest


WORDS = st.text(alphabet="软硬件程序体很", max_size=6)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=4))
def test_a_text_with_its_changes_is_the_other_text(pairs: list[tuple[str, str]]) -> None:
    pairs = [(before, after) for before, after in pairs if before and after]
    published, built = ([pair[side] for pair in pairs] for side in (0, 1))
    made = list(changes(published, built))
    assert changed_text("".join(published), made) == "".join(built)
    assert all(length and new for _, length, new in made)
    starts = [0]
    for _, after in pairs:
        assert published_offset(starts[-1], made) == sum(len(one) for one in published[: len(starts) - 1])
        starts.append(starts[-1] + len(after))
