"""A stranger's book is checked in time that grows with its size: each of these would take minutes if one rule compared everything with everything."""

from __future__ import annotations

import time

import pytest
from books import as_book, base_files

from reader.check.run import check_book

SECONDS = 10.0  # of this process; a tenth of that is usual
MANY = 400_000
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
    'lang="zh-Hans" xml:lang="zh-Hans"><head><title>t</title></head><body id="top">'
)


def links(count: int, form: str) -> str:
    return "".join(form.replace("N", str(number)) for number in range(count))


ANCHOR = '<b id="iN"></b>'
MARKER = '<p>字<a epub:type="noteref" role="doc-noteref" id="rN" href="#n">1</a></p>'
STYLES = {
    "a-font-inside": "@font-face { src: url(data:font/woff;base64," + "A" * 3_000_000 + ") } .note { display: none }",
    "a-font-in-quotes": '@font-face { src: url("data:font/woff;base64,' + "A" * 3_000_000 + '") }',
    "open-comments": "/* " * MANY,
    "open-references": "url(" * MANY,
    "open-quoted-references": 'url("' * MANY,
    "open-references-and-blanks": "url(" + " " * MANY,
    "open-imports": "@import " * MANY,
    "a-long-selector": "a " * MANY + "{ display: none }",
    "open-attributes": "[" * MANY + "{ display: none }",
    "closed-attributes": "]" * MANY + "{ display: none }",
    "nothing-but-opening": "{" * MANY,
    "nothing-but-closing": "}" * MANY,
    "statements-without-end": "a:b;" * MANY,
    "fonts": "a{font-family:x}\n" * 50_000,
    "declared-namespaces": "@charset 'a';" * 50_000 + "a[epub|type] {}",
    "blank-declarations": "a{" + "display" + " " * MANY + "}",
}
PAGES = {
    "links-to-one-big-place": links(20_000, '<a href="#big">x</a>') + f'<div id="big">{"字" * 100_000}</div>',
    "markers-of-one-note": links(8_000, MARKER) + '<div epub:type="footnote" id="n">' + links(8_000, '<a href="#rN">1</a>') + "</div>",
    "types-in-one-attribute": f'<p epub:type="{"endnote " * 200_000}">x</p>',
    "hidden-notes": "<style>"
    + links(8_000, ".cN{display:none}")
    + "</style>"
    + links(8_000, '<p><a epub:type="noteref" href="#nN">1</a></p><p epub:type="footnote" class="cN x" id="nN">x</p>'),
    "hidden-by-pairs-of-classes": "<style>"
    + links(8_000, ".x.cN{display:none}")
    + "</style>"
    + links(8_000, '<p epub:type="footnote" class="x" id="nN">x</p>'),
    "notes-within-notes": '<p epub:type="footnote">' * 200 + "字" * 100_000 + "</p>" * 200,
}


def check(files: dict[str, bytes]) -> float:
    book = as_book(files)
    started = time.process_time()
    check_book(book)
    return time.process_time() - started


@pytest.mark.parametrize("css", STYLES.values(), ids=STYLES)
def test_style_sheets(css: str) -> None:
    assert check(base_files() | {"EPUB/style.css": css.encode()}) < SECONDS


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
def test_pages(body: str) -> None:
    assert check(base_files() | {"EPUB/two.xhtml": f"{HEAD}{body}</body></html>".encode()}) < SECONDS


def test_the_same_ids_in_many_files() -> None:
    files = base_files()
    page = f"{HEAD}{links(1_000, ANCHOR)}</body></html>".encode()
    items = links(200, '<item id="xN" href="xN.xhtml" media-type="application/xhtml+xml"/>')
    files["EPUB/package.opf"] = files["EPUB/package.opf"].replace(b"</manifest>", f"{items}</manifest>".encode())
    assert check(files | {f"EPUB/x{number}.xhtml": page for number in range(200)}) < SECONDS
