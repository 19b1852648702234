"""A library on a cluster: the same books as in the pool, whether the workers see the folder or not."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from test_epub_convert import book_of

from reader.batch import remote
from reader.batch.book import Book
from reader.batch.cluster import LOCAL, UNWATCHED, connected, filled
from reader.batch.remote import Batch, Seen, do_batch, what_is_here
from reader.batch.task import finished
from reader.errors import EXIT_FINDINGS, InputError, MissingTool, UsageError
from tests.commands import run, run_process
from tests.deadly import treat
from tests.libraries import library, put, tree_of

CONVERT = ("convert", "library", "--traditional", "-o")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library(tmp_path / "library")
    return tmp_path


def test_a_local_cluster_makes_the_same_books(folder: Path) -> None:
    here = run_process(*CONVERT, "here", cwd=folder)
    there = run_process(*CONVERT, "there", "--cluster", "local", "-j", "2", cwd=folder)
    assert (there.code, there.out, there.err) == (EXIT_FINDINGS, here.out.replace("→ here", "→ there"), here.err)
    assert tree_of(folder / "there") == tree_of(folder / "here")
    again = run_process(*CONVERT, "there", "--resume", cwd=folder)
    assert again.out == "5 books: 0 done, 4 done before, 1 failed → there\n"


def test_workers_of_a_local_cluster_do_without_what_costs_time(monkeypatch: pytest.MonkeyPatch) -> None:
    import dask
    import distributed

    monkeypatch.delenv("MALLOC_TRIM_THRESHOLD_", raising=False)
    assert distributed.__version__  # whose import tells its settings
    assert all(dask.config.get(key) != value for key, value in UNWATCHED.items())
    with connected(LOCAL, 1) as client:
        (there,) = client.run(settings).values()
    assert there == (False, "1s", "10s", None)


def settings() -> tuple[object, ...]:
    """What a worker was given."""
    import dask

    found = (dask.config.get(key) for key in UNWATCHED if "MALLOC" not in key)
    return (*found, os.environ.get("MALLOC_TRIM_THRESHOLD_"))


def test_what_is_no_address_is_refused_and_nobody_there_is_said(folder: Path) -> None:
    said = run(*CONVERT, "out", "--cluster", "somewhere", cwd=folder)
    assert said.code == UsageError.exit_code
    assert "is no address" in said.err


def test_an_address_that_needs_certificates_says_so_where_none_are_set(folder: Path) -> None:
    said = run(*CONVERT, "out", "--cluster", "tls://127.0.0.1:9", cwd=folder)
    assert (said.code, said.err.startswith("reader: tls://127.0.0.1:9: this address needs certificates, and none are set → ")) == (InputError.exit_code, True)
    assert said.err.count("\n") == 1


def test_without_the_optional_part_that_is_said_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = run(*CONVERT, "out", "--cluster", "local", cwd=folder)
    assert said.code == MissingTool.exit_code
    assert said.err == f'reader: a cluster needs packages that are not installed (distributed) → {sys.executable} -m pip install "annotated-reader[cluster]"\n'


def batch(books: tuple[Book, ...], data: tuple[bytes, ...] | None, version: str = remote.__version__) -> Batch:
    return Batch(treat, books, frozenset(), version, 60.0, data)


def test_bytes_are_sent_and_come_back(tmp_path: Path) -> None:
    books = tuple(Book(name, tmp_path / name, tmp_path / "out" / name) for name in ("a", "b"))
    done = do_batch(batch(books, (b"good a", b"fails b")))
    assert [one.data for one in done] == [b"GOOD A", None]
    assert not (tmp_path / "out").exists()
    found = [finished(one, frozenset()) for one in done]
    assert (found[0].written, found[0].data, bool(found[1].error)) == (6, None, True)
    assert (tmp_path / "out" / "a").read_bytes() == b"GOOD A"


def test_another_version_is_refused() -> None:
    with pytest.raises(InputError, match="another version of reader"):
        do_batch(batch((), None, version="0.0"))


def test_what_a_worker_sees(tmp_path: Path) -> None:
    put(tmp_path / "token", b"x")
    seen = partial(what_is_here, tmp_path / "token")
    assert (seen([tmp_path]), seen([tmp_path / "none"])) == ((remote.__version__, b"x"), (remote.__version__, b""))
    assert what_is_here(tmp_path / "none", []) == (remote.__version__, b"")


def test_books_are_sent_with_their_bytes_where_they_cannot_be_seen(tmp_path: Path) -> None:
    put(tmp_path / "x.epub", book_of("hong-kong"))
    books = (Book("x", tmp_path / "x.epub"), Book("y", tmp_path / "none"))
    assert filled(batch((), ()), books) == batch(books, (book_of("hong-kong"), b""))
    assert filled(batch((), None), books) == batch(books, None)


def test_a_worker_that_came_later_and_sees_nothing_does_nothing(tmp_path: Path) -> None:
    book = Book("a", tmp_path / "a", tmp_path / "out" / "a")
    put(book.source, b"good a")
    put(tmp_path / "token", b"x")
    blind = replace(batch((book,), None), seen=Seen(tmp_path / "token", b"y"))
    with pytest.raises(InputError, match="does not see the library"):
        do_batch(blind)
    assert not (tmp_path / "out").exists()
    (done,) = do_batch(replace(blind, seen=Seen(tmp_path / "token", b"x")))
    assert done.written == 6
