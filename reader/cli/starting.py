"""`reader new`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.screen import counted, finding_facts, finding_text, json_text, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.edition.starting.draft import Draft
    from reader.model import Finding

EXAMPLES = """\b
Examples:
  reader new tea cha.txt kafei.md         an edition of two texts in the new folder tea
  reader new tea texts/                   of all the texts in a folder, by their names
  reader new tea page.html report.docx --title 茶与咖啡
"""


@click.command(epilog=EXAMPLES)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="The book's title (default: the folder's name).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def new(folder: Path, sources: tuple[Path, ...], title: str | None, as_json: bool) -> None:
    """Make an edition of texts: plain texts, Markdown, saved web pages, Word documents, or folders of them.

    FOLDER is made, and nothing that exists is written over. The texts are copied into it unchanged; what they are called, by whom, in which
    script is written down as far as they tell; empty files with examples wait for repairs, terms, disputes and notes.
    """
    from datetime import date
    from uuid import uuid4

    from reader.book.coverage import check_edition
    from reader.edition.starting.draft import drafts
    from reader.edition.starting.facts import clean
    from reader.edition.starting.folder import new_folder, refuse_existing
    from reader.edition.starting.gather import gather
    from reader.edition.starting.slugs import slug_of
    from reader.edition.starting.written import NewBook, edition_files

    refuse_existing(folder)
    essays = drafts(gather(sources))
    name = folder.absolute().name
    book = NewBook(slug_of(name, essays[0].script), clean(title or name) or "?", date.today().isoformat(), str(uuid4()))
    with new_folder(folder, edition_files(book, essays)) as beside:
        findings = check_edition(beside).findings
    tell_made(folder, essays, findings, as_json=as_json)


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
