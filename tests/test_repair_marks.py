"""What the markup of a page says, carried through repairs: groups, points, pictures."""

from __future__ import annotations

from reader.model import Block, Correction, RuleUse, Source, Span
from reader.repair.blocks import make_blocks
from reader.repair.reading import read

EDGES = (RuleUse("edge-space", ("e",)),)


def fix(before: str, after: str, *, prefix: str = "", suffix: str = "") -> Correction:
    return Correction("e", before, after, "typo", "", "certain", prefix, suffix)


def blocks_of(text: str, *corrections: Correction, marks: tuple[Span, ...] = (), groups: tuple[Span, ...] = ()) -> tuple[Block, ...]:
    return make_blocks("e", Source("e.html", "", text, marks, groups), read(text, corrections=corrections, rules=EDGES))


LIST = "一\n甲\n乙\n丙\n末"
GROUPS = (Span(2, 7, "ol"), Span(2, 5, "li"), Span(4, 5, "quotation"), Span(6, 7, "li"))


def held(blocks: tuple[Block, ...]) -> list[tuple[str, str, list[str]]]:
    return [(block.text, block.kind, [group.kind for group in block.within]) for block in blocks]


def test_lines_know_what_holds_them_the_outermost_first_and_are_what_the_innermost_makes_them() -> None:
    assert held(blocks_of(LIST, groups=GROUPS)) == [
        ("一", "paragraph", []),
        ("甲", "ordered", ["ol", "li"]),
        ("乙", "quotation", ["ol", "li", "quotation"]),
        ("丙", "ordered", ["ol", "li"]),
        ("末", "paragraph", []),
    ]


def test_groups_follow_their_lines_through_repairs() -> None:
    blocks = blocks_of(LIST, fix("一", "一，很长的一段"), fix("甲", "甲之一\n甲之二"), fix("乙\n", ""), groups=GROUPS)
    assert held(blocks) == [
        ("一，很长的一段", "paragraph", []),
        ("甲之一", "ordered", ["ol", "li"]),
        ("甲之二", "ordered", ["ol", "li"]),
        ("丙", "ordered", ["ol", "li"]),
        ("末", "paragraph", []),
    ]
    assert blocks[1].within == blocks[2].within != blocks[3].within


def test_what_an_editor_names_stands_in_nothing() -> None:
    from reader.model import Structure

    source = Source("e.html", "", LIST, (), GROUPS)
    blocks = make_blocks("e", source, read(LIST, rules=EDGES), (Structure("heading", "丙"),))
    assert (blocks[3].kind, blocks[3].within) == ("heading", ())


def test_notes_and_cells_are_so_whatever_is_in_them() -> None:
    groups = (
        Span(0, 3, "note", "1"),
        Span(0, 3, "ul"),
        Span(0, 1, "li"),
        Span(4, 5, "table", "1 1"),
        Span(4, 5, "cell", "0 0 1 1 td"),
        Span(4, 5, "ul"),
        Span(4, 5, "li"),
    )
    assert [block.kind for block in blocks_of("甲\n乙\n丙", groups=groups)] == ["note", "note", "cell"]


def points(text: str, *corrections: Correction, at: int) -> list[tuple[str, int]]:
    blocks = blocks_of(text, *corrections, marks=(Span(at, at, "own", "9"),))
    return [(block.text, span.start) for block in blocks for span in block.spans]


def test_a_point_stays_behind_the_character_before_it() -> None:
    assert points("甲乙丙丁", at=2) == [("甲乙丙丁", 2)]
    assert points("甲乙丙丁", fix("甲", "甲甲甲"), at=2) == [("甲甲甲乙丙丁", 4)]
    assert points("甲乙丙丁", fix("", "！", prefix="乙", suffix="丙"), at=2) == [("甲乙！丙丁", 2)]
    assert points("甲乙\n丙丁", at=2) == [("甲乙", 2)]
    assert points("甲乙\n丙丁", at=3) == [("丙丁", 0)]
    assert points("甲乙\n丙丁", fix("\n", ""), at=2) == [("甲乙丙丁", 2)]


def test_a_point_within_what_a_repair_takes_out_is_gone() -> None:
    assert points("甲乙丙丁", fix("乙丙", ""), at=2) == []
    assert points("甲\n乙丙\n丁", fix("乙丙\n", ""), at=3) == []
    assert points("甲乙丙丁", fix("乙丙", "戊己"), at=2) == [("甲戊己丁", 2)]


def test_a_picture_that_has_its_line_for_itself_is_a_block_of_its_own() -> None:
    marks = (Span(0, 2, "picture", "a"), Span(3, 5, "lost"), Span(6, 7, "picture", "a"), Span(9, 10, "lost"))
    blocks = blocks_of("曲线\n丢了\n中图丙丢", marks=marks)
    assert [(block.kind, [span.kind for span in block.spans]) for block in blocks] == [
        ("picture", ["picture"]),
        ("lost-picture", []),
        ("paragraph", ["picture", "lost"]),
    ]
    assert blocks_of("曲线", fix("曲线", "产量的曲线"), marks=marks[:1])[0].spans == (Span(0, 5, "picture", "a"),)
