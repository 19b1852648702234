"""`reader publish`."""

from __future__ import annotations

import gc
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader import __version__
from reader.cli.chosen import chosen_edition
from reader.cli.screen import counted, finding_text, json_text, say
from reader.cli.shared import NAMED
from reader.errors import EditionError, InputError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.club.shelf import FormerSite, Shelf
    from reader.model import Edition
    from reader.script.exceptions import Exceptions

EXAMPLES = """\b
Examples:
  reader publish -o site                        the books and a page, for any web host
  reader publish annotations my-edition -o site --base-url https://club.example/
"""

# A site is the same whatever is installed where it is made.
DICTIONARY_ZIPS = {"stardict": ".zip", "kindle-source": ".kindle-source.zip"}


@click.command(epilog=EXAMPLES)
@click.argument("editions", nargs=-1, type=NAMED, metavar="[EDITION]...")
@click.option("-o", "--output", metavar="SITE", required=True, type=NAMED, help="The site's folder: a new one, or a former site to renew.")
@click.option("--base-url", "base", metavar="URL", default="", help="Where the site will be; with it there are QR codes, and a sheet of them to print.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def publish(editions: tuple[Path, ...], output: Path, base: str, as_json: bool) -> None:
    """Write a site with every book of each EDITION (a folder; without one, the edition in the current folder, else the one that ships with the program).

    It needs no server of ours: put the folder on any web host. Publishing into the same folder again builds only what has changed, and keeps by
    what readers' older books are known.
    """
    gc.disable()  # as in `reader build`
    chosen, which = chosen_edition(None)
    if not (editions or as_json):
        say(which)
    publish_to(output, list(editions) or [chosen], base=address(base), as_json=as_json)


def publish_to(output: Path, editions: Sequence[Path], *, base: str, as_json: bool = False) -> None:
    """Publish the editions into the folder, and say what stands there."""
    from reader.club.site import site_files

    refuse_among(output, editions)
    former = former_site(output)
    shelves = [shelf_of(folder, former) for folder in editions]
    slugs = [shelf.edition.slug for shelf, _ in shelves]
    if repeated := next((slug for slug in slugs if slugs.count(slug) > 1), ""):
        raise UsageError(f"two editions have the slug “{repeated}”", advice="give one another `slug` in its edition.toml")
    files = site_files([shelf for shelf, _ in shelves], former.record, base=base, beside=plugin_of(shelves[0][0].edition))
    written = put(output, files, former.sums)
    tell(shelves, files, output, written=written, as_json=as_json)


def address(base: str) -> str:
    """The site's address with a stroke at its end; raises UsageError for what is none."""
    from urllib.parse import urlsplit

    if not base:
        return ""
    try:
        parts = urlsplit(base)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.fragment or parts.username) and base.isascii()
    except ValueError:
        sound = False
    if not sound or not base.isprintable() or " " in base or any(sign in base for sign in '<>"{}|\\^`'):
        raise UsageError(f"--base-url: “{base}” is no address of a site", advice="write it as https://club.example/books/")
    return base.rstrip("/") + "/"


def refuse_among(output: Path, editions: Sequence[Path]) -> None:
    """Raise OutputError for a site in the place of an edition: its files would stand among what they are made from."""
    if any(output.resolve() == edition.resolve() for edition in editions):
        raise OutputError("is an edition's folder", where=str(output), advice="name a folder of its own for the site")


def former_site(output: Path) -> FormerSite:
    """What is known of the site that stands in the folder: nothing where there is none. Raises OutputError for a folder of something else."""
    from reader.club.record import HASHES, MOST, Record, read_record
    from reader.club.shelf import FormerSite
    from reader.club.sums import NAME, read_sums
    from reader.epub.files import read_whole

    if not (output / HASHES).exists():
        if (output / "index.html").exists():
            advice = "name an empty folder, or one that reader publish has written"
            raise OutputError("holds an index.html that is not of this program", where=str(output), advice=advice)
        return FormerSite(Record(), {}, lambda path: None)
    name = str(output / HASHES)
    record = read_record(read_whole(output / HASHES, where=name, most=MOST), where=name)
    sums = dict[str, str]()
    with suppress(InputError):
        sums = read_sums(read_whole(output / NAME, where=str(output / NAME), most=MOST))
    return FormerSite(record, sums, lambda path: whole(output / path, sums[path]))


