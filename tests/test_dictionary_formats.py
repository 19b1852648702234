"""Kobo's, MDict's and Kindle's dictionaries: every spelling leads to its entry, looked up as the programs do it; the same bytes every time."""

from __future__ import annotations

import re
import sys
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reader.cli.dictionaries import KINDS
from reader.dictionary.entries import Dictionary, DictionaryEntry, make_dictionary
from reader.dictionary.formats import FORMATS
from reader.dictionary.kobo import kobo_files, kobo_holds
from reader.dictionary.links import link, relinked
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.model import Script
from tests.commands import run
from tests.dictionaries import kobo_prefix, read_kindle, read_kobo, read_mdict
from tests.editions import ASKED, CLUB, SHIPPED
from tests.stardict import read_stardict

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=6)
PACK = 'id = "tea"\ntitle = "茶"\nlanguage = "zh-CN"\nlicence = "CC0-1.0"\nsource = "茶经"\nversion = "2"\n'
TERMS = """
[[term]]
id = "cha"
headword = "茶叶"
forms = ["茶叶", "Tea Leaf"]
definition = "一种树的叶子。"
see = ["hu"]

[[term]]
id = "hu"
headword = "茶壶"
definition = "泡茶的器具。"
"""


@cache
def made(asked: Script | None) -> Dictionary:
    return make_dictionary(load_edition(SHIPPED), asked=asked, exceptions=read_exceptions(SHIPPED))


def ways(dictionary: Dictionary) -> list[tuple[str, str]]:
    """(spelling, what its entry says)"""
    return [(way, text_of(entry.html)) for entry in dictionary.entries for way in (entry.headword, *entry.spellings)]


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_the_command_line_knows_the_formats_that_there_are() -> None:
    assert set(KINDS) == set(FORMATS)


@pytest.mark.parametrize("asked", ASKED)
def test_every_spelling_leads_to_its_entry_in_every_format(asked: Script | None, tmp_path: Path) -> None:
    dictionary = made(asked)
    kobo = read_kobo(*FORMATS["kobo"].files(dictionary, "d").values())
    mdict = read_mdict(FORMATS["mdict"].files(dictionary, "d")["d.mdx"], tmp_path)
    kindle = read_kindle(FORMATS["kindle-source"].files(dictionary, "d"))
    for way, text in ways(dictionary):
        assert text in map(text_of, kobo.look_up(way)), ("kobo", way)
        assert text in map(text_of, mdict.look_up(way)), ("mdict", way)
        assert text in kindle.entries[way], ("kindle", way)
    assert kindle.dangling == ()


def test_links_between_entries_are_the_formats_own(tmp_path: Path) -> None:
    dictionary = made(None)
    (page,) = (entry for entry in read_kobo(*kobo_files(dictionary, "d").values()).look_up("AMD"))
    assert "<a href" not in page
    assert "ATI" in page
    records = read_mdict(FORMATS["mdict"].files(dictionary, "d")["d.mdx"], tmp_path).records
    links = {unescape(word) for _, text in records for word in re.findall(r'href="entry://([^"]*)"', text)}
    assert links
    assert links <= {word for word, text in records if not text.startswith("@@@LINK=")}


def test_the_header_says_how_words_are_compared_and_whose_they_are(tmp_path: Path) -> None:
    header = read_mdict(FORMATS["mdict"].files(made("zh-Hant-TW"), "d")["d.mdx"], tmp_path).header
    assert (header[b"Title"].decode(), header[b"Stripkey"], header[b"KeyCaseSensitive"]) == ("算力五辯", b"Yes", b"No")
    assert header[b"CreationDate"].decode() == "-".join(str(int(part)) for part in load_edition(SHIPPED).date.split("-"))


@pytest.mark.parametrize(("asked", "language"), [(None, "zh"), ("zh-Hans", "zh-cn"), ("zh-Hant-TW", "zh-tw"), ("zh-Hant-HK", "zh-hk")])
def test_kindles_package_document_names_the_language_of_the_words(asked: Script | None, language: str) -> None:
    facts = read_kindle(FORMATS["kindle-source"].files(made(asked), "d")).facts
    assert (facts["DictionaryInLanguage"], facts["DictionaryOutLanguage"], facts["language"]) == (language, language, language)


def test_more_spellings_than_kindle_allows_an_entry_stand_in_another_of_the_same_word() -> None:
    entry = DictionaryEntry("w", tuple(f"w{number}" for number in range(300)), '<div class="entry">x</div>')
    kindle = read_kindle(FORMATS["kindle-source"].files(Dictionary("t", "", "", "", (entry,)), "d"))
    assert kindle.entries["w0"] == kindle.entries["w299"] == ["x"]


