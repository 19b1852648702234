"""What is kept of editions that are out: the files agree with one another, and with the sources."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from reader.book.compose import read_essays
from reader.club.changes import changed_text
from reader.club.hashes import name_md5
from reader.edition import load_edition
from reader.edition.files import decode
from reader.edition.load import read_source
from reader.edition.rows import rows
from tests.editions import CLUB, SHIPPED, copy_of
from tests.keep_edition import keep
from tests.past.books import VARIANTS, texts
from tests.past.reading import Kept, bodies, every_element, read_kept
from tests.past.writing import ENTRIES

FOLDER = SHIPPED / "past"
NUMBERS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
ANEW = "the small edition"


@pytest.fixture(scope="module", params=[*NUMBERS, ANEW])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept of an edition: of the shipped one what went out, of the small one (which has a web page) what would."""
    if request.param != ANEW:
        return FOLDER / str(request.param)
    folder = copy_of(CLUB, tmp_path_factory.mktemp("kept") / "club")
    keep(folder)
    return folder / "past" / "1"


@pytest.fixture(scope="module")
def kept(edition: Path) -> Kept:
    return read_kept(edition)


def test_the_first_edition_is_kept() -> None:
    assert "1" in NUMBERS


def test_the_ledgers_applied_to_the_sources_give_the_blocks(edition: Path, kept: Kept) -> None:
    lines = list[str]()
    for (name, digest), hunks in kept.ledgers.items():
        data = (edition.parents[1] / name).read_bytes()
        assert sha256(data).hexdigest() == digest
        text = read_source(decode(data, where=name), name=name, folder=edition.parents[1]).text
        assert all(start + length <= following for (start, length, _), (following, _, _) in pairwise(hunks))
        lines += filter(None, changed_text(text, hunks).split("\n"))
    assert lines == list(kept.blocks.values())


def test_every_book_is_there_once(kept: Kept) -> None:
    assert [book[:2] for book in kept.books] == [(text, variant) for text, _, _ in texts() for variant in VARIANTS]
    for column, length in ((3, 64), (4, 64), (5, 32)):
        assert len({book[column] for book in kept.books}) == len(kept.books)
        assert all(re.fullmatch(rf"[0-9a-f]{{{length}}}", book[column]) for book in kept.books)
    assert [book[6] for book in kept.books] == [name_md5(book[2]) for book in kept.books]


def test_every_variant_has_every_block_once_in_its_whole_length(kept: Kept) -> None:
    for text, variant, *_ in kept.books:
        found = Counter[str]()
        lengths = Counter[str]()
        for element in (element for body in bodies(kept, text, variant) for element in every_element(body)):
            found[element.id] += 1
            lengths[element.near] += sum(node.length for node in element.texts.values())
        blocks = {name: changed_text(block, kept.words.get((text, name), [])) for name, block in kept.blocks.items()}
        assert {name for name, times in found.items() if name and times > 1} == set()
        assert {name: lengths[name] for name in lengths if lengths[name]} == {name: len(block) for name, block in blocks.items()}


def test_other_words_lie_in_their_blocks_one_behind_the_other(kept: Kept) -> None:
    assert {text for text, _ in kept.words} <= {text for text, *_ in kept.books}
    for (_, block), made in kept.words.items():
        assert all(start + length <= following for (start, length, _), (following, _, _) in pairwise(made))
        assert all(length and new for _, length, new in made)
        assert made[-1][0] + made[-1][1] <= len(kept.blocks[block])


@pytest.mark.parametrize("number", NUMBERS)
def test_what_a_past_edition_named_is_still_there_or_withdrawn(number: str) -> None:
    edition = read_essays(load_edition(SHIPPED))
    blocks = {block.id for essay in edition.essays for block in essay.blocks}
    assert set(read_kept(FOLDER / number).blocks) <= blocks
    now = {("term", term.id, "") for term in edition.terms} | {("term", name, "") for name in edition.withdrawn_terms}
    now |= {("dispute", entry.id, str(entry.number)) for entry in edition.rebuttals}
    now |= {("dispute", gone.id, str(gone.number)) for gone in edition.withdrawn}
    now |= {("note", remark.id, "") for remark in edition.remarks}
    assert set(rows((FOLDER / number / ENTRIES).read_text(encoding="utf-8"))) <= now


def test_the_files_are_explained_with_every_column() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for path in (path for number in NUMBERS for path in (FOLDER / number).iterdir()):
        assert f"`{path.name}`" in text
        head = path.read_text(encoding="utf-8").split("\n")[0]
        columns = head.removeprefix("# ").split("\t") if head.startswith("# ") else []
        assert [column for column in columns if f"`{column}`" not in text] == []
