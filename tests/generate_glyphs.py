"""Makes `reader/book/cover/glyphs.zip` from GNU Unifont's `unifont.hex` (Debian's package `unifont` has it), for the scripts that titles are written in.

Usage: python -m tests.generate_glyphs unifont.hex
"""

from __future__ import annotations

import sys
import zipfile
from collections import defaultdict
from pathlib import Path

from reader.book.cover.glyphs import FILE, HEIGHT, PAGE

# Latin with its accents, Greek, Cyrillic; punctuation and symbols; bopomofo, kana, Han, Hangul; full-width forms.
RANGES = (
    (0x20, 0x2FF),
    (0x370, 0x52F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2BFF),
    (0x2E80, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE6F),
    (0xFF01, 0xFFEE),
)
DATE = (2026, 1, 1, 0, 0, 0)


def main(source: Path) -> None:
    pages: dict[int, dict[int, bytes]] = defaultdict(dict)
    for line in source.read_text(encoding="ascii").splitlines():
        code, _, rows = line.partition(":")
        if any(first <= int(code, 16) <= last for first, last in RANGES):
            pages[int(code, 16) // PAGE][int(code, 16) % PAGE] = bytes.fromhex(rows)
    with zipfile.ZipFile(FILE, "w") as table:
        for number, shapes in sorted(pages.items()):
            widths = bytes(len(shapes.get(at, b"")) // HEIGHT for at in range(PAGE))
            info = zipfile.ZipInfo(f"{number:02x}", DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            table.writestr(info, widths + b"".join(shapes[at] for at in sorted(shapes)), compresslevel=9)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
