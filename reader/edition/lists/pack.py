"""A pack: a folder with `pack.toml` and a `glossary.toml`. An edition's folder is one already."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from reader.edition.fields import Entry
from reader.edition.files import read_toml
from reader.edition.lists.read import read_terms
from reader.edition.metadata import script_of
from reader.edition.pinyin import with_keys
from reader.edition.validate import validate
from reader.model import Edition, Term

FILE = "pack.toml"


class Pack(Struct, frozen=True, gc=False):
    """What a pack says of itself, and its terms."""

    terms: tuple[Term, ...]
    id: str = ""
    title: str = ""
    language: str = ""
    licence: str = ""
    source: str = ""
    version: str = ""


def read_pack(path: Path) -> Pack:
    """The pack at a path; raises EditionError for a `pack.toml` that says too little. Any other list of terms is a pack without a name."""
    terms, _ = read_terms(path)
    if not (path / FILE).is_file():
        return Pack(terms)
    root = Entry(FILE, read_toml(path, FILE))
    pack = Pack(
        terms,
        id=root.id(),
        title=root.text("title"),
        language=root.text("language") and root.language(),
        licence=root.text("licence"),
        source=root.text("source", ""),
        version=root.text("version", ""),
    )
    root.done()
    return pack


def pack_edition(pack: Pack) -> Edition:
    """A pack as an edition without essays and without a date; raises EditionError for terms that cannot stand in one glossary."""
    script = script_of(pack.language)
    about = "; ".join(filter(None, [pack.source, pack.licence]))
    terms = with_keys(pack.terms, script)
    return validate(Edition(pack.id, pack.title, script, pack.version, "", "", description=about, rights=pack.licence, terms=terms))
