"""Whole books: the laws that only a finished book can show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from reader.book.compose import read_essays
from reader.book.scripting import begin_conversion
from reader.edition import load_edition
from reader.model import Script
from reader.script.convert import convert
from tests.editions import ASKED, CLUB, SHIPPED, built, entries

XHTML = "{http://www.w3.org/1999/xhtml}"
EDITIONS = (CLUB, SHIPPED)
PLAIN_PARTS = ("header", "section")


def pages(folder: Path, asked: Script | None) -> dict[str, etree._Element]:
    files = entries(built(folder, asked).data)
    return {name.partition("/")[2]: etree.fromstring(data) for name, data in files.items() if name.endswith(".xhtml")}


def bare_lines(page: etree._Element) -> list[str]:
    """The text of an essay's page without head note, notes and markers, a line a block."""
    section = next(part for part in page.iter(f"{XHTML}section") if part.get("class") == "essay")
    for part in [*section.iter(f"{XHTML}section", f"{XHTML}sup")]:
        if part.get("class") in {"notes", "mk"}:
            parent, tail = part.getparent(), part.tail or ""
            before = part.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + tail
            else:
                parent.text = (parent.text or "") + tail
            parent.remove(part)
    ids = re.compile(rf"{section.get('id')}-l\d+(-c\d+)?\Z")
    return ["".join(part.itertext()) for part in section.iter() if ids.match(part.get("id") or "")]


