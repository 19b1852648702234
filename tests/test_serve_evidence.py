"""A position of KOReader's in any of a site's books tells equal words apart, and is never believed against the words."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.marks.anchor import Lost, Placed, anchor
from reader.marks.found import Found, Reading
from reader.marks.gather import Source
from reader.marks.importing import sort_out
from reader.serve.evidence import files_known_to, informed
from reader.serve.positions import File, Files, pointer_of
from tests.commands import run
from tests.editions import CLUB
from tests.marks import club
from tests.test_serve_positions import files_of_today


@pytest.fixture(scope="module")
def known(site: Path) -> Files:
    return files_known_to(site / "hashes.json")


def told(found: Found, known: Files) -> Found:
    (mark,) = informed(Source("x", "koreader", Reading((found,))), known).reading.marks
    return mark


def at(file: File, block: str, quote: str, *, inside: str = "/text().3") -> Found:
    """A highlight in a file, its book named by nothing but the hash."""
    return Found(quote, position=pointer_of(file, block).removesuffix(".0") + inside, digest=file.book.koreader, title="一个别的书名")


def test_short_words_are_never_put_into_another_paragraph_than_the_device_s(site: Path, known: Files) -> None:
    placed = without = count = 0
    for file in files_of_today(site)[:12]:
        for name, place in club().blocks.items():
            text = club().texts[place.essay]
            for start in range(place.start, place.end - 2):
                quote = text[start : start + 2]
                if not quote.isalpha():
                    continue
                count += 1
                where = anchor(told(at(file, name, quote), known), club())
                if isinstance(where, Placed):
                    placed += 1
                    assert (where.essay, where.start, where.end) == (place.essay, start, start + 2), (file.book.file, name, quote)
                without += isinstance(anchor(at(file, name, quote), club()), Placed)
    assert count > 900
    assert placed > 0.8 * count
    assert without == 0


def test_the_words_count_more_than_the_position(site: Path, known: Files) -> None:
    file = files_of_today(site)[0]
    blocks = list(club().blocks.values())
    essay = [place for place in blocks if place.essay == blocks[0].essay and place.end - place.start > 12]
    one, other = essay[0], essay[-1]
    quote = club().texts[other.essay][other.start : other.start + 12]
    where = anchor(told(at(file, one.block.id, quote), known), club())
    assert isinstance(where, Placed)
    assert where.start == other.start
    far = next(place for place in blocks if place.essay != one.essay and place.end - place.start > 12)
    quote = club().texts[far.essay][far.start : far.start + 12]
    assert isinstance(anchor(told(at(file, one.block.id, quote), known), club()), Lost)


def test_the_hash_tells_the_book_whatever_its_title(site: Path, known: Files) -> None:
    file, block = files_of_today(site)[0], next(iter(club().blocks))
    mark = at(file, block, "茶馆里里外外都是闲人")
    assert sort_out([Source("x", "x", Reading((mark,)))], club())[0] == []
    assert len(sort_out([informed(Source("x", "x", Reading((mark,))), known)], club())[0]) == 1


def test_what_is_in_no_known_file_or_place_is_left_as_it_is(site: Path, known: Files) -> None:
    file = files_of_today(site)[0]
    for found in (Found("茶", digest="0" * 32, position="/body/DocFragment[1]/body/p/text().0"), Found("茶", position="12"), Found("茶")):
        assert told(found, known) == found
    for position in ("12", "", "epubcfi(/6/4!/4/2)", "/body/DocFragment[999]/body/p", "/body/DocFragment[", "x" * 5000):
        assert told(Found("茶", position=position, digest=file.book.koreader), known).position == position
    lost = anchor(told(Found("茶", position="/body/DocFragment[4]/body/nowhere[7]/text().0", digest=file.book.koreader), known), club())
    assert isinstance(lost, Lost)


def test_the_command_takes_the_site_s_table(site: Path, tmp_path: Path) -> None:
    file, place = files_of_today(site)[0], next(place for place in club().blocks.values() if place.end - place.start > 8)
    quote = club().texts[place.essay][place.start : place.start + 3]
    pointer = pointer_of(file, place.block.id).removesuffix(".0") + "/text().0"
    sidecar = f'return {{ ["partial_md5_checksum"] = "{file.book.koreader}", ["annotations"] = {{ [1] = {{ ["drawer"] = "lighten", ["text"] = "{quote}", '
    (tmp_path / "metadata.epub.lua").write_text(sidecar + f'["pos0"] = "{pointer}" }} }} }}', encoding="utf-8")
    plain = run("marks", "metadata.epub.lua", "--edition", str(CLUB), "-o", "one.toml", cwd=tmp_path)
    assert "0 in the text, 1 orphan" in plain.out
    (tmp_path / "orphans.toml").unlink()
    better = run("marks", "metadata.epub.lua", "--edition", str(CLUB), "-o", "two.toml", "--hashes", str(site / "hashes.json"), cwd=tmp_path)
    assert "1 in the text, 0 orphans" in better.out, better.out + better.err
    wrong = run("marks", "metadata.epub.lua", "--edition", str(CLUB), "--hashes", "metadata.epub.lua", cwd=tmp_path)
    assert wrong.code == 4, wrong.err
    assert "Traceback" not in wrong.err
    assert len(wrong.err.strip().splitlines()) == 1
