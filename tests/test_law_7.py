"""Law 7 on editions that nobody wrote: whatever the editor writes, EPUBCheck and our own rules find nothing in the book."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.book.compose import compose
from reader.book.variants import Variant
from reader.check import integrity
from reader.check.book import open_book
from reader.check.rule import apply_rules
from reader.check.run import ALL_RULES
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.epub.container import read_container
from reader.errors import ReaderError
from reader.model import NOTE_KINDS, Finding, NoteKind, Script
from tests.editions import ASKED, entries
from tests.generated import Folder, editions
from tests.kept_java import judge
from tests.sizes import few

# What an editor's own words bring about: the check of his edition speaks of the first two, the check of the book of all.
EDITORS = frozenset({"note-too-short", "note-too-long", "format-character", "href-long"})
# What only the book for Kobo can have right: contents that name whole files.
OTHERS = frozenset({"contents-fragment"})
VARIANTS: tuple[Variant, ...] = ("universal", "kobo", "duokan")
KINDS = st.just(NOTE_KINDS) | st.sets(st.sampled_from(NOTE_KINDS)).map(lambda kinds: tuple(kind for kind in NOTE_KINDS if kind in kinds))
# Making a whole edition takes many drawings, and long.
LARGE = settings(
    max_examples=few(), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]
)
# What an editor may paste by mistake, and what no book can hold.
INTRUDERS = st.sampled_from(
    [
        *"\0\x08\x0b\x0c\x1b\x7f\x85\x9f\ufffe\uffff\ufdd0\u2028\u200b\u202e\U0001ffff\n\t <&\"'|",
        "]]>",
        "\r\n",
        "字" * 1000,
        "W" * 300,
        "👩‍👩‍👧" * 50,
        "שלום",
        "\U0010ffff",
    ]
)


def build(folder: Folder, *, asked: Script | None, variant: Variant, kinds: tuple[NoteKind, ...] = NOTE_KINDS, words: bool = False) -> bytes:
    """The book of a folder that is written for this; words are those of the asked region."""
    with tempfile.TemporaryDirectory(prefix="reader-") as name:
        path = folder.write(Path(name))
        loaded, exceptions = load_edition(path), read_exceptions(path)
    return compose(loaded, asked=asked, kinds=kinds, version="0", exceptions=exceptions, variant=variant, words=words and asked is not None).data


def faults(data: bytes, variant: Variant) -> list[Finding]:
    """What EPUBCheck and our rules hold against a book. The variants are each for one system: the rules of the others warn of them."""
    rules = ALL_RULES if variant == "universal" else integrity.RULES
    own = apply_rules(rules, open_book(read_container(data, name="book.epub")))
    return [*judge(data), *(finding for finding in own if finding.level != "info" and finding.code not in EDITORS | OTHERS)]


@pytest.mark.parametrize("variant", VARIANTS)
@given(folder=editions(), asked=st.sampled_from(ASKED), kinds=KINDS, words=st.booleans())
@settings(LARGE)
def test_the_book_of_any_edition_is_valid(variant: Variant, folder: Folder, asked: Script | None, kinds: tuple[NoteKind, ...], words: bool) -> None:
    assert faults(build(folder, asked=asked, variant=variant, kinds=kinds, words=words), variant) == []


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Where in the data a text stands: the table or list, and the key."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, str):
            yield value, key
        elif isinstance(inner, dict | list):
            yield from places(inner)


@given(data=st.data(), folder=editions(), asked=st.sampled_from(ASKED), intruder=INTRUDERS, alone=st.booleans())
@settings(LARGE)
def test_whatever_gets_into_a_text_the_edition_is_refused_or_the_book_is_valid(
    data: st.DataObject, folder: Folder, asked: Script | None, intruder: str, alone: bool
) -> None:
    table, key = data.draw(st.sampled_from(list(places(folder.data))))
    at = data.draw(st.integers(0, len(table[key])))
    before = folder.holds("\ufffd")
    table[key] = intruder if alone else table[key][:at] + intruder + table[key][at:]
    book = built_or_refused(folder, asked)
    if isinstance(book, ReaderError):
        assert book.where
    else:
        assert faults(book, "universal") == []
        assert before or not any("\ufffd".encode() in page for page in entries(book).values())


def built_or_refused(folder: Folder, asked: Script | None) -> bytes | ReaderError:
    """The book, or what is said to the editor."""
    try:
        return build(folder, asked=asked, variant="universal")
    except ReaderError as error:
        return error
