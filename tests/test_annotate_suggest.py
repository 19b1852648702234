"""Proposals of terms: what comes first, what is a fragment, and a draft that waits for its definitions."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest
from annotated import book_with
from hypothesis import given
from hypothesis import strategies as st

from reader.annotate.suggesting import elsewhere, segments
from reader.annotate.suggesting.borders import place_of
from reader.annotate.suggesting.candidate import MOSTLY, Candidate, apart
from reader.annotate.suggesting.draft import draft
from reader.annotate.suggesting.elsewhere import rarity_in_english, rarity_today
from reader.annotate.suggesting.evidence import evidence_in
from reader.annotate.suggesting.mixed import mixed_in
from reader.annotate.suggesting.names import names_in
from reader.annotate.suggesting.segments import cut
from reader.annotate.suggesting.sights import sights_of
from reader.annotate.suggesting.suggest import clued, first_sentence, suggest
from reader.annotate.suggesting.weighing import read_weights, weight_of
from reader.book.compose import read_essays
from reader.edition import load_edition
from reader.edition.lists import read_terms
from reader.edition.lists.pack import read_pack
from reader.errors import EditionError
from reader.match.fold import key, shadow
from reader.model import Term
from tests.commands import run
from tests.editions import SHIPPED
from tests.suggested import read_wanted, shares

CASES = Path(__file__).parent / "cases" / "suggest"
TEXT = [
    "光刻机是造芯片的问题。没有光刻机，就没有CUDA和H20。",
    "英伟达的CUDA，cuda也是CUDA；卷积神经网络，又是卷积神经网络。",
    "比尔·盖茨写《芯片战争》的时候，问题还不是问题。",
]


def proposed(paragraphs: list[str], terms: tuple[Term, ...] = (), most: int = 50) -> list[str]:
    return [one.candidate.text for one in suggest(paragraphs, terms, most=most)]


def test_names_and_rare_words_come_before_common_ones() -> None:
    found = proposed(TEXT)
    for name in ("CUDA", "H20", "光刻机", "卷积神经网络", "比尔·盖茨", "《芯片战争》"):
        assert name in found, found
    assert "问题" not in found or found.index("问题") > found.index("光刻机")
    assert "cuda" not in found
    assert "神经网络" not in found  # it stands in the longer one alone


def test_what_a_pack_explains_comes_first_and_brings_its_definition() -> None:
    pack = (Term("nn", "神经网络", ("神经网络",), "学来的函数。"), Term("x", "没有的词", ("没有的词",), "无。"))
    found = suggest(TEXT, pack, most=50)
    assert (found[0].candidate.layer, found[0].candidate.count, found[0].candidate.term) == ("pack", 2, pack[0])
    assert [one.candidate.text for one in found].count("神经网络") == 1
    assert found[0].sentence == "卷积神经网络，又是卷积神经网络"


def test_either_script_is_one() -> None:
    assert "光刻机" in proposed(["光刻機與光刻机"])


@given(st.lists(st.tuples(st.text("甲乙丙丁", min_size=2, max_size=6), st.integers(1, 9), st.integers(0, 3)), max_size=12))
def test_of_two_that_are_nearly_one_the_first_stays(rows: list[tuple[str, int, int]]) -> None:
    ordered = [Candidate(text, "word", count, 0.0) for text, count, _ in {text: (text, count, more) for text, count, more in rows}.values()]
    kept = list(apart(ordered))
    assert kept[:1] == ordered[:1]

    def clash(one: Candidate, other: Candidate) -> bool:
        short, long = sorted((one, other), key=lambda each: len(each.text))
        return short.text in long.text and long.count >= MOSTLY * short.count

    for at, one in enumerate(ordered):
        before = [other for other in kept if other in ordered[:at]]
        assert (one in kept) != any(clash(one, other) for other in before)


def test_what_a_text_shows_as_a_term() -> None:
    shown = evidence_in("这被称为目标函数（objective function）。所谓“端到端”，熵是指混乱。", {"目标函数", "函数"})
    assert shown.glossed == {"目标函数"}
    assert shown.quoted == {"端到端"}
    assert {"目标函数", "端到端"} <= shown.named


def test_glosses_sentences_and_measures_are_not_taken_for_names() -> None:
    text = "强化学习（reinforcement learning）与RPC（Remote Procedure Call）用64KB内存。The interface is more important than Lisp。CUDA与H20。"
    weights = {one.text: weight_of(one.kind, one.clues, read_weights()) for one in names_in([text])}
    assert "64KB" not in weights
    assert weights["learning"] < weights["Remote Procedure Call"] < weights["RPC"]
    assert weights["The"] < weights["H20"] < weights["CUDA"]


def test_a_name_with_dots_is_one_word() -> None:
    assert [word for word, _ in cut("比尔·盖茨与雅各布·克贝尔，还有·点")][:3] == ["比尔·盖茨", "与", "雅各布·克贝尔"]
    assert "盖茨" not in proposed(TEXT)


def test_grammar_stands_in_no_term_and_common_verbs_begin_none() -> None:
    assert place_of(("的", "uj")) is None
    assert place_of(("今天", "t")) is None
    assert place_of(("CUDA", "eng")) is None
    assert (place := place_of(("进行", "v")))
    assert (place.first, place.last) == (False, True)
    assert (place := place_of(("无", "v")))
    assert (place.first, place.last) == (True, False)


def test_names_of_several_words_may_hold_small_ones_and_signs() -> None:
    found = {one.text for one in names_in(["Miguel de Icaza去了AT&T。"])}
    assert found == {"Miguel de Icaza", "AT&T"}


def test_what_stands_in_a_text_is_counted_with_what_it_stands_in() -> None:
    found = sights_of(["神经网络、卷积神经网络。卷积神经网络与网络。"])
    assert found.counts["卷积神经网络"] == 2
    assert found.inside["神经网络"] == 2  # of three
    assert found.inside["卷积"] == 2
    assert "神经网络" in found.listed
    assert "卷积神经网络" not in sights_of(["卷积神经网络。"]).listed


def test_latin_and_the_chinese_beside_it_may_be_one_word() -> None:
    sights = sights_of(["T细胞与X射线，T细胞。2019年的α射线。"])
    assert {one.text: one.count for one in mixed_in(sights)} == {"T细胞": 2, "α射线": 1}
    assert sights.counts["X射线"] == 1  # in rjieba's dictionary as it is


def test_the_rarer_word_weighs_more_and_every_clue_is_weighed() -> None:
    assert rarity_today("问题") < rarity_today("通胀") < rarity_today("没有一部词典有的词")
    assert rarity_in_english("Price") < rarity_in_english("Emacs") < rarity_in_english("qqzzqq")
    weights = read_weights()
    paragraphs = (CASES / "weijin.txt").read_text(encoding="utf-8").split("\n")
    for one in clued(paragraphs):
        assert one.clues.keys() <= weights[one.kind].keys(), one


def test_of_an_editors_terms_three_in_five_are_among_the_first_200() -> None:
    every, important = shares(read_wanted(CASES / "weijin.list"), (CASES / "weijin.txt").read_text(encoding="utf-8").split("\n"))
    assert every >= 0.6
    assert important >= 0.8


@given(st.lists(st.text("甲乙。！？\n", max_size=30), min_size=1).map("\n".join))
def test_a_sentence_holds_its_word_and_no_line_end(text: str) -> None:
    sentence = first_sentence("甲乙", text, shadow(text).text)
    assert ("甲乙" in sentence) == ("甲乙" in text)
    assert "\n" not in sentence


def test_a_draft_is_refused_until_its_definitions_are_written(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(draft(suggest([*TEXT, 'A"B\\C 与 A"B\\C'], (), most=9)), encoding="utf-8")
    assert len(tomllib.loads(path.read_text(encoding="utf-8"))["term"]) == 9
    with pytest.raises(EditionError, match="`definition` is empty"):
        read_terms(path)
    path.write_text(path.read_text(encoding="utf-8").replace('definition = ""', 'definition = "释义"'), encoding="utf-8")
    assert len(read_terms(path)[0]) == 9


def test_of_the_shipped_editions_terms_two_fifths_are_among_the_first_200_and_most_important_ones() -> None:
    edition = read_essays(load_edition(SHIPPED))
    found = {key(text) for text in proposed([block.text for essay in edition.essays for block in essay.blocks], most=200)}
    reached = [term for term in edition.terms if any(key(form) in found for form in term.forms)]
    important = [term for term in edition.terms if term.important]
    assert len(reached) >= 0.4 * len(edition.terms)
    assert len([term for term in important if term in reached]) >= 0.8 * len(important)


def test_at_the_command_line_books_editions_and_texts(tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(book_with("<h1>内存</h1><p>光刻机与CUDA，<a href='#x'>H20</a></p>"))
    (tmp_path / "text.txt").write_text("算力就是国力。", encoding="utf-8")
    said = run("suggest", "book.epub", "text.txt", "--pack", str(SHIPPED), cwd=tmp_path)
    assert said.code == 0
    terms = tomllib.loads(said.out)["term"]
    assert {"CUDA", "光刻机"} <= {term["headword"] for term in terms}
    assert not {"H20", "内存"} & {term["headword"] for term in terms}
    said = run("suggest", str(SHIPPED), "-n", "3", "-o", "draft.toml", cwd=tmp_path)
    assert said.out == "→ draft.toml: 3 proposals; write the definitions, then: reader annotate … --with draft.toml\n"


@pytest.mark.parametrize("missing", ["rjieba", "wordfreq"])
def test_without_what_is_optional_one_line_says_how_to_get_it(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = (segments.library, elsewhere.library, elsewhere.shares, elsewhere.rarity, elsewhere.rarity_today)
    for one in kept:
        one.cache_clear()
    monkeypatch.setitem(sys.modules, missing, None)
    (tmp_path / "text.txt").write_text("算力就是国力。", encoding="utf-8")
    said = run("suggest", "text.txt", cwd=tmp_path)
    assert (said.code, said.err.count("\n")) == (6, 1)
    assert said.err.startswith(f"reader: {missing}, which ")
    assert 'pip install "annotated-reader[suggest]"' in said.err
    for one in kept:
        one.cache_clear()


def test_a_pack_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "glossary.toml").write_text('[[term]]\nid = "a"\nheadword = "甲"\ndefinition = "乙"\n', encoding="utf-8")
    assert read_pack(tmp_path).id == ""
    (tmp_path / "pack.toml").write_text('id = "ai"\ntitle = "人工智能"\nlanguage = "zh-Hans"\n', encoding="utf-8")
    with pytest.raises(EditionError, match=r"pack\.toml: key `licence` is missing"):
        read_pack(tmp_path)
    (tmp_path / "pack.toml").write_text('id = "ai"\ntitle = "人工智能"\nlanguage = "zh-Hans"\nlicence = "CC0-1.0"\nversion = "1"\n', encoding="utf-8")
    pack = read_pack(tmp_path)
    assert (pack.id, pack.licence, len(pack.terms)) == ("ai", "CC0-1.0", 1)
