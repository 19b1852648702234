"""Marks → the text of `readers.toml` and `orphans.toml`, as a person would write it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from reader.mark import Mark

HEADS = {
    "readers.toml": (
        "# 读者的划线和批注，由 reader marks 从阅读器的文件里读来，也可以手写、改动、删去：动过的条目不会被改回去，删去的不会再来。\n"
        "# Readers' marks, read from their devices' files by `reader marks`. Change or delete what you like: it stays so.\n"
        '# share = "book" and state = "accepted" let a mark into the book (reader build --notes …,reader).\n'
    ),
    "orphans.toml": (
        "# 在正文里找不到位置的划线：知道在哪里的，写上 essay、把 exact 改成正文里的话，剪到 readers.toml 里。\n"
        "# Marks without a place. If you know it, give `essay`, put the text's own words into `exact`, and move the entry to readers.toml.\n"
    ),
}
ENTRY = "[[mark]]"


def entry_text(mark: Mark) -> str:
    """One entry, without an empty line behind it; what is empty is left out."""
    return "\n".join((ENTRY, *_lines(mark)))


def _lines(mark: Mark) -> Iterator[str]:
    for name in ("id", "member", "essay", "exact", "prefix", "suffix", "note", "made", "source", "share", "state", "chapter", "reason"):
        value = getattr(mark, name)
        if value or name in {"id", "member", "exact"}:
            yield f"{name} = {_text(value, several=name == 'note')}"
    if mark.nearest:
        yield f"nearest = [{', '.join(_text(passage) for passage in mark.nearest)}]"


def _text(value: str, *, several: bool = False) -> str:
    """A TOML string: JSON's escapes are TOML's (TOML 1.0, String), but for U+007F. A note of several lines is written in as many."""
    quoted = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if not (several and "\n" in value) or ENTRY in value:
        return quoted
    inner = quoted[1:-1].replace("\\n", "\n")
    return f'"""\n{inner}"""'
