"""`reader publish`: a site complete in itself, the same bytes for the same input, only what has changed built anew."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from reader.club.plugins import KOREADER
from reader.edition import load_edition
from tests.commands import run
from tests.editions import CLUB, SHIPPED, built, copy_of
from tests.sites import PAGES, files_of, publish


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(CLUB, to=tmp_path_factory.mktemp("club") / "site")


def links(page: bytes) -> Iterator[str]:
    for element in html.fromstring(page).iter():
        yield from (element.get(name) for name in ("href", "src") if element.get(name))


def test_every_book_is_there_as_build_writes_it(site: Path) -> None:
    names = [path.name for path in (site / "books").iterdir()]
    assert len(names) == 12
    assert {len(name.split(".")) for name in names} == {2, 3, 4}
    simplified = site / "books" / f"{load_edition(CLUB).slug}.zh-Hans.epub"
    said = run("build", str(CLUB), "--simplified", "-o", "own.epub", cwd=site.parent)
    assert said.code == 0
    assert simplified.read_bytes() == (site.parent / "own.epub").read_bytes()


def test_the_sums_are_those_of_every_other_file(site: Path) -> None:
    files = files_of(site)
    lines = files.pop("SHA256SUMS").decode().splitlines()
    assert lines == [f"{sha256(data).hexdigest()}  {name}" for name, data in sorted(files.items())]


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file_of_the_site(site: Path, name: str) -> None:
    found = [unquote(link.partition("#")[0]) for link in links((site / name).read_bytes())]
    assert len(found) > 50
    assert [link for link in found if link and not (site / link).is_file()] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_nothing_of_anyone_and_runs_nothing(site: Path, name: str) -> None:
    page = html.fromstring((site / name).read_bytes())
    assert not page.xpath("//script | //iframe | //object | //*[@style] | //@*[starts-with(name(), 'on')]")
    assert not [link for link in links((site / name).read_bytes()) if "//" in link]
    assert "default-src 'none'" in page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")


def test_a_page_speaks_its_language(site: Path) -> None:
    words = {name: html.fromstring((site / name).read_bytes()).text_content() for name in PAGES}
    assert "你用什么读？" in words["index.html"]
    assert "你用什麼讀？" in words["index.zh-Hant.html"]
    assert "What do you read with?" in words["index.en.html"]


def test_the_same_again_changes_nothing(site: Path, tmp_path: Path) -> None:
    before = files_of(site)
    said = run("publish", str(CLUB), "-o", str(site), "--json", cwd=tmp_path)
    facts = json.loads(said.out)
    assert (facts["written"], facts["editions"][0]["built"]) == (0, False)
    assert files_of(site) == before
    assert files_of(publish(CLUB, to=tmp_path / "elsewhere")) == before


def test_only_the_edition_that_changed_is_built_and_its_former_books_stay_known(tmp_path: Path) -> None:
    folder, site = copy_of(CLUB, tmp_path / "club"), tmp_path / "site"
    publish(folder, SHIPPED, to=site)
    before = json.loads((site / "hashes.json").read_bytes())["builds"]
    glossary = folder / "glossary.toml"
    glossary.write_text(glossary.read_text(encoding="utf-8").replace("与茶无关", "与茶、与水都无关"), encoding="utf-8")
    facts = json.loads(run("publish", str(folder), str(SHIPPED), "-o", str(site), "--json", cwd=tmp_path).out)
    assert [edition["built"] for edition in facts["editions"]] == [True, False]
    after = json.loads((site / "hashes.json").read_bytes())["builds"]
    assert len(after) == len(before) + 1
    assert all(build in after for build in before)
    assert after[0]["build"] == facts["editions"][0]["build"] != before[0]["build"]
    assert {name for name, data in files_of(publish(folder, SHIPPED, to=site)).items() if data != (site / name).read_bytes()} == set()


def test_a_spoiled_file_is_mended_and_a_strangers_is_left(tmp_path: Path) -> None:
    site = publish(CLUB, to=tmp_path / "site")
    whole = files_of(site)
    book = next((site / "books").iterdir())
    book.write_bytes(b"spoiled")
    (site / "CNAME").write_text("club.example")
    assert files_of(publish(CLUB, to=site)) == {**whole, "CNAME": b"club.example"}


def test_what_is_no_longer_published_goes_but_is_still_known(tmp_path: Path) -> None:
    site = publish(CLUB, SHIPPED, to=tmp_path / "site")
    known = {build["build"] for build in json.loads((site / "hashes.json").read_bytes())["builds"]}
    publish(CLUB, to=site)
    assert len(list((site / "books").iterdir())) == 12
    assert {build["build"] for build in json.loads((site / "hashes.json").read_bytes())["builds"]} == known


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [("index.html", "<p>my own site", 5), ("hashes.json", "{", 4), ("hashes.json", '{"format": "another"}', 4), ("hashes.json", "[" * 100_000, 4)],
)
def test_a_folder_of_something_else_is_left_as_it_is(tmp_path: Path, name: str, text: str, code: int) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / name).write_text(text)
    said = run("publish", str(CLUB), "-o", "site", cwd=tmp_path)
    assert (said.code, said.err.count("\n")) == (code, 1), said.err
    assert files_of(tmp_path / "site") == {name: text.encode()}


def test_two_editions_of_one_name_are_refused(tmp_path: Path) -> None:
    said = run("publish", str(CLUB), str(copy_of(CLUB, tmp_path / "again")), "-o", "site", cwd=tmp_path)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert not (tmp_path / "site").exists()


def test_a_site_is_not_written_among_an_edition(tmp_path: Path) -> None:
    folder = copy_of(CLUB, tmp_path / "club")
    before = files_of(folder)
    said = run("publish", "-o", ".", cwd=folder)
    assert (said.code, said.err.count("\n")) == (5, 1)
    assert files_of(folder) == before
    assert run("publish", "-o", "site", cwd=folder).code == 0


def test_where_no_folder_can_be_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    said = run("publish", str(CLUB), "-o", "site", cwd=tmp_path)
    assert (said.code, said.err.count("\n")) == (5, 1)
    assert (tmp_path / "site").read_text() == "a file"


def test_a_sum_that_leads_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    site = publish(CLUB, to=tmp_path / "site")
    (tmp_path / "mine.txt").write_text("mine")
    for path in ("../mine.txt", "/etc/hostname", str(tmp_path / "mine.txt"), "books/../../mine.txt"):
        with (site / "SHA256SUMS").open("a") as sums:
            sums.write(f"{sha256(b'mine').hexdigest()}  {path}\n")
    publish(CLUB, to=site)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_the_covers_are_those_in_the_books(site: Path) -> None:
    cover = next(path for path in (site / "covers").iterdir() if ".zh-Hans." in path.name).read_bytes()
    assert cover in built_files()


def built_files() -> list[bytes]:
    from tests.editions import entries

    return list(entries(built(CLUB, "zh-Hans").data).values())


@pytest.mark.parametrize("name", PAGES)
def test_every_dictionary_is_on_the_first_page_with_where_it_goes(site: Path, name: str) -> None:
    page = html.fromstring((site / name).read_bytes())
    rows = page.xpath("//section[@id='dictionaries']//li")
    if not name.startswith("index"):
        assert not rows
        return
    assert [row.xpath("string(.//a/@href)") for row in rows] == ["dictionaries/chaka.zip", "dictionaries/chaka.kindle-source.zip"]
    assert {path.name for path in (site / "dictionaries").iterdir()} == {"chaka.zip", "chaka.kindle-source.zip"}
    told = [paragraph.text_content() for row in rows for paragraph in row.xpath("./p[not(@class)]")]
    assert [text.replace("：", ":").partition(":")[0] for text in told] == ["KOReader", "GoldenDict", "Kindle"]


@pytest.mark.parametrize("name", [page for page in PAGES if page.startswith("index")])
def test_the_plugin_is_on_the_first_page_and_on_the_site_as_the_command_writes_it(site: Path, name: str, tmp_path: Path) -> None:
    page = html.fromstring((site / name).read_bytes())
    assert page.xpath("string(//section[@id='plugins']//a/@href)") == KOREADER
    assert run("plugin", "koreader", "-o", "out", cwd=tmp_path).code == 0
    with zipfile.ZipFile(site / KOREADER) as packed:
        found = {name: packed.read(name) for name in packed.namelist()}
    assert found == {f"reader.koplugin/{path.name}": path.read_bytes() for path in (tmp_path / "out" / "reader.koplugin").iterdir()}


def test_the_dictionaries_on_the_site_are_those_that_the_command_writes(site: Path) -> None:
    for ending, kind in ((".zip", "stardict"), (".kindle-source.zip", "kindle-source")):
        assert run("dictionary", str(CLUB), "--format", kind, "-o", kind, cwd=site.parent).code == 0
        with zipfile.ZipFile(site / "dictionaries" / f"chaka{ending}") as packed:
            found = {name.removeprefix("chaka/"): packed.read(name) for name in packed.namelist()}
        assert found == {path.name: path.read_bytes() for path in (site.parent / kind).iterdir()}