@pytest.mark.parametrize(
    ("word", "page"),
    [("test", "te"), ("a", "aa"), ("Èe", "èe"), ("x   23", "xa"), ("   123", "11"), ("", "11"), ("д ", "д"), ("дaд", "дa"), ("未", "未a"), ("  未", "11")],
)
def test_kobos_pages_are_those_of_the_formats_description(word: str, page: str) -> None:
    from reader.dictionary.kobo import kobo_page

    assert kobo_page(word) == kobo_prefix(word) == page


@given(
    st.lists(
        st.builds(DictionaryEntry, WORDS, st.lists(WORDS, max_size=4, unique=True).map(tuple), WORDS.map(lambda text: f"<p>{ord(text[0])}</p>")), min_size=1
    )
)
def test_whatever_the_words_kobo_finds_what_it_can_hold(entries: list[DictionaryEntry]) -> None:
    kobo = read_kobo(*kobo_files(Dictionary("t", "", "", "", tuple(entries)), "d").values())
    for entry in entries:
        for way in filter(kobo_holds, (entry.headword, *entry.spellings)):
            assert any(entry.html in shown for shown in kobo.look_up(way)), way


@given(WORDS, WORDS)
def test_a_link_is_replaced_whatever_its_word(word: str, other: str) -> None:
    html = f"<p>{link(word)}、{link(other)}</p>"
    assert unescape(relinked(html, str)) == f"<p>{word}、{other}</p>"
    assert etree.fromstring(relinked(html, lambda there: f'<a href="entry://{there}">{there}</a>'))[0].get("href") == f"entry://{word}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_pack_is_a_dictionary_and_the_same_bytes_every_time(kind: str, tmp_path: Path) -> None:
    (tmp_path / "tea").mkdir()
    (tmp_path / "tea" / "pack.toml").write_text(PACK, encoding="utf-8")
    (tmp_path / "tea" / "glossary.toml").write_text(TERMS, encoding="utf-8")
    said = [run("dictionary", "tea", "--format", kind, "-o", folder, cwd=tmp_path) for folder in ("one", "two")]
    assert [one.code for one in said] == [0, 0], said[0].err
    assert said[0].out.splitlines()[0] == "《茶》 2 terms, 5 spellings in both scripts"
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("one", "two"))
    assert one == two
    assert one


def test_a_packs_words_are_found_in_either_script_and_it_says_whose_they_are(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(PACK, encoding="utf-8")
    (tmp_path / "glossary.toml").write_text(TERMS, encoding="utf-8")
    assert run("dictionary", ".", "-o", "out", cwd=tmp_path).code == 0
    found = read_stardict({path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}, "tea")
    assert [head for head, _ in found.look_up("茶葉")] == ["茶叶"]
    assert found.facts["description"] == "茶经; CC0-1.0"


def test_a_pack_whose_terms_point_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(PACK, encoding="utf-8")
    (tmp_path / "glossary.toml").write_text(TERMS.replace('"hu"]', '"hua"]'), encoding="utf-8")
    said = run("dictionary", ".", "-o", "out", cwd=tmp_path)
    assert (said.code, said.err.count("\n")) == (3, 1)
    assert "`see` names “hua”" in said.err
    assert not (tmp_path / "out").exists()


def test_spellings_that_a_format_cannot_hold_are_counted(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(PACK, encoding="utf-8")
    (tmp_path / "glossary.toml").write_text(TERMS.replace('"Tea Leaf"', "'5\"茶'"), encoding="utf-8")
    said = run("dictionary", ".", "--format", "kobo", "-o", "out", cwd=tmp_path)
    assert (said.code, said.err) == (0, "1 spelling left out: the format cannot hold them\n")


@pytest.mark.parametrize(("kind", "package"), [("kobo", "marisa_trie"), ("mdict", "mdict_utils.base.writemdict")])
def test_without_its_package_one_line_says_how_to_get_it(kind: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.dictionary import mdict

    mdict._writer.cache_clear()
    monkeypatch.setitem(sys.modules, package, None)
    said = run("dictionary", str(CLUB), "--format", kind, "-o", "out", cwd=tmp_path)
    mdict._writer.cache_clear()
    assert (said.code, said.err.count("\n")) == (6, 1)
    assert 'pip install "annotated-reader[dictionaries]"' in said.err
    assert not (tmp_path / "out").exists()
