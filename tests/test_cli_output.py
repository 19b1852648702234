"""Where results go, for every command alike: into files, links' targets and standard output; never over a device, a pipe, or what they are made from."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from test_epub_convert import book_of, unzipped

from reader.errors import InputError, OutputError
from tests.commands import Said, run, run_process
from tests.editions import CLUB, copy_of

POSIX = pytest.mark.skipif(os.name == "nt", reason="asks for what only POSIX systems have")
LONG = "茶" * 150  # 450 bytes
# Every way to write a file: the command, and where in it the file is named.
WRITERS = {
    "build": ("build", "club", "-o", "{}"),
    "build --report": ("build", "club", "-o", "new.epub", "--report", "{}"),
    "convert": ("convert", "book.epub", "--traditional", "-o", "{}"),
    "convert --report": ("convert", "book.epub", "--traditional", "-o", "new.epub", "--report", "{}"),
    "script --report": ("script", "book.epub", "--report", "{}"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "book.epub").write_bytes(book_of("phrases-across-tags"))
    copy_of(CLUB, tmp_path / "club")
    return tmp_path


@pytest.fixture(params=WRITERS)
def writer(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return WRITERS[request.param]


def write_to(place: str, writer: tuple[str, ...], folder: Path) -> Said:
    return run(*(part.format(place) for part in writer), cwd=folder)


def refused(place: str, writer: tuple[str, ...], folder: Path) -> str:
    before = sorted(path.name for path in folder.iterdir())
    said = write_to(place, writer, folder)
    assert (said.code, said.out, said.err.count("\n")) == (OutputError.exit_code, "", 1), said
    assert sorted(path.name for path in folder.iterdir()) == before
    return said.err


@POSIX
def test_a_pipe_stays_a_pipe(folder: Path, writer: tuple[str, ...]) -> None:
    os.mkfifo(folder / "pipe")
    assert "pipe: is a device or a pipe, not a file → name a file; - is standard output" in refused("pipe", writer, folder)
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


@POSIX
def test_a_socket_stays_a_socket_and_a_link_to_one_is_no_way_round(folder: Path, writer: tuple[str, ...]) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as end:
        end.bind(os.path.relpath(folder / "socket"))
        (folder / "link.epub").symlink_to("socket")
        for place in ("socket", "link.epub"):
            assert "is a device or a pipe, not a file" in refused(place, writer, folder)
        assert stat.S_ISSOCK((folder / "socket").stat().st_mode)


@POSIX
def test_a_device_stays_a_device(folder: Path, writer: tuple[str, ...]) -> None:
    try:
        os.mknod(folder / "null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:  # only root may make one; then a node that is none is as good
        os.mkfifo(folder / "null")
    kind = stat.S_IFMT((folder / "null").lstat().st_mode)
    assert "is a device or a pipe" in refused("null", writer, folder)
    assert stat.S_IFMT((folder / "null").lstat().st_mode) == kind


@POSIX
def test_a_link_is_followed_to_its_target(folder: Path, writer: tuple[str, ...]) -> None:
    (folder / "below").mkdir()
    (folder / "below" / "old.epub").write_bytes(b"old")
    (folder / "link.epub").symlink_to("below/old.epub")
    (folder / "nowhere.epub").symlink_to("below/none.epub")
    for link, target in (("link.epub", "old.epub"), ("nowhere.epub", "none.epub")):
        assert write_to(link, writer, folder).code == 0
        assert (folder / link).is_symlink()
        assert (folder / "below" / target).stat().st_size > 100
    (folder / "round").symlink_to("round")
    assert "round" in refused("round", writer, folder)


def test_a_folder_a_missing_folder_and_a_name_that_is_too_long_are_named(folder: Path, writer: tuple[str, ...]) -> None:
    if writer not in (WRITERS["convert"], WRITERS["build"]):  # which write the book into it
        assert "club: is a folder → name a file in it" in refused("club", writer, folder)
    assert "no such folder" in refused("none/x.epub", writer, folder)
    assert "no such folder" in refused("book.epub/x.epub", writer, folder)
    assert "file name too long → give it a shorter name" in refused(f"{LONG}.epub", writer, folder)


@pytest.mark.parametrize("source", ["book.epub", "club/edition.toml", "club/essays/cha.txt"])
def test_nothing_is_written_over_what_it_is_made_from(folder: Path, writer: tuple[str, ...], source: str) -> None:
    if (writer[0] == "build") == source.startswith("club"):
        before = (folder / source).read_bytes()
        (folder / "link").symlink_to(source)
        for place in (source, f"./club/../{source}", "link"):
            assert "would be written over what it is made from" in refused(place, writer, folder)
        assert (folder / source).read_bytes() == before


def test_a_book_is_not_written_over_another_that_is_converted_with_it(folder: Path) -> None:
    (folder / "book.zh-Hant-TW.epub").write_bytes(before := book_of("hong-kong"))
    said = run_process("convert", "book.epub", "book.zh-Hant-TW.epub", "--traditional", cwd=folder)
    assert said.code == OutputError.exit_code
    assert "book.zh-Hant-TW.epub: would be written over what it is made from" in said.err
    assert (folder / "book.zh-Hant-TW.epub").read_bytes() == before


@pytest.mark.parametrize("name", WRITERS)
def test_standard_output_holds_the_result_and_nothing_else(folder: Path, name: str) -> None:
    command = [part.format("-") for part in WRITERS[name]]
    done = subprocess.run([sys.executable, "-m", "reader", *command], cwd=folder, capture_output=True, check=True)
    if name in {"build", "convert"}:
        assert unzipped(done.stdout)["mimetype"] == b"application/epub+zip"
        assert "→ -" in done.stderr.decode()
    else:
        assert done.stdout.decode().count("==") > 1
    assert not (folder / "-").exists()
    assert run(*(part.format("./-") for part in WRITERS[name]), cwd=folder).code == 0
    assert (folder / "-").is_file()


@POSIX
def test_standard_output_that_is_closed_is_one_line(folder: Path) -> None:
    command = f'"{sys.executable}" -m reader convert book.epub --traditional -o - >&-'
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (OutputError.exit_code, 1), done.stderr


@pytest.mark.parametrize("books", [("book.epub", "two.epub"), ("book.epub",)])
def test_a_missing_folder_for_books_is_made(folder: Path, books: tuple[str, ...]) -> None:
    (folder / "two.epub").write_bytes(book_of("hong-kong"))
    said = run_process("convert", *books, "--traditional", "-o", "new/books/", cwd=folder)
    assert said.code == 0, said.err
    assert sorted(path.name for path in (folder / "new" / "books").glob("*.epub")) == sorted(book.replace(".epub", ".zh-Hant-TW.epub") for book in books)


@pytest.mark.parametrize("command", [("convert", "{}", "--simplified"), ("script", "{}"), ("check", "{}"), ("build", "{}")])
def test_an_input_whose_name_is_too_long_is_named_as_one(folder: Path, command: tuple[str, ...]) -> None:
    said = run(*(part.format(f"{LONG}.epub") for part in command), cwd=folder)
    assert (said.code, said.out, said.err.count("\n")) == (InputError.exit_code, "", 1), said
    assert LONG in said.err
    assert "printed" not in said.err


def test_an_output_whose_name_would_be_too_long_is_named_as_one(folder: Path) -> None:
    name = "x" * 245 + ".epub"
    (folder / "book.epub").rename(folder / name)
    said = run("convert", name, "--traditional", cwd=folder)
    assert (said.code, said.err.count("\n")) == (OutputError.exit_code, 1)
    assert "file name too long → give it a shorter name" in said.err


@pytest.mark.parametrize("command", [("convert", "shut/book.epub", "--simplified"), ("script", "shut/book.epub"), ("check", "shut/book.epub")])
def test_an_input_in_a_folder_without_permission_is_named(folder: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    shut(monkeypatch)
    said = run(*command, cwd=folder)
    assert (said.code, said.out, said.err.count("\n")) == (InputError.exit_code, "", 1), said
    assert "book.epub: cannot be read (permission denied) → check the name, and your rights to the file and its folder" in said.err


def test_an_output_in_a_folder_without_permission_is_named(folder: Path, writer: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    shut(monkeypatch)
    assert "shut/new.epub: permission denied → check the name, and your rights" in refused("shut/new.epub", writer, folder)


def shut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the system refuse what is in the folder `shut`: tests may run as root, whom no permission stops."""
    real = Path.stat

    def refuse(path: Path, **how: bool) -> os.stat_result:
        if "shut" in path.parts:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, **how)

    monkeypatch.setattr(Path, "stat", refuse)
