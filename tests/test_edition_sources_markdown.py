"""Markdown as a source: lines are named for its own, nothing of the text is lost, and nobody's text takes long."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.edition.sources.markdown import read_markdown, to_html
from reader.errors import EditionError
from reader.model import Source
from tests.growing import MOST, TIMES, growth

WHOLE = """+++
title = "标题"
+++

# 标题

正文有**粗体**和
换行，
硬换行\\
在这里。

- 一
  - 二

    段
- [ ] 要做
- [x] 做了

| 甲 | 乙 |
|---|---|
| 1 | 2 |

```python
x = 1

y = "<b>"
```

> 引文

再注[^1]，又注^[行内注]。

[^1]: 脚注
    第二行

    第二段
"""
NAMED = {
    "l5": "标题",
    "l7": "正文有粗体和换行，硬换行",
    "l10": "在这里。",
    "l12": "一",
    "l13": "二",
    "l15": "段",
    "l16": "☐ 要做",
    "l17": "☑ 做了",
    "l19": "甲",
    "l19-k7": "乙",
    "l21": "1",
    "l21-k7": "2",
    "l24": "x = 1",
    "l26": 'y = "<b>"',
    "l29": "引文",
    "l31": "再注，又注。",
    "l33": "脚注第二行",
    "l36": "第二段",
}


def read(text: str) -> Source:
    return read_markdown(text, name="a.md", folder=Path("/nowhere"))


def test_lines_are_named_for_those_of_the_markdown() -> None:
    source = read(WHOLE)
    named = dict(zip(source.names, source.text.split("\n"), strict=True))
    assert {name: line for name, line in named.items() if not name.startswith("h")} == NAMED
    assert list(named.values())[-1] == "行内注"


def test_a_line_more_above_moves_no_name_but_numbers() -> None:
    moved = read("又一行。\n\n" + WHOLE.partition("+++\n\n")[2])
    names = [re.sub(r"^l(\d+)", lambda found: f"l{int(found[1]) + 2}", name) for name in read(WHOLE).names]
    assert [name for name in moved.names[1:] if name.startswith("h")] == [name for name in names if name.startswith("h")]


def test_notes_are_named_for_their_lines() -> None:
    source = read("注[^b]，再注[^b]，又注[^a]。\n\n[^a]: 甲\n[^b]: 乙\n")
    assert [(mark.ref, source.text[: mark.start]) for mark in source.marks if mark.kind == "own"] == [
        ("4", "注"),
        ("4-l1c5", "注，再注"),
        ("3", "注，再注，又注"),
    ]
    assert [group.ref for group in source.groups if group.kind == "note"] == ["4 1", "3 2"]


def test_notes_to_which_nothing_leads_are_said() -> None:
    findings = " ".join(finding.text for finding in read("注[^a]。\n\n[^a]: 甲\n\n[^b]: 乙\n\n[^a]: 丙\n").findings)
    assert "footnotes to which nothing leads, or that are there twice (b, a)" in findings


def test_a_picture_comes_from_beside_the_file_and_from_nowhere_else(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    dot = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000008000000080806000000c40fbe8b0000001049444154789c63fccf800fc0c2300c01003a7f0101d7f0a5d30000000049454e44ae426082"
    )
    for folder in (tmp_path, home):
        (folder / "a.png").write_bytes(dot)
    for address in ("../a.png", "https://example.com/a.png", (tmp_path / "a.png").as_uri()):
        source = read_markdown(f"正文\n\n![图]({address})\n", name="a.md", folder=home)
        assert (source.text.split("\n"), source.pictures) == (["正文", "图"], ())
    assert len(read_markdown("正文\n\n![图](a.png)\n", name="a.md", folder=home).pictures) == 1


WORDS = st.text("茶头发“”，。aZ9", min_size=1, max_size=8)
BLOCKS = st.one_of(
    WORDS.map("{}\n".format),
    WORDS.map("## {}\n".format),
    WORDS.map("> {}\n".format),
    WORDS.map("- {}\n".format),
    WORDS.map("**{}**\n".format),
    WORDS.map("<div>\n{}\n</div>\n".format),
    WORDS.map("    {}\n".format),
    WORDS.map("```\n{}\n```\n".format),
    WORDS.map("<b>{}</span>\n".format),
    WORDS.map("|{}|\n|-|\n".format),
)


@settings(deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=8))
def test_every_word_comes_through_in_order_and_every_line_has_a_name_of_its_own(blocks: list[str]) -> None:
    text = "\n".join(blocks)
    source = read(text + "\n终\n")
    wanted = re.sub(r"</?\w+>|[^茶头发“”，。aZ9终]", "", text + "终")
    assert "".join(char for char in source.text if char in "茶头发“”，。aZ9终") == wanted
    assert len(set(source.names)) == len(source.names) == source.text.count("\n") + 1


@settings(deadline=None)
@given(st.text("茶*_`[]()<>!#-+|~^&\\:;\"' \n1.x", max_size=80))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    said = ""
    try:
        read(text)
    except EditionError as error:
        said = str(error)
    assert "\n" not in said


@pytest.mark.parametrize("text", [">" * 300 + " 茶", "".join("  " * at + "- 茶\n" for at in range(150))])
def test_what_is_nested_beyond_reason_is_refused_and_not_cut(text: str) -> None:
    with pytest.raises(EditionError, match="a hundred deep"):
        to_html(text, name="a.md")


@pytest.mark.parametrize(
    "piece",
    [
        "*a ",
        "**a",
        "[",
        "![",
        "[a](b",
        "[a](<b",
        "`a``",
        "- a\n",
        "<a ",
        "<!--",
        "<b>",
        "<div>\n",
        "<div>\n\n",
        "|a",
        "_a",
        "~~a",
        "[^a]",
        "^[a",
        "a**b",
        "a: b\n",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    small, large = (("---\n" if ":" in piece else "") + piece * times for times in (500, TIMES * 500))
    assert growth(lambda text: to_html(text, name="a.md"), small, large) <= MOST
