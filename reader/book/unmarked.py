"""Which terms stand in an essay and have no marker there, and why: what an editor asks before he writes the next entry."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from reader.book.density import window_of
from reader.book.notes import EssayNotes
from reader.book.places import mentions
from reader.model import Edition, Finding, Rebuttal, Term

Reason = Literal["no room", "no paragraph"]
REASONS: tuple[Reason, ...] = ("no room", "no paragraph")
NEAREST = 3


class Unmarked(Struct, frozen=True, gc=False):
    """A term without a marker in an essay where it stands `times` times; `near` are the notes that stand nearest to its first mention."""

    term: Term
    essay: str
    reason: Reason
    times: int
    near: tuple[str, ...] = ()


def unmarked_terms(edition: Edition, notes: dict[str, EssayNotes]) -> Iterator[Unmarked]:
    """Every such term, essay by essay, the important ones first.

    Left out is what the editor wants so: `marker = false`, and `once` where the term is marked in another essay.
    """
    marked = {slug: {item.id for note in placed.notes for item in note.items} for slug, placed in notes.items()}
    anywhere = set[str]().union(*marked.values())
    wanted = [term for term in edition.terms if term.marker and not (term.once and term.id in anywhere)]
    for slug, placed in notes.items():
        standing, noted = Counter(placed.text.hits.ids), mentions(placed.text)
        for term in sorted(wanted, key=lambda term: not term.important):
            if term.id in standing and term.id not in marked[slug]:
                yield _why(term, placed, standing[term.id], noted.get(term.id, ()))


def _why(term: Term, placed: EssayNotes, times: int, noted: Sequence[int]) -> Unmarked:
    slug = placed.text.essay.slug
    if not noted:
        return Unmarked(term, slug, "no paragraph", times)
    first = placed.text.hits.ends[noted[0]]
    near = sorted((note for note in placed.notes if abs(note.place - first) < window_of(placed.text.essay.script)), key=lambda note: abs(note.place - first))
    names = tuple([str(item.entry.number) if isinstance(item.entry, Rebuttal) else item.id for note in near[:NEAREST] for item in note.items[:1]])
    return Unmarked(term, slug, "no room", times, names)


def unmarked_findings(found: Iterable[Unmarked]) -> Iterator[Finding]:
    """One for each: where the entry stands, in which essay, and why."""
    for one in found:
        if one.reason == "no paragraph":
            why = "it stands in headings, captions and the like alone, which carry no markers"
        else:
            why = f"no room at any mention ({one.times}); near the first are {', '.join(one.near)}" if one.near else f"no room at any mention ({one.times})"
        yield Finding("term-unmarked", "info", one.term.where, f"“{one.term.headword}” has no marker in {one.essay}: {why}")


def unmarked_words(found: Iterable[Unmarked]) -> Iterator[str]:
    """One line that counts them by essay and reason."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        counted[one.essay][one.reason] += 1
    parts = [f"{slug} {reasons.total()} ({', '.join(f'{name} {reasons[name]}' for name in REASONS if reasons[name])})" for slug, reasons in counted.items()]
    if parts:
        yield "  terms without a marker where they stand: " + ", ".join(parts)
