"""The order of work for reading an edition folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from reader.edition.chapters import Place, pages_of, refuse_of_texts
from reader.edition.exceptions import FILE as SCRIPT_FILE
from reader.edition.fields import near
from reader.edition.files import decode, read_bytes, read_inside, refuse_changed
from reader.edition.glossary import FILE as GLOSSARY_FILE
from reader.edition.glossary import read_glossary
from reader.edition.metadata import EssayEntry, read_metadata
from reader.edition.pinyin import with_keys
from reader.edition.rebuttals import FILE as REBUTTALS_FILE
from reader.edition.rebuttals import read_rebuttals
from reader.edition.remarks import FILE as NOTES_FILE
from reader.edition.remarks import read_remarks
from reader.edition.repairs import FILE as REPAIRS_FILE
from reader.edition.repairs import read_repairs, unasked
from reader.edition.sources.encodings import read_text
from reader.edition.validate import validate
from reader.errors import EditionError, InputError
from reader.filekind import kind_of
from reader.model import Edition, Essay, Evening, Finding, Source

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
PAGES = (".html", ".htm", ".xhtml")
# Behind the name of a text: the file with what its lines are called.
NAMES = ".names"
LINE_NAME = r"(l\d+(-k\d+)?|[ph][0-9a-f]{8})(-h[0-9a-f]{8})?(-\d+)?\Z"
FILES = ("edition.toml", REPAIRS_FILE, GLOSSARY_FILE, REBUTTALS_FILE, NOTES_FILE, SCRIPT_FILE)
# What readers of the book add; an edition is made without them.
READERS_FILES = ("readers.toml", "orphans.toml")


def load_edition(folder: Path, *, skip: frozenset[str] = frozenset()) -> Edition:
    """The edition in `folder`, validated; raises InputError (no such folder, no such file) or EditionError (wrong data).

    Entries in `skip` are passed over: those whose error is known already.
    """
    check_folder(folder)
    edition, entries = read_metadata(folder, skip)
    rules, keeps, corrections = read_repairs(folder, skip)
    disputes = read_rebuttals(folder, skip)
    terms, withdrawn_terms = read_glossary(folder, skip=skip)
    essays = tuple(_without(essay, disputes.off) for essay in read_all(folder, edition, entries))
    whole = refuse_of_texts(
        replace(
            edition,
            essays=essays,
            rules=(*rules, *unasked(folder, essays)),
            keeps=keeps,
            corrections=corrections,
            terms=with_keys(terms, edition.script),
            withdrawn_terms=withdrawn_terms,
            questions=disputes.questions,
            rebuttals=disputes.rebuttals,
            agreements=disputes.agreements,
            withdrawn=disputes.withdrawn,
            evening=_evening_without(disputes.evening, disputes.off),
            remarks=read_remarks(folder, skip),
        )
    )
    return validate(whole)


def read_all(folder: Path, edition: Edition, entries: tuple[EssayEntry, ...]) -> Iterator[Essay]:
    """The essays, each with its source's text; of an EPUB's chapters without it."""
    if edition.epub:
        yield from pages_of(edition.epub, [Place(entry.where, entry.file, entry.essay) for entry in entries])
    else:
        yield from (read_essay(folder, entry) for entry in entries)


def _without(essay: Essay, off: frozenset[int]) -> Essay:
    """The essay without the numbers of disputes that are switched off."""
    return replace(essay, against=tuple(number for number in essay.against if number not in off)) if off else essay


def _evening_without(evening: Evening | None, off: frozenset[int]) -> Evening | None:
    return replace(evening, disputes=tuple(number for number in evening.disputes if number not in off)) if evening and off else evening


def files_of(edition: Edition, folder: Path) -> list[Path]:
    """The files in `folder` from which the edition is made: nothing may be written over them. Some may be missing."""
    sources = [edition.epub.name] if edition.epub else [essay.source.name for essay in edition.essays]
    texts = [name for source in sources for name in (source, f"{source}{NAMES}")]
    return [folder / name for name in (*FILES, *READERS_FILES, *texts, *(cover.name for cover in edition.covers))]


def check_folder(folder: Path) -> None:
    """Raise InputError for what is no edition's folder, EditionError for a data file whose name nobody would read (it would be left out in silence)."""
    if not folder.is_dir():
        raise InputError(_no_folder(folder), where=str(folder), advice="name a folder that holds an edition.toml")
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.is_file())
    for name in names:
        if name not in (*FILES, *READERS_FILES) and not name.startswith(".") and name.lower().endswith((".toml", ".toml.txt")):
            meant = near(name.lower().removesuffix(".txt"), FILES)
            advice = f"rename it to {meant}" if meant else f"take it out of the folder; the files here are {', '.join(FILES)}"
            raise EditionError("no such file belongs to an edition", where=name, advice=advice)
    if FILES[0] not in names:
        raise InputError("the folder holds no edition.toml", where=str(folder), advice="name an edition's folder")


