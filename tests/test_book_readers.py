"""Readers' notes in the book: who may stand there, where there is room, and that nothing of the editors' makes way for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from reader.book.compose import annotate, compose, read_essays
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.mark import Mark
from reader.model import NOTE_KINDS, NoteKind, Script
from tests.commands import run
from tests.editions import CLUB, SHIPPED, built, copy_of, entries
from tests.kept_java import judge

KINDS: tuple[NoteKind, ...] = (*NOTE_KINDS, "reader")
MARK = Mark("1", "阿里", "cha", "茶馆里里外外都是闲人", note="我家楼下就是。\n\n现在还是。", made="2026-03-01 20:00:05", share="book", state="accepted")


def book(*marks: Mark, folder: Path = CLUB, asked: Script | None = None, kinds: tuple[NoteKind, ...] = KINDS) -> dict[str, bytes]:
    made = compose(load_edition(folder), asked=asked, kinds=kinds, version="0", exceptions=read_exceptions(folder), marks=marks)
    return entries(made.data)


def text(page: bytes, path: str) -> list[str]:
    return ["".join(found.itertext()) for found in etree.fromstring(page).iterfind(path, {"h": "http://www.w3.org/1999/xhtml"})]


def test_a_shared_and_accepted_note_is_marked_and_stands_on_its_page() -> None:
    files = book(MARK)
    notes = text(files["EPUB/cha.xhtml"], ".//h:div[@class='note reader']")
    assert [re.sub(r"^\d+\. ", "", note) for note in notes] == ["【读者】阿里（2026年3月1日）：我家楼下就是。\n现在还是。\n"]
    assert len(re.findall(r'◎<a epub:type="noteref" role="doc-noteref" class="noteref reader"', files["EPUB/cha.xhtml"].decode())) == 1
    page = files["EPUB/readers.xhtml"]
    assert text(page, ".//h:blockquote/h:p") == ["茶馆里里外外都是闲人"]
    (link,) = re.findall(r'href="cha\.xhtml#([^"]+)"', page.decode())
    assert f'id="{link}"' in files["EPUB/cha.xhtml"].decode()


def test_it_goes_with_the_book_into_the_other_script() -> None:
    assert "【讀者】阿里（2026年3月1日）：我家樓下就是。" in "".join(text(book(MARK, asked="zh-Hant-TW")["EPUB/cha.xhtml"], ".//h:div"))


@pytest.mark.parametrize(
    "change", [{"share": "me"}, {"share": "club"}, {"state": "new"}, {"state": "moved"}, {"state": "declined"}, {"state": "orphan"}, {"note": ""}]
)
def test_what_is_private_or_not_accepted_or_says_nothing_is_not_in_the_book(change: dict[str, str]) -> None:
    files = book(replace(MARK, **change))
    assert "EPUB/readers.xhtml" not in files
    assert not any("阿里".encode() in data for data in files.values())


@pytest.mark.parametrize("made", ["", "Sun Mar  1 20:00:05 2026", "01 March 2026 08:00:05 PM", "2026-13-01", "2026"])
def test_a_time_that_is_no_day_is_left_out(made: str) -> None:
    notes = text(book(replace(MARK, made=made))["EPUB/cha.xhtml"], ".//h:div[@class='note reader']")
    assert "【读者】阿里：我家楼下就是。" in notes[0]


def test_without_the_kind_the_book_has_the_same_bytes() -> None:
    assert book(MARK, kinds=NOTE_KINDS) == entries(built(CLUB, None).data)


def test_nothing_of_the_editors_makes_way() -> None:
    edition = read_essays(load_edition(SHIPPED))
    marks = [
        Mark(f"{essay.slug}-{at}", "某乙", essay.slug, block.text, note="？", share="book", state="accepted")
        for essay in edition.essays
        for at, block in enumerate(essay.blocks)
        if 20 < len(block.text) < 200
    ]
    before, _ = annotate(edition)
    after, findings = annotate(edition, KINDS, marks)
    for slug, placed in before.items():
        own = [(note.place, [item.id for item in note.items]) for note in after[slug].notes if note.items[0].kind != "reader"]
        assert own == [(note.place, [item.id for item in note.items]) for note in placed.notes]
        places = [note.place for note in after[slug].notes]
        assert all(last - first >= 300 for first, last in zip(places, places[3:], strict=False))
    room = sum(item.kind == "reader" for placed in after.values() for note in placed.notes for item in note.items)
    assert room
    (left,) = [finding for finding in findings if finding.code == "reader-unmarked"]
    printed = sum(len(placed.marks) for placed in after.values())
    assert left.text.startswith(f"{printed - room} of {printed} readers’ notes found no room")
    assert not [finding for finding in findings if finding.code == "mark-lost"]


def test_a_mark_whose_words_are_gone_is_a_warning() -> None:
    edition = read_essays(load_edition(CLUB))
    _, findings = annotate(edition, KINDS, [replace(MARK, exact="早就不在这里的话"), replace(MARK, id="2", essay="nowhere")])
    assert [finding.code for finding in findings if finding.where.startswith("readers.toml")] == ["mark-lost", "mark-lost"]


def test_words_of_several_paragraphs_are_marked_at_their_end() -> None:
    notes, findings = annotate(
        read_essays(load_edition(CLUB)), KINDS, [replace(MARK, exact="“茶是有用的。”\n喝咖啡的人", prefix="他们说：", suffix="不这么看")]
    )
    (one,) = notes["cha"].marks
    assert notes["cha"].text.text[one.start : one.end] == "喝咖啡的人"
    assert not [finding for finding in findings if finding.code == "mark-lost"]


def test_the_command_takes_the_editions_own_file_or_another(tmp_path: Path) -> None:
    copy_of(CLUB, tmp_path / "club")
    said = run("build", "club", "--notes", "term,reader", "-o", "a.epub", cwd=tmp_path)
    assert said.code == 4
    assert said.err == "reader: club/readers.toml: no such file → reader marks FILE… makes it; name another with --marks\n"
    toml = '[[mark]]\nid = "1"\nmember = "阿里"\nessay = "cha"\nexact = "茶馆里里外外都是闲人"\nnote = "我家楼下就是。"\nshare = "book"\nstate = "accepted"\n'
    (tmp_path / "club" / "readers.toml").write_text(toml, encoding="utf-8")
    said = run("build", "club", "--notes", "term,reader", "-o", "a.epub", cwd=tmp_path)
    assert said.code == 0
    assert "1 reader's note" in said.out
    (tmp_path / "other.toml").write_text(toml.replace("[[mark]]", "[[mark]]\nnotte = 1"), encoding="utf-8")
    said = run("build", "club", "--notes", "term,reader", "--marks", "other.toml", "-o", "a.epub", cwd=tmp_path)
    assert said.code == 3
    assert "other.toml [[mark]] 1 (1): unknown key `notte`" in said.err


def members(*names: str, exact: str = "茶馆里里外外都是闲人") -> list[Mark]:
    return [replace(MARK, id=f"{name} {exact}", member=name, exact=exact, note="", share="me", state="new") for name in names]


def test_what_three_readers_have_marked_is_underlined_and_counted_and_nobody_is_named() -> None:
    marks = [*members("甲", "乙"), *members("丙", exact="里里外外都是闲人，他们说"), *members("丁", "丁", exact="NVLink再快")]
    files = book(*marks, kinds=(*NOTE_KINDS, "popular"))
    assert re.findall(r"<u>(.*?)</u>", files["EPUB/cha.xhtml"].decode()) == ["里里外外都是闲人"]
    page = files["EPUB/readers.xhtml"].decode()
    assert "3人划过" in page
    (link,) = re.findall(r'href="cha\.xhtml#([^"]+)"', page)
    assert f'id="{link}"' in files["EPUB/cha.xhtml"].decode()
    assert not any(name in page for name in "甲乙丙")
    made = compose(load_edition(CLUB), asked="zh-Hant-TW", kinds=(*KINDS, "popular"), version="0", exceptions=read_exceptions(CLUB), marks=[MARK, *marks])
    assert [finding for finding in judge(made.data) if finding.level in {"error", "warning"}] == []


def test_two_readers_or_one_reader_three_times_are_too_few() -> None:
    marks = [*members("甲", "乙"), *members("甲", exact="里里外外都是闲人"), *members("乙", exact="外外都是闲人")]
    assert "EPUB/readers.xhtml" not in book(*marks, kinds=(*NOTE_KINDS, "popular"))


def test_without_asking_nothing_is_counted() -> None:
    assert "EPUB/readers.xhtml" not in book(*members("甲", "乙", "丙"))
