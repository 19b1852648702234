"""The edition that ships: every quotation and form stands in the texts, the notes keep their bounds, every pair of essays is covered."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import combinations, pairwise

import pytest

from reader.book.compose import annotate, read_essays
from reader.book.density import MOST_MARKERS, WINDOW
from reader.book.notes import EssayNotes, marked_claims, reached_terms
from reader.book.places import essay_text, find_passage, term_index
from reader.edition import load_edition
from reader.match.fold import fold
from reader.model import Edition, Finding, Script
from reader.repair.reading import undo
from tests.editions import ASKED, CLUB, SHIPPED, built, entries
from tests.kept_java import judge

SLUGS = ("suanli", "maojie", "queshi", "wushi", "tanzhu")
MOST_MORE = 150


@cache
def shipped() -> Edition:
    return read_essays(load_edition(SHIPPED))


@cache
def placed() -> tuple[dict[str, EssayNotes], tuple[Finding, ...]]:
    return annotate(shipped())


def marked(kind: str) -> Counter[str]:
    return Counter(item.id for notes in placed()[0].values() for note in notes.notes for item in note.items if item.kind == kind)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_ledger_undone_is_the_source(slug: str) -> None:
    essay = next(essay for essay in shipped().essays if essay.slug == slug)
    assert essay.reading is not None
    assert undo(essay.reading.text, essay.reading.hunks) == essay.source.text
    assert (SHIPPED / essay.source.name).read_bytes().decode("utf-8") == essay.source.text


def test_every_quotation_stands_exactly_once_in_its_essay() -> None:
    index = term_index(())
    texts = {essay.slug: essay_text(essay, index) for essay in shipped().essays}
    passages = [(entry.where, end) for entry in shipped().rebuttals for end in (entry.origin, entry.claim)]
    passages += [(remark.where, remark.passage) for remark in shipped().remarks]
    for where, passage in passages:
        start, end = find_passage(texts[passage.essay], passage, where=where)
        assert fold(texts[passage.essay].text[start:end]) == fold(passage.exact)


def test_every_form_of_every_term_occurs() -> None:
    text = "\n".join(fold(block.text) for essay in shipped().essays for block in essay.blocks)
    assert [(term.id, form) for term in shipped().terms for form in term.forms if fold(form) not in text] == []


def test_nothing_that_should_be_marked_is_crowded_out() -> None:
    assert [finding.text for finding in placed()[1]] == []


def test_the_terms_the_book_promises_are_marked() -> None:
    assert {"cuda", "nvlink", "bp", "h20"} <= set(marked("term"))


@pytest.mark.parametrize("slug", SLUGS)
def test_density_three_markers_one_of_them_a_dispute_in_300_characters(slug: str) -> None:
    notes = placed()[0][slug].notes
    disputes = [note.place for note in notes if note.items[0].kind == "rebuttal"]
    assert all(after - before >= WINDOW for before, after in pairwise(disputes))
    places = [note.place for note in notes]
    assert all(after - before >= WINDOW for before, after in zip(places, places[MOST_MARKERS:], strict=False))


def test_every_dispute_of_the_greatest_weight_is_marked_at_the_claim() -> None:
    heaviest = {entry.id for entry in shipped().rebuttals if entry.weight == 3}
    assert len(heaviest) >= 20
    assert heaviest <= marked_claims(placed()[0])


def test_every_term_can_be_reached_from_some_text() -> None:
    assert {term.id for term in shipped().terms} == reached_terms(placed()[0])


def test_each_essay_is_disputed_at_least_ten_times() -> None:
    against = Counter(entry.claim.essay for entry in shipped().rebuttals)
    assert {slug: against[slug] >= 10 for slug in SLUGS} == dict.fromkeys(SLUGS, True)


def test_every_pair_of_essays_disputes_at_least_three_questions() -> None:
    asked = defaultdict(set)
    for entry in shipped().rebuttals:
        asked[frozenset((entry.origin.essay, entry.claim.essay))].add(entry.question)
    assert {pair: len(asked[frozenset(pair)]) >= 3 for pair in combinations(SLUGS, 2)} == dict.fromkeys(combinations(SLUGS, 2), True)


def test_no_dispute_is_printed_twice() -> None:
    ends = [frozenset((fold(entry.origin.exact), fold(entry.claim.exact))) for entry in shipped().rebuttals]
    assert len(ends) == len(set(ends))


def test_the_edition_is_as_full_as_it_says() -> None:
    kinds = Counter(remark.kind for remark in shipped().remarks)
    assert len(shipped().terms) >= 120
    assert len(shipped().rebuttals) >= 70
    assert kinds["fact"] >= 40


def test_first_paragraphs_are_readable_in_a_pop_up() -> None:
    texts = [term.definition for term in shipped().terms] + [remark.text for remark in shipped().remarks]
    texts += [text for entry in shipped().rebuttals for text in (entry.note, entry.mirror)]
    assert [text for text in texts if not 15 <= len(text) <= 90] == []


def test_second_paragraphs_stay_short() -> None:
    texts = [term.more for term in shipped().terms] + [remark.more for remark in shipped().remarks]
    assert [text for text in texts if len(text) > MOST_MORE] == []


def test_every_big_question_has_three_for_the_reading_group() -> None:
    assert {question.id: len(question.group) for question in shipped().questions if len(question.group) < 3} == {}


def test_a_second_speaker_is_named_where_his_words_are_disputed() -> None:
    page = entries(built(SHIPPED, "zh-Hans").data)["EPUB/disputes.xhtml"].decode()
    spoken = [entry for entry in shipped().rebuttals if "嵩县" in entry.origin.voice + entry.claim.voice]
    assert spoken
    for entry in spoken:
        start = page.index(f'id="d-{entry.id}"')
        assert re.search(r'maojie-q-[^"]*">〈帽姐谈AI〉</a>　嵩县</p>', page[start : page.index("</div>", start)])


def test_quotations_are_printed_as_the_reading_text_has_them() -> None:
    page = entries(built(CLUB, None).data)["EPUB/disputes.xhtml"].decode()
    assert '<blockquote><p><span lang="zh-Hant-TW" xml:lang="zh-Hant-TW">這話沒有根據</span></p>' in page


@pytest.mark.parametrize("asked", ASKED)
def test_epubcheck_finds_nothing_in_any_script(asked: Script | None) -> None:
    assert judge(built(SHIPPED, asked).data) == ()
