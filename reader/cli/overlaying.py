"""`reader build` of an edition whose essays are the chapters of an EPUB: that book, with notes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.building import Saying, Wanted, protected, put
from reader.cli.output import is_standard, place_for
from reader.cli.screen import counted, finding_facts, finding_text, json_text, say
from reader.cli.script_options import SCRIPT_WORDS
from reader.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.annotate.compose import Annotated, Marked
    from reader.model import Edition, Finding, NoteKind, Script, Source
    from reader.script.exceptions import Exceptions

NAMES: dict[NoteKind, str] = {"term": "term", "rebuttal": "dispute", "fact": "fact", "text": "textual note"}


def build_overlay(edition: Edition, book: Source, folder: Path, wanted: Wanted, saying: Saying) -> None:
    """Write the book with the edition's notes; in another script, the book is converted first."""
    from reader.annotate.overlay import overlay_book
    from reader.book.variants import file_name
    from reader.edition.exceptions import read_exceptions

    refuse_other_books(wanted)
    path = place_for(wanted.output, file_name(edition.slug, wanted.asked, wanted.variant, wanted.layout))
    sources = protected(edition, folder, (), path if wanted.output else None)
    source, told = in_script(book, wanted.asked, read_exceptions(folder))
    result = overlay_book(edition, source, asked=wanted.asked, kinds=wanted.kinds)
    put(result.data, path, own=not wanted.output, sources=sources)
    tell(edition, result, (*told, *result.warnings), path, wanted, saying)


def refuse_other_books(wanted: Wanted) -> None:
    """Raise UsageError for what only a book of our own pages can be."""
    asked = {
        "--for": wanted.variant != "universal",
        "--layout": wanted.layout != "horizontal",
        "--regional-words": wanted.words,
        "--words": bool(wanted.lists),
        "--report": wanted.file is not None,
        "--marks": wanted.marks is not None,
        "--notes reader, popular": not {"reader", "popular"}.isdisjoint(wanted.kinds),
    }
    if option := next((name for name, given in asked.items() if given), ""):
        raise UsageError(f"{option} is for an edition of texts, and this one puts notes into an EPUB", advice="leave it out")


def in_script(book: Source, asked: Script | None, exceptions: Exceptions) -> tuple[Source, tuple[Finding, ...]]:
    """The book in the asked script, as `reader convert` would write it."""
    if asked is None:
        return book, ()
    from msgspec.structs import replace

    from reader.epub.convert import Wish, convert_book

    converted = convert_book(book.data, Wish(asked, exceptions=exceptions), name=book.name)
    return replace(book, data=converted.data), converted.warnings


def tell(edition: Edition, result: Annotated, findings: tuple[Finding, ...], path: Path, wanted: Wanted, saying: Saying) -> None:
    """The summary and the warnings, or all as JSON."""
    if saying.as_json:
        facts = {"path": str(path), "bytes": len(result.data), "script": wanted.asked or "as-published", "essays": [*map(_facts, result.chapters)]}
        click.echo(json_text({**facts, "warnings": [finding_facts(finding) for finding in findings]}))
        return
    for text in () if saying.quiet else filter(None, (saying.which, *lines(edition, result, path, wanted))):
        say(text, err=is_standard(path))
    for finding in findings:
        if not (saying.quiet and finding.level == "info"):
            say(f"{finding.level}: {finding_text(finding)}", err=True)


def lines(edition: Edition, result: Annotated, path: Path, wanted: Wanted) -> Iterator[str]:
    """A few lines about the book that was written."""
    name = edition.epub.name if edition.epub else ""
    yield f"《{edition.title}》 {SCRIPT_WORDS[wanted.asked] if wanted.asked else f'the pages of {name}'}"
    for chapter in result.chapters:
        kinds = counts(chapter)
        if kinds:
            yield f"  {chapter.notes.text.essay.title}: {', '.join(counted(number, NAMES[kind]) for kind, number in kinds.items())}"
    if not result.chapters:
        yield "  nothing could be marked: it is the same book"
    yield f"→ {path} ({len(result.data) / 1000:,.0f} kB)"


def counts(chapter: Marked) -> dict[NoteKind, int]:
    """How many notes of each kind a chapter has."""
    found = Counter(item.kind for note in chapter.notes.notes for item in note.items)
    return {kind: found[kind] for kind in NAMES if found[kind]}


def _facts(chapter: Marked) -> dict[str, Any]:
    essay = chapter.notes.text.essay
    return {"slug": essay.slug, "title": essay.title, "file": chapter.path, "notes": counts(chapter)}
