"""A valid edition folder of any size, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import cycle
from math import sqrt
from pathlib import Path
from typing import Any

from reader.model import Term

from .corpus import Corpus, invented_terms, shipped_corpus
from .essays import RULES, Draft, paragraphs, write_essay
from .tables import table, write_tables

# Five essays of this many bytes each are the shipped edition's size; it has about so many terms.
ESSAY_SIZE, ESSAYS, TERMS = 11_800, 5, 100
# Of all passages that can be quoted; two more make a dispute, one a fact.
FACTS, DISPUTES = 0.15, 0.6
FIRST_NUMBER = 101
PER_QUESTION = 10


def generate(folder: Path, *, scale: int, essays: int = 0, seed: int = 1) -> int:
    """Write an edition `scale` times as large as the shipped one into `folder`, which must not exist; returns the bytes of its sources.

    Without `essays` both their number and their length grow with the root of `scale`.
    """
    chance, corpus = random.Random(seed), shipped_corpus()
    terms = (*corpus.terms, *invented_terms(TERMS * scale - len(corpus.terms), corpus, chance))
    drafts = draft_essays(essays or round(ESSAYS * sqrt(scale)), ESSAY_SIZE * ESSAYS * scale, corpus, terms, chance)
    (folder / "essays").mkdir(parents=True)
    for draft in drafts:
        (folder / source_name(draft)).write_bytes(draft.text.encode())
    write_tables(folder / "edition.toml", (book_table(), *map(essay_table, drafts)))
    write_tables(folder / "repairs.toml", repair_tables(drafts))
    write_tables(folder / "glossary.toml", map(term_table, terms))
    disputes, facts = deal_passages(drafts, chance)
    write_tables(folder / "rebuttals.toml", rebuttal_tables(disputes, corpus.terms))
    write_tables(folder / "notes.toml", (fact_table(number, *fact, corpus.terms) for number, fact in enumerate(facts, 1)))
    return sum(len(draft.text.encode()) for draft in drafts)


def draft_essays(wanted: int, size: int, corpus: Corpus, terms: Sequence[Term], chance: random.Random) -> list[Draft]:
    """`wanted` essays of `size` bytes together, each in the script of a shipped one; every invented term is dealt out in turn."""
    names = cycle([term.headword for term in terms[len(corpus.terms) :]] or ["旁人"])
    drafts = list[Draft]()
    for number in range(1, wanted + 1):
        script = corpus.scripts[number % len(corpus.scripts)]
        lines = paragraphs(size // wanted, corpus.sentences[script], names, chance)
        drafts.append(write_essay(number, script, lines, chance))
    return drafts


def source_name(draft: Draft) -> str:
    """Where the essay's source lies in the folder."""
    return f"essays/{draft.slug}.txt"


def book_table() -> str:
    """The book's own metadata."""
    values = {"slug": "large", "title": "众说新编", "script": "zh-Hans", "number": "1", "date": "2026-01-31", "uuid": "0c0f6d0e-6d0f-4a3e-9a53-0f6a2c1f77aa"}
    return table("[book]", values)


def essay_table(draft: Draft) -> str:
    """The essay's metadata and structure."""
    headings: list[dict[str, Any]] = [{"kind": "heading", "level": 1, "text": draft.title}]
    headings += [{"kind": "heading", "level": 2, "text": heading} for heading in draft.headings]
    short = f"众{draft.slug.rpartition('-')[2]}"
    names: dict[str, Any] = {"slug": draft.slug, "title": draft.title, "short": short, "author": "unknown", "script": draft.script}
    source: dict[str, Any] = {"source": source_name(draft), "sha256": sha256(draft.text.encode()).hexdigest(), "structure": headings}
    return table("[[essay]]", {**names, **source})


def repair_tables(drafts: Sequence[Draft]) -> Iterator[str]:
    """The rules, all for all essays, and every essay's corrections."""
    for name in RULES:
        yield table("[[rule]]", {"name": name, "essays": [draft.slug for draft in drafts], "reason": "抓取留下的损坏。"})
    for draft in drafts:
        for entry in draft.corrections:
            words = {"essay": draft.slug, "before": entry.before, "after": entry.after}
            yield table("[[repair]]", {**words, "class": entry.kind, "reason": entry.reason, "confidence": entry.confidence})


def term_table(term: Term) -> str:
    """One glossary entry."""
    values = {"id": term.id, "headword": term.headword, "forms": term.forms, "en": term.en, "definition": term.definition}
    return table("[[term]]", {**values, "more": term.more, "see": term.see, "sort": term.sort})


Place = tuple[str, str]


def deal_passages(drafts: Sequence[Draft], chance: random.Random) -> tuple[list[tuple[Place, Place]], list[Place]]:
    """Pairs of (essay, passage) from two essays, and single ones, no passage twice."""
    places = [(draft.slug, passage) for draft in drafts for passage in draft.passages]
    chance.shuffle(places)
    facts, sides = places[: int(FACTS * len(places))], places[int(FACTS * len(places)) : int((FACTS + DISPUTES) * len(places))]
    pairs = zip(sides[::2], sides[1::2], strict=False)
    return [(one, other) for one, other in pairs if one[0] != other[0]], facts


def rebuttal_tables(disputes: Sequence[tuple[Place, Place]], models: Sequence[Term]) -> Iterator[str]:
    """The questions and the disputes; their words are definitions of the shipped glossary."""
    for number in range(1, len(disputes) // PER_QUESTION + 2):
        yield table("[[question]]", {"id": f"question-{number}", "text": f"第{number}个问题：谁说得对？", "group": ["各自的根据是什么？"]})
    for at, (origin, claim) in enumerate(disputes):
        names: dict[str, Any] = {"id": f"dispute-{at + 1}", "number": FIRST_NUMBER + at, "question": f"question-{at // PER_QUESTION + 1}"}
        kind: dict[str, Any] = {"relation": "rebuts", "timing": "answers", "from": side(origin), "to": side(claim)}
        words = {"note": models[at % len(models)].definition, "mirror": models[(at + 1) % len(models)].definition}
        yield table("[[rebuttal]]", {**names, **kind, **words})


def side(place: Place) -> dict[str, str]:
    """One end of a dispute."""
    return {"essay": place[0], "exact": place[1]}


def fact_table(number: int, essay: str, passage: str, models: Sequence[Term]) -> str:
    """One editors' fact."""
    text = models[number % len(models)].definition
    return table("[[note]]", {"id": f"fact-{number}", "kind": "fact", "essay": essay, "exact": passage, "text": text})
