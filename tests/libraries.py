"""Small libraries for tests, and what is left of a run over them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from test_epub_convert import book_of

NAMES = ("茶/cha.epub", "茶/更多/yun.EPUB", "b.epub", "c.kepub.epub")
NO_BOOK = "茶/none.epub"


def library(folder: Path) -> Path:
    """Four books in three folders, one file that is none, and what must be passed over."""
    for name in NAMES:
        put(folder / name, book_of("phrases-across-tags" if name == NAMES[0] else "hong-kong"))
    put(folder / NO_BOOK, b"no zip")
    for name in ("._b.epub", ".trash/old.epub", "茶/cha.original_epub", "readme.txt"):
        put(folder / name, b"nothing")
    return folder


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file below by its path, journals apart."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".jsonl")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def journal(folder: Path, part: str = "") -> list[dict[str, Any]]:
    """The journal's lines."""
    text = (folder / f"reader-journal{part}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]
