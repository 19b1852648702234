"""Small books with notes in them, for the tests of `annotate`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from reader.edition.glossary import read_glossary
from reader.epub.container import write_zip
from reader.model import Term

CASES = Path(__file__).parent / "cases" / "annotate"
BASE = Path(__file__).parent / "cases" / "convert" / "base"
DATE = (2026, 1, 1, 0, 0, 0)
TYPED = ' xmlns:epub="http://www.idpf.org/2007/ops"'
PAGE = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{lang}" lang="{lang}">'
    "<head><title>t</title></head><body>{body}</body></html>"
)
MARKER = re.compile(r'(?s)<sup class="rdn-mk">(\S?)<a [^>]*>(\d+)</a></sup>')
AROUND = re.compile(r'<span class="rdn-nb">([^<]*(?:<ruby>.*?</ruby>)?)(<sup class="rdn-mk">.*?</sup>)</span>', re.DOTALL)


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@cache
def terms() -> tuple[Term, ...]:
    """The terms of the cases."""
    return read_glossary(CASES, "terms.toml")[0]


def book_with(body: str, *, lang: str = "zh", without: str = "") -> bytes:
    """A small book with one page that holds `body`, and in its root not the text `without`."""
    files = {**files_in(BASE), "page.xhtml": PAGE.format(body=body, lang=lang).replace(without, "", 1).encode()}
    files["book.opf"] = files["book.opf"].replace(b"<dc:language>zh<", f"<dc:language>{lang}<".encode())
    return write_zip(files.items(), date=DATE)


def old_book() -> bytes:
    """An EPUB 2 in English, with a footnote of its own."""
    return write_zip(files_in(CASES / "epub2").items(), date=DATE)


def shown(page: str) -> str:
    """A page's body with each marker as its number in double brackets, without the notes at its end."""
    body = page.partition("<body>")[2].rpartition("</body>")[0]
    body = re.sub(r'(?s)<(section|div)\b[^>]* class="rdn-notes">.*</\1>\n', "", body)
    return MARKER.sub(r"[[\1\2]]", AROUND.sub(r"\1\2", body))
