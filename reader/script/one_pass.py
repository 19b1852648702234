"""OpenCC's `s2tw` in one pass: ready in three fifths of the time, and through a text in half of it, with the same result.

OpenCC finds its phrases first and converts each of them then, for which it looks every one of them up twice, in two tables of 49,794. The
whole text as one piece finds the same phrases in the same places: both ways take the longest that begins where the last one ended. Only
the phrases of what follows, Taiwan's variants, might now begin in one piece and end in the next. Each of these twelve keeps a character
that is else always changed; where the result holds one, the usual way decides.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

NAME = "s2tw"
# 林國樑, 純喫茶, 牛驥同皁 …
KEPT_IN_NAMES = "樑喫皁"
# A table of phrases that finds none: the private character, where a text holds one, stands in no phrase.
NO_PHRASES = {"type": "inline", "entries": {"\ue000": "\ue000"}}


def in_one_pass(usual: Callable[[], Callable[[str], str]]) -> Callable[[str], str]:
    """A function that converts as `usual()` does, which is OpenCC's own and made only when it must decide.

    OpenCC reads its configuration from a file: where none can be written, it converts the usual way.
    """
    usual = cache(usual)
    try:
        quick = _make()
    except OSError:
        return usual()

    def convert(text: str) -> str:
        result = quick(text)
        return usual()(text) if any(kept in result for kept in KEPT_IN_NAMES) else result

    return convert


def _make() -> Callable[[str], str]:
    import opencc
    from msgspec import json

    tables = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
    config = json.decode((tables / f"{NAME}.json").read_bytes())
    config["segmentation"]["dict"] = NO_PHRASES
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
