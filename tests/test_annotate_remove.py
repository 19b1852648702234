"""Notes that are taken out again: the very file back, whatever its zip is like; and what was edited since is never lost."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from annotated import CASES, book_with, terms
from hypothesis import given, settings
from hypothesis import strategies as st
from test_epub_convert import DATE, files_in, unzipped
from test_epub_rezip import TIMES, Pipe
from test_linear import MOST, growth

from reader.annotate.compose import annotate_book
from reader.annotate.ours import without_ours
from reader.annotate.record import STREAMS, TABLE
from reader.annotate.remove import remove_notes
from reader.epub.container import write_zip
from reader.errors import InputError
from tests.commands import run

BOOK = book_with("<p>算力与CUDA，无人知道。</p>\n<p>算力中心</p>")


@st.composite
def odd_books(draw: st.DrawFn) -> bytes:
    """A small book as some program may have zipped it."""
    files = {**files_in(CASES / "epub2"), "OPS/": b"", "empty/": b"", "OPS/empty.txt": b""}
    stream: Any = draw(st.sampled_from((io.BytesIO, Pipe)))()
    with zipfile.ZipFile(stream, "w") as book:
        book.comment = draw(st.sampled_from((b"", b"made by hand")))
        for name in draw(st.permutations(sorted(files))):
            info = zipfile.ZipInfo(name, draw(st.sampled_from(((1980, 1, 1, 0, 0, 0), (2024, 2, 29, 23, 59, 58)))))
            info.comment, info.extra = draw(st.sampled_from((b"", b"x"))), draw(st.sampled_from((b"", TIMES, b"\1")))
            info.create_system, info.external_attr = draw(st.sampled_from(((0, 0), (0, 0x20), (3, 0o100600 << 16))))
            method = draw(st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))
            with book.open(info, "w", force_zip64=draw(st.booleans())) if not name.endswith("/") and draw(st.booleans()) else _whole(book, info, method) as one:
                info.compress_type = info.compress_type if files[name] else zipfile.ZIP_STORED
                one.write(files[name])
    data = stream.getvalue() if isinstance(stream, io.BytesIO) else stream.data
    return draw(st.sampled_from((b"", b"#!/bin/sh\n"))) + data


class _whole:  # noqa: N801
    """Writes an entry at once, with its method."""

    def __init__(self, book: zipfile.ZipFile, info: zipfile.ZipInfo, method: int) -> None:
        self.book, self.info, self.method = book, info, method

    def __enter__(self) -> _whole:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def write(self, data: bytes) -> None:
        self.book.writestr(self.info, data, self.method, 9 if len(data) % 2 else 1)


@settings(deadline=None)
@given(odd_books(), st.booleans())
def test_the_very_file_comes_back(data: bytes, at_end: bool) -> None:
    result = annotate_book(data, terms(), at_end=at_end)
    assert result.markers() > 0
    removed = remove_notes(result.data)
    assert removed.data == data
    assert removed.exact


@settings(deadline=None)
@given(odd_books())
def test_annotating_twice_is_removing_and_annotating(data: bytes) -> None:
    once = annotate_book(data, terms()).data
    assert annotate_book(once, terms()).data == once
    assert annotate_book(once, terms()[:1]).data == annotate_book(data, terms()[:1]).data


def repacked(data: bytes, method: int, level: int | None = None, **changes: bytes) -> bytes:
    """The book as another program packs it, with other or more files (`OPS__x_html` is `OPS/x.html`); an empty one is left out."""
    files = unzipped(data) | {name.replace("__", "/").replace("_", "."): new for name, new in changes.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for name, contents in files.items():
            if contents:
                book.writestr(name, contents, zipfile.ZIP_STORED if name == "mimetype" else method, level)
    return stream.getvalue()


@pytest.mark.parametrize(("method", "level"), [(zipfile.ZIP_STORED, None), (zipfile.ZIP_DEFLATED, 9), (zipfile.ZIP_DEFLATED, 1)])
def test_the_very_file_comes_back_when_another_program_packed_the_book_anew(method: int, level: int | None) -> None:
    assert remove_notes(repacked(annotate_book(BOOK, terms()).data, method, level)).data == BOOK


def test_a_book_that_was_edited_since_is_refused_and_its_text_can_be_kept() -> None:
    annotated = annotate_book(BOOK, terms()).data
    page = unzipped(annotated)["page.xhtml"].replace("无人".encode(), "人人".encode())
    edited = repacked(annotated, zipfile.ZIP_DEFLATED, page_xhtml=page)
    for attempt in (remove_notes, lambda data: annotate_book(data, terms())):
        with pytest.raises(InputError, match=r"page\.xhtml: was edited since the notes were put in → .*--remove --text"):
            attempt(edited)
    removed = remove_notes(edited, by_text=True)
    assert not removed.exact
    files, before = unzipped(removed.data), unzipped(BOOK)
    assert set(files) == set(before)
    assert files["page.xhtml"] == before["page.xhtml"].replace("无人".encode(), "人人".encode())
    assert files["nav.xhtml"] == before["nav.xhtml"]
    assert files["toc.ncx"] == before["toc.ncx"]
    assert files["book.opf"] == before["book.opf"]


def test_a_file_that_was_added_since_is_not_lost() -> None:
    more = repacked(annotate_book(BOOK, terms()).data, zipfile.ZIP_DEFLATED, bookmarks_txt=b"mine")
    with pytest.raises(InputError, match=r"bookmarks\.txt: was added since"):
        remove_notes(more)
    assert unzipped(remove_notes(more, by_text=True).data)["bookmarks.txt"] == b"mine"


def test_a_picture_that_was_changed_since_is_not_lost() -> None:
    more = repacked(annotate_book(BOOK, terms()).data, zipfile.ZIP_DEFLATED, style_css=b"p {}")
    with pytest.raises(InputError, match=r"style\.css: is another file than before"):
        remove_notes(more)


def test_a_book_without_notes_is_named() -> None:
    with pytest.raises(InputError, match="there are no notes of ours in it"):
        remove_notes(BOOK)
    with pytest.raises(InputError, match="there are no notes of ours in it"):
        remove_notes(BOOK, by_text=True)


def test_a_book_whose_record_is_gone_is_offered_its_text() -> None:
    lost = repacked(annotate_book(BOOK, terms()).data, zipfile.ZIP_DEFLATED, **{"META-INF__rdn-original_json": b"", "META-INF__rdn-original_bin": b""})
    with pytest.raises(InputError, match="--remove --text"):
        remove_notes(lost)
    assert unzipped(remove_notes(lost, by_text=True).data) == unzipped(BOOK)


def spoiled(change: dict[str, Any], streams: bytes | None = None) -> bytes:
    """An annotated book with another record."""
    files = unzipped(annotate_book(BOOK, terms()).data)
    table = json.loads(files[TABLE]) | change
    files |= {TABLE: json.dumps(table).encode(), STREAMS: files[STREAMS] if streams is None else streams}
    return write_zip(files.items(), date=DATE)


@pytest.mark.parametrize(
    ("change", "streams"),
    [
        ({"size": 1 << 60}, None),
        ({"size": -1}, None),
        ({"skeleton": 1 << 40}, None),
        ({"parts": [[0, "mimetype", -5, 0]]}, None),
        ({"parts": [[1 << 50, "mimetype", 20, 0]]}, None),
        ({"parts": "x"}, None),
        ({"format": 2}, None),
        ({"sha256": "0" * 64}, None),
        ({"kept": ["nobody"]}, None),
        ({}, b""),
        ({}, struct.pack("<I", 7) * 40),
    ],
)
def test_a_record_that_lies_is_refused_in_words(change: dict[str, Any], streams: bytes | None) -> None:
    with pytest.raises(InputError) as error:
        remove_notes(spoiled(change, streams))
    assert error.value.advice
    assert "\n" not in str(error.value)


def test_a_record_of_another_book_is_refused() -> None:
    other = unzipped(annotate_book(book_with("<p>算力是别的书，CUDA</p>"), terms()).data)
    files = unzipped(annotate_book(BOOK, terms()).data)
    written = json.loads(files[TABLE])["written"]
    table = json.loads(other[TABLE]) | {"written": written}
    forged = write_zip({**files, TABLE: json.dumps(table).encode(), STREAMS: other[STREAMS]}.items(), date=DATE)
    with pytest.raises(InputError, match="would get another text back than it has now"):
        remove_notes(forged)


def test_at_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(BOOK)
    (tmp_path / "terms.csv").write_text("算力,计算的能力\n", encoding="utf-8")
    run("annotate", "book.epub", "--with", "terms.csv", cwd=tmp_path)
    said = run("annotate", "book.annotated.epub", "--remove", cwd=tmp_path)
    assert (said.code, said.out) == (0, "book.annotated.epub → book.epub: the very file that was annotated\n")
    assert (tmp_path / "book.epub").read_bytes() == BOOK
    (tmp_path / "book.epub").write_bytes(b"mine")
    said = run("annotate", "book.annotated.epub", "--remove", cwd=tmp_path)
    assert said.code == 5
    assert "book.epub: is already there, and another file → name a new file with -o" in said.err
    assert (tmp_path / "book.epub").read_bytes() == b"mine"


@pytest.mark.parametrize("arguments", [("--remove", "--with", "terms.csv"), ("--text", "--with", "terms.csv"), ("--remove", "--list")])
def test_options_that_do_not_go_together(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run("annotate", "book.epub", *arguments, cwd=tmp_path).code == 2


def test_what_is_ours_no_longer_is_left_where_it_has_no_end() -> None:
    source = '<p>头<sup class="rdn-mk">1<b>发</b></p><p><span class="rdn-nb">人<sup class="rdn-mk"><a>2</a></sup></span>人<em class="rdn-mk">算</em></p>'
    assert without_ours(source, "rdn") == source.replace('<span class="rdn-nb">人<sup class="rdn-mk"><a>2</a></sup></span>', "人")


@pytest.mark.parametrize(
    "unit", ['<span class="rdn-nb">', '<sup class="rdn-mk">', '<sup class="rdn-mk"><span class="rdn-nb">x', '<section class="rdn-notes"><p>']
)
def test_taking_notes_out_of_what_a_stranger_wrote_takes_time_that_grows_with_its_size(unit: str) -> None:
    def work(text: str) -> None:
        without_ours(text, "rdn")

    name = unit.partition(" ")[0][1:]
    small, large = (unit * count + f"</{name}>" * count for count in (5_000, 20_000))
    assert growth(work, small, large) <= MOST