def whole(path: Path, digest: str) -> bytes | None:
    """The bytes of a file that has that SHA-256; None when there is none."""
    with suppress(OSError):
        data = path.read_bytes()
        return data if sha256(data).hexdigest() == digest else None
    return None


def shelf_of(folder: Path, former: FormerSite) -> tuple[Shelf, bool]:
    """The edition's shelf, and whether it had to be built: what stands on the site is taken where it was made from the same."""
    from reader.club.hashes import made_from
    from reader.club.kept import kept_builds
    from reader.club.shelf import former_shelf, new_shelf
    from reader.edition import load_edition
    from reader.edition.exceptions import read_exceptions
    from reader.edition.load import FILES

    edition = load_edition(folder)
    made = made_from(edition, [folder / name for name in FILES])
    exceptions, past = read_exceptions(folder), tuple(kept_builds(edition, folder))
    shelf = former_shelf(edition, exceptions=exceptions, made_from=made, past=past, site=former)
    return (
        (shelf, False)
        if shelf
        else (
            new_shelf(edition, exceptions=exceptions, version=__version__, made_from=made, past=past, beside=dictionary_of(edition, exceptions)),
            True,
        )
    )


def dictionary_of(edition: Edition, exceptions: Exceptions) -> dict[str, bytes]:
    """The edition's glossary as a dictionary in the formats that need no optional part, each a zip; nothing where it has none."""
    from reader.book.zipping import stamp
    from reader.club.shelf import DICTIONARIES
    from reader.dictionary.entries import make_dictionary
    from reader.dictionary.formats import FORMATS
    from reader.epub.archive import write_zip

    if not edition.terms:
        return {}
    try:
        made = make_dictionary(edition, asked=None, exceptions=exceptions)
        formats = {f"{edition.slug}{ending}": FORMATS[kind].files(made, edition.slug) for kind, ending in DICTIONARY_ZIPS.items()}
    except EditionError as error:  # the books are whole without it
        say(f"warning: there is no dictionary of {edition.slug}: {error}", err=True)
        return {}
    date = stamp(edition.date)
    return {
        f"{DICTIONARIES}{name}": write_zip([(f"{edition.slug}/{file}", data) for file, data in files.items()], date=date) for name, files in formats.items()
    }


def plugin_of(edition: Edition) -> dict[str, bytes]:
    """KOReader's plugin as a zip, for members who have no `reader`; its date is the edition's."""
    from reader.book.zipping import stamp
    from reader.club.plugins import KOREADER
    from reader.epub.archive import write_zip
    from reader.plugins.koplugin import FOLDER, koplugin_files

    return {KOREADER: write_zip([(f"{FOLDER}/{name}", data) for name, data in koplugin_files().items()], date=stamp(edition.date))}


def put(output: Path, files: Mapping[str, bytes], sums: Mapping[str, str]) -> int:
    """Write what has changed, take away what was the former site's and is no longer; how many files were written."""
    from reader.epub.files import make_folder, write_atomic

    written = 0
    for path, data in files.items():
        target = output / path
        with suppress(OSError):
            if target.read_bytes() == data:
                continue
        make_folder(target.parent)
        write_atomic(target, data)
        written += 1
    for path in set(sums) - set(files):
        if whole(output / path, sums[path]) is not None:
            (output / path).unlink(missing_ok=True)
    return written


def tell(shelves: Sequence[tuple[Shelf, bool]], files: Mapping[str, bytes], output: Path, *, written: int, as_json: bool) -> None:
    """What stands on the site now: a line for each edition, or all as JSON."""
    if as_json:
        editions = [{"slug": shelf.edition.slug, "number": shelf.edition.number, "build": shelf.build.build, "built": built} for shelf, built in shelves]
        facts: dict[str, Any] = {"path": str(output), "files": len(files), "bytes": sum(map(len, files.values())), "written": written, "editions": editions}
        click.echo(json_text(facts))
        return
    for shelf, built in shelves:
        say(f"《{shelf.edition.title}》 {counted(len(shelf.build.books), 'book')}, {'built' if built else 'as before'}")
        for warning in shelf.warnings:
            say(f"{warning.level}: {finding_text(warning)}", err=True)
    say(f"→ {output} ({counted(len(files), 'file')}, {sum(map(len, files.values())) / 1e6:,.1f} MB; {written:,} written)")
