"""What must hold between the entries of an edition before anything is computed from it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.errors import EditionError
from reader.match.fold import keys
from reader.match.terms import clashes
from reader.model import Edition, Passage, is_chinese
from reader.repair.rules import RULE_NAMES, RULES

PAGES = frozenset({"cover", "title", "about", "nav", "disputes", "questions", "remarks", "glossary", "textual", "colophon", "theses", "agreements", "readers"})
# Ids of the book's own that stand whole on its pages, on a Kobo's too.
PLACES = frozenset({"toc", "landmarks", "page-list", "book-inner", "book-columns"})
# Ids of the glossary's and the disputes' entries begin with these, ids within an essay with its slug and one of those.
PREFIXES = frozenset({"g", "gi", "d", "dq", "m", "e", "a", "rd"})
PARTS = r"-(l\d+|[ph][0-9a-f]{8}|[nrqt]|title)(-.*)?\Z"


CHINESE_RULES = frozenset(rule.name for rule in RULES if rule.chinese)


def validate(edition: Edition) -> Edition:
    """The same edition; raises EditionError for the first duplicate or dangling name."""
    _unique(((essay.slug, f"edition.toml [[essay]] ({essay.slug})") for essay in edition.essays), "slug")
    _unique(((essay.short, f"edition.toml [[essay]] ({essay.slug})") for essay in edition.essays), "short title")
    _unique(((cover.script, f"edition.toml [[cover]] ({cover.script})") for cover in edition.covers), "cover script")
    _unique(((question.id, f"rebuttals.toml [[question]] ({question.id})") for question in edition.questions), "id")
    _unique(_note_ids(edition), "id")
    numbers = [(entry.number, entry.where) for entry in edition.withdrawn] + [(entry.number, entry.where) for entry in edition.rebuttals]
    _unique(((str(number), where) for number, where in numbers), "dispute number")
    _unique(zip(_anchors(entry.passage for entry in edition.remarks), (entry.where for entry in edition.remarks), strict=True), "passage")
    _unique(_pairs_of_passages(edition), "pair of passages")
    _free_names(edition)
    _one_term_a_form(edition)
    _known_essays(edition)
    _known_questions(edition)
    _known_numbers(edition)
    _known_rules(edition)
    _known_terms(edition)
    return edition


def _note_ids(edition: Edition) -> Iterable[tuple[str, str]]:
    yield from ((name, "glossary.toml withdrawn") for name in edition.withdrawn_terms)
    for entries in (edition.withdrawn, edition.terms, edition.rebuttals, edition.agreements, edition.remarks):
        yield from ((entry.id, entry.where) for entry in entries)


def _pairs_of_passages(edition: Edition) -> Iterable[tuple[str, str]]:
    origins, claims = _anchors(entry.origin for entry in edition.rebuttals), _anchors(entry.claim for entry in edition.rebuttals)
    return ((f"{origin} → {claim}", entry.where) for entry, origin, claim in zip(edition.rebuttals, origins, claims, strict=True))


def _anchors(passages: Iterable[Passage]) -> list[str]:
    # Folded: the same words in the other script are the same place.
    return keys([f"{passage.essay}: {passage.prefix}[{passage.exact}]{passage.suffix}" for passage in passages])


def _unique(names: Iterable[tuple[str, str]], what: str) -> None:
    seen: dict[str, str] = {}
    for name, where in names:
        if name in seen:
            raise EditionError(f"the {what} “{name}” is already used in {seen[name]}", where=where, advice=f"choose another {what}")
        seen[name] = where


def _known_essays(edition: Edition) -> None:
    slugs = {essay.slug for essay in edition.essays}
    named = [(rule.where, slug) for rule in edition.rules for slug in rule.essays]
    named += [(keep.where, keep.essay) for keep in edition.keeps]
    named += [(correction.where, correction.essay) for correction in edition.corrections]
    named += [(rebuttal.where, end.essay) for rebuttal in edition.rebuttals for end in (rebuttal.origin, rebuttal.claim)]
    named += [(agreement.where, passage.essay) for agreement in edition.agreements for passage in agreement.passages]
    named += [(remark.where, remark.passage.essay) for remark in edition.remarks]
    for where, slug in named:
        if slug not in slugs:
            raise EditionError(f"there is no essay “{slug}”", where=where, advice=f"essays here: {', '.join(sorted(slugs))}")


def _known_questions(edition: Edition) -> None:
    known = {question.id for question in edition.questions}
    for rebuttal in edition.rebuttals:
        if rebuttal.question not in known:
            raise EditionError(f"there is no question “{rebuttal.question}”", where=rebuttal.where, advice="add a [[question]] with that id")


def _known_numbers(edition: Edition) -> None:
    known = {rebuttal.number for rebuttal in edition.rebuttals}
    named = [(f"edition.toml [[essay]] ({essay.slug}) against", number) for essay in edition.essays for number in essay.against]
    named += [(edition.evening.where, number) for number in edition.evening.disputes] if edition.evening else []
    for where, number in named:
        if number not in known:
            raise EditionError(f"there is no dispute {number}", where=where, advice="name the `number` of a [[rebuttal]]")


def _known_rules(edition: Edition) -> None:
    written = {essay.slug: essay.script for essay in edition.essays}
    for rule in edition.rules:
        if rule.name not in RULE_NAMES:
            raise EditionError(f"there is no rule “{rule.name}”", where=rule.where, advice=f"the rules are {', '.join(RULE_NAMES)}")
        if rule.name in CHINESE_RULES and (foreign := next((slug for slug in rule.essays if not is_chinese(written[slug])), "")):
            text = f"the rule “{rule.name}” is for Chinese, and “{foreign}” is written in {written[foreign]}"
            raise EditionError(text, where=rule.where, advice=f"take “{foreign}” out of `essays`")


def _known_terms(edition: Edition) -> None:
    known = {term.id for term in edition.terms}
    for term in edition.terms:
        for other in term.see:
            if other not in known or other == term.id:
                raise EditionError(f"`see` names “{other}”, which is no other term", where=term.where, advice="name the id of another [[term]]")


def _free_names(edition: Edition) -> None:
    slugs = tuple(essay.slug for essay in edition.essays)
    for slug in slugs:
        if why := slug_trouble(slug):
            _refuse_slug(slug, why)
    for slug, other in clashing_slugs(slugs):
        _refuse_slug(slug, f"looks like an id within the essay “{other}”")


def slug_trouble(slug: str) -> str:
    """Why no essay may be called so, whatever the others are called; empty when it may."""
    return "is, or begins like, a name of the book's own" if slug in PAGES | PLACES or slug.partition("-")[0] in PREFIXES else ""


def clashing_slugs(slugs: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Each slug that an id of another essay may be, with that other one."""
    known = dict.fromkeys(slugs)
    ends = ((slug, at) for slug in known for at, char in enumerate(slug) if char == "-")
    return tuple((slug, slug[:at]) for slug, at in ends if slug[:at] in known and re.match(PARTS, slug[at:]))


def _refuse_slug(slug: str, why: str) -> None:
    raise EditionError(f"the slug “{slug}” {why}", where=f"edition.toml [[essay]] ({slug})", advice="choose another slug")


def _one_term_a_form(edition: Edition) -> None:
    where = {term.id: term.where for term in edition.terms}
    for clash in clashes((form, term.id) for term in edition.terms for form in term.forms):
        text = f"the form “{clash.forms[-1]}” is already claimed by the term “{clash.ids[0]}”"
        raise EditionError(text, where=where[clash.ids[-1]], advice="leave it to one of the two")
