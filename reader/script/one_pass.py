"""OpenCC's `s2tw` in one pass, with the same result: ready in a fifth of the time, and through a long text in half of it.

OpenCC finds its phrases first and converts each of them then, for which it looks every one of them up twice, in two tables of 49,794. The
whole text as one piece finds the same phrases in the same places: both ways take the longest that begins where the last one ended. Only
the phrases of what follows, Taiwan's variants, might now begin in one piece and end in the next. Each of these twelve keeps a character
that is else always changed; where the result holds one, the usual way decides.

Where tables stand together OpenCC makes a tree of all their phrases first, which takes as long as converting half a million characters. In a
single table it looks them up as it stands on the disk, which takes twice as long for each; so a single one, `data/s2t.ocd2`, does for a
beginning. `tests/generate_one_table.py` writes it from OpenCC's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

NAME = "s2tw"
# 林國樑, 純喫茶, 牛驥同皁 …
KEPT_IN_NAMES = "樑喫皁"
# A table of phrases that finds none: the private character, where a text holds one, stands in no phrase.
NO_PHRASES = {"type": "inline", "entries": {"\ue000": "\ue000"}}
TABLE = Path(__file__).parent / "data" / "s2t.ocd2"
# Characters from which on the tree is worth being made: somewhat more than a book of five essays has.
MANY = 1 << 17


def in_one_pass(usual: Callable[[], Callable[[str], str]]) -> Callable[[str], str]:
    """A function that converts as `usual()` does, which is OpenCC's own and made only when it must decide.

    OpenCC reads its configuration from a file: where none can be written, it converts the usual way.
    """
    usual = cache(usual)
    try:
        quick = _soon()
    except OSError:
        return usual()

    def convert(text: str) -> str:
        result = quick(text)
        return usual()(text) if any(kept in result for kept in KEPT_IN_NAMES) else result

    return convert


def _soon() -> Callable[[str], str]:
    """The single table, until many characters have come."""
    quick, left = _make({"type": "ocd2", "file": str(TABLE)}), float(MANY)

    def convert(text: str) -> str:
        nonlocal quick, left
        left -= len(text)
        if left < 0:
            left = inf
            with suppress(OSError):
                quick = _make()
        return quick(text)

    return convert


def _make(single: Mapping[str, str] | None = None) -> Callable[[str], str]:
    """OpenCC with its own tables, or with a single one in the place of those for phrases and characters."""
    import opencc
    from msgspec import json

    tables = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
    config = json.decode((tables / f"{NAME}.json").read_bytes())
    config["segmentation"]["dict"] = NO_PHRASES
    config["conversion_chain"][0]["dict"] = single or config["conversion_chain"][0]["dict"]
    with TemporaryDirectory(prefix="reader-") as folder:
        file = Path(folder, f"{NAME}.json")
        file.write_bytes(json.encode(_located(config, tables)))
        return opencc.OpenCC(str(file), include_tofu_risk_dictionaries=False).convert


def _located(part: Any, tables: Path) -> Any:
    """The same, every dictionary with the whole of its path: OpenCC looks for them beside the configuration."""
    if isinstance(part, list):
        return [_located(one, tables) for one in part]
    if isinstance(part, dict):
        return {key: str(tables / value) if key == "file" else _located(value, tables) for key, value in part.items()}
    return part
