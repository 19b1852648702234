"""Where markers go: density, places, first mentions, both sides of a dispute or none."""

from __future__ import annotations

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.book.density import MOST_MARKERS, WINDOW, Item, empty_room
from reader.book.essaypage import LATIN, LONGEST_KEPT, kept_from
from reader.book.notes import EssayNotes, place_notes
from reader.book.places import LINKED_KINDS, essay_text, linkable_mentions, mentions, term_index
from reader.model import Block, Edition, Essay, Passage, Question, Rebuttal, Remark, Source, Term


def essay(slug: str, *texts: str) -> Essay:
    blocks = tuple(Block(f"{slug}-l{at}", "paragraph", text) for at, text in enumerate(texts, 1))
    return Essay(slug, slug, slug, "unknown", "zh-Hans", Source("", "", ""), blocks=blocks)


def term(name: str, *forms: str, once: bool = False) -> Term:
    return Term(name, forms[0], forms, "解释", once=once)


def edition(essays: tuple[Essay, ...], **parts: tuple[object, ...]) -> Edition:
    return Edition("e", "书", "zh-Hans", "1", "2026-01-01", "x", essays=essays, **parts)  # type: ignore[arg-type]


def placed(book: Edition) -> tuple[dict[str, EssayNotes], list[str]]:
    index = term_index(book.terms)
    notes, findings = place_notes(book, {one.slug: essay_text(one, index) for one in book.essays})
    return notes, [finding.code for finding in findings]


def marked(notes: EssayNotes) -> list[tuple[str, str]]:
    return [(notes.text.text[: note.place][-3:], "+".join(item.id for item in note.items)) for note in notes.notes]


def rebuttal(origin: str, claim: str, *, number: int = 101, weight: int = 2) -> Rebuttal:
    return Rebuttal(f"r{number}", number, "q", "rebuts", "answers", Passage("b", origin), Passage("a", claim), "注", "对", weight=weight, where="here")


def one_more_fits(places: list[int], place: int, most: int) -> bool:
    more = sorted([*places, place])
    return all(last - first >= WINDOW for first, last in zip(more, more[most:], strict=False))


@given(st.lists(st.tuples(st.integers(0, 3000), st.booleans()), max_size=80))
def test_density_holds_whatever_is_offered(offers: list[tuple[int, bool]]) -> None:
    room = empty_room(essay_text(essay("a", "字" * 3000), term_index(())))
    for number, (place, dispute) in enumerate(offers):
        shared = {item.kind == "rebuttal" for item in room.items.get(place, ())}
        free = one_more_fits(room.markers.places, place, MOST_MARKERS)
        assert room.fits(place, dispute=False) == (shared == {False} or (not shared and free))
        assert room.fits(place, dispute=True) == (shared == {True} or (not shared and free and one_more_fits(room.disputes.places, place, 1)))
        if room.fits(place, dispute=dispute):
            kind = "rebuttal" if dispute else "term"
            room.put(place, Item(kind, str(number), term(str(number), "字")))
    for places, most in ((room.markers.places, MOST_MARKERS), (room.disputes.places, 1)):
        assert all(bisect_left(places, start + WINDOW) - at <= most for at, start in enumerate(places))


def test_a_marker_moves_left_over_stops_and_right_over_closing_quotes() -> None:
    one = essay("a", "他说“算力不够。”然后，显卡贵。")
    book = edition((one,), remarks=(Remark("x", "fact", Passage("a", "算力不够。"), "注"), Remark("y", "fact", Passage("a", "显卡贵。"), "注")))
    assert marked(placed(book)[0]["a"]) == [("够。”", "x"), ("显卡贵", "y")]


def test_a_marker_never_stands_inside_a_longer_term() -> None:
    one = essay("a", "英伟达显卡生态很强")
    book = edition((one,), terms=(term("eco", "显卡生态"),), remarks=(Remark("x", "fact", Passage("a", "英伟达显卡"), "注"),))
    assert marked(placed(book)[0]["a"]) == [("卡生态", "x+eco")]


