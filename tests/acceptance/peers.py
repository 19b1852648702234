"""Calibre's own EPUB of a small book: the check sees what is known to be weak in it. Exit code 1 when it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.check.run import check_file

TEXT = "# 第一章\n\n這裡說到芯片[^1]。\n\n[^1]: 芯片是一種半導體器件。\n\n# 第二章\n\n另一段。\n"
KNOWN = "id-repeated"


def main() -> int:
    """Make a book with pandoc, let calibre convert it, check it."""
    import pypandoc

    with TemporaryDirectory() as folder:
        source, first, made = (Path(folder) / name for name in ("book.md", "book.epub", "calibre.epub"))
        source.write_text(TEXT, encoding="utf-8")
        subprocess.run([pypandoc.get_pandoc_path(), source, "-o", first], check=True)
        subprocess.run(["ebook-convert", first, made], check=True, capture_output=True)
        codes = {finding.code for finding in check_file(made, epubcheck=False)}
    sys.stdout.write(f"calibre's book: {', '.join(sorted(codes))}\n")
    return 0 if KNOWN in codes else 1


if __name__ == "__main__":
    sys.exit(main())
