"""Editions in other languages, and several languages in one: the book's own words, `lang`, conversion, density, pages, sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from reader.book.density import MOST_MARKERS, WINDOW_OF_WORDS, Item, empty_room
from reader.book.excerpts import excerpt
from reader.book.kobo import sentences
from reader.book.pagelist import sentence_end
from reader.book.places import essay_text, marker_place, term_index
from reader.book.spacing import is_spaced, runs_leftward, word_numbers
from reader.book.words import CHINESE, ENGLISH, words_of
from reader.han import has_han
from reader.model import Block, Essay, Source, Term
from tests.commands import run
from tests.editions import ROOT, built, copy_of, entries

DRINKS = ROOT / "tests" / "cases" / "editions" / "drinks"
MIXED = ROOT / "tests" / "cases" / "editions" / "mixed"
SAME = {"tag", "months", "rules"}  # what is no word


def pages(folder: Path, asked: str | None = None) -> dict[str, str]:
    found = entries(built(folder, asked).data)  # type: ignore[arg-type]
    return {name.removeprefix("EPUB/"): data.decode() for name, data in found.items() if name.endswith((".xhtml", ".opf", ".ncx"))}


def plain(markup: str) -> str:
    return re.sub("<[^>]*>", "", markup)


def test_no_word_of_an_english_book_is_chinese() -> None:
    for name, page in pages(DRINKS).items():
        assert not has_han(page), name
        assert not re.search("[，。；：（）《》〈〉【】]", page), name
        assert 'lang="en"' in page
    assert "<dc:language>en</dc:language>" in pages(DRINKS)["content.opf"]


def test_every_page_of_an_english_book_says_what_its_chinese_twin_says() -> None:
    found = pages(DRINKS)
    assert "[rebuts · in answer]" in plain(found["tea.xhtml"])
    assert "to the passage in “The case for coffee”; dispute 101" in plain(found["tea.xhtml"])
    assert "“In praise of tea”: “People who drink tea turn white late”" in plain(found["questions.xhtml"])
    assert "Edition 1 · 31 January 2026" in plain(found["title.xhtml"])
    assert "(as of July 2025)" in plain(found["glossary.xhtml"])
    assert re.findall("<h2[^>]*>(.)</h2>", found["glossary.xhtml"]) == ["C", "T"]
    assert "[clear the table → take the cup away]: so in the first printing (probable)" in plain(found["textual.xhtml"])


def test_a_built_english_book_is_sound(tmp_path: Path) -> None:
    for variant in ("universal", "kobo", "duokan"):
        name = f"book.{'kepub.' if variant == 'kobo' else ''}epub"
        assert run("build", str(DRINKS), "--for", variant, "-o", name, cwd=tmp_path).code == 0
        said = run("check", name, cwd=tmp_path)
        assert said.code == 0, said.out


def test_an_english_essay_in_a_chinese_book_is_left_alone() -> None:
    texts = set()
    for asked in (None, "zh-Hans", "zh-Hant-TW", "zh-Hant-HK"):
        found = pages(MIXED, asked)
        page = found["coffee.xhtml"]
        assert re.search('<html[^>]* lang="en"', page)
        assert f'lang="{asked or "zh-Hans"}"' in page  # our notes
        texts.add("".join(re.findall(r'<p id="coffee-l1[04]">.*?</p>', page)))
        assert re.findall(r'lang="en"[^>]*>([^<]*)<', found["nav.xhtml"])[0] == "The case for coffee"
        assert '<span lang="en" xml:lang="en">There is no evidence for that</span>' in found["disputes.xhtml"]
        chinese = "头发白得慢" if asked in (None, "zh-Hans") else "頭髮白得慢"
        assert chinese in plain(found["cha.xhtml"])
        assert chinese in plain(page)
    assert len(texts) == 1
    assert re.findall("<dc:language>([^<]*)", pages(MIXED)["content.opf"]) == ["zh-Hans", "en"]


def test_a_mixed_book_is_sound(tmp_path: Path) -> None:
    for option in ((), ("--traditional",)):
        assert run("build", str(MIXED), *option, "-o", "book.epub", cwd=tmp_path).code == 0
        said = run("check", "book.epub", cwd=tmp_path)
        assert said.code == 0, said.out


def test_chinese_and_english_have_every_word() -> None:
    english, chinese = asdict(ENGLISH), asdict(CHINESE)
    for name, words in chinese.items():
        assert name in SAME or words != english[name], name
        if isinstance(words, dict) and name not in SAME:
            assert set(words) == set(english[name])
        if isinstance(words, str):
            assert sorted(re.findall(r"\{\w*\}", words)) == sorted(re.findall(r"\{\w*\}", english[name])) or name in {"theses", "agreed"}, name


@pytest.mark.parametrize(("tag", "wanted"), [("zh-Hant-HK", CHINESE), ("zh", CHINESE), ("en-GB", ENGLISH), ("qaa", ENGLISH), ("", ENGLISH), ("table", ENGLISH)])
def test_a_language_without_a_table_gets_english(tag: str, wanted: object) -> None:
    assert words_of(tag) is wanted


def english(text: str) -> Essay:
    return Essay("a", "T", "T", "unknown", "en", Source("", "", ""), blocks=(Block("a-l1", "paragraph", text),))


@given(st.lists(st.integers(1, 1999), max_size=60))
def test_in_180_words_stand_at_most_three_markers(offers: list[int]) -> None:
    room = empty_room(essay_text(english("word " * 2000), term_index(())))
    for word in offers:
        place = 5 * word - 1
        if room.fits(place, dispute=False):
            room.put(place, Item("term", f"t{word}", Term("t", "t", ("t",), "d")))
    words = [place // 5 for place in room.markers.places]
    assert all(bisect_left(words, start + WINDOW_OF_WORDS) - at <= MOST_MARKERS for at, start in enumerate(words))
    if len(offers) >= MOST_MARKERS:
        assert len(words) >= min(len(set(offers)), MOST_MARKERS)


@given(st.text(alphabet="ab \n", max_size=40))
def test_words_are_numbered_by_how_many_begin_before(text: str) -> None:
    assert list(word_numbers(text)) == [len(re.findall(r"(?<!\S)\S", text[:place])) for place in range(len(text) + 1)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tea is useful", "Tea is useful"),
        ("a cup of tea contains as much caffeine as half a cup of coffee, and yet nobody", "a cup of tea contains as much caffeine as half a cup of…"),
        (
            "People who drink tea turn white late, and they know it, whatever others tell",
            "People who drink tea turn white late, and they know it…",
        ),
        (
            "They all said “tea is a thing that everybody can drink from morning to evening”",
            "They all said ‘tea is a thing that everybody can drink…’",
        ),
    ],
)
def test_an_english_quotation_is_cut_between_words(text: str, shown: str) -> None:
    assert excerpt(text, tag="en") == shown


def test_a_page_begins_behind_a_sentence_and_its_space() -> None:
    text = 'It is 3.5 per cent. "Why?" he asked.'
    assert text[sentence_end(text, 8, spaced=True) :].startswith('"Why?"')
    assert sentence_end("no end", 2, spaced=True) == len("no end")


@given(st.text(alphabet="ab. ?!”\n", max_size=60))
def test_sentences_for_kobo_join_to_the_text(text: str) -> None:
    assert "".join(sentences(text, spaced=True)) == text


def test_kobo_gets_one_span_for_each_english_sentence() -> None:
    assert sentences("It is 3.5. “Why?” Because.", spaced=True) == ["It is 3.5. ", "“Why?” ", "Because."]


@pytest.mark.parametrize(
    ("text", "term", "before"),
    [
        ("We met in a teahouse, and left.", "teahouse", " and"),
        ("“A teahouse.” he", "teahouse", " he"),
        ("A tea-3.5 mix", "tea-3", ".5"),
        ("tea houses", "tea", " h"),
    ],
)
def test_a_marker_stands_behind_the_stop_in_english(text: str, term: str, before: str) -> None:
    whole = essay_text(english(text), term_index(()))
    assert text[marker_place(whole, text.index(term) + len(term)) :].startswith(before)


def test_what_has_no_spaces_is_counted_in_characters() -> None:
    assert [is_spaced(tag) for tag in ("en", "ko", "ru", "zh-Hans", "ja", "th", "yue")] == [True, True, True, False, False, False, False]


def test_another_language_of_the_same_edition_names_its_own_pages(tmp_path: Path) -> None:
    folder = copy_of(DRINKS, tmp_path / "drinks")
    text = (folder / "edition.toml").read_text(encoding="utf-8")
    (folder / "edition.toml").write_text(text.replace('language = "en"', 'language = "pt-br"', 1), encoding="utf-8")
    page = pages(folder)["title.xhtml"]
    assert 'lang="pt-BR"' in page
    assert '<span lang="en" xml:lang="en">In praise of tea</span>' in page
    assert replace(ENGLISH, tag="pt").contents == "Contents"


def test_a_book_in_arabic_runs_from_right_to_left(tmp_path: Path) -> None:
    folder = copy_of(DRINKS, tmp_path / "drinks")
    text = (folder / "edition.toml").read_text(encoding="utf-8")
    (folder / "edition.toml").write_text(text.replace('language = "en"', 'language = "ar"', 1), encoding="utf-8")
    found = pages(folder)
    assert 'page-progression-direction="rtl"' in found["content.opf"]
    assert re.search('<html[^>]* lang="ar" xml:lang="ar" dir="rtl">', found["title.xhtml"])
    assert 'dir="rtl"' not in found["tea.xhtml"].partition("<body>")[0]  # the essays are English
    assert '<span lang="ar" xml:lang="ar" dir="rtl">Editors’ notes</span>' in found["coffee.xhtml"]
    assert "h1:lang(ar)" in entries(built(folder, None).data)["EPUB/style.css"].decode()
    assert run("build", str(folder), "-o", "book.epub", cwd=tmp_path).code == 0
    assert run("check", "book.epub", cwd=tmp_path).code == 0


@pytest.mark.parametrize(("tag", "wanted"), [("ar", True), ("he-IL", True), ("az-Arab", True), ("en", False), ("ar-Latn", False), ("zh-Hant-TW", False)])
def test_the_script_says_which_way_a_language_runs(tag: str, wanted: bool) -> None:
    assert runs_leftward(tag) is wanted
