"""The cover of an edition that has none: it shows title, authors and script, and whatever these are, it is a sound picture."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.book.compose import compose
from reader.book.cover.drawing import LENGTH, MARGIN, RULE, WIDTH, draw_cover, title_lines
from reader.book.cover.drawn import cover_findings, with_cover
from reader.book.cover.glyphs import glyph
from reader.book.cover.lettering import drawable, enlarged, rows_of, width
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.epub.picture import picture_size
from reader.model import Cover, Edition
from tests.editions import CLUB, SHIPPED, built, entries
from tests.sizes import few

CASES = Path(__file__).parent / "cases" / "cover" / "titles.txt"
TEXTS = st.text(max_size=40) | st.text("茶咖啡「」：，。AB 1", max_size=300) | st.just("字" * 100_000)


def cases() -> list[tuple[str, list[str]]]:
    """(title, its lines)."""
    text = "\n".join(line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    return [(block[0], [line.removeprefix("| ") for line in block[1:]]) for block in blocks]


def dots(picture: bytes) -> list[int]:
    """The rows of a drawn cover, 1 where it is black."""
    start = picture.index(b"IDAT")
    raw = zlib.decompress(picture[start + 4 : start + 4 + int.from_bytes(picture[start - 4 : start], "big")])
    rows = [raw[at : at + 1 + WIDTH // 8] for at in range(0, len(raw), 1 + WIDTH // 8)]
    return [(1 << WIDTH) - 1 ^ int.from_bytes(row[1:], "big") for row in rows]


def shows(rows: list[int], line: str, scale: int) -> bool:
    """Whether the line stands at the left margin somewhere, black on white or white on black."""
    wanted = enlarged(rows_of(line), width(line), scale)
    mask, shift = (1 << width(line) * scale) - 1, WIDTH - MARGIN - width(line) * scale
    seen = [row >> shift & mask for row in rows]
    negative = tuple(row ^ mask for row in wanted)
    return any(tuple(seen[top : top + len(wanted)]) in (wanted, negative) for top in range(LENGTH - len(wanted)))


@pytest.mark.parametrize(("title", "lines"), cases())
def test_a_title_stands_in_few_lines_that_do_not_begin_with_a_comma(title: str, lines: list[str]) -> None:
    assert title_lines(drawable(title))[0] == lines


def test_the_cover_shows_title_names_and_script() -> None:
    rows = dots(draw_cover("茶与咖啡", subtitle="两篇", names="某甲", foot="全书简体"))
    _, scale = title_lines("茶与咖啡")
    assert [shows(rows, line, size) for line, size in (("茶与咖啡", scale), ("两篇", 4), ("某甲", 5), ("全书简体", 4))] == [True] * 4
    assert not shows(rows, "某乙", 5)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
@settings(max_examples=few())
def test_whatever_stands_on_it_the_cover_keeps_size_and_margins(title: str, subtitle: str, names: str, foot: str) -> None:
    picture = draw_cover(title, subtitle=subtitle, names=names, foot=foot)
    assert picture_size(picture) == (WIDTH, LENGTH)
    rows = dots(picture)
    assert len(rows) == LENGTH
    inside = (1 << WIDTH - 2 * RULE) - 1
    margins = {(row >> RULE & inside) & ((1 << MARGIN - RULE) - 1) for row in rows}, {(row >> RULE & inside) >> (WIDTH - RULE - MARGIN) for row in rows}
    assert margins == ({0, (1 << MARGIN - RULE) - 1},) * 2


def test_every_character_of_the_common_sets_has_a_shape() -> None:
    for codec in ("gb2312", "gbk", "big5", "shift_jis", "iso8859-1"):
        chars = {chr(code) for code in range(0x20, 0xFFFF) if not 0x7F <= code < 0xA0 and chr(code).encode(codec, "ignore")}
        assert {char for char in chars if not glyph(char)} <= {"\u00ad", "\ufff9", *map(chr, range(0xE000, 0xF8FF))}, codec


def test_a_book_without_a_cover_gets_one_and_one_with_a_cover_keeps_it() -> None:
    club, shipped = entries(built(CLUB, "zh-Hant-TW").data), entries(built(SHIPPED, "zh-Hans").data)
    assert picture_size(club["EPUB/cover.png"]) == (WIDTH, LENGTH)
    assert 'alt="封面：《茶與咖啡之爭》，' in club["EPUB/cover.xhtml"].decode()
    assert "全書繁體（臺灣字形標準）" in club["EPUB/cover.xhtml"].decode()
    assert shipped["EPUB/cover.jpg"] == (SHIPPED / "covers" / "zh-Hans.jpg").read_bytes()
    assert not {"EPUB/cover.png"} & set(shipped)


def drawn_alt(edition: Edition) -> str:
    return with_cover(edition, None, str).covers[0].alt


def test_many_authors_are_and_others_and_an_unknown_one_gives_way_to_the_editor() -> None:
    club = load_edition(CLUB)
    essay = club.essays[0]
    many = replace(club, essays=tuple(replace(essay, author=name) for name in ("甲", "unknown", "乙", "甲", "丙", "丁", "戊")))
    nobody = replace(club, editor="某编者", essays=(replace(essay, author="unknown"),))
    assert drawn_alt(many) == "封面：《茶与咖啡之争》，甲　乙　丙　丁　等，简体"
    assert drawn_alt(nobody) == "封面：《茶与咖啡之争》，某编者，简体"
    assert drawn_alt(replace(nobody, editor="")) == "封面：《茶与咖啡之争》，简体"


def test_what_the_cover_cannot_show_is_said() -> None:
    club = replace(load_edition(CLUB), title="𠮷野家🙂🙂\u200b的茶")
    assert [(finding.code, finding.level) for finding in cover_findings(club)] == [("cover-letters", "info")]
    assert "“𠮷🙂”" in next(cover_findings(club)).text
    assert list(cover_findings(replace(club, title="茶\u200b"))) == []
    assert list(cover_findings(replace(club, covers=(Cover("zh-Hans", "a.jpg", b"", "封面"),)))) == []
    assert "cover-letters" in {finding.code for finding in compose(club, asked=None, version="0", exceptions=read_exceptions(CLUB)).warnings}
