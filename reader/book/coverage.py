"""`reader check EDITION`: the data as a whole, and what the notes cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from msgspec import Struct

from reader.book.compose import annotate, read_essays
from reader.book.cover.drawn import cover_findings
from reader.book.density import window_of
from reader.book.disputing import HEAVY, WEIGHTS, rivals
from reader.book.footnotes import dispute_texts
from reader.book.gaps import gap_words, gaps, name_words, unexplained
from reader.book.notes import EssayNotes, marked_claims, reached_terms
from reader.book.places import NOTED_KINDS
from reader.book.spacing import widened
from reader.book.unmarked import unmarked_findings, unmarked_terms, unmarked_words
from reader.book.words import words_of
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.model import Edition, Finding, Rebuttal
from reader.repair.reading import unused_rules

SHORTEST, LONGEST = 15, 90
# A dispute's note, with its label and the other essay's name, and with the line that leads there.
LONGEST_DISPUTE, LONGEST_WITH_WAY = 80, 130
FEWEST_DISPUTES = 3


class Report(Struct, frozen=True, gc=False):
    """Findings, the coverage in lines for people, and the same as data."""

    findings: tuple[Finding, ...]
    lines: tuple[str, ...]
    facts: dict[str, Any]


class Coverage(Struct, frozen=True, gc=False):
    """One essay's paragraphs with and without notes."""

    slug: str
    noted: int
    bare: int


def check_edition(folder: Path) -> Report:
    """Everything that can be said of an edition without building its book; raises what `load_edition` and the build raise."""
    return check_texts(load_edition(folder), folder)


def check_texts(loaded: Edition, folder: Path) -> Report:
    """The same of an edition of texts that has been read already."""
    edition = read_essays(loaded)
    read_exceptions(folder)  # nothing here is converted, but a slip in script.toml would stop the build
    notes, warnings = annotate(edition)
    return report_of(edition, notes, (*warnings, *cover_findings(edition)))


def report_of(edition: Edition, notes: dict[str, EssayNotes], warnings: tuple[Finding, ...]) -> Report:
    """What there is to say of an edition with its notes placed; of the chapters of an EPUB, which are many, only of those with notes."""
    essays = tuple(essay_coverage(placed) for placed in notes.values() if placed.notes or not edition.epub)
    empty = () if edition.epub else tuple(gap for placed in notes.values() for gap in gaps(edition, placed))
    pairs = dispute_pairs(edition)
    bare = tuple(unmarked_terms(edition, notes))
    thin = () if edition.epub else thin_pairs(pairs)
    findings = (*warnings, *unused(edition), *lengths(edition), *thin, *unmarked_findings(bare))
    facts = {
        "essays": [{"slug": essay.slug, "paragraphs_with_notes": essay.noted, "paragraphs_without": essay.bare} for essay in essays],
        "disputes": [{"pair": list(pair), "count": count} for pair, count in pairs.items()],
        "terms": len(edition.terms),
        "marked": marked(notes),
        "gaps": [{"block": gap.block, "reason": gap.reason, "ids": list(gap.ids)} for gap in empty],
        "unmarked": [{"term": one.term.id, "essay": one.essay, "reason": one.reason, "mentions": one.times, "near": list(one.near)} for one in bare],
        "without_entry": unexplained(notes),
    }
    untold = () if edition.epub else (*gap_words(empty), *name_words(notes))
    lines = (*words(edition, essays, pairs, notes), *unmarked_words(bare), *untold)
    return Report(tuple(findings), lines, facts)


def essay_coverage(placed: EssayNotes) -> Coverage:
    """How many paragraphs of an essay carry a marker."""
    blocks = placed.text.essay.blocks
    carrying = {placed.text.block_at(note.place - 1) for note in placed.notes}
    able = [at for at, block in enumerate(blocks) if block.kind in NOTED_KINDS]
    noted = sum(at in carrying for at in able)
    return Coverage(placed.text.essay.slug, noted, len(able) - noted)


def dispute_pairs(edition: Edition) -> dict[tuple[str, str], int]:
    """Disputes for each pair of essays, whoever disputes whom; pairs without any are there with 0."""
    counted = Counter(frozenset((entry.origin.essay, entry.claim.essay)) for entry in edition.rebuttals)
    ends = {slug for pair in counted for slug in pair}
    slugs = [essay.slug for essay in edition.essays if essay.slug in ends or not edition.epub]
    return {(one, other): counted[frozenset((one, other))] for one, other in combinations(slugs, 2)}


