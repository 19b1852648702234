"""`reader annotate` with ten thousand terms on a large book, against `reader convert` on the same one."""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path

from reader.model import Term

from .converting import write_book
from .corpus import Corpus, invented_terms, shipped_corpus
from .measure import Run, in_turn, peak, ratio
from .report import Bar, run_lines

TERMS = 10_000
READER = (sys.executable, "-m", "reader.cli")


def annotating(folder: Path, *, rounds: int, size: int) -> tuple[list[str], list[Bar]]:
    """The table and the bars for a book of `size` bytes of text."""
    write_lists(folder, size)
    commands: dict[str, tuple[str, ...]] = {
        "reader convert": (*READER, "convert", "noted.epub", "-o", "converted.epub", "--traditional"),
        **{name: (*READER, "annotate", "noted.epub", "--with", f"{name}.csv", "-o", f"{name}.epub") for name in ("sparse", "dense")},
    }
    runs: dict[str, tuple[Run, ...]] = in_turn(commands, rounds=rounds, folder=folder)
    convert = runs["reader convert"]
    bars = [Bar(f"`reader annotate`, a {name} list / `reader convert`", ratio(runs[name], convert), 1.5) for name in ("sparse", "dense")]
    bars += [Bar(f"… peak memory, a {name} list", peak(runs[name]) / peak(convert), 1.3) for name in ("sparse", "dense")]
    return list(run_lines(f"A book of {size / 1e6:.0f} MB of text, {TERMS:,} terms", runs)), bars


def write_lists(folder: Path, size: int) -> None:
    """`noted.epub`, and two lists of terms: `sparse.csv`, the book's names, of which a chapter has a few hundred; and `dense.csv`."""
    corpus, chance = shipped_corpus(), random.Random(1)
    names = invented_terms(TERMS - len(corpus.terms), corpus, chance)
    write_book(folder / "noted.epub", size, cycle([term.headword for term in names]))
    write_list(folder / "sparse.csv", (*corpus.terms, *names))
    write_list(folder / "dense.csv", dense_terms(corpus, names))


def dense_terms(corpus: Corpus, others: Iterable[Term]) -> Iterable[Term]:
    """Two of every four characters of the shipped sentences, and as many of the other terms as are missing."""
    words = dict.fromkeys(word for sentence in corpus.sentences["zh-Hans"] for word in re.findall("([一-鿿]{2})..", sentence))
    definitions = cycle([term.definition for term in corpus.terms])
    made = (Term(word, word, (word,), definition) for word, definition in zip(words, definitions, strict=False))
    return islice((*made, *others), TERMS)


def write_list(path: Path, terms: Iterable[Term]) -> None:
    """Two columns: the forms, and the definition."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(("|".join(term.forms), term.definition) for term in terms)
