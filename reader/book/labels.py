"""How the book's own words are put together: names of essays, labels of disputes, days. What the words are, `words/` says."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.book.words import Words, words_of
from reader.model import Edition, Essay, NoteKind, Rebuttal, Timing

SIGNS: dict[NoteKind, str] = {"term": "", "rebuttal": "※", "fact": "*", "text": "*", "reader": "◎"}
# Seen from the objection, what came later came earlier.
TURNED: dict[Timing, Timing] = {"later-evidence": "earlier-view", "later-view": "earlier-view", "earlier-view": "later-view"}
FIVE = 5


def author(name: str, words: Words) -> str:
    """The author as the book names him; `unknown` in the data is a word of ours."""
    return words.unknown_author if name == "unknown" else name


def bracketed(short: str, words: Words) -> str:
    """An essay's short title as notes name it: 〈short title〉."""
    return words.short.format(short)


def named(essay: Essay, words: Words) -> str:
    """An essay as notes name it everywhere: 〈short title〉（year）."""
    year = _year(essay.date)
    return f"{bracketed(essay.short, words)}{words.aside.format(year)}" if year else bracketed(essay.short, words)


@lru_cache(1000)
def _year(date: str) -> str:
    found = re.search(r"约?\d{4}", date)
    return found[0] if found else ""


def clash(rebuttal: Rebuttal, words: Words, *, claim: bool) -> str:
    """How the two passages clash, and then when the other was written: 反驳·后出; at the objection itself: 本句反驳."""
    relation = words.relations[rebuttal.relation]
    if rebuttal.mutual:
        timing = rebuttal.timing if claim else TURNED.get(rebuttal.timing, rebuttal.timing)
        return words.clash.format(words.mutual.format(relation), words.timings[timing])
    return words.clash.format(relation, words.timings[rebuttal.timing]) if claim else words.here.format(relation)


def day_words(day: str, words: Words) -> str:
    """2026-11-21 → 2026年11月21日, 2026-11 → 2026年11月, 2026 → 2026年."""
    year, month, date = [*day.split("-"), "", ""][:3]
    named = (words.months[int(month) - 1] if words.months else str(int(month))) if month else ""
    template = words.day if date else words.month if month else words.year
    return template.format(year=year, month=named, day=date.lstrip("0"))


def as_of(day: str, words: Words) -> str:
    """“（截至2025年7月）” for `2025-07`, and for any day of it; empty for nothing."""
    return words.as_of.format(day_words("-".join(day.split("-")[:2]), words)) if day else ""


def in_number(text: str, number: int, words: Words) -> str:
    """`text` with how many essays there are: 五篇 for five, else 各篇."""
    return text.format(words.five if number == FIVE else words.several)


def language_name(tag: str, words: Words) -> str:
    """What the language or the script of a tag is called; the tag itself where nobody has said it."""
    return words.scripts[tag] if tag in words.scripts else words.languages.get(tag.lower().partition("-")[0], tag)


def matter_titles(edition: Edition) -> tuple[str, ...]:
    """What the book calls its own pages in front of the essays and behind them."""
    words = words_of(edition.script)
    theses = in_number(words.theses, len(edition.essays), words)
    named = (words.glossary, words.disputes, words.questions, theses, words.agreements)
    return (*named, words.remarks, words.readers, words.textual, words.colophon, words.about)
