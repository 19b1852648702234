"""The page on notes in any book: both languages show the same commands and figures, and the commands do what they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from annotated import book_with

from tests.commands import run
from tests.editions import ROOT, SHIPPED

PAGES = ("annotating.md", "annotating.zh.md")
BODY = "<p>算力与CUDA。</p><p>人人都说算力，没有人说得清算力是什么。</p><p>一</p><p>再说一遍，<b>算力</b>与CUDA。</p>"


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def blocks(name: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", page(name), re.MULTILINE | re.DOTALL)


def test_both_pages_show_the_same_commands_and_figures() -> None:
    first, second = map(blocks, PAGES)
    assert first == second
    figures = [
        re.findall(r"\d[\d,.]*\d %|\d %|(?<=\()\d[\d,]+(?=\))", re.sub("[（）]", lambda sign: "()"["（）".index(sign[0])], page(name))) for name in PAGES
    ]
    assert figures[0] == figures[1]
    headings = [len(re.findall("^## ", page(name), re.MULTILINE)) for name in PAGES]
    assert headings[0] == headings[1]


@pytest.mark.parametrize("name", PAGES)
def test_who_follows_the_page_gets_what_it_says(name: str, tmp_path: Path) -> None:
    novel = book_with(BODY)
    (tmp_path / "novel.epub").write_bytes(novel)
    (tmp_path / "terms.csv").write_text("算力,计算的能力\nCUDA,英伟达的平台\n", encoding="utf-8")
    for block in blocks(name):
        for line in block.splitlines():
            arguments = [str(SHIPPED) if word == "annotations" else word for word in shlex.split(line, comments=True)[1:]]
            if arguments[0] == "positions":  # of a book that nobody has here
                assert run("annotate", "novel.epub", "--with", "terms.csv", cwd=tmp_path).code == 0
                arguments = [word.replace("/6/4!", "/6/2!").replace("[2]", "[1]").replace("p[4]/span", "p[4]/b").replace(":30", ":3") for word in arguments]
                arguments = [word.replace("().12", "().1") for word in arguments]
            said = run(*arguments, cwd=tmp_path)
            assert (said.code, said.err) == (0, ""), line
    assert (tmp_path / "novel.epub").read_bytes() == novel
    assert "算力" in (tmp_path / "draft.toml").read_text(encoding="utf-8")
