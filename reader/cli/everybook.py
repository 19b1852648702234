"""`reader build --all`: every book of an edition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reader import __version__
from reader.cli.building import Saying, protected
from reader.cli.output import is_standard
from reader.cli.screen import json_text, say
from reader.errors import UsageError


def build_all(folder: Path, output: Path | None, saying: Saying) -> None:
    """Write every book of the edition into a folder."""
    from reader.club.books import build_books
    from reader.edition import load_edition
    from reader.edition.exceptions import read_exceptions
    from reader.epub.files import make_folder, write_atomic

    loaded = load_edition(folder)
    if loaded.epub:
        raise UsageError("--all is for an edition of texts, and this one puts notes into an EPUB", advice="leave it out")
    if is_standard(output):
        raise UsageError("--all writes several books, and -o - takes one", advice="name a folder")
    into = output or Path("build")
    make_folder(into)
    sources, written = protected(loaded, folder, ()), list[dict[str, Any]]()
    if saying.which and not (saying.quiet or saying.as_json):
        say(saying.which)
    for book in build_books(loaded, exceptions=read_exceptions(folder), version=__version__):
        write_atomic(into / book.file, book.data, sources=sources)
        written.append({"path": str(into / book.file), "script": book.text, "for": book.variant, "bytes": len(book.data)})
        if not (saying.quiet or saying.as_json):
            say(f"→ {into / book.file} ({len(book.data) / 1000:,.0f} kB)")
    if saying.as_json:
        click.echo(json_text({"books": written}))


def refuse_beside_all(*, chosen: bool) -> None:
    """Raise UsageError when one book is chosen, and all are asked for."""
    if chosen:
        advice = "leave out what chooses one of them: the script, --for, --layout, --notes, --report, --words"
        raise UsageError("--all makes every book there is", advice=advice)
