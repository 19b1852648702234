"""`script.toml` → an edition's own words for script conversion, which hold over everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.edition.fields import Entry
from reader.edition.files import read_toml
from reader.errors import EditionError
from reader.model import Script
from reader.script.exceptions import Exceptions, with_own
from reader.script.own_words import NO_WORDS, OwnWord, OwnWords, clashes, unsettled

FILE = "script.toml"
TARGETS: dict[str, Script] = {"simplified": "zh-Hans", "tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}


def read_exceptions(folder: Path, listed: OwnWords = NO_WORDS, *, skip: frozenset[str] = frozenset()) -> Exceptions:
    """The program's exceptions, over them the entries of `[[exception]]` in the edition's `script.toml` and the `listed` words; raises EditionError."""
    tables = read_toml(folder, FILE, optional=True, skip=skip)
    return with_own(settled(OwnWords((*words_of(tables, name=FILE, skip=skip), *listed.entries))))


def settled(own: OwnWords) -> OwnWords:
    """The words, once it is certain that they agree and that using them twice is using them once; raises EditionError, which names the entries."""
    for one, other in clashes(own):
        text = f"“{other.source}” becomes “{other.result}” here, but “{one.result}” in {one.where}"
        raise EditionError(text, where=other.where, advice="take one of the two out")
    for word, again in unsettled(own):
        text = f"“{word.source}” becomes “{word.result}”, in which the list would change something again (“{again}”)"
        raise EditionError(text, where=word.where, advice=f"change one of the entries, or let “{word.result}” stand on both sides of one more")
    return own


def words_of(tables: dict[str, Any], *, name: str, skip: frozenset[str] = frozenset()) -> tuple[OwnWord, ...]:
    """The words of a `script.toml` called `name`; raises EditionError."""
    root = Entry(name, tables, skip=skip)
    words = tuple(word for entry in root.entries("exception") for word in _exceptions(entry))
    root.done()
    return words


def _exceptions(entry: Entry) -> Iterator[OwnWord]:
    text = entry.text("text")
    entry.text("example", "")
    writing = entry.choice("script", ("zh-Hans", "zh-Hant"))
    entry.text("reason", "")
    results = {key: entry.text(key, "") for key in TARGETS}
    entry.done()
    if not any(results.values()):
        raise entry.fail("no result is given", 'add simplified = "…", tw = "…" or hk = "…"')
    for key, result in results.items():
        if not result:
            continue
        if len(result) != len(text):
            raise entry.fail(f"`{key}` has {len(result)} characters, `text` {len(text)}", "an exception keeps its length")
        yield OwnWord(text, result, "zh-Hans" if writing == "zh-Hans" else "zh-Hant", TARGETS[key], entry.where)
