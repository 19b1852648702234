"""The editors' notes as annotation sets: every marker's, with the words as the book has them, and another room finds each place again."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from reader.book.compose import compose, read_essays
from reader.club.editorsnotes import editors_notes, placed_notes
from reader.club.shelf import into
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.epub.annotationset import readium_set
from tests.commands import run
from tests.editions import CLUB, SHIPPED, built, entries
from tests.generated import Folder, editions
from tests.sites import publish
from tests.sizes import few

TEXTS = ("as-published", "zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(SHIPPED, to=tmp_path_factory.mktemp("notes") / "site")


def items(site: Path, text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "notes" / f"suanli-wubian.{text}.annotation").read_bytes())["items"]
    return found


def text_of(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


@pytest.mark.parametrize("text", TEXTS)
def test_there_is_one_for_each_marker_with_the_words_that_stand_there(site: Path, text: str) -> None:
    asked = None if text == "as-published" else text
    book = entries(built(SHIPPED, asked).data)  # type: ignore[arg-type]
    pages = {name: etree.fromstring(data) for name, data in book.items() if name.endswith(".xhtml")}
    markers = sum(len(page.findall(".//*[@class='noteref term']")) + len(page.findall(".//*[@class='noteref rebuttal']")) for page in pages.values())
    found = items(site, text)
    assert len(found) >= markers > 50
    for item in found:
        target = item["target"]
        quote, place = target["selector"]
        block = pages[target["source"]].find(f".//*[@id='{place['value'][1:]}']")
        assert block is not None
        whole = text_of(block)
        assert whole[place["refinedBy"]["start"] : place["refinedBy"]["end"]] == quote["exact"] != ""
        assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in whole
        assert item["body"]["value"]


def test_a_note_says_what_the_books_note_says(site: Path) -> None:
    note = next(item for item in items(site, "zh-Hant-TW") if item["target"]["selector"][0]["exact"] == "NVlink")
    assert note["body"]["value"].startswith("NVLink：英偉達的芯片直連技術")
    assert not any(mark in item["body"]["value"] for item in items(site, "zh-Hans") for mark in ("术语表", "原处"))


def test_both_forms_hold_the_same_and_the_zip_is_the_w3cs(site: Path) -> None:
    with zipfile.ZipFile(site / "notes" / "suanli-wubian.zh-Hans.annotations") as packed:
        assert packed.namelist() == ["annotations.json"]
        found = json.loads(packed.read("annotations.json"))
    assert found["@context"] == "https://www.w3.org/ns/epub-anno.jsonld"
    assert [{"@context": "http://www.w3.org/ns/anno.jsonld", **item} for item in found["items"]] == items(site, "zh-Hans")
    assert len({item["id"] for item in found["items"]}) == len(found["items"])


@pytest.mark.parametrize("text", TEXTS)
def test_marks_finds_every_place_again(site: Path, tmp_path: Path, text: str) -> None:
    said = run("marks", str(site / "notes" / f"suanli-wubian.{text}.annotation"), "--edition", str(SHIPPED), cwd=tmp_path)
    assert said.code == 0
    assert f"{len(items(site, text))} in the text, 0 orphans" in said.out


@given(editions())
@settings(max_examples=few())
def test_whatever_an_editor_wrote_there_is_a_set(folder: Folder) -> None:
    with TemporaryDirectory() as place:
        path = folder.write(Path(place))
        edition, exceptions = read_essays(load_edition(path)), read_exceptions(path)
        book = compose(edition, asked="zh-Hant-TW", version="0", exceptions=exceptions)
        change = into(edition, "zh-Hant-TW", exceptions)
        found = editors_notes(edition, placed_notes(edition), book.data, asked="zh-Hant-TW", change=change)
    for one in found.items:
        assert one.exact
        assert one.note
    assert len(json.loads(readium_set(found))["items"]) == len(found.items)


def test_the_small_editions_notes_are_those_that_stand_in_it() -> None:
    edition, exceptions = read_essays(load_edition(CLUB)), read_exceptions(CLUB)
    found = editors_notes(edition, placed_notes(edition), built(CLUB, None).data, asked=None, change=into(edition, None, exceptions))
    quoted = [one.exact for one in found.items]
    assert "咖啡文化" in quoted
    assert all(one.kind == "Organization" for one in found.items)
    with zipfile.ZipFile(BytesIO(built(CLUB, None).data)) as packed:
        assert {one.source for one in found.items} <= set(packed.namelist())
