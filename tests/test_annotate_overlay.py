"""An edition whose essays are the chapters of an EPUB: made, checked, built, and the book had back."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from annotated import book_with, shown
from test_epub_convert import unzipped

from reader.annotate.dress import Dress, dressed
from reader.annotate.positions import positions_in, translated
from reader.epub.container import read_container
from tests.commands import run
from tests.kept_java import judge
from tests.overlaid import BOOKS, edition_of, novel


def edition_toml(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / "edition.toml").read_text(encoding="utf-8"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def built(folder: Path, *options: str) -> bytes:
    said = run("build", "edition", *options, "-o", "out.epub", cwd=folder)
    assert said.code == 0, said.err
    return (folder / "out.epub").read_bytes()


def test_a_new_edition_lists_the_chapters_by_the_contents(tmp_path: Path) -> None:
    (tmp_path / "A Novel.epub").write_bytes(novel())
    said = run("new", "edition", "A Novel.epub", cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert sorted(path.name for path in (tmp_path / "edition").iterdir()) == [
        "a-novel.epub",
        "edition.toml",
        "glossary.toml",
        "notes.toml",
        "rebuttals.toml",
        "script.toml",
    ]
    data = edition_toml(tmp_path / "edition")
    book, essays = data["book"], data["essay"]
    assert isinstance(book, dict)
    assert isinstance(essays, list)
    assert (book["title"], book["epub"], book["language"]) == ("A Small Novel", "a-novel.epub", "en")
    assert [(essay["slug"], essay["title"], essay["source"]) for essay in essays] == [
        ("chapter-1", "Chapter 1", "OPS/text/one.html"),
        ("chapter-2", "Chapter 2", "OPS/text/two.html"),
    ]
    assert (tmp_path / "edition" / "a-novel.epub").read_bytes() == novel()
    checked = run("check", "edition", cwd=tmp_path)
    assert (checked.code, checked.err) == (0, "")


@pytest.mark.parametrize("name", BOOKS)
def test_a_new_edition_builds_the_very_book(name: str, tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(BOOKS[name]())
    assert run("new", "edition", "book.epub", cwd=tmp_path).code == 0
    said = run("build", "edition", "-o", "out.epub", cwd=tmp_path)
    assert "nothing could be marked: it is the same book" in said.out
    assert (tmp_path / "out.epub").read_bytes() == BOOKS[name]()


@pytest.mark.parametrize("name", BOOKS)
def test_taking_the_notes_out_gives_the_book_back(name: str, tmp_path: Path) -> None:
    edition_of(name, tmp_path)
    data = built(tmp_path)
    assert data != BOOKS[name]()
    for options in ((), ("--text",)):
        said = run("annotate", "out.epub", "--remove", *options, "-o", "back.epub", cwd=tmp_path)
        assert said.code == 0, said.err
        back = (tmp_path / "back.epub").read_bytes()
        assert back == BOOKS[name]() if not options else unzipped(back) == unzipped(BOOKS[name]())


@pytest.mark.parametrize("name", BOOKS)
def test_epubcheck_finds_no_more_than_before(name: str, tmp_path: Path) -> None:
    edition_of(name, tmp_path)
    before, after = judge(BOOKS[name]()), judge(built(tmp_path))
    assert sorted(finding.text for finding in after) == sorted(finding.text for finding in before)


def test_terms_facts_and_disputes_stand_in_the_chapters(tmp_path: Path) -> None:
    edition_of("novel", tmp_path)
    files = unzipped(built(tmp_path))
    one, two = files["OPS/text/one.html"].decode(), files["OPS/text/two.html"].decode()
    assert "six <i>" in one
    assert re.search(r"none of them knew machine\nlearning\.\[\[※101\]\] <a", shown(re.sub(r'<span class="rdn-at" id="[^"]*"></span>', "", one)))
    assert '<span class="rdn-at" id="rdn-chapter-1-q-learning"></span>none of them' in one
    assert '<a class="rdn-passage" href="two.html#rdn-chapter-2-q-learning">to the passage in “Chapter 2”</a>' in one
    assert 'href="../rdn-disputes.xhtml#rdn-d-learning">dispute 101</a>' in one
    assert "[fact] </span>Radios of the fifties" in one
    assert '<span class="rdn-at" id="rdn-chapter-2-q-learning"></span>' in two
    assert "[this passage rebuts] </span>“Chapter 1”" in two
    assert "Chapter 1, with a transistor</h2>" in re.sub("<span[^>]*></span>", "", one)  # no marker in a heading
    assert "A heading carries no marker" in files["OPS/rdn-remarks.xhtml"].decode()


def links(files: dict[str, bytes]) -> set[tuple[str, str]]:
    """Where our links lead: file and id."""
    found = set()
    for name, data in files.items():
        for path, ident in re.findall(r'href="([^"#:]*)#(rdn-[^"]*)"', data.decode()) if name.endswith(("html", "xml")) else ():
            parts = (Path(name).parent / path if path else Path(name)).as_posix().split("/")
            while ".." in parts:
                at = parts.index("..")
                del parts[at - 1 : at + 1]
            found.add(("/".join(parts), ident))
    return found


@pytest.mark.parametrize("name", BOOKS)
def test_every_link_of_ours_leads_to_an_id(name: str, tmp_path: Path) -> None:
    edition_of(name, tmp_path)
    files = unzipped(built(tmp_path))
    assert len(links(files)) > 8
    assert [(path, ident) for path, ident in links(files) if f'id="{ident}"' not in files[path].decode()] == []


@pytest.mark.parametrize(("option", "suffix"), [("--simplified", "zh-Hans"), ("--traditional", "zh-Hant-TW")])
def test_a_book_in_another_script_is_converted_first(option: str, suffix: str, tmp_path: Path) -> None:
    edition_of("zhongwen", tmp_path)
    (tmp_path / "zhongwen.epub").write_bytes(BOOKS["zhongwen"]())
    data = built(tmp_path, option)
    assert run("convert", "zhongwen.epub", option, "-o", "converted.epub", cwd=tmp_path).code == 0
    assert run("annotate", "out.epub", "--remove", "-o", "back.epub", cwd=tmp_path).code == 0
    assert (tmp_path / "back.epub").read_bytes() == (tmp_path / "converted.epub").read_bytes()
    if suffix == "zh-Hant-TW":
        page = unzipped(data)["page.xhtml"].decode()
        assert "貴得" in page
        assert "頭髮一樣便宜" in unzipped(data)["rdn-disputes.xhtml"].decode()
        assert "沒有給出價錢" in page


def test_json_and_kinds(tmp_path: Path) -> None:
    edition_of("novel", tmp_path)
    facts = json.loads(run("build", "edition", "--notes", "term", "--json", "-o", "out.epub", cwd=tmp_path).out)
    assert [(essay["slug"], essay["file"], essay["notes"]) for essay in facts["essays"]] == [
        ("chapter-1", "OPS/text/one.html", {"term": 2}),
        ("chapter-2", "OPS/text/two.html", {"term": 1}),
    ]
    assert (
        '<a class="rdn-return" href="../rdn-disputes.xhtml#rdn-d-learning">101</a>'
        in unzipped((tmp_path / "out.epub").read_bytes())["OPS/text/two.html"].decode()
    )


def test_a_chapter_may_be_quoted_and_have_no_notes(tmp_path: Path) -> None:
    folder = edition_of("novel", tmp_path)
    (folder / "glossary.toml").write_text("", encoding="utf-8")
    two = unzipped(built(tmp_path, "--notes", "term"))["OPS/text/two.html"].decode()
    assert '<span class="rdn-at" id="rdn-chapter-2-q-learning"></span>' in two
    assert "rdn-noteref" not in two
    assert run("annotate", "out.epub", "--remove", "-o", "back.epub", cwd=tmp_path).code == 0
    assert (tmp_path / "back.epub").read_bytes() == novel()


def test_positions_are_carried_past_the_anchors(tmp_path: Path) -> None:
    edition_of("novel", tmp_path)
    book = read_container(built(tmp_path))
    positions = positions_in(book)
    for step in range(0, 40, 3):
        place = f"epubcfi(/6/6!/4/4/1:{step})" if step < 5 else f"epubcfi(/6/6!/4/4/2/1:{step - 5})" if step < 18 else f"epubcfi(/6/6!/4/4/3:{step - 18})"
        there = translated(place, positions, back=False)
        assert translated(there, positions, back=True) == place


OF_TEXTS = "is for an edition of texts"
RULE = '[[rule]]\nname = "halfwidth-punct"\nessays = ["chapter-1"]\nreason = "x"\n'
MORE = '\n[[essay]]\nslug = "more"\ntitle = "x"\nshort = "x"\nauthor = "x"\nlanguage = "en"\nsource = "OPS/text/{}.html"\n'
NOTE = '\n[[note]]\nid = "x"\nkind = "fact"\nessay = "chapter-2"\nexact = "listening to the whale"\ntext = "x"\n'


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("repairs.toml", RULE, f"repairs.toml [[rule]] 1 (halfwidth-punct): {OF_TEXTS}"),
        ("edition.toml", '\n[[essay.structure]]\nkind = "heading"\ntext = "x"\n', f"`structure` {OF_TEXTS}"),
        ("edition.toml", 'thesis = "x"\n', f"`thesis` {OF_TEXTS}"),
        ("edition.toml", MORE.format("tow"), "has no page “OPS/text/tow.html” → is “OPS/text/two.html” meant?"),
        ("edition.toml", MORE.format("two"), "the page “OPS/text/two.html” is already an essay"),
        ("notes.toml", NOTE, "nearest: ⟦"),
    ],
)
def test_what_does_not_fit_is_one_line(file: str, text: str, words: str, tmp_path: Path) -> None:
    folder = edition_of("novel", tmp_path)
    path = folder / file
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + text, encoding="utf-8")
    for command in ("check", "build"):
        said = run(command, "edition", cwd=tmp_path)
        assert (said.code, said.err.count("\n")) == (3, 1), said.err
        assert words in said.err
    assert not (tmp_path / "build").exists()


def test_all_slips_are_told_in_one_run(tmp_path: Path) -> None:
    folder = edition_of("novel", tmp_path)
    change(folder / "notes.toml", "six transistors", "seven transistors")
    change(folder / "rebuttals.toml", "listening all the while", "sleeping all the while")
    said = run("check", "edition", cwd=tmp_path)
    assert [line.split(" (")[0] for line in said.err.splitlines()] == ["reader: rebuttals.toml [[rebuttal]] 1", "reader: notes.toml [[note]] 1"]


def test_a_book_that_has_changed_is_refused(tmp_path: Path) -> None:
    folder = edition_of("novel", tmp_path)
    (folder / "novel.epub").write_bytes(BOOKS["zhongwen"]())
    said = run("build", "edition", cwd=tmp_path)
    assert said.code == 3
    assert "the source novel.epub has changed" in said.err


@pytest.mark.parametrize(
    "option", [("--for", "kobo"), ("--layout", "vertical"), ("--all",), ("--notes", "reader"), ("--report", "r.json")], ids=lambda option: option[0]
)
def test_what_only_our_own_books_can_be_is_refused_by_name(option: tuple[str, ...], tmp_path: Path) -> None:
    folder = edition_of("novel", tmp_path)
    (folder / "readers.toml").write_text("", encoding="utf-8")
    said = run("build", "edition", *option, cwd=tmp_path)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert f"{option[0]}" in said.err
    assert "this one puts notes into an EPUB" in said.err


@pytest.mark.parametrize("command", [("add", "edition", "x.txt"), ("publish", "edition", "-o", "site"), ("dictionary", "edition", "-o", "d")])
def test_other_commands_say_in_a_line_whether_they_can(command: tuple[str, ...], tmp_path: Path) -> None:
    edition_of("novel", tmp_path)
    (tmp_path / "x.txt").write_text("A text.\n\nIt has two lines.\n", encoding="utf-8")
    said = run(*command, cwd=tmp_path)
    if command[0] == "dictionary":
        assert said.code == 0, said.err
    else:
        assert (said.code, said.err.count("\n")) == (2, 1), said.err
        assert "the essays of this edition are the chapters of novel.epub" in said.err


def test_suggest_reads_the_chapters(tmp_path: Path) -> None:
    edition_of("novel", tmp_path)
    said = run("suggest", "edition", "--pack", "edition", cwd=tmp_path)
    assert said.code == 0, said.err
    assert "transistor" in said.out


@pytest.mark.parametrize(
    ("sources", "code", "words"),
    [(("novel.epub", "x.txt"), 2, "an EPUB makes an edition by itself"), (("marked.epub",), 4, "has notes of reader annotate in it")],
)
def test_new_refuses_in_one_line(sources: tuple[str, ...], code: int, words: str, tmp_path: Path) -> None:
    edition_of("novel", tmp_path)
    (tmp_path / "x.txt").write_text("A text.\n", encoding="utf-8")
    (tmp_path / "marked.epub").write_bytes(built(tmp_path))
    said = run("new", "other", *sources, cwd=tmp_path)
    assert (said.code, said.err.count("\n")) == (code, 1)
    assert words in said.err
    assert not (tmp_path / "other").exists()


def test_a_text_that_looks_like_an_attribute_stays(tmp_path: Path) -> None:
    markup = '<p class="note">x class="a" id="b" href="#c" lang="d" xml:lang="e" role="f" &lt;</p>'
    assert dressed(markup, Dress("a.xhtml", "rdn", modern=False, files={}, ids="rdn-")) == markup.replace('class="note"', 'class="rdn-note"')
    (tmp_path / "book.epub").write_bytes(book_with("<p>算力</p>"))
    (tmp_path / "terms.csv").write_text('算力,"写作 class=""a"" 的能力"\n', encoding="utf-8")
    assert run("annotate", "book.epub", "--with", "terms.csv", "-o", "out.epub", cwd=tmp_path).code == 0
    assert 'class="a" 的能力' in unzipped((tmp_path / "out.epub").read_bytes())["page.xhtml"].decode()
