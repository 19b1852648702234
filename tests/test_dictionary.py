"""A glossary as a dictionary: every form in every script and spelling leads to its entry, in the order that programs search by halves."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reader.dictionary.entries import Dictionary, DictionaryEntry, make_dictionary
from reader.dictionary.stardict import stardict_files
from reader.dictionary.tabfile import tabfile
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.errors import EditionError
from reader.model import Script
from reader.script.convert import convert
from tests.commands import run
from tests.editions import ASKED, CLUB, SHIPPED, copy_of
from tests.generated import Folder, editions
from tests.sizes import few
from tests.stardict import StarDict, read_stardict

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)
NO_WORDS = st.lists(st.builds(DictionaryEntry, NAMES, st.lists(NAMES, max_size=4, unique=True).map(tuple), NAMES), min_size=1, max_size=30)


@cache
def shipped(asked: Script | None) -> Dictionary:
    return make_dictionary(load_edition(SHIPPED), asked=asked, exceptions=read_exceptions(SHIPPED))


@cache
def as_stardict(asked: Script | None) -> StarDict:
    return read_stardict(stardict_files(shipped(asked), "d"), "d")


def test_every_form_in_every_script_leads_to_its_term() -> None:
    found, edition = as_stardict(None), load_edition(SHIPPED)
    for term in edition.terms:
        for form in (term.headword, *term.forms, *filter(None, [term.taiwan])):
            for script in (None, "zh-Hans", "zh-Hant-TW", "zh-Hant-HK"):
                spelling = convert(form, target=script, origin=edition.script) if script else form
                assert term.headword in {head for head, _ in found.look_up(spelling)}, (term.id, spelling)


def test_a_spelling_that_only_a_text_has_leads_to_its_term() -> None:
    # the glossary says NVLink; an essay writes NVlink, and dictionaries tell capitals from small letters
    assert [head for head, _ in as_stardict(None).look_up("NVlink")] == ["NVLink"]
    assert as_stardict(None).look_up("nVLINK") == []


@pytest.mark.parametrize("asked", [script for script in ASKED if script])
def test_a_dictionary_of_one_script_has_no_word_of_the_other(asked: Script) -> None:
    words = [way for entry in shipped(asked).entries for way in (entry.headword, *entry.spellings)]
    assert [word for word in words if convert(word, target=asked, origin=asked) != word] == []


@pytest.mark.parametrize("asked", ASKED)
def test_every_link_leads_to_an_entry_of_its_name(asked: Script | None) -> None:
    found = as_stardict(asked)
    links = {link for _, text in found.words for link in re.findall(r'href="bword://([^"]*)"', text)}
    assert links
    assert {link for link in links if link not in {head for head, _ in found.look_up(link)}} == set()


@given(NO_WORDS)
def test_whatever_the_words_each_is_found_by_halves(entries: list[DictionaryEntry]) -> None:
    found = read_stardict(stardict_files(Dictionary("t", "", "", "2026-01-01", tuple(entries)), "d"), "d")
    for entry in entries:
        for way in (entry.headword, *entry.spellings):
            assert (entry.headword, entry.html) in found.look_up(way)


@given(editions())
@settings(max_examples=few())
def test_a_glossary_that_nobody_wrote_is_a_dictionary_of_well_formed_entries(folder: Folder) -> None:
    with TemporaryDirectory() as place:
        edition = load_edition(folder.write(Path(place)))
        if not edition.terms or any(len(convert(term.headword, target="zh-Hans", origin=edition.script).encode()) > 200 for term in edition.terms):
            return
        made = make_dictionary(edition, asked=None, exceptions=read_exceptions(Path(place)))
    found = read_stardict(stardict_files(made, "d"), "d")
    for entry in made.entries:
        assert etree.fromstring(entry.html).get("class") == "entry"
        assert (entry.headword, entry.html) in found.look_up(entry.headword)


def test_a_table_has_a_line_for_each_spelling_and_says_backslashes_twice() -> None:
    entry = DictionaryEntry("C\\C", ("c\tc",), "<p>a\\b</p>")
    assert tabfile(Dictionary("t", "", "", "", (entry,)), "d") == {"d.tab": b"C\\\\C\t<p>a\\\\b</p>\nc c\t<p>a\\\\b</p>\n"}


def test_a_headword_longer_than_the_format_allows_is_refused() -> None:
    made = Dictionary("t", "", "", "", (DictionaryEntry("字" * 86, (), ""),))
    with pytest.raises(EditionError, match="too long"):
        stardict_files(made, "d")


def test_the_command_writes_a_folder_and_says_what_is_in_it(tmp_path: Path) -> None:
    said = run("dictionary", str(CLUB), "-o", "a/b", cwd=tmp_path)
    assert said.code == 0, said.err
    files = {path.name: path.read_bytes() for path in (tmp_path / "a" / "b").iterdir()}
    name = said.out.splitlines()[-1].rpartition("/")[2].removesuffix(".ifo")
    assert [head for head, _ in read_stardict(files, name).look_up("NVLink")] == ["NVLink"]
    assert run("dictionary", str(CLUB), "-o", "a/b", cwd=tmp_path) == said
    assert {path.name: path.read_bytes() for path in (tmp_path / "a" / "b").iterdir()} == files


def test_wishes_that_exclude_each_other_are_refused(tmp_path: Path) -> None:
    assert run("dictionary", "--both", "--simplified", "-o", "d", cwd=tmp_path).code == 2
    assert run("dictionary", "--region", "hk", "-o", "d", cwd=tmp_path).code == 2


def test_an_edition_without_terms_is_no_dictionary(tmp_path: Path) -> None:
    folder = copy_of(CLUB, tmp_path / "club")
    (folder / "glossary.toml").unlink()
    said = run("dictionary", str(folder), "-o", "d", cwd=tmp_path)
    assert (said.code, said.err.count("\n")) == (3, 1)
    assert not (tmp_path / "d").exists()
