"""Keeps what later editions need to find readers' marks and positions in this one: `python -m tests.keep_edition [EDITION]`.

It writes the folder `past/<number>/` of the edition (without EDITION, of the shipped one); what the files say stands in
`annotations/past/README.md`. An edition that is kept is never written again: its readers have its books, not those of today.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from reader.edition import load_edition
from reader.edition.rows import rows
from tests.editions import SHIPPED
from tests.past.writing import BOOKS, kept_files

NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")


def keep(folder: Path) -> str:
    """Write the files; say what was done. Raises SystemExit when the edition is kept already, and its books were others."""
    number = load_edition(folder).number
    if not NUMBER.fullmatch(number):
        raise SystemExit(f"the edition's number “{number}” cannot be the name of a folder → letters, digits, dots and hyphens can")
    target, files = folder / "past" / number, kept_files(folder)
    if target.exists():
        raise SystemExit(compared(target, files))
    target.mkdir(parents=True)
    for name, text in files.items():
        (target / name).write_bytes(text.encode())
    return f"{target}: {sum(len(text.encode()) for text in files.values()):,} bytes"


def compared(target: Path, files: dict[str, str]) -> str:
    """Which books of a kept edition are built of other entries today, and which of its tables are others."""
    now = {contents for *_, contents, _, _ in rows(files[BOOKS])}
    others = [f"{text} {variant}" for text, variant, *_, contents, _, _ in rows((target / BOOKS).read_text(encoding="utf-8")) if contents not in now]
    others += [name for name, text in files.items() if name != BOOKS and (target / name).read_bytes() != text.encode()]
    if not others:
        return f"{target}: kept already, and as it is built today"
    return f"{target}: kept already; built otherwise today: {', '.join(others)} → give the edition a new number before it is kept again"


if __name__ == "__main__":
    sys.stdout.write(keep(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED) + "\n")
