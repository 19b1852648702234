"""OPDS 1.2 and 2.0: both say the same, every link leads to a file, every button has a name."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reader.club.catalogue import Acquisition, Facet, Feed, Publication
from reader.club.opds1 import write_opds1
from reader.club.opds2 import write_opds2
from reader.edition import load_edition
from tests.commands import run
from tests.editions import CLUB, SHIPPED, entries
from tests.sites import files_of, publish

NAMES = {"atom": "http://www.w3.org/2005/Atom", "opds": "http://opds-spec.org/2010/catalog", "dc": "http://purl.org/dc/terms/"}
ACQUISITION = "http://opds-spec.org/acquisition/open-access"
Seen = tuple[str, list[tuple[str, str]]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    options = ("--base-url", "https://club.example/read")
    return files_of(publish(CLUB, SHIPPED, to=tmp_path_factory.mktemp("catalogue") / "site", options=options))


def feeds(files: dict[str, bytes], ending: str) -> Iterator[str]:
    return (name for name in files if name == f"opds{ending}" or (name.startswith("opds/") and name.endswith(ending)))


def target(feed: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(feed), href.partition("{")[0]))


def in_atom(files: dict[str, bytes], feed: str) -> list[Seen]:
    root = etree.fromstring(files[feed])
    found = []
    for entry in root.findall("atom:entry", NAMES):
        links = [(str(link.get("title")), target(feed, str(link.get("href")))) for link in entry.findall("atom:link", NAMES) if link.get("rel") == ACQUISITION]
        found.append((str(entry.findtext("atom:title", namespaces=NAMES)), links))
    return found


def in_json(files: dict[str, bytes], feed: str) -> list[Seen]:
    publications = json.loads(files[feed])["publications"]
    return [(entry["metadata"]["title"], [(link["title"], target(feed, link["href"])) for link in entry["links"]]) for entry in publications]


def test_there_is_a_feed_for_each_script_and_reader(files: dict[str, bytes]) -> None:
    assert len(list(feeds(files, ".xml"))) == len(list(feeds(files, ".json"))) == 20


def test_both_kinds_say_the_same(files: dict[str, bytes]) -> None:
    for feed in feeds(files, ".xml"):
        assert in_atom(files, feed) == in_json(files, feed.removesuffix(".xml") + ".json") != []


def test_every_link_leads_to_a_file(files: dict[str, bytes]) -> None:
    for feed in feeds(files, ".xml"):
        hrefs = etree.fromstring(files[feed]).xpath("//@href")
        assert {str(href) for href in hrefs if target(feed, str(href)) not in files} == set()
    for feed in feeds(files, ".json"):
        assert {href for href in every_href(json.loads(files[feed])) if target(feed, href) not in files} == set()


def every_href(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (item for key, item in value.items() if key == "href")
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from every_href(item)


def test_the_whole_catalogue_has_every_book_once(files: dict[str, bytes]) -> None:
    paths = [path for _, links in in_atom(files, "opds.xml") for _, path in links]
    assert sorted(paths) == sorted(name for name in files if name.startswith("books/"))


def test_a_narrow_feed_has_its_own_books_alone(files: dict[str, bytes]) -> None:
    paths = [path for _, links in in_atom(files, "opds/zh-Hant-HK.kobo.xml") for _, path in links]
    assert len(paths) == 2
    assert all(path.endswith(".zh-Hant-HK.kepub.epub") for path in paths)


def test_one_facet_of_each_group_is_the_one_that_is_shown(files: dict[str, bytes]) -> None:
    for feed in feeds(files, ".xml"):
        links = [link for link in etree.fromstring(files[feed]).findall("atom:link", NAMES) if link.get("rel") == "http://opds-spec.org/facet"]
        active = [link for link in links if link.get(f"{{{NAMES['opds']}}}activeFacet") == "true"]
        assert [target(feed, str(link.get("href"))) for link in active] == [feed, feed]
        assert len({link.get(f"{{{NAMES['opds']}}}facetGroup") for link in active}) == 2


def test_an_entry_is_known_by_the_identifier_and_the_day_of_its_book(files: dict[str, bytes]) -> None:
    days = {load_edition(folder).date for folder in (CLUB, SHIPPED)}
    for entry in etree.fromstring(files["opds/universal.xml"]).findall("atom:entry", NAMES):
        link = next(link for link in entry.findall("atom:link", NAMES) if link.get("rel") == ACQUISITION)
        package = etree.fromstring(entries(files[target("opds/x", str(link.get("href")))])["EPUB/content.opf"])
        assert entry.findtext("atom:id", namespaces=NAMES) == package.findtext(".//{http://purl.org/dc/elements/1.1/}identifier")
        assert entry.findtext("atom:updated", namespaces=NAMES) in {f"{day}T00:00:00Z" for day in days}


def test_the_search_leads_to_the_whole_shelf_under_the_sites_address(files: dict[str, bytes]) -> None:
    url = etree.fromstring(files["opds-search.xml"])[-1]
    assert url.get("template") == "https://club.example/read/opds.xml?q={searchTerms}"


def test_each_book_has_a_code_and_the_sheet_shows_them_all(files: dict[str, bytes]) -> None:
    codes = {name for name in files if name.startswith("qr/")}
    assert codes == {f"qr/{name.removeprefix('books/')}.svg" for name in files if name.startswith("books/")} | {"qr/index.svg", "qr/opds.svg"}
    assert all(f'src="{code}"'.encode() in files["sheet.html"] for code in codes)
    assert b"https://club.example/read/" in files["sheet.html"]
    assert len({files[code] for code in codes}) == len(codes)


def test_without_an_address_there_is_no_code(tmp_path: Path) -> None:
    site = publish(CLUB, to=tmp_path / "site", options=("--base-url", "http://192.168.1.7:8000"))
    assert (site / "sheet.html").exists()
    publish(CLUB, to=site)
    assert not (site / "sheet.html").exists()
    assert not list(site.glob("qr/*.svg"))
    assert files_of(site) == files_of(publish(CLUB, to=tmp_path / "fresh"))


@pytest.mark.parametrize(
    "base", ["club.example", "ftp://club.example/", "https://", "https://club.example/?a=1", "https://a b/", "javascript:alert(1)", "http://[::1"]
)
def test_what_is_no_address_of_a_site_is_refused(tmp_path: Path, base: str) -> None:
    said = run("publish", str(CLUB), "-o", "site", "--base-url", base, cwd=tmp_path)
    assert (said.code, said.err.count("\n")) == (2, 1)


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8)
FILES = st.lists(st.builds(Acquisition, st.just("books/a.epub"), TEXTS, st.just("kobo"), st.integers(0, 2**40)), min_size=1, max_size=2).map(tuple)
ENTRIES = st.builds(
    Publication, TEXTS, TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=2).map(tuple), TEXTS, TEXTS, st.just("zh-Hans"), st.just("2026-01-02"),
    TEXTS, st.lists(TEXTS, max_size=2).map(tuple), TEXTS, st.just("covers/a.png"), FILES,
)  # fmt: skip
FACETS = st.lists(st.builds(Facet, TEXTS, TEXTS, st.just("opds/a"), st.integers(0, 9), active=st.booleans()), max_size=3).map(tuple)
FEEDS = st.builds(Feed, st.just("opds/kobo"), TEXTS, TEXTS, st.just("2026-01-02"), st.lists(ENTRIES, max_size=3).map(tuple), FACETS)


@given(FEEDS)
def test_whatever_the_words_the_feed_is_sound(feed: Feed) -> None:
    root = etree.fromstring(write_opds1(feed))
    assert len(root.findall("atom:entry", NAMES)) == len(feed.publications)
    found = json.loads(write_opds2(feed))
    assert [entry["metadata"]["title"] for entry in found["publications"]] == [publication.title for publication in feed.publications]