@pytest.mark.parametrize("asked", ASKED)
def test_what_takes_long_is_begun_where_it_will_be_needed(asked: Script | None, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = list[str]()
    monkeypatch.setattr("reader.book.scripting.begin_hard_phrases", begun.append)
    begin_conversion(load_edition(SHIPPED), asked)
    assert begun == (["zh-Hans"] if asked not in {None, "zh-Hans"} else [])


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("folder", EDITIONS, ids=lambda folder: folder.name)
def test_a_page_without_its_notes_is_the_reading_text_in_the_asked_script(folder: Path, asked: Script | None) -> None:
    from reader.edition.exceptions import read_exceptions

    exceptions = read_exceptions(folder)
    for essay in read_essays(load_edition(folder)).essays:
        found = bare_lines(pages(folder, asked)[f"{essay.slug}.xhtml"])
        assert essay.reading is not None
        lines = [line for line in essay.reading.text.split("\n") if line]
        assert [block.text for block in essay.blocks] == lines
        if asked is None:
            assert found == lines
        else:
            fresh = [convert(line, target=asked, origin=essay.script, exceptions=exceptions) for line in lines]
            assert [len(line) for line in found] == [len(line) for line in fresh]
            assert [re.sub("[“”‘’「」『』]", "", line) for line in found] == [re.sub("[“”‘’「」『』]", "", line) for line in fresh]


@pytest.mark.parametrize("folder", EDITIONS, ids=lambda folder: folder.name)
def test_ids_are_the_same_in_every_script(folder: Path) -> None:
    def ids(asked: Script | None) -> dict[str, list[str]]:
        return {name: [found for part in page.iter() if (found := part.get("id"))] for name, page in pages(folder, asked).items()}

    assert ids(None) == ids("zh-Hans") == ids("zh-Hant-TW") == ids("zh-Hant-HK")


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("folder", EDITIONS, ids=lambda folder: folder.name)
def test_ids_are_unique_in_the_book_and_safe_in_css(folder: Path, asked: Script | None) -> None:
    found = [name for page in pages(folder, asked).values() for part in page.iter() if (name := part.get("id"))]
    assert len(found) == len(set(found))
    assert all(re.fullmatch("[a-z][a-z0-9-]*", name) for name in found)


@pytest.mark.parametrize("folder", EDITIONS, ids=lambda folder: folder.name)
def test_every_marker_has_one_note_and_one_way_back(folder: Path) -> None:
    kind = "{http://www.idpf.org/2007/ops}type"
    for name, page in pages(folder, None).items():
        markers = [part for part in page.iter(f"{XHTML}a") if part.get(kind) == "noteref"]
        notes = [part for part in page.iter(f"{XHTML}div") if part.get(kind) == "footnote"]
        assert [part.get("href") for part in markers] == [f"#{note.get('id')}" for note in notes], name
        for marker, note in zip(markers, notes, strict=True):
            first = note[0][0]
            assert first.get(kind) == "backlink"
            assert first.get("href") == f"#{marker.get('id')}"
            assert first.text == f"{marker.text}."
            assert (marker.text or "").isdecimal()


@pytest.mark.parametrize("asked", ASKED)
def test_each_script_has_its_own_fixed_identifier(asked: Script | None) -> None:
    def identifier(script: Script | None) -> str:
        package = etree.fromstring(entries(built(CLUB, script).data)["EPUB/content.opf"])
        return package.findtext(".//{http://purl.org/dc/elements/1.1/}identifier") or ""

    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", identifier(asked))
    assert len({identifier(script) for script in ASKED}) == len(ASKED)


def test_language_tags_follow_the_asked_script() -> None:
    for asked, package_language in (("zh-Hans", "zh-Hans"), ("zh-Hant-TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant")):
        files = entries(built(CLUB, asked).data)
        package = etree.fromstring(files["EPUB/content.opf"])
        assert package.findtext(".//{http://purl.org/dc/elements/1.1/}language") == package_language
        assert b'page-progression-direction="ltr"' in files["EPUB/content.opf"]
        for page in pages(CLUB, asked).values():
            assert page.get("lang") == page.get("{http://www.w3.org/XML/1998/namespace}lang") == asked


def test_as_published_each_essay_keeps_its_script_and_its_notes_follow() -> None:
    page = entries(built(CLUB, None).data)["EPUB/kafei.xhtml"].decode()
    assert 'lang="zh-Hant-TW"' in page
    assert "有人說喝茶的人頭<em>髮白得慢</em>" in page
    assert "圍繞咖啡形成的一套習慣" in page


def test_a_phrase_is_converted_whole_across_its_marks() -> None:
    page = entries(built(CLUB, "zh-Hant-TW").data)["EPUB/cha.xhtml"].decode()
    assert "頭髮白得<" in page
    assert "裡裡外外" in page


def test_hostile_text_comes_out_right() -> None:
    page = pages(CLUB, "zh-Hans")["cha.xhtml"]
    assert "一口浓茶 <笑> & 😀\U00020000。" in "\n".join(bare_lines(page))


def test_a_saved_web_page_keeps_headings_lists_quotations_and_emphasis() -> None:
    page = entries(built(CLUB, None).data)["EPUB/kafei.xhtml"].decode()
    assert re.search(r'<h2 id="kafei-l3">提神</h2>', page)
    assert page.count("<li id=") == 2
    assert re.search(r"<blockquote><p id=[^>]+>「快」不是一切。</p>", page)
    assert "<strong>提神</strong>" in page
    assert "首頁" not in page
    assert "版權所有" not in page


def test_chosen_kinds_of_notes_are_the_only_ones() -> None:
    book = built(CLUB, None, ("fact",))
    assert [essay.notes for essay in book.essays] == [
        {"term": 0, "rebuttal": 0, "fact": 0, "text": 0},
        {"term": 0, "rebuttal": 0, "fact": 1, "text": 0},
    ]


def test_the_way_to_the_other_essay_is_in_the_script_of_its_own_page() -> None:
    pages = {asked: entries(built(CLUB, asked).data)["EPUB/cha.xhtml"].decode() for asked in ASKED}
    shown = {asked: re.findall(r'class="passage" href="kafei[^"]*">([^<]*)<', page) for asked, page in pages.items()}
    assert shown == {
        None: ["到〈咖啡〉原处"],
        "zh-Hans": ["到〈咖啡〉原处"],
        "zh-Hant-TW": ["到〈咖啡〉原處"],
        "zh-Hant-HK": ["到〈咖啡〉原處"],
    }
