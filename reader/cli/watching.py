"""`reader watch`."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader import __version__
from reader.cli.checking import report_on
from reader.cli.checkwords import closing, finding_lines
from reader.cli.chosen import all_slips_of, chosen_edition
from reader.cli.screen import error_text, say
from reader.cli.serving import needed, url
from reader.cli.shared import NAMED
from reader.errors import ReaderError, each

if TYPE_CHECKING:
    from reader.model import Edition
    from reader.serve.preview import Shown

EXAMPLES = """\b
Examples:
  reader watch tea             the edition in the folder tea, in the browser
  reader watch                 the edition in this folder
  reader watch tea --no-open   without opening a browser
"""
HOST = "127.0.0.1"
# How often the folder is looked at: an edition has a dozen files, which takes less than a thousandth of a second; so no library has to be told of changes,
# which on network drives come from nowhere.
PAUSE = 0.3  # seconds
BESIDE = frozenset({"build", "past", "__pycache__"})

Stamps = dict[str, tuple[int, int]]


@click.command(epilog=EXAMPLES)
@click.argument("edition", required=False, type=NAMED)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on (default: a free one).")
@click.option("--open/--no-open", "opening", default=True, help="Open the browser, or not.")
def watch(edition: Path | None, port: int, opening: bool) -> None:
    """Check and build the edition again whenever one of its files changes, and show its pages in the browser.

    Without EDITION, the one in the current folder. The pages are served to this machine alone, and load themselves anew; the book is written into build/
    below the current folder. What is wrong in the data is said, and the pages stay as they were until it is mended. Ctrl-C ends it.
    """
    needed("uvicorn")
    from reader.serve.preview import Shown, serving
    from reader.serve.run import listen

    folder, which = chosen_edition(edition)
    if which:
        say(which)
    shown, listening = Shown(), listen(HOST, port)
    address = url(HOST, listening.getsockname()[1])
    with serving(shown, listening):
        stamps = stamps_of(folder)
        sound = look(folder, shown)
        if sound and not shown.first:
            say(f"{folder}: its book has pages of its own, which a reading program shows (Ctrl-C ends it)")
        else:
            say(f"{folder} at {address} (Ctrl-C ends it)")
            if opening:
                click.launch(address)
        while True:
            stamps = changed(folder, stamps)
            look(folder, shown)


def stamps_of(folder: Path) -> Stamps:
    """When each of the folder's files was changed, and its size; without what an edition is made without."""
    return dict(_stamps(folder))


def _stamps(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # it is being written anew
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~") or entry.name in BESIDE:
            continue
        if entry.is_dir():
            yield from _stamps(Path(entry.path))
            continue
        try:
            found = entry.stat()
        except OSError:
            continue
        yield entry.path, (found.st_mtime_ns, found.st_size)


def changed(folder: Path, stamps: Stamps) -> Stamps:
    """Wait until the folder is another, and then until it stays as it is."""
    while (now := stamps_of(folder)) == stamps:
        time.sleep(PAUSE)
    while now != stamps:
        stamps = now
        time.sleep(PAUSE)
        now = stamps_of(folder)
    return now


def look(folder: Path, shown: Shown) -> bool:
    """Check and build once, and say what came of it in lines; False where the data is wrong."""
    start = time.perf_counter()
    try:
        with all_slips_of(folder):
            report = report_on(folder)
            file = made(folder, shown)
    except ReaderError as error:
        for one in each(error):
            say(f"reader: {error_text(one)}", err=True)
        say("waiting for the next change")
        return False
    for text in finding_lines([finding for finding in report.findings if finding.level != "info"], everything=False):
        say(text)
    say(f"{closing(folder, report.findings)}; {file} ({time.perf_counter() - start:.1f} s)")
    return True


def made(folder: Path, shown: Shown) -> Path:
    """Write the book, and show its pages; of a book of others there are none to show."""
    from reader.cli.building import put
    from reader.edition import load_edition
    from reader.edition.exceptions import read_exceptions

    edition = load_edition(folder)
    if edition.epub:
        return made_of_chapters(edition)
    from reader.club.preview import preview
    from reader.serve.preview import SCRIPT

    built = preview(edition, exceptions=read_exceptions(folder), version=__version__, script=SCRIPT)
    path = Path("build") / built.file
    put(built.book.data, path, own=True, sources=frozenset())
    shown.show(built.files, built.first)
    return path


def made_of_chapters(edition: Edition) -> Path:
    """Write the book of others with its notes."""
    from reader.annotate.overlay import overlay_book
    from reader.book.variants import file_name
    from reader.cli.building import put

    assert edition.epub
    path = Path("build") / file_name(edition.slug, None, "universal")
    put(overlay_book(edition, edition.epub).data, path, own=True, sources=frozenset())
    return path
