"""Pictures of saved pages: found beside the page or in it, never elsewhere; drawings tamed; what is no picture is lost in words."""

from __future__ import annotations

import base64
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.edition.sources.pictures import MOST_BYTES
from reader.edition.sources.svg import tame
from reader.edition.sources.webpage import Extract, extract
from tests.editions import ROOT

PICS = ROOT / "tests" / "cases" / "editions" / "page" / "essays" / "pics"
GIF = (PICS / "640").read_bytes()
KINDS = {"a.png": "image/png", "640": "image/gif", "w.webp": "image/webp", "d.svg": "image/svg+xml"}


def page(tmp_path: Path, markup: str) -> Extract:
    return extract(f"<article><p>茶</p><p>{markup}</p></article>", name="a.html", folder=tmp_path / "home")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of a page, with a picture in it, below it and beside it."""
    for place in ("home", "home/页面_files", "outside"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.gif").write_bytes(GIF)
    return tmp_path


def lost(found: Extract) -> str:
    return next((finding.text.partition("place: ")[2] for finding in found.findings if finding.code == "picture-lost"), "")


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_every_kind_is_known_by_its_bytes_whatever_its_name(name: str, kind: str, home: Path) -> None:
    (home / "home" / "x.jpg").write_bytes((PICS / name).read_bytes())
    (picture,) = page(home, '<img src="x.jpg" alt="图">').pictures
    assert picture.media_type == kind


def test_a_picture_lies_in_the_pages_folder_or_below_and_its_name_comes_from_its_bytes(home: Path) -> None:
    found = page(home, f'<img src="a.gif" alt="一"><img src="./{quote("页面_files")}/a.gif?x=1#y" alt="二"><img src="页面_files\\a.gif" alt="三">')
    (picture,) = found.pictures
    assert picture.name.startswith("pictures/")
    assert [mark.ref for mark in found.marks] == [picture.name] * 3


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("../outside/a.gif", "outside the folder of the page"),
        ("页面_files/../../outside/a.gif", "outside the folder of the page"),
        ("link.gif", "outside the folder of the page"),
        ("linked/a.gif", "outside the folder of the page"),
        ("%2e%2e/outside/a.gif", "outside the folder of the page"),
        ("{tmp}/outside/a.gif", "was not saved"),
        ("file://{tmp}/outside/a.gif", "was not saved"),
        ("//example.org/a.gif", "was not saved"),
        ("https://example.org/a.gif", "was not saved"),
        ("C:\\a.gif", "was not saved"),
        ("页面_files", "no such file"),
        ("gone.gif", "no such file"),
        ("a.gif%00", "was not saved"),
        ("x" * 5000, "cannot be read"),
        ("loop.gif", "cannot be read"),
        ("text.gif", "of a kind"),
        ("cut.png", "of a kind"),
        ("large.gif", "larger than 10 MB"),
        ("data:image/png;base64,!!!!", "of a kind"),
        ("data:text/html,<script>alert(1)</script>", "of a kind"),
    ],
)
def test_nothing_is_taken_from_elsewhere_and_the_finding_says_why(address: str, why: str, home: Path) -> None:
    folder = home / "home"
    (folder / "link.gif").symlink_to(home / "outside" / "a.gif")
    (folder / "linked").symlink_to(home / "outside")
    (folder / "loop.gif").symlink_to(folder / "loop.gif")
    (folder / "text.gif").write_text("no picture")
    (folder / "cut.png").write_bytes((PICS / "a.png").read_bytes()[:12])
    (folder / "large.gif").write_bytes(GIF + b"\0" * MOST_BYTES)
    found = page(home, f'<img src="{address.replace("{tmp}", home.as_posix())}" alt="它的说明">')
    assert found.pictures == ()
    assert found.text == "茶\n它的说明"
    assert why in lost(found)


def test_a_picture_in_the_page_itself_is_taken(home: Path) -> None:
    found = page(home, f'<img alt="点" src="data:image/gif;base64,{base64.b64encode(GIF).decode()}">')
    assert [picture.data for picture in found.pictures] == [GIF]
    drawing = quote('<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>')
    assert page(home, f'<img alt="方" src="data:image/svg+xml,{drawing}">').pictures[0].media_type == "image/svg+xml"


def test_a_page_saved_before_its_pictures_came_has_their_addresses_elsewhere(home: Path) -> None:
    speck = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    for markup in (
        f'<img src="{speck}" data-src="a.gif" alt="图">',
        '<img data-original="a.gif" alt="图">',
        f'<img src="{speck}" srcset="gone.gif 1x, a.gif 2x" alt="图">',
        '<picture><source srcset="a.gif"><img src="gone.gif" alt="图"></picture>',
        "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3C/svg%3E\" data-src='a.gif' alt='图'>",
    ):
        assert [picture.data for picture in page(home, markup).pictures] == [GIF], markup
    assert page(home, f'<img src="{speck}">').text == "茶"


def test_without_a_folder_nothing_is_read_from_the_disk() -> None:
    found = extract('<article><p>茶</p><img src="a.png" alt="图"></article>', name="a.html")
    assert (found.pictures, lost(found)) == ((), "a.png: it was not saved with the page")


WILD = b"""<?xml version="1.0"?><?xml-stylesheet href="http://x.org/a.css"?>
<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:my="urn:my" onload="a()" my:x="1">
<script>alert(1)</script><my:thing/><style>@import "http://x.org/a.css"; rect { fill: red }</style><style>rect { fill: blue }</style>
<a xlink:href="http://x.org" href="javascript:a()"><text>\xe5\x9b\xbe</text></a><image href="http://x.org/a.png"/><image href="data:image/png;base64,AA"/>
<use xlink:href="#g"/><use xlink:href="b.svg#g"/><rect fill="url(#g)" style="fill: url(http://x.org/a)"/><rect fill="url(x.svg#g)" onclick="a()"/>
<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">a</body></foreignObject><set attributeName="href" to="http://x.org"/>&e;</svg>"""


def test_a_drawing_draws_and_does_nothing_else() -> None:
    drawn = (tame(WILD) or b"").decode()
    for barred in (
        "http://x.org",
        "script",
        "alert",
        "passwd",
        "ENTITY",
        "DOCTYPE",
        "my:",
        "onclick",
        "onload",
        "foreignObject",
        "b.svg",
        "x.svg",
        "import",
        "<set",
    ):
        assert barred not in drawn, barred
    for kept in ("<text>图</text>", "rect { fill: blue }", 'href="#g"', 'fill="url(#g)"', "data:image/png"):
        assert kept in drawn, kept
    assert tame(drawn.encode()) == drawn.encode()


@given(st.binary(max_size=60))
def test_what_is_no_drawing_is_none(data: bytes) -> None:
    assert tame(data) is None
    assert tame(b"<svg>" + data + b"</svg>") is None
