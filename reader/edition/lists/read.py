"""What `--with` names → terms: an edition's folder, a glossary.toml, a table, or a list of WordDumb's."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from reader.edition.files import read_bytes
from reader.edition.glossary import FILE, read_glossary
from reader.edition.lists.table import read_table
from reader.edition.lists.worddumb import read_worddumb
from reader.epub.files import is_folder
from reader.errors import InputError
from reader.filekind import kind_of
from reader.model import Finding, Term

TABLES = {".csv": ",", ".tsv": "\t", ".tab": "\t"}


def read_terms(path: Path) -> tuple[tuple[Term, ...], tuple[Finding, ...]]:
    """The terms at a path, in its order, and what of it is no term; raises InputError or EditionError with file and row."""
    ending = path.suffix.lower()
    if is_folder(path):
        return _glossary(path, FILE), ()
    if ending == ".toml":
        return _glossary(path.parent, path.name), ()
    if ending in TABLES:
        return read_table(path, TABLES[ending]), ()
    if ending == ".json":
        return read_worddumb(path)
    kind = kind_of(read_bytes(path, where=str(path)))
    words = f"this is {kind.words}, no list of terms" if kind else "this is no list of terms, by its name"
    raise InputError(words, where=str(path), advice="name an edition's folder, a glossary.toml, a .csv or .tsv, or WordDumb's .json")


def _glossary(folder: Path, name: str) -> tuple[Term, ...]:
    if not (folder / name).exists():
        raise InputError(f"there is no {name}", where=str(folder), advice="name a folder that holds one, or the file itself")
    terms, _ = read_glossary(folder, name)
    return tuple([replace(term, where=f"{folder}/{term.where}") for term in terms])