def test_a_crowded_term_takes_its_next_mention() -> None:
    one = essay("a", "甲乙丙丁" + "字" * 320 + "丁")
    book = edition((one,), terms=tuple(term(name, form) for name, form in zip("abcd", "甲乙丙丁", strict=True)))
    assert marked(placed(book)[0]["a"]) == [("甲", "a"), ("甲乙", "b"), ("甲乙丙", "c"), ("字字丁", "d")]


def test_a_household_name_is_marked_once_in_the_book() -> None:
    book = edition((essay("a", "百度"), essay("b", "百度")), terms=(term("baidu", "百度", once=True),))
    notes, _ = placed(book)
    assert [len(notes[slug].notes) for slug in "ab"] == [1, 0]
    assert notes["b"].first == {"baidu": "b-t-baidu"}


def test_terms_are_not_marked_in_headings_but_reached_there() -> None:
    one = Essay("a", "a", "a", "unknown", "zh-Hans", Source("", "", ""), blocks=(Block("a-l1", "heading", "算力", level=2),))
    notes, codes = placed(edition((one,), terms=(term("x", "算力"),)))
    assert (notes["a"].notes, notes["a"].first, codes) == ((), {}, [])


def test_both_sides_of_a_dispute_are_marked_and_numbered_alike() -> None:
    book = edition(
        (essay("a", "算力就是一切。"), essay("b", "算力不是一切。")), questions=(Question("q", "？"),), rebuttals=(rebuttal("不是一切", "就是一切"),)
    )
    notes, codes = placed(book)
    assert [[(note.number, note.items[0].claim) for note in notes[slug].notes] for slug in "ab"] == [[("101", True)], [("101", False)]]
    assert [[anchor.id for anchor in notes[slug].anchors] for slug in "ab"] == [["a-q-r101"], ["b-q-r101"]]
    assert codes == []


def test_a_claim_is_marked_alone_where_the_other_side_has_no_room() -> None:
    book = edition(
        (essay("a", "算力就是一切。", "字" * 300, "模型就是一切。"), essay("b", "算力不是一切。模型不是一切。")),
        rebuttals=(rebuttal("算力不是一切", "算力就是一切"), rebuttal("模型不是一切", "模型就是一切", number=102)),
    )
    notes, codes = placed(book)
    assert [[note.number for note in notes[slug].notes] for slug in "ab"] == [["101", "102"], ["101"]]
    assert codes == []


def test_the_weightiest_dispute_has_the_marker_and_names_it() -> None:
    book = edition(
        (essay("a", "算力就是一切，模型就是一切。"), essay("b", "算力不是一切。", "模型不是一切。")),
        rebuttals=(rebuttal("算力不是一切", "算力就是一切", weight=1), rebuttal("模型不是一切", "模型就是一切", number=102, weight=3)),
    )
    notes, codes = placed(book)
    assert [(note.number, [item.id for item in note.items]) for note in notes["a"].notes] == [("102", ["r102"])]
    assert codes == []


def test_disputes_that_meet_share_a_marker_the_weightiest_first() -> None:
    book = edition(
        (essay("a", "算力就是一切，模型就是一切。"), essay("b", "算力不是一切。", "模型不是一切。")),
        rebuttals=(rebuttal("算力不是一切", "算力就是一切"), rebuttal("模型不是一切", "模型就是一切", number=102, weight=3)),
    )
    assert [(note.number, [item.id for item in note.items]) for note in placed(book)[0]["a"].notes] == [("102", ["r102", "r101"])]


