"""`glossary.toml` → terms."""

from __future__ import annotations

from pathlib import Path

from reader.edition.fields import Entry
from reader.edition.files import read_toml
from reader.match.fold import key
from reader.model import Term

FILE = "glossary.toml"


def read_glossary(folder: Path, name: str = FILE, skip: frozenset[str] = frozenset()) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """The `[[term]]` tables, in the file's order, and the ids of terms that an earlier edition had; none when there is no glossary.

    `sort` is empty where the editor left it out.
    """
    root = Entry(name, read_toml(folder, name, optional=True, skip=skip), skip=skip)
    withdrawn = root.texts("withdrawn", [])
    terms = tuple(_term(entry) for entry in root.entries("term"))
    root.done()
    return terms, withdrawn


def _term(entry: Entry) -> Term:
    headword = entry.text("headword")
    term = Term(
        id=entry.id(),
        headword=headword,
        forms=entry.texts("forms", [headword]),
        definition=entry.text("definition"),
        more=entry.text("more", ""),
        en=entry.text("en", ""),
        taiwan=entry.text("taiwan", ""),
        see=entry.texts("see", []),
        as_of=entry.moment("as_of"),
        sort=entry.text("sort", "").strip(),
        once=entry.flag("once", default=False),
        marker=entry.flag("marker", default=True),
        important=entry.flag("important", default=False),
        where=entry.where,
    )
    entry.done()
    if not all(form[:1].isalnum() or key(form).strip() for form in term.forms):
        raise entry.fail("`forms` holds an empty text", "remove it")
    if any("\n" in form for form in term.forms):
        raise entry.fail("a form (without `forms`, the headword) runs over the end of a line", "a term stands in one paragraph: write it in one line")
    return term
