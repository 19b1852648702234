"""What a printed essay lets go, and that nothing else holds it."""

from __future__ import annotations

from reader.book.compose import annotate, make_pages, read_essays
from reader.book.repaired import tell_repairs, without_sources
from reader.edition import load_edition
from tests.editions import CLUB


def test_an_essay_that_is_printed_has_no_text_any_more() -> None:
    edition = read_essays(load_edition(CLUB))
    repaired, edition = tell_repairs(edition, None), without_sources(edition)
    assert all(not essay.source.text and essay.reading is None and essay.blocks for essay in edition.essays)
    notes, _ = annotate(edition)
    slugs = [essay.slug for essay in edition.essays]
    seen = list[str]()
    for page in make_pages(edition, notes, repaired, asked=None, version=""):
        seen.append(page.name.partition(".")[0])
        printed = [slug for slug in slugs if slug in seen[:-1]]
        assert all(not notes[slug].text.text and not notes[slug].text.essay.blocks for slug in printed)
        assert all(notes[slug].text.essay.blocks for slug in slugs if slug not in seen)
    assert set(slugs) <= set(seen)
    assert all(placed.first and not placed.notes for placed in notes.values())
