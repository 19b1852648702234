"""The page of disputes: the map's lists have ids of their own, whatever the essays are called."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.book.matter.disputes import disputes_page
from reader.book.notes import Anchor, passage_id
from reader.model import Edition, Essay, Passage, Question, Rebuttal, Source

SLUGS = st.from_regex("[ab](-[ab1]){0,3}", fullmatch=True)


def rebuttal(number: int, origin: str, claim: str) -> Rebuttal:
    return Rebuttal(f"r{number}", 101 + number, "q", "rebuts", "answers", Passage(origin, "茶"), Passage(claim, "茶"), "", "")


@given(st.lists(SLUGS, min_size=2, max_size=5, unique=True))
def test_each_pair_of_essays_has_an_id_of_its_own_and_the_map_leads_to_it(slugs: list[str]) -> None:
    essays = tuple(Essay(slug, slug, slug, "", "zh-Hans", Source("", "", "")) for slug in slugs)
    entries = tuple(rebuttal(number, one, other) for number, (one, other) in enumerate((one, other) for one in slugs for other in slugs if one != other))
    edition = Edition("e", "题", "zh-Hans", "1", "2026-01-31", "", essays=essays, rebuttals=entries, questions=(Question("q", "问"),))
    quoted = {passage_id(end, entry.id): Anchor(0, "x") for entry in entries for end in (entry.origin, entry.claim)}
    spans = [
        span for part in disputes_page(edition, "zh-Hans", quoted, marked=frozenset()).body if not isinstance(part, str) for span in getattr(part, "spans", ())
    ]
    names = [span.ref for span in spans if span.kind == "anchor" and span.ref.startswith("m-")]
    links = [span.ref for span in spans if span.kind == "entry" and span.ref.startswith("#m-")]
    assert len(set(names)) == len(names) == len(entries)
    assert sorted(links) == sorted(f"#{name}" for name in names)
    assert all(re.fullmatch("[a-z][a-z0-9-]*", name) for name in names)
