"""Whatever a stranger sends takes time that grows with its size, no faster: what is four times as long takes about four times as long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from slow import CASES, PLACES, read_case, repeated, slow_book

from reader.annotate.compose import annotate_book
from reader.annotate.remove import remove_notes
from reader.check.run import check_book
from reader.convert.plain import convert_plain
from reader.edition.files import read_toml
from reader.epub.container import read_container
from reader.epub.convert import Wish, convert_book
from reader.epub.layout.run import lay_out
from reader.epub.receipt import book_receipt
from reader.model import RuleUse, Term
from reader.repair.reading import read
from reader.repair.rules import RULE_NAMES
from tests.growing import MOST, TIMES, growth

NAMES = sorted(path.stem for path in CASES.glob("*.toml"))
BOOKS = [name for name in NAMES if read_case(name)["place"] in PLACES]
SIZE = 12_000
RULES = [RuleUse(name, (), (("头", "發"),) if name == "word-table" else (), "", "") for name in RULE_NAMES]
ANNOTATED = tuple(Term(f"t{number}", word, (word,), "什么") for number, word in enumerate(("头发", "发", "头", "后", "a", "p", "x", "1")))
COMMANDS: Mapping[str, Callable[[bytes], object]] = {
    "convert": lambda data: convert_book(data, Wish("zh-Hant-TW")),
    "convert with words": lambda data: convert_book(data, Wish("zh-Hant-TW", words=True)),
    "script": lambda data: book_receipt(data, Wish("zh-Hant-TW", words=True)),
    "layout": lambda data: lay_out(data, "vertical"),
    "annotate": lambda data: annotate_and_remove(data),
    "check": lambda data: check_book(read_container(data)),
}


def annotate_and_remove(data: bytes) -> object:
    """Notes put in, on words that many of the cases hold, and taken out again as text."""
    annotated = annotate_book(data, ANNOTATED).data
    return remove_notes(annotated, by_text=True)


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_four_times_as_large_takes_about_four_times_as_long(name: str) -> None:
    case = read_case(name)
    small, large = slow_book(case, SIZE), slow_book(case, TIMES * SIZE)
    assert {command: times for command, work in COMMANDS.items() if (times := growth(work, small, large)) > MOST} == {}


@pytest.mark.parametrize("name", [name for name in NAMES if name not in BOOKS])
def test_a_source_and_a_table_four_times_as_large_take_about_four_times_as_long(name: str, tmp_path: Path) -> None:
    case = read_case(name)
    texts = (repeated(case, SIZE), repeated(case, TIMES * SIZE))
    if case["place"] == "markdown":
        assert growth(lambda text: convert_plain(text.encode(), "markdown", Wish("zh-Hant-TW"), name="a.md"), *texts) <= MOST
    elif case["place"] == "source":
        assert growth(lambda text: read(text, rules=RULES), *texts) <= MOST
    else:
        assert case["place"] == "table"
        for number, text in enumerate(texts):
            (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
        assert growth(lambda file: read_toml(tmp_path, file), "0.toml", "1.toml") <= MOST
