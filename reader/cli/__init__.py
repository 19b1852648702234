"""The command line: options, files, messages, exit codes. A thin skin; every import that costs time waits until it is needed."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from reader.errors import EXIT_FAULT, EXIT_FINDINGS, EXIT_INTERRUPTED, OutputError, ReaderError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.book.compose import Book, EssayCount
    from reader.model import Finding, NoteKind, Script

BUILD_EXAMPLES = """\b
Examples:
  reader build                            the five essays, each in its own script
  reader build --simplified               the whole book in simplified characters
  reader build --traditional --region hk  ... in traditional characters, Hong Kong standard
  reader build my-edition -o 我们的书.epub   an edition of your own
  reader build --notes term,fact          only glossary terms and editors' facts
"""
SCRIPT_WORDS = {
    "zh-Hans": "in simplified characters",
    "zh-Hant-TW": "in traditional characters (Taiwan standard)",
    "zh-Hant-HK": "in traditional characters (Hong Kong standard)",
}
CHECK_EXAMPLES = """\b
Examples:
  reader check build/suanli-wubian.zh-Hans.epub   is this EPUB valid, do all notes work?
  reader check my-edition                         is the edition's data right, what is covered?
"""


# What would break a line of the screen, or steer the terminal, when a message quotes an edition's text or a file's name.
UNFIT_FOR_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def show_version(context: click.Context, _: click.Parameter, value: bool) -> None:
    """Print the version and stop (importlib.metadata is slow to import: only when it is wanted)."""
    if value and not context.resilient_parsing:
        click.echo(f"reader {version()}")
        context.exit()


def version() -> str:
    """The version of the installed distribution; `unknown` when run from a bare checkout."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("annotated-reader")
    except PackageNotFoundError:
        return "unknown"


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version, help="Show the version and exit.")
@click.pass_context
def app(context: click.Context) -> None:
    """Make annotated editions for e-readers.

    \b
    Examples:
      reader build --simplified     write the annotated book, all in simplified characters
      reader check build/*.epub     validate it
      reader build --help           all options, with examples
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(UsageError.exit_code)


@app.command(epilog=BUILD_EXAMPLES)
@click.argument("edition", required=False, type=click.Path(path_type=Path))
@click.option("--simplified", is_flag=True, help="The whole book in simplified characters (zh-Hans).")
@click.option("--traditional", is_flag=True, help="The whole book in traditional characters (zh-Hant), Taiwan standard unless --region hk.")
@click.option("--region", type=click.Choice(["tw", "hk"]), help="Glyph standard for --traditional.")
@click.option("--notes", "notes", metavar="KINDS", default=None, help="Kinds of notes, separated by commas: term,rebuttal,fact,text (default: all).")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write the book (default: build/ below the current folder).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def build(edition: Path | None, simplified: bool, traditional: bool, region: str | None, notes: str | None, output: Path | None, as_json: bool) -> None:
    """Write the annotated EPUB of EDITION (a folder; without one, the edition that ships with the program)."""
    from reader.book.compose import compose
    from reader.edition import load_edition, shipped_folder
    from reader.edition.exceptions import read_exceptions
    from reader.epub.files import write_atomic

    asked = asked_script(simplified=simplified, traditional=traditional, region=region)
    kinds = note_kinds(notes)
    folder = edition or shipped_folder()
    loaded = load_edition(folder)
    path = output or Path("build") / file_name(loaded.slug, asked)
    if path.is_dir():
        raise OutputError("is a folder", where=str(path), advice="name a file with -o")
    book = compose(loaded, asked=asked, kinds=kinds, version=version(), exceptions=read_exceptions(folder))
    if not output:
        make_build_folder(path.parent)
    write_atomic(path, book.data)
    if as_json:
        click.echo(json_text(build_facts(book, path)))
        return
    for text in summary(book, path):
        say(text)
    for warning in book.warnings:
        say(f"warning: {finding_text(warning)}", err=True)


def make_build_folder(folder: Path) -> None:
    """Create `build/`; raises OutputError when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be created ({error.strerror or error})", where=str(folder), advice="choose another place with -o") from None


def asked_script(*, simplified: bool, traditional: bool, region: str | None) -> Script | None:
    """The script the options ask for; None for as published."""
    if simplified and traditional:
        raise UsageError("--simplified and --traditional exclude each other", advice="choose one, or none to keep each essay's own script")
    if region and not traditional:
        raise UsageError("--region belongs to --traditional", advice="add --traditional, or leave --region out")
    if simplified:
        return "zh-Hans"
    if not traditional:
        return None
    return "zh-Hant-HK" if region == "hk" else "zh-Hant-TW"


def note_kinds(value: str | None) -> tuple[NoteKind, ...]:
    """The kinds named in `--notes`, in the usual order."""
    from reader.model import NOTE_KINDS

    if value is None:
        return NOTE_KINDS
    named = {part.strip() for part in value.split(",") if part.strip()}
    if unknown := sorted(named.difference(NOTE_KINDS)):
        raise UsageError(f"--notes: there is no kind “{unknown[0]}”", advice=f"choose from {', '.join(NOTE_KINDS)}")
    return tuple(kind for kind in NOTE_KINDS if kind in named)


def file_name(slug: str, asked: Script | None) -> str:
    """`<slug>[.zh-Hans|.zh-Hant-TW|.zh-Hant-HK].epub`."""
    return f"{slug}.{asked}.epub" if asked else f"{slug}.epub"


