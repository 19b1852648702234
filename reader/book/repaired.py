"""What the book tells of the repairs: told first, so that neither the sources nor their ledgers need be kept until it is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from reader.book.matter.textual import causes_of, textual_page
from reader.book.page import Page
from reader.book.scripting import matter_script
from reader.model import Edition, Script
from reader.repair.corrections import by_essay


class Repaired(Struct, frozen=True, gc=False):
    """The page that compares texts with sources, repairs by class, and how many changes each essay has."""

    page: Page
    classes: dict[str, int]
    changes: dict[str, int]


def tell_repairs(edition: Edition, asked: Script | None) -> Repaired:
    """All that is said of the repairs of an edition whose essays are read."""
    causes = [causes_of(essay) for essay in edition.essays]
    changes = {essay.slug: len(essay.reading.hunks) if essay.reading else 0 for essay in edition.essays}
    return Repaired(textual_page(edition, matter_script(edition, asked), causes), repair_totals(edition, causes), changes)


def repair_totals(edition: Edition, causes: Sequence[Counter[str]]) -> dict[str, int]:
    """Repairs by class, most frequent first, by the `causes` of each essay: single corrections under their class, what a rule did under its name."""
    found: Counter[str] = Counter()
    corrections = by_essay(edition.corrections)
    for essay, counts in zip(edition.essays, causes, strict=True):
        own = corrections.get(essay.slug, [])
        for cause, times in counts.items():
            found[own[int(cause)].kind if cause.isdecimal() else cause] += times
    return dict(found.most_common())


def without_sources(edition: Edition) -> Edition:
    """The edition without what only the repairs need: the texts of the sources, and how the reading texts came from them."""
    return replace(edition, essays=tuple([replace(essay, source=replace(essay.source, text="", names=()), reading=None) for essay in edition.essays]))