def test_one_of_the_heaviest_that_finds_no_room_is_said_with_what_it_lost_to() -> None:
    book = edition(
        (essay("a", "算力就是一切。", "字" * 60, "模型就是一切。"), essay("b", "算力不是一切。", "模型不是一切。")),
        rebuttals=(rebuttal("算力不是一切", "算力就是一切", weight=3), rebuttal("模型不是一切", "模型就是一切", number=102, weight=3)),
    )
    notes, findings = place_notes(book, {one.slug: essay_text(one, term_index(())) for one in book.essays})
    assert [note.number for note in notes["a"].notes] == ["101"]
    assert [(finding.code, "lost its marker in a to 101" in finding.text) for finding in findings] == [("dispute-lost", True)]


def test_facts_and_terms_share_a_marker_but_never_that_of_a_dispute() -> None:
    both = (term("compute", "算力"),), (Remark("fact", "fact", Passage("a", "谈到算力"), "注"),)
    quiet = edition((essay("a", "谈到算力。"), essay("b", "算力不是一切。")), terms=both[0], remarks=both[1])
    assert marked(placed(quiet)[0]["a"]) == [("到算力", "fact+compute")]
    notes, codes = placed(edition(quiet.essays, terms=both[0], remarks=both[1], rebuttals=(rebuttal("不是一切", "谈到算力"),)))
    assert marked(notes["a"]) == [("到算力", "r101")]
    assert codes == ["note-crowded"]
    assert marked(notes["b"]) == [("算力", "compute"), ("是一切", "r101")]


def test_a_term_without_a_marker_is_a_link_at_its_first_mention_with_room() -> None:
    one = essay("a", "甲乙丙丁，戊。", "字" * 320 + "戊")
    terms = (*(term(name, form) for name, form in zip("abcd", "甲乙丙丁", strict=True)), Term("e", "戊", ("戊",), "解释", marker=False))
    notes, codes = placed(edition((one,), terms=terms))
    assert [(link.term, link.start) for link in notes["a"].links] == [("e", 5)]
    assert notes["a"].first["e"] == "a-t-e"
    # 丁 touches the marker of 丙, and stands nowhere else.
    assert codes == ["term-unreachable"]


def test_an_important_term_finds_room_before_facts_and_other_terms() -> None:
    one = essay("a", "甲乙丙丁戊")
    terms = (*(term(name, form) for name, form in zip("abc", "甲乙丙", strict=True)), Term("e", "戊", ("戊",), "解释", important=True))
    facts = tuple(Remark(f"f{form}", "fact", Passage("a", form), "注") for form in "丙丁")
    notes, codes = placed(edition((one,), terms=terms, remarks=facts))
    assert marked(notes["a"]) == [("甲乙丙", "f丙+c"), ("乙丙丁", "f丁"), ("丙丁戊", "e")]
    assert codes == ["term-unreachable"]


@given(
    st.lists(st.sampled_from(["甲乙", "乙丙甲", "丙丙"]), min_size=1, max_size=6),
    st.sampled_from(["paragraph", "caption", "heading"]),
    st.sets(st.sampled_from("abc")),
)
def test_what_may_be_linked_is_what_is_mentioned_there_and_marked_nowhere(texts: list[str], kind: str, marked: set[str]) -> None:
    first, *rest = essay("a", *texts).blocks
    one = replace(essay("a"), blocks=(replace(first, kind=kind), *rest))
    text = essay_text(one, term_index((term("a", "甲"), term("b", "乙"), term("c", "丙"))))
    found = linkable_mentions(text, mentions(text), marked)
    assert list(found.items()) == list(mentions(text, LINKED_KINDS, but=marked).items())


@given(st.text(st.sampled_from("字。a1.+-_ é１\n"), min_size=1, max_size=3 * LONGEST_KEPT))
def test_on_one_line_with_a_marker_stay_the_character_before_it_and_what_is_written_with_it_in_latin(text: str) -> None:
    kept = text[kept_from(len(text), text) :]
    assert 1 <= len(kept) <= LONGEST_KEPT
    assert len(kept) == 1 or set(kept) <= set(LATIN)
    before = text[: -len(kept)]
    assert len(kept) == LONGEST_KEPT or not before or not (kept[0] in LATIN and before[-1] in LATIN)
