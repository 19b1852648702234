"""The cases of `tests/cases/sources/` (their README says what they may hold): a source, and what its book holds."""

from __future__ import annotations

import re
import tomllib
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Said, run
from tests.editions import entries

CASES = Path(__file__).parent / "cases" / "sources"
KEYS = {"file", "text", "encoding", "options", "rules", "terms", "book", "marked", "markup", "says", "silent"}
EDITION = """
[book]
slug = "book"
title = "试验"
script = "zh-Hans"
number = "1"
date = "2026-01-31"
uuid = "6f1b2c5e-4df0-4f0e-9c53-0a4a3a1f1f11"

[[essay]]
slug = "one"
title = "一篇"
supplied = true
short = "一"
author = "unknown"
script = "zh-Hans"
source = "{name}"
sha256 = "{sha256}"
"""
TERM = '[[term]]\nid = "t{at}"\nheadword = "{term}"\ndefinition = "这是一个用来试验的词条，定义写满十五个字以上就可以了。"\nsort = "a"\n'
RULE = '[[rule]]\nname = "{rule}"\nessays = ["one"]\n'


def read_case(path: Path) -> dict[str, Any]:
    """A case's table; a key that means nothing is a slip in the case itself."""
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(case) <= KEYS, path
    return case


def write_edition(folder: Path, data: bytes, name: str, *, rules: list[str], terms: list[str]) -> Path:
    """An edition of one essay."""
    folder.mkdir()
    (folder / name).write_bytes(data)
    (folder / "edition.toml").write_text(EDITION.format(name=name, sha256=sha256(data).hexdigest()), encoding="utf-8")
    if rules:
        (folder / "repairs.toml").write_text("".join(RULE.format(rule=rule) for rule in rules), encoding="utf-8")
    (folder / "glossary.toml").write_text("".join(TERM.format(at=at, term=term) for at, term in enumerate(terms)), encoding="utf-8")
    return folder


def page_of(book: Path) -> str:
    """The essay's page, without its head."""
    page = next(data for name, data in entries(book.read_bytes()).items() if name.endswith("one.xhtml")).decode()
    return page.partition("</header>")[2]


def words(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r'<sup class="mk">.*?</sup>', "", markup)))


def blocks(page: str) -> list[str]:
    """The words of the page's blocks, without its notes."""
    text = page.partition('<section epub:type="footnotes"')[0]
    return [words(inner) for _, inner in re.findall(r"<(p|h[1-6]|li|td|th)\b[^>]*>(.*?)</\1>", text, re.DOTALL)]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_a_source_becomes_the_book_that_its_case_says(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    data = case["text"].encode(case.get("encoding", "utf-8"))
    folder = write_edition(tmp_path / "edition", data, case.get("file", "one.txt"), rules=case.get("rules", []), terms=case.get("terms", []))
    said = build(folder, case.get("options", ""))
    page = page_of(tmp_path / "book.epub")
    assert blocks(page) == case["book"]
    files = entries((tmp_path / "book.epub").read_bytes())
    assert any("\ufffd".encode() in data for name, data in files.items() if name.endswith("html")) == ("\ufffd" in case["text"])
    assert re.findall(r'href="#one-n-t(\d+)"', page) == [str(case["terms"].index(term)) for term in case.get("marked", [])]
    for part in case.get("markup", []):
        assert part in page
    for part in case.get("says", []):
        assert part in said.out + said.err
    for part in case.get("silent", []):
        assert part not in said.out + said.err


def build(folder: Path, options: str) -> Said:
    said = run("build", folder.name, "-o", "book.epub", *options.split(), cwd=folder.parent)
    assert said.code == 0, said.err
    return said