def build_facts(book: Book, path: Path) -> dict[str, Any]:
    """The JSON form of the summary."""
    essays = [
        {"slug": essay.slug, "title": essay.title, "characters": essay.characters, "repairs": essay.repairs, "notes": essay.notes} for essay in book.essays
    ]
    warnings = [{"code": finding.code, "where": finding.where, "text": finding.text} for finding in book.warnings]
    script = book.asked or "as-published"
    return {"path": str(path), "bytes": len(book.data), "script": script, "essays": essays, "repairs": book.repairs, "warnings": warnings}


def json_text(value: Any) -> str:
    """ASCII-only JSON, so that no terminal's encoding can break it."""
    import json

    return json.dumps(value, indent=2)


def summary(book: Book, path: Path) -> Iterable[str]:
    """A few lines about the book that was written."""
    yield f"《{book.title}》 {script_words(book)}"
    for essay in book.essays:
        yield essay_words(essay)
    if book.repairs:
        yield "  repairs: " + ", ".join(f"{kind} {times}" for kind, times in book.repairs.items())
    yield f"→ {path} ({len(book.data) / 1000:,.0f} kB)"


def script_words(book: Book) -> str:
    """Which script the book is in; as published, the mixture and the options."""
    if book.asked:
        return SCRIPT_WORDS[book.asked]
    simplified = sum(essay.script == "zh-Hans" for essay in book.essays)
    mixture = f"{simplified} simplified, {len(book.essays) - simplified} traditional"
    return f"as published ({mixture}; --simplified or --traditional for one script throughout)"


def essay_words(essay: EssayCount) -> str:
    """One essay's line of the summary."""
    names = {"term": "term", "rebuttal": "dispute", "fact": "fact", "text": "textual note"}
    notes = ", ".join(counted(times, names[kind]) for kind, times in essay.notes.items() if times)
    return f"  {essay.title}: {counted(essay.characters, 'character')}, {counted(essay.repairs, 'repair')}; {notes or 'no notes'}"


def counted(number: int, name: str) -> str:
    """`1 term`, `2,000 terms`."""
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"


@app.command(epilog=CHECK_EXAMPLES)
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the report.")
def check(target: Path, as_json: bool) -> None:
    """Check an EPUB file (EPUBCheck and our own rules), or an edition's folder (its data and what the notes cover)."""
    if target.is_dir():
        from reader.book.coverage import check_edition

        report = check_edition(target)
        findings, lines, facts = report.findings, report.lines, report.facts
    else:
        from reader.check.run import check_file

        findings, lines, facts = check_file(target, epubcheck=True), (), {}
    if as_json:
        rows = [{"code": finding.code, "level": finding.level, "where": finding.where, "text": finding.text} for finding in findings]
        click.echo(json_text({"target": str(target), **facts, "findings": rows}))
    else:
        for text in (*lines, *(f"{finding.level}: {finding_text(finding)}" for finding in findings), verdict(target, findings)):
            say(text)
    if any(finding.level in {"error", "warning"} for finding in findings):
        sys.exit(EXIT_FINDINGS)


def finding_text(finding: Finding) -> str:
    """Code, place, words."""
    return f"[{finding.code}] {finding.where}: {finding.text}" if finding.where else f"[{finding.code}] {finding.text}"


def verdict(target: Path, findings: tuple[Finding, ...]) -> str:
    """The last line of a check."""
    errors = sum(finding.level == "error" for finding in findings)
    warnings = sum(finding.level == "warning" for finding in findings)
    return f"{target}: clean" if not errors and not warnings else f"{target}: {counted(errors, 'error')}, {counted(warnings, 'warning')}"


@contextmanager
def said_in_one_line() -> Iterator[None]:
    """Whatever goes wrong as one line and an exit code; a traceback only for a fault of the program."""
    try:
        yield
    except ReaderError as error:
        stop(str(error), error.exit_code)
    except click.ClickException as error:
        stop(usage_words(error), error.exit_code)
    except (KeyboardInterrupt, click.exceptions.Abort):
        stop("stopped; no half-written file is left → run the command again", EXIT_INTERRUPTED)
    except OSError as error:
        # Reading and writing files has its own errors by now: what is left is standard output.
        drop_output()
        stop(f"the output cannot be printed ({error.strerror or error}) → make room where it goes", OutputError.exit_code)
    except Exception:
        import traceback

        traceback.print_exc()
        stop("this is a fault in the program → please report the lines above", EXIT_FAULT)


def usage_words(error: click.ClickException) -> str:
    """Click's words for a wrong option or argument, and where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "reader"
    return f"{error.format_message().rstrip('.')} → {command} --help shows the options, with examples"


def stop(text: str, code: int) -> NoReturn:
    """Say why, and exit."""
    with suppress(OSError):
        say(f"reader: {text}", err=True)
    sys.exit(code)


def say(text: str, *, err: bool = False) -> None:
    """Print one line, whatever the text holds."""
    click.echo(UNFIT_FOR_A_LINE.sub("⏎", text), err=err)


def drop_output() -> None:
    """Send what standard output still holds nowhere, else the interpreter's last flush fails again (Python's `signal`, "Note on SIGPIPE")."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """The `reader` command. A terminal that cannot show a character gets a question mark, never a UnicodeEncodeError."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with said_in_one_line():
        sys.exit(app(prog_name="reader", standalone_mode=False))
