"""Where marks are looked for: folders, zips, books; what a database's log holds; what is left alone."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import InputError
from reader.marks.database import DatabaseError, read_rows, with_log
from reader.marks.gather import gather
from tests.commands import run
from tests.editions import CLUB, copy_of
from tests.marks import CASES, case_bytes


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as book:
        for name, data in files.items():
            book.writestr(name, data)
    return path


def quotes(path: Path) -> list[str]:
    return [mark.quote for source in gather(path) for mark in source.reading.marks]


SET = (CASES / "annotation" / "club.annotation").read_bytes()
BOOK = {"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<container/>"}


def test_a_zip_of_annotations_and_a_book_with_annotations_inside(tmp_path: Path) -> None:
    expected = ["头发白得慢", "茶馆里里外外都是闲人"]
    assert quotes(zipped(tmp_path / "a.annotations", {"annotations.json": SET})) == expected
    assert quotes(zipped(tmp_path / "b.epub", {**BOOK, "META-INF/annotations.json": SET})) == expected
    assert quotes(zipped(tmp_path / "c.epub", {**BOOK, "META-INF/annotations.annotation": SET, "x.json": SET})) == expected
    inner = (tmp_path / "b.epub").read_bytes()
    below = zipped(tmp_path / "below.zip", {"a.annotation": SET}).read_bytes()
    assert quotes(zipped(tmp_path / "d.zip", {"x/b.epub": inner, "x/My Clippings.txt": b"", "z.zip": below})) == expected


def test_a_folder_is_searched_and_what_is_no_file_of_marks_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "x.annotation").write_bytes(SET)
    (tmp_path / "a" / "damaged.zip").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "a" / "book.txt").write_text("只是一本书", encoding="utf-8")
    (tmp_path / "a" / "picture.png").write_bytes(SET)
    assert [Path(source.name).name for source in gather(tmp_path)] == ["x.annotation"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"SQLite format 3\0" + bytes(84), b"%PDF-1.4", b"{", b"\xff\xfe\x00"])
def test_a_file_that_holds_no_marks_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    with pytest.raises(InputError):
        list(gather(path))


def test_what_a_kobo_wrote_last_is_in_its_log(tmp_path: Path) -> None:
    path = tmp_path / "KoboReader.sqlite"
    path.write_bytes(case_bytes(CASES / "kobo" / "KoboReader.sql"))
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA wal_autocheckpoint=0")
        base.execute("UPDATE Bookmark SET Annotation = '刚刚写的' WHERE BookmarkID = '1'")
        base.commit()
        data, log = path.read_bytes(), path.with_name("KoboReader.sqlite-wal").read_bytes()
    path.write_bytes(data)
    path.with_name("KoboReader.sqlite-wal").write_bytes(log)
    notes = [mark.note for source in gather(path) for mark in source.reading.marks]
    assert notes[0] == "刚刚写的"
    assert path.read_bytes() == data
    assert path.with_name("KoboReader.sqlite-wal").read_bytes() == log


def test_a_log_of_another_database_does_no_harm() -> None:
    data = case_bytes(CASES / "kobo" / "KoboReader.sql")
    assert read_rows(with_log(data, b"no log at all"), {"Bookmark": ["Text"]})["Bookmark"]


def test_views_virtual_tables_and_missing_columns_are_not_read() -> None:
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript("CREATE TABLE a (x); INSERT INTO a VALUES ('一'); CREATE VIEW Bookmark AS SELECT x AS Text FROM a;")
        data = base.serialize()
    assert read_rows(data, {"Bookmark": ["Text"], "none": ["x"], "a": ["x", "y"]}) == {"a": [{"x": "一"}]}


def test_a_damaged_database_is_said_to_be_so() -> None:
    data = bytearray(case_bytes(CASES / "kobo" / "KoboReader.sql"))
    data[100:3000] = bytes(2900)
    with pytest.raises(DatabaseError):
        read_rows(bytes(data), {"Bookmark": ["Text"]})


def test_a_library_gives_out_this_book_alone(tmp_path: Path) -> None:
    copy_of(CLUB, tmp_path / "club")
    (tmp_path / "books").mkdir()
    for name in ("AEAnnotation", "BKLibrary"):
        (tmp_path / "books" / f"{name}.sqlite").write_bytes(case_bytes(CASES / "apple" / f"{name}.sql"))
    said = run("marks", "books", "--edition", "club", "-o", "readers.toml", "--json", cwd=tmp_path)
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.toml")) + said.out
    assert "茶馆里里外外都是闲人" in written
    assert "不该外传" not in written
    assert "\\u4e0d\\u8be5\\u5916\\u4f20" not in written
    (tmp_path / "books" / "BKLibrary.sqlite").unlink()
    said = run("marks", "books/AEAnnotation.sqlite", "--edition", "club", "-o", "other.toml", cwd=tmp_path)
    assert said.code == 0
    assert "1 in the text, 0 orphans" in said.out


def test_the_books_of_a_device_are_passed_over_but_for_those_with_annotations_inside(tmp_path: Path) -> None:
    zipped(tmp_path / "a.epub", {**BOOK, "x.json": SET})
    zipped(tmp_path / "b.epub", {**BOOK, "META-INF/annotations.json": SET})
    (tmp_path / "c.epub").write_bytes(b"PK\x03\x04 damaged")
    assert [Path(source.name).parent.parent.name for source in gather(tmp_path)] == ["b.epub"]
