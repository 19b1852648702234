"""`script.toml` → the edition's own exceptions of script conversion, after the program's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reader.edition.fields import Entry
from reader.edition.files import read_toml
from reader.model import Script
from reader.script.exceptions import Exceptions, ScriptException, our_exceptions

FILE = "script.toml"
TARGETS: dict[str, Script] = {"simplified": "zh-Hans", "tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}


def read_exceptions(folder: Path) -> Exceptions:
    """The program's exceptions and those of `[[exception]]` in the edition's `script.toml`, which win; raises EditionError."""
    root = Entry(FILE, read_toml(folder, FILE, optional=True))
    own = tuple(exception for entry in root.entries("exception") for exception in _exceptions(entry))
    root.done()
    return Exceptions((*our_exceptions().entries, *own)) if own else our_exceptions()


def _exceptions(entry: Entry) -> Iterator[ScriptException]:
    text, example = entry.text("text"), entry.text("example", "")
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
        yield ScriptException(text, "zh-Hans" if writing == "zh-Hans" else "zh-Hant", TARGETS[key], result, example or text)
