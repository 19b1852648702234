"""Terms → what is looked for in a book: their forms, in a Latin script inflected and with regard to capitals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from reader.annotate.inflect import inflected
from reader.han import has_han
from reader.match.fold import key, keys
from reader.match.terms import TermIndex, build_index
from reader.model import Finding, Term
from reader.unseen import is_unseen


class Lookup(Struct, frozen=True, gc=False, eq=False):
    """The index of all forms; `capitals` are, by what is looked for, the spellings of those forms that are written with capitals alone."""

    index: TermIndex
    capitals: dict[str, tuple[str, ...]]


def distinct(terms: tuple[Term, ...]) -> tuple[tuple[Term, ...], tuple[Finding, ...]]:
    """The terms without what another before them claims already: an id gets a number, a form is left out with a warning."""
    owners, ids, found, lost = dict[str, str](), set[str](), list[Term](), list[Finding]()
    shadows = iter(keys([form for term in terms for form in term.forms]))
    for term in terms:
        name, number = term.id, 1
        while name in ids:
            number += 1
            name = f"{term.id}-{number}"
        ids.add(name)
        forms = [form for form in term.forms if owners.setdefault(next(shadows), name) == name]
        if len(forms) < len(term.forms):
            other = next(form for form in term.forms if form not in forms)
            lost.append(Finding("annotate-twice", "warning", term.where, f"“{other}” is explained by an entry before this one, which is used"))
        if forms:
            found.append(term if (name, len(forms)) == (term.id, len(term.forms)) else replace(term, id=name, forms=tuple(forms)))
    return tuple(found), tuple(lost)


def lookup_of(terms: Iterable[Term], lang: str) -> Lookup:
    """What is looked for in a book in a language: a form that the lists give goes before one that a rule makes."""
    forms = [(form, term.id) for term in terms for form in term.forms]
    shadows = keys([form for form, _ in forms])
    known = set(shadows)
    made = [(other, name) for form, name in forms if not has_han(form) for other in inflected(form, lang)]
    new = dict[str, tuple[str, str]]()
    for shadow, pair in zip(keys([form for form, _ in made]), made, strict=True):
        if shadow not in known:
            new.setdefault(shadow, pair)
    spellings = defaultdict[str, list[str]](list)
    capital = [form for form, _ in (*forms, *made) if not form.islower() and not has_han(form)]
    for shadow, form in zip(keys(capital), capital, strict=True):
        spellings[shadow].append(form)
    small = {shadow for shadow, (form, _) in zip(shadows, forms, strict=True) if form.islower()}
    return Lookup(build_index((*forms, *new.values())), {shadow: tuple(some) for shadow, some in spellings.items() if shadow not in small})


def is_spelled(text: str, lookup: Lookup) -> bool:
    """Is a mention written as the form that it is: with the capitals that this has, or in capitals throughout? (`IT` is no `it`.)"""
    spellings = lookup.capitals.get(key(text))
    if spellings is None or text in spellings or text.isupper():
        return True
    seen = "".join([char for char in text if not is_unseen(char)])
    return seen in spellings
