"""`glossary.toml` → terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.edition.fields import Entry
from reader.edition.files import read_toml
from reader.edition.shapes import ID, MOMENT, TEXT, TEXT_OR_NONE, TEXTS, TEXTS_IF_ANY, Shape, flag, read_every
from reader.match.fold import is_empty
from reader.model import Term

FILE = "glossary.toml"


def read_glossary(folder: Path, name: str = FILE, skip: frozenset[str] = frozenset()) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """The `[[term]]` tables, in the file's order, and the ids of terms that an earlier edition had; none when there is no glossary.

    `sort` is empty where the editor left it out.
    """
    root = Entry(name, read_toml(folder, name, optional=True, skip=skip), skip=skip)
    withdrawn = root.texts("withdrawn", [])
    terms = read_every(root, "term", TERM)
    root.done()
    return terms, withdrawn


def _term(
    headword: str,
    name: str,
    forms: tuple[str, ...] | None,
    definition: str,
    more: str,
    en: str,
    taiwan: str,
    see: tuple[str, ...],
    as_of: str,
    sort: str,
    once: bool,
    marker: bool,
    important: bool,
    where: str,
) -> Term:
    written = (headword,) if forms is None else forms
    return Term(name, headword, written, definition, more, en, taiwan, see, as_of, sort.strip(), once, marker, important, where)


def _amiss(terms: Iterable[Term]) -> Iterator[tuple[str, str, str]]:
    for term in terms:
        if "".join(term.forms).isalnum():  # as nearly always
            continue
        if any(map(is_empty, term.forms)):
            yield term.where, "`forms` holds an empty text", "remove it"
        if any("\n" in form for form in term.forms):
            text = "a form (without `forms`, the headword) runs over the end of a line"
            yield term.where, text, "a term stands in one paragraph: write it in one line"


TERM = Shape(
    {
        "headword": TEXT,
        "id": ID,
        "forms": TEXTS_IF_ANY,
        "definition": TEXT,
        "more": TEXT_OR_NONE,
        "en": TEXT_OR_NONE,
        "taiwan": TEXT_OR_NONE,
        "see": TEXTS,
        "as_of": MOMENT,
        "sort": TEXT_OR_NONE,
        "once": flag(default=False),
        "marker": flag(default=True),
        "important": flag(default=False),
    },
    _term,
    _amiss,
)
