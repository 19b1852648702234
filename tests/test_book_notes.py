"""Where markers go: density, places, first mentions, both sides of a dispute or none."""

from __future__ import annotations

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from reader.book.notes import MOST_MARKERS, WINDOW, EssayNotes, Item, empty_room, place_notes
from reader.book.places import essay_text, term_index
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


def rebuttal(origin: str, claim: str, *, number: int = 101) -> Rebuttal:
    return Rebuttal(f"r{number}", number, "q", "rebuts", "answers", Passage("b", origin), Passage("a", claim), "注", "对", where="here")


def one_more_fits(places: list[int], place: int, most: int) -> bool:
    more = sorted([*places, place])
    return all(last - first >= WINDOW for first, last in zip(more, more[most:], strict=False))


@given(st.lists(st.tuples(st.integers(0, 3000), st.booleans()), max_size=80))
def test_density_holds_whatever_is_offered(offers: list[tuple[int, bool]]) -> None:
    room = empty_room(essay_text(essay("a", "字" * 3000), term_index(())))
    for number, (place, dispute) in enumerate(offers):
        plain = place in room.items or one_more_fits(room.markers.places, place, MOST_MARKERS)
        assert room.fits(place, dispute=False) == plain
        assert room.fits(place, dispute=True) == (plain and one_more_fits(room.disputes.places, place, 1))
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


def test_a_dispute_without_room_on_one_side_is_marked_on_neither_and_said() -> None:
    book = edition(
        (essay("a", "算力就是一切。", "字" * 300, "模型就是一切。"), essay("b", "算力不是一切。模型不是一切。")),
        rebuttals=(rebuttal("算力不是一切", "算力就是一切"), rebuttal("模型不是一切", "模型就是一切", number=102)),
    )
    notes, codes = placed(book)
    assert [[note.number for note in notes[slug].notes] for slug in "ab"] == [["101"], ["101"]]
    assert codes == ["note-crowded"]


def test_what_shares_a_place_shares_a_marker_in_the_order_dispute_fact_term() -> None:
    book = edition(
        (essay("a", "谈到算力。"), essay("b", "算力不是一切。")),
        terms=(term("compute", "算力"),),
        remarks=(Remark("fact", "fact", Passage("a", "谈到算力"), "注"),),
        rebuttals=(rebuttal("不是一切", "谈到算力"),),
    )
    assert marked(placed(book)[0]["a"]) == [("到算力", "r101+fact+compute")]


def test_an_important_term_finds_room_before_facts_and_other_terms() -> None:
    one = essay("a", "甲乙丙丁戊")
    terms = (*(term(name, form) for name, form in zip("abc", "甲乙丙", strict=True)), Term("e", "戊", ("戊",), "解释", important=True))
    facts = tuple(Remark(f"f{form}", "fact", Passage("a", form), "注") for form in "丙丁")
    notes, codes = placed(edition((one,), terms=terms, remarks=facts))
    assert marked(notes["a"]) == [("甲乙丙", "f丙+c"), ("乙丙丁", "f丁"), ("丙丁戊", "e")]
    assert codes == []
