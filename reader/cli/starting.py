"""`reader new`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.checking import report_on
from reader.cli.screen import counted, finding_facts, finding_text, json_text, say
from reader.cli.shared import NAMED
from reader.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.edition.starting.draft import Draft
    from reader.model import Finding, Source

EXAMPLES = """\b
Examples:
  reader new tea cha.txt kafei.md         an edition of two texts in the new folder tea
  reader new tea texts/                   of all the texts in a folder, by their names
  reader new tea page.html report.docx --title 茶与咖啡
  reader new moby moby-dick.epub          notes for somebody's book: its chapters are the essays
"""


@click.command(epilog=EXAMPLES)
@click.argument("folder", type=NAMED)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=NAMED)
@click.option("--title", metavar="TEXT", help="The book's title (default: the folder's name).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def new(folder: Path, sources: tuple[Path, ...], title: str | None, as_json: bool) -> None:
    """Make an edition of texts: plain texts, Markdown, saved web pages, Word documents, or folders of them; or of an EPUB's chapters.

    FOLDER is made, and nothing that exists is written over. The texts are copied into it unchanged; what they are called, by whom, in which
    script is written down as far as they tell; empty files with examples wait for repairs, terms, disputes and notes.
    """
    from datetime import date
    from uuid import uuid4

    from reader.edition.starting.draft import drafts
    from reader.edition.starting.facts import clean
    from reader.edition.starting.folder import new_folder, refuse_existing
    from reader.edition.starting.gather import gather
    from reader.edition.starting.slugs import slug_of
    from reader.edition.starting.written import NewBook, edition_files

    refuse_existing(folder)
    epub, named = book_among(sources), ""
    if epub:
        essays, named = chapters(epub)
    else:
        essays = drafts(gather(sources))
    name = folder.absolute().name
    book = NewBook(slug_of(name, essays[0].script), clean(title or named or name) or "?", date.today().isoformat(), str(uuid4()))
    with new_folder(folder, edition_files(book, essays, epub)) as beside:
        findings = report_on(beside).findings
    tell_made(folder, essays, findings, as_json=as_json)


def book_among(sources: tuple[Path, ...]) -> Source | None:
    """The EPUB that an edition is to put notes into; None where the sources are texts. Raises UsageError for one beside other sources."""
    from hashlib import sha256

    from reader.edition.starting.slugs import slug_of
    from reader.epub.archive import read_book
    from reader.epub.files import is_folder
    from reader.filekind import MOST, kind_of
    from reader.model import Source

    for path in sources:
        if is_folder(path) or not path.is_file():
            continue
        with path.open("rb") as stream:
            begun = kind_of(stream.read(MOST))
        if begun and begun.key in {"zip", "epub"} and _is_book(data := read_book(path, where=str(path))):
            if len(sources) > 1:
                raise UsageError("an EPUB makes an edition by itself", where=str(path), advice="name it alone, or texts alone")
            return Source(f"{slug_of(path.stem, 'zh-Hans')}.epub", sha256(data).hexdigest(), "", data=data)
    return None


def _is_book(data: bytes) -> bool:
    from reader.filekind import kind_of

    kind = kind_of(data)
    return kind is not None and kind.key == "epub"


def chapters(epub: Source) -> tuple[tuple[Draft, ...], str]:
    """The book's chapters as essays, and its title; raises InputError for a book that can have no notes."""
    from reader.annotate.listing import chapters_of
    from reader.annotate.overlay import open_book
    from reader.edition.starting.ofbook import Page, chapter_drafts

    book = open_book(epub)
    found = chapter_drafts([Page(one.path, one.title, one.lang, one.beginning) for one in chapters_of(book)], next(iter(book.package.values("dc:creator")), ""))
    if not found:
        raise InputError("no page of it could have notes", where=epub.name, advice="name another book")
    return found, next(iter(book.package.values("dc:title")), "")


def tell_made(folder: Path, essays: Sequence[Draft], findings: Sequence[Finding], *, as_json: bool) -> None:
    """What was made of which text, what there is to say of the texts, and what comes next."""
    if as_json:
        click.echo(json_text({"path": str(folder), "essays": [_facts(draft) for draft in essays], "findings": [finding_facts(one) for one in findings]}))
        return
    say(f"{folder}: {counted(len(essays), 'essay')}")
    for line in _lines(essays):
        say(line)
    for finding in findings:
        if finding.level == "warning":
            say(f"warning: {finding_text(finding)}", err=True)
    say(f"→ write notes into {folder / 'glossary.toml'} and the files beside it; then reader check {folder}, reader build {folder}")


def _facts(draft: Draft) -> dict[str, Any]:
    title = {"title": draft.title.text, "supplied": draft.title.supplied, "short": draft.short, "author": draft.author or "unknown"}
    return {"slug": draft.slug, **title, "script": draft.script, "source": draft.source, "given": draft.given, "rules": list(draft.rules)}


def _lines(essays: Sequence[Draft]) -> Iterator[str]:
    for draft in essays:
        rules = f"; rules switched on: {', '.join(draft.rules)}" if draft.rules else ""
        named = " (the file's name: no title was found)" if draft.title.supplied else ""
        yield f"  {draft.slug}: 《{draft.title.text}》{named}, {draft.author or 'author unknown'}, {draft.script}, from {draft.given}{rules}"