def _no_folder(path: Path) -> str:
    if not path.exists():
        return "no such edition folder"
    kind = kind_of(read_bytes(path, where=str(path))) if path.is_file() else None
    return f"is {kind.words if kind else 'a file'}, not an edition's folder"


def read_essay(folder: Path, entry: EssayEntry) -> Essay:
    """The essay with its source's text; raises EditionError when the bytes are not those the edition was made from."""
    data = read_inside(folder, entry.file, where=f"{entry.where} source {entry.file}")
    refuse_other_kinds(data, name=entry.file)
    digest = refuse_changed(data, entry.sha256, name=entry.file, where=entry.where)
    source, findings = source_of(data, name=entry.file, folder=folder, version=entry.extract, where=entry.where)
    source = with_names(source, folder, entry.file)
    return replace(entry.essay, source=replace(source, name=entry.file, sha256=digest, findings=(*findings, *source.findings)))


def with_names(source: Source, folder: Path, name: str) -> Source:
    """The source, its lines called what a file beside it says, where there is one: what they were called in an earlier version of the text."""
    if not (folder / f"{name}{NAMES}").is_file():
        return source
    where = f"{name}{NAMES}"
    names = tuple(decode(read_inside(folder, where, where=where), where=where).split())
    if len(names) != source.text.count("\n") + 1 or len(set(names)) < len(names):
        advice = "take the file away; reader update writes it anew, but the ids of blocks will be others"
        raise EditionError("does not name each line of the text once", where=where, advice=advice)
    if wrong := next((name for name in names if not re.match(LINE_NAME, name)), ""):
        raise EditionError(f"“{wrong}” is no name of a line", where=where, advice="restore the file that reader update wrote")
    return replace(source, names=names)


def source_of(data: bytes, *, name: str, folder: Path, version: int = 0, where: str = "") -> tuple[Source, tuple[Finding, ...]]:
    """What repairs are applied to, and how its bytes were read; the names as in `read_source`."""
    if is_docx(data):
        from reader.edition.sources.docx import read_docx

        _refuse_version(version, where)
        return read_docx(data, name=name), ()
    text, findings = read_text(data, name=name, page=is_page(name))
    return read_source(text, name=name, folder=folder, version=version, where=where), findings


def _refuse_version(version: int, where: str) -> None:
    if version:
        raise EditionError("`extract` is for saved web pages", where=where, advice="take it out")


def is_docx(data: bytes) -> bool:
    """Is the source a Word document, whatever its name?"""
    kind = kind_of(data)
    return kind is not None and kind.key == "docx"


def refuse_other_kinds(data: bytes, *, name: str) -> None:
    """Raise EditionError for what is no text, by its true name."""
    kind = kind_of(data)
    if kind and kind.key != "docx":
        raise EditionError(f"this is {kind.words}, not a text", where=name, advice=kind.for_source)


def is_page(name: str) -> bool:
    """Is the source a saved web page?"""
    return name.lower().endswith(PAGES)


def read_source(text: str, *, name: str, folder: Path, version: int = 0, where: str = "") -> Source:
    """What repairs are applied to: the text itself (line ends as \\n), or the article of a saved web page with all that its markup says.

    `name` is the file's in `folder`; `version` is the essay's `extract`, `where` its entry.
    """
    if is_page(name):
        from reader.edition.sources.versions import read_page

        return read_page(text, name=name, folder=(folder / name).parent, version=version, where=where)
    _refuse_version(version, where)
    if name.lower().endswith(MARKDOWN):
        from reader.edition.sources.markdown import read_markdown

        return read_markdown(text, name=name, folder=(folder / name).parent)
    return Source("", "", text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)
