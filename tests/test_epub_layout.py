"""A book in vertical or horizontal lines: style sheets, marks, what the package says, and back again."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from chinese import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from test_epub_convert import BASE, book_of, changed_book, unzipped

from reader.check.run import check_book
from reader.edits import apply_edits, in_order
from reader.epub.container import read_container
from reader.epub.css import read_blocks, read_declarations
from reader.epub.direction import is_vertical
from reader.epub.layout.run import lay_out
from reader.epub.layout.turned import ROOTS, turned_sheet
from reader.errors import InputError
from reader.model import Layout
from reader.script.vertical_marks import horizontal_marks, vertical_marks
from tests.commands import run
from tests.editions import CLUB
from tests.sizes import examples

PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" lang="zh-CN"><head><title>头</title>{head}</head><body{body}><p>他说“算力‘很’大”，go “home”。</p></body></html>'
)


def turned(css: str, layout: Layout = "vertical", **more: frozenset[str]) -> str:
    return apply_edits(css, sorted(turned_sheet(css, layout, **more), key=in_order))


@pytest.mark.parametrize(
    ("css", "after"),
    [
        ("p { margin-top: 1em; text-indent: 2em }", "p { margin-right: 1em; text-indent: 2em }"),
        ("p{margin:1em 2em 3em 4em}", "p{margin:4em 1em 2em 3em}"),
        ("p{margin:1em 2em}", "p{margin:2em 1em}"),
        ("p{margin:1em 0 0}", "p{margin:0 1em 0 0}"),
        ("p{padding:1em;margin:0 auto !important}", "p{padding:1em;margin:auto 0 !important}"),
        ("q{border-left:1px solid;border-left-color:red;BORDER-TOP:0}", "q{border-top:1px solid;border-top-color:red;border-right:0}"),
        ("div{width:50%;max-height:90vh;min-width:3em}", "div{height:50%;max-width:90vw;min-height:3em}"),
        ("img.a, p > img { width: 50%; margin-left: 1em }", "img.a, p > img { width: 50%; margin-top: 1em }"),
        ("img, p { width: 50% }", "img, p { height: 50% }"),
        ("p{text-align:left;float:right;line-height:1.5;border-radius:2px;border-top-left-radius:1px}", None),
        ("p{margin:calc(1em + 2px) 0 0 0}", "p{margin:0 calc(1em + 2px) 0 0}"),
        ("/* p{margin-top:1em} */p{/*x*/margin-top:/*y*/1em;}", "/* p{margin-top:1em} */p{/*x*/margin-right:/*y*/1em;}"),
        (
            "@media screen{p{margin-top:1em}}@page{margin-top:1em}@font-face{src:url(a;b)}",
            "@media screen{p{margin-right:1em}}@page{margin-top:1em}@font-face{src:url(a;b)}",
        ),
        ("p{background:url(data:margin-top:1em;width:3) ;content:'margin-top:1'}", None),
        ("body{writing-mode:horizontal-tb}.x{writing-mode:horizontal-tb}", "body{writing-mode:vertical-rl}.x{writing-mode:horizontal-tb}"),
        ("p{margin:1em", None),
    ],
)
def test_a_style_sheet_is_turned(css: str, after: str | None) -> None:
    assert turned(css) == (css if after is None else after)


def test_a_horizontal_book_has_no_vertical_lines_left() -> None:
    css = ".v{-epub-writing-mode:vertical-rl;-webkit-writing-mode: vertical-rl ;writing-mode:vertical-lr!important;-ms-writing-mode:tb-rl;margin-right:1em}"
    after = (
        ".v{-epub-writing-mode:horizontal-tb;-webkit-writing-mode: horizontal-tb ;writing-mode:horizontal-tb!important;-ms-writing-mode:lr-tb;margin-top:1em}"
    )
    assert turned(css, "horizontal") == after


def test_the_class_of_a_page_counts_as_the_page() -> None:
    assert turned(".yoko{writing-mode:horizontal-tb}", roots=ROOTS | {".yoko"}) == ".yoko{writing-mode:vertical-rl}"


PROPERTIES = ("margin", "padding", "margin-top", "margin-right", "border-left", "border-bottom-color", "width", "max-height", "color", "float", "border-width")
VALUES = ("1em", "0", "auto", "50%", "3vw", "98vh", "1em 2em", "0 1px 2px", "1em 2em 3em 4em", "calc(1vw + 2em) 0", "url(a)", "'x;y'", "inherit !important")


@settings(max_examples=examples(200))
@given(
    st.lists(
        st.tuples(st.sampled_from(("p", "img", "div, td", "p > img")), st.lists(st.tuples(st.sampled_from(PROPERTIES), st.sampled_from(VALUES)), max_size=4))
    )
)
def test_a_sheet_that_is_turned_and_turned_back_says_what_it_said(rules: list[tuple[str, list[tuple[str, str]]]]) -> None:
    css = "\n".join(f"{selector} {{ {'; '.join(f'{name}: {value}' for name, value in pairs)} }}" for selector, pairs in rules)
    assert said(turned(turned(css), "horizontal")) == said(css)


def said(css: str) -> list[tuple[str, str, str]]:
    """Selectors, properties, and the values of all four sides."""
    found = []
    for block in read_blocks(css):
        for one in read_declarations(block.declarations):
            values = one.value.split()
            sides = one.name in {"margin", "padding", "border-width"} and "(" not in one.value and "!" not in one.value
            whole = [*values, *(values[at - 2 if len(values) > at - 2 and at > 1 else 0] for at in range(len(values), 4))] if sides else values
            found.append((block.selector, one.name, " ".join(whole)))
    return found


@pytest.mark.parametrize(
    ("text", "simplified", "vertical"),
    [
        ("他说“算‘力’大”", True, "他说『算「力」大』"),
        ("他說“算‘力’大”", False, "他說「算『力』大」"),
        ("他說「算『力』大」", False, "他說「算『力』大」"),
        ("it’s “go”，5’10”", True, "it’s “go”，5’10”"),
        ("︵注︶，﹁甲﹂︽乙︾︙", True, "（注），「甲」《乙》…"),
    ],
)
def test_marks_of_vertical_lines(text: str, simplified: bool, vertical: str) -> None:
    assert vertical_marks(text, simplified=simplified) == vertical


@settings(max_examples=examples(200))
@given(texts(most=10).map(lambda text: "".join(char for char in text if char not in "「」『』")))
def test_marks_go_there_and_back(text: str) -> None:
    upright = vertical_marks(text, simplified=True)
    assert len(upright) == len(text)
    assert horizontal_marks(upright, simplified=True) == text


def test_corners_become_curly_by_which_stand_outside_and_only_in_simplified_text() -> None:
    assert horizontal_marks("「甲『乙』」", simplified=True, double_outside=False) == "“甲‘乙’”"
    assert horizontal_marks("『甲「乙」』", simplified=True) == "“甲‘乙’”"
    assert horizontal_marks("﹁甲﹃乙﹄﹂", simplified=False) == "「甲『乙』」"


def book(head: str = "", body: str = "", css: str = "p { margin-top: 1em }") -> bytes:
    return changed_book(page_xhtml=PAGE.format(head=head, body=body).encode(), style_css=css.encode())


def test_a_book_becomes_vertical_and_says_so_everywhere() -> None:
    result = lay_out(book(head="<style>p { width: 3em }</style>", body=' style="margin-left: 2em"'), "vertical")
    files = {name: data.decode() for name, data in unzipped(result.data).items()}
    assert set(result.changed) == {"page.xhtml", "nav.xhtml", "style.css", "book.opf"}
    assert files["style.css"] == "p { margin-right: 1em }"
    assert "<style>p { height: 3em }</style>" in files["page.xhtml"]
    assert '<body style="margin-top: 2em">' in files["page.xhtml"]
    assert "他说『算力「很」大』，go “home”。" in files["page.xhtml"]
    assert "writing-mode: vertical-rl !important" in files["page.xhtml"].partition("</head>")[0]
    assert 'page-progression-direction="rtl"' in files["book.opf"]
    assert '<meta name="primary-writing-mode" content="vertical-rl"/>' in files["book.opf"]
    assert is_vertical(read_container(result.data))


def test_vertical_twice_is_once_and_back_again_is_what_it_was() -> None:
    before = book(head="<style>p { width: 3em }</style>", body=' style="margin-left: 2em"')
    once = lay_out(before, "vertical")
    assert lay_out(once.data, "vertical").data == once.data
    back, old = unzipped(lay_out(once.data, "horizontal").data), unzipped(before)
    assert back["style.css"] == old["style.css"]
    head, _, ours = back["page.xhtml"].decode().partition('<style type="text/css">/* reader: layout */')
    assert head + ours.partition("</style>\n")[2] == old["page.xhtml"].decode()
    assert b'page-progression-direction="ltr"' in back["book.opf"]
    assert not is_vertical(read_container(lay_out(once.data, "horizontal").data))


@pytest.mark.parametrize("direction", [b' page-progression-direction="rtl"', b"", b' page-progression-direction="ltr"'])
def test_a_book_that_is_so_already_stays_as_it_is(direction: bytes) -> None:
    package = (BASE / "book.opf").read_bytes().replace(b' page-progression-direction="ltr"', direction)
    data = changed_book(book_opf=package)
    assert lay_out(data, "horizontal").data == data
    once = lay_out(data, "vertical").data
    assert lay_out(once, "vertical").data == once


@pytest.mark.parametrize("case", ["vertical", "vertical-class"])
def test_a_vertical_book_becomes_horizontal(case: str) -> None:
    data = book_of(case)
    assert is_vertical(read_container(data))
    result = lay_out(data, "horizontal")
    assert not is_vertical(read_container(result.data))
    assert lay_out(result.data, "horizontal").data == result.data


def test_quotation_marks_stay_where_they_are_asked_to() -> None:
    assert "他说“算力‘很’大”" in unzipped(lay_out(book(), "vertical", quotes=False).data)["page.xhtml"].decode()


def test_page_css_that_fights_loses() -> None:
    data = book(css="html, body { writing-mode: horizontal-tb; -webkit-writing-mode: horizontal-tb }", body=' style="writing-mode: horizontal-tb"')
    files = unzipped(lay_out(data, "vertical").data)
    assert files["style.css"] == b"html, body { writing-mode: vertical-rl; -webkit-writing-mode: vertical-rl }"
    assert b'<body style="writing-mode: vertical-rl">' in files["page.xhtml"]


def test_epub_2_knows_no_turning_and_fixed_pages_are_refused() -> None:
    package = (BASE / "book.opf").read_bytes()
    old = changed_book(book_opf=package.replace(b'version="3.0"', b'version="2.0"').replace(b' page-progression-direction="ltr"', b""))
    opf = unzipped(lay_out(old, "vertical").data)["book.opf"]
    assert b"page-progression" not in opf
    assert b"primary-writing-mode" in opf
    fixed = package.replace(b"</metadata>", b'<meta property="rendition:layout">pre-paginated</meta></metadata>')
    with pytest.raises(InputError, match="fixed layout"):
        lay_out(changed_book(book_opf=fixed), "vertical")


def test_a_sheet_in_an_unknown_encoding_is_left_alone_and_named() -> None:
    result = lay_out(changed_book(style_css=b"p{margin-top:1em}\xff"), "vertical")
    assert [(finding.code, finding.where) for finding in result.warnings] == [("convert-encoding", "style.css")]


def test_the_command_turns_a_book_with_and_without_a_script(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(book())
    said = run("convert", "a.epub", "--layout", "vertical", cwd=tmp_path)
    assert (said.code, said.out) == (0, "a.epub → a.vertical.epub in vertical lines: 4 files of 5 changed\n")
    said = run("convert", "a.epub", "--layout", "vertical", "--traditional", cwd=tmp_path)
    assert said.out.startswith("a.epub → a.zh-Hant-TW.vertical.epub in traditional characters (Taiwan standard), in vertical lines")
    assert "他說「算力『很』大」" in unzipped((tmp_path / "a.zh-Hant-TW.vertical.epub").read_bytes())["page.xhtml"].decode()
    (tmp_path / "a.txt").write_text("头发", encoding="utf-8")
    said = run("convert", "a.txt", "--layout", "vertical", "--traditional", cwd=tmp_path)
    assert (said.code, said.err) == (4, "reader: a.txt: is no book, and its lines run as its reader likes → leave --layout out\n")


@pytest.mark.parametrize("options", [(), ("--simplified",), ("--traditional", "--for", "kobo"), ("--simplified", "--for", "duokan")])
def test_a_built_book_can_be_vertical_and_is_sound(tmp_path: Path, options: tuple[str, ...]) -> None:
    said = run("build", str(CLUB), "--layout", "vertical", *options, cwd=tmp_path)
    path = next((tmp_path / "build").iterdir())
    assert said.code == 0
    assert ".vertical." in path.name
    assert {finding.level for finding in check_book(read_container(path))} <= {"info", "warning"}
    assert not {"vertical-ltr", "horizontal-rtl"} & {finding.code for finding in check_book(read_container(path))}
    with zipfile.ZipFile(path) as opened:
        assert b'page-progression-direction="rtl"' in opened.read("EPUB/content.opf")


def test_a_vertical_book_is_another_book_and_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("build", str(CLUB), "--layout", "vertical", "--simplified", "-o", f"{name}.epub", cwd=tmp_path)
    run("build", str(CLUB), "--simplified", "-o", "c.epub", cwd=tmp_path)
    assert (tmp_path / "a.epub").read_bytes() == (tmp_path / "b.epub").read_bytes()
    identifiers = {read_container(tmp_path / f"{name}.epub").package.values("dc:identifier") for name in "ac"}
    assert len(identifiers) == 2
