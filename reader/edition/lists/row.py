"""A row of a list → a term, with an id made of its headword."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256

from reader.errors import EditionError
from reader.match.fold import is_empty
from reader.model import Term
from reader.unseen import name_of, unprintable

MOST = 60  # characters of a headword that its id shows


def term_of(forms: list[str], definition: str, *, where: str) -> Term:
    """The term with these forms, the first of which is its headword; raises EditionError for one that nobody could find or read."""
    if any(map(is_empty, forms)):
        raise EditionError("a form is empty", where=where, advice="write the headword before its definition, and | only between two forms")
    if not definition.strip():
        raise EditionError(f"“{forms[0]}” has no definition", where=where, advice="write one, or take the row out")
    spelled = "".join(forms)
    if unfit := unprintable(spelled + definition):
        raise EditionError(f"holds {name_of(unfit)}, which no book can hold", where=where, advice="take it out")
    if "\n" in spelled:
        raise EditionError("a form runs over the end of a line", where=where, advice="write it in one line")
    return Term(id_of(forms[0]), forms[0], tuple(dict.fromkeys(forms)), " ".join(definition.split()), where=where)


def id_of(headword: str) -> str:
    """An id for a headword: its Latin letters and digits, with a hash where that is not all of it."""
    plain = _others().sub("-", headword.lower()).strip("-")[:MOST]
    whole = headword.isascii() and len(headword) <= MOST
    parts = ("" if plain[:1].isalpha() else "t", plain, "" if whole and plain else sha256(headword.encode()).hexdigest()[:8])
    return "-".join(filter(None, parts))


@cache
def _others() -> re.Pattern[str]:
    return re.compile("[^a-z0-9]+")
