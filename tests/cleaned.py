"""Markdown → the paragraphs that an editor's list is of, one a line: `python -m tests.cleaned FILE… > TEXT`; what has no Chinese in it is left out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
APART = re.compile(r"```.*?```|<!--.*?-->|!\[[^\]]*\]\([^)]*\)|\[\^[^\]]*\]:?", re.DOTALL)  # code, comments, pictures, numbers of notes
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
MARKUP = re.compile(r"<[^<>]*>|\{[#.][^}]*\}|https?://\S+|\*\*|`")
BEGINNING = re.compile(r"^\s*(?:>\s*)*(?:#+\s*)?(?:[*+-]\s+)?")
CHINESE = re.compile("[\u4e00-\u9fff]")


def paragraphs(markdown: str) -> Iterator[str]:
    """The lines of a text without their markup."""
    plain = MARKUP.sub("", LINK.sub(r"\1", APART.sub("", HEAD.sub("", markdown))))
    for line in plain.split("\n"):
        if CHINESE.search(line):
            yield BEGINNING.sub("", line).strip()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print("\n".join(paragraphs(Path(name).read_text(encoding="utf-8"))))  # noqa: T201
