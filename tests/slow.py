"""The case files of `tests/cases/slow/` (their README says what they may hold): a small book with something in it many times over."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from test_epub_convert import BASE, DATE, files_in

from reader.epub.container import write_zip

CASES = Path(__file__).parent / "cases" / "slow"
KEYS = {"place", "start", "repeat", "end", "also"}
PAGE = (
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN"><head><title>头发</title>'
    '<link rel="stylesheet" href="style.css"/>{head}</head><body>{body}</body></html>'
)
# Where a place stands: the file, and how it is filled.
PLACES = {
    "page": ("page.xhtml", "{}"),
    "style": ("style.css", "{}"),
    "head": ("page.xhtml", PAGE.replace("{head}", "{}").replace("{body}", "<p>头发</p>")),
    "body": ("page.xhtml", PAGE.replace("{head}", "").replace("{body}", "{}")),
    "paragraph": ("page.xhtml", PAGE.replace("{head}", "").replace("{body}", "<p>{}</p>")),
    "attribute": ("page.xhtml", PAGE.replace("{head}", "").replace("{body}", '<p title="{}">头发</p>')),
    "metadata": ("book.opf", "</metadata>"),
    "manifest": ("book.opf", "</manifest>"),
    "spine": ("book.opf", "</spine>"),
    "contents": ("nav.xhtml", "</ol>"),
}


def read_case(name: str) -> Mapping[str, Any]:
    """A case's table; a key that means nothing is a slip in the case itself."""
    case = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    assert set(case) <= KEYS, name
    return case


def repeated(case: Mapping[str, Any], size: int) -> str:
    """What the case says, of about `size` bytes."""
    times = max(size // len(case["repeat"].encode()), 1)
    text = "".join(case["repeat"].replace("{n}", str(number)) for number in range(times)) if "{n}" in case["repeat"] else case["repeat"] * times
    return f"{case.get('start', '')}{text}{case.get('end', '')}"


def slow_book(case: Mapping[str, Any], size: int) -> bytes:
    """The small book with the case in it."""
    files = {**files_in(BASE), "page.xhtml": PAGE.format(head="", body="<p>头发</p>").encode()}
    files["book.opf"] = files["book.opf"].replace(b' page-progression-direction="ltr"', b"")
    name, place = PLACES[case["place"]]
    text = repeated(case, size)
    if "{}" in place:
        files[name] = place.replace("{}", text).encode()
    else:
        files[name] = files[name].replace(place.encode(), text.encode() + place.encode(), 1)
    files["style.css"] = case.get("also", "").encode() + files["style.css"]
    return write_zip(files.items(), date=DATE)
