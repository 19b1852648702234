"""The order of work for reading an edition folder."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from reader.edition.exceptions import FILE as SCRIPT_FILE
from reader.edition.fields import near
from reader.edition.files import read_bytes, read_inside
from reader.edition.glossary import FILE as GLOSSARY_FILE
from reader.edition.glossary import read_glossary
from reader.edition.metadata import EssayEntry, read_metadata
from reader.edition.pinyin import with_keys
from reader.edition.readers import FILE as READERS_FILE
from reader.edition.readers import ORPHANS
from reader.edition.rebuttals import FILE as REBUTTALS_FILE
from reader.edition.rebuttals import read_rebuttals
from reader.edition.remarks import FILE as NOTES_FILE
from reader.edition.remarks import read_remarks
from reader.edition.repairs import FILE as REPAIRS_FILE
from reader.edition.repairs import read_repairs
from reader.edition.sources.encodings import read_text
from reader.edition.validate import validate
from reader.errors import EditionError, InputError
from reader.filekind import kind_of
from reader.model import Edition, Essay, Finding, Source

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
PAGES = (".html", ".htm", ".xhtml")
SHA256 = r"[0-9a-fA-F]{64}\Z"
FILES = ("edition.toml", REPAIRS_FILE, GLOSSARY_FILE, REBUTTALS_FILE, NOTES_FILE, SCRIPT_FILE)
# What readers of the book add; an edition is made without them.
READERS_FILES = (READERS_FILE, ORPHANS)


def load_edition(folder: Path) -> Edition:
    """The edition in `folder`, validated; raises InputError (no such folder, no such file) or EditionError (wrong data)."""
    check_folder(folder)
    edition, entries = read_metadata(folder)
    rules, keeps, corrections = read_repairs(folder)
    disputes = read_rebuttals(folder)
    terms, withdrawn_terms = read_glossary(folder)
    return validate(
        replace(
            edition,
            essays=tuple(read_essay(folder, entry) for entry in entries),
            rules=rules,
            keeps=keeps,
            corrections=corrections,
            terms=with_keys(terms, edition.script),
            withdrawn_terms=withdrawn_terms,
            questions=disputes.questions,
            rebuttals=disputes.rebuttals,
            agreements=disputes.agreements,
            withdrawn=disputes.withdrawn,
            evening=disputes.evening,
            remarks=read_remarks(folder),
        )
    )


def files_of(edition: Edition, folder: Path) -> list[Path]:
    """The files in `folder` from which the edition is made: nothing may be written over them. Some may be missing."""
    return [folder / name for name in (*FILES, *READERS_FILES, *(essay.source.name for essay in edition.essays), *(cover.name for cover in edition.covers))]


def check_folder(folder: Path) -> None:
    """Raise InputError for what is no edition's folder, EditionError for a data file whose name nobody would read (it would be left out in silence)."""
    if not folder.is_dir():
        raise InputError(_no_folder(folder), where=str(folder), advice="name a folder that holds an edition.toml")
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
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
    digest = sha256(data).hexdigest()
    if digest != entry.sha256.lower() and not re.match(SHA256, entry.sha256):
        raise EditionError(f"`sha256` is “{entry.sha256}”", where=entry.where, advice=f"the SHA-256 of {entry.file} is {digest}")
    if digest != entry.sha256.lower():
        raise EditionError(
            f"the source {entry.file} has changed: its SHA-256 is {digest}",
            where=entry.where,
            advice="restore the file, or check every repair and set sha256 to this value",
        )
    source, findings = source_of(data, name=entry.file, folder=folder, version=entry.extract, where=entry.where)
    return replace(entry.essay, source=replace(source, name=entry.file, sha256=digest, findings=(*findings, *source.findings)))


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