def losses(notes: dict[str, EssayNotes]) -> Iterator[str]:
    """Each heavy dispute whose claim found no room, and the numbers that stand where its own would: `102 (109)`."""
    claims = marked_claims(notes)
    for placed in notes.values():
        for end in placed.ends:
            if end.claim and end.rebuttal.marker and end.rebuttal.weight >= HEAVY and end.rebuttal.id not in claims:
                near = [item for note in placed.notes if abs(note.place - end.place) < window_of(placed.text.essay.script) for item in note.items]
                yield f"{end.rebuttal.number} ({', '.join(map(str, rivals(end, near)))})"


def marked(notes: dict[str, EssayNotes]) -> dict[str, int]:
    """Marked items by kind, in the whole book (both sides of a dispute count)."""
    return dict(Counter(item.kind for placed in notes.values() for note in placed.notes for item in note.items))


def unused(edition: Edition) -> Iterator[Finding]:
    """Rules that are switched on for an essay and find nothing there."""
    for essay in edition.essays:
        rules = tuple(rule for rule in edition.rules if essay.slug in rule.essays)
        if essay.reading:
            for rule in unused_rules(essay.reading, rules):
                words = f" (words: {'、'.join(before for before, _ in rule.words)})" if rule.words else ""
                yield Finding("rule-unused", "info", rule.where, f"the rule “{rule.name}” changes nothing in “{essay.slug}”{words}")


def lengths(edition: Edition) -> Iterator[Finding]:
    """First paragraphs that are too short for Kobo's pop-ups or too long for the foot of a page."""
    texts = [(term.where, term.definition) for term in edition.terms]
    texts += [(remark.where, remark.text) for remark in edition.remarks]
    least, most = widened(SHORTEST, edition.script), widened(LONGEST, edition.script)
    for where, text in texts:
        if not least <= len(text) <= most:
            yield Finding("note-length", "warning", where, f"a first paragraph of {len(text)} characters; {least} to {most} are readable in a pop-up")
    for entry in edition.rebuttals:
        yield from dispute_lengths(edition, entry)


def dispute_lengths(edition: Edition, entry: Rebuttal) -> Iterator[Finding]:
    """What pops up of a dispute at either end, as it is printed."""
    essays = {essay.slug: essay for essay in edition.essays}
    least, most, whole = (widened(number, edition.script) for number in (SHORTEST, LONGEST_DISPUTE, LONGEST_WITH_WAY))
    for claim, there in ((True, entry.origin), (False, entry.claim)):
        first, way = dispute_texts(entry, essays[there.essay], words_of(edition.script), claim=claim)
        if not least <= len(first) <= most or len(first) + len(way) > whole:
            text = f"a first paragraph of {len(first)} characters, {len(first) + len(way)} with the way there"
            yield Finding("note-length", "warning", entry.where, f"{text}; {most} and {whole} are readable in a pop-up")


def thin_pairs(pairs: dict[tuple[str, str], int]) -> Iterator[Finding]:
    """Pairs of essays with few disputes."""
    for (one, other), count in pairs.items():
        if count < FEWEST_DISPUTES:
            yield Finding("pair-thin", "info", f"{one} – {other}", f"{count} disputes; {FEWEST_DISPUTES} or more would cover the pair")


def words(edition: Edition, essays: Iterable[Coverage], pairs: dict[tuple[str, str], int], notes: dict[str, EssayNotes]) -> Iterator[str]:
    """The coverage for people."""
    yield f"《{edition.title}》: {len(edition.terms)} terms, {len(edition.rebuttals)} disputes, {len(edition.remarks)} editors' notes"
    for essay in essays:
        yield f"  {essay.slug}: {essay.noted} paragraphs with notes, {essay.bare} without"
    if kinds := marked(notes):
        yield "  marked: " + ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    if told := [f"{one}–{other} {count}" for (one, other), count in pairs.items() if count or not edition.epub]:
        yield "  disputes: " + ", ".join(told)
    against = Counter(entry.claim.essay for entry in edition.rebuttals)
    if against:
        yield "  claims disputed: " + ", ".join(
            f"{slug} {against[slug]}" for slug in (essay.slug for essay in edition.essays) if against[slug] or not edition.epub
        )
    claims = marked_claims(notes)
    for weight in WEIGHTS:
        if heavy := [entry for entry in edition.rebuttals if entry.weight == weight]:
            yield f"  disputes of weight {weight}: {sum(entry.id in claims for entry in heavy)} of {len(heavy)} marked at the claim"
    if lost_claims := list(losses(notes)):
        yield "  lost to weightier ones near them: " + ", ".join(lost_claims)
    if edition.terms:
        lost = len(edition.terms) - len(reached_terms(notes))
        yield f"  terms: {len(edition.terms) - lost} of {len(edition.terms)} can be reached from the text"
