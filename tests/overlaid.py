"""Small books of others with an edition's notes, for the tests: an EPUB 2 novel, and an EPUB 3 in Chinese with footnotes of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from reader.epub.container import write_zip
from tests.annotated import BASE, CASES, DATE, PAGE, files_in
from tests.commands import run

EDITIONS = CASES / "editions"
SECOND = "<p>All six had been <em>listening all</em> the while, and one transistor more.</p>"
FOOTNOTE = '<aside epub:type="footnote" id="f1"><p>原注：算力二字。</p></aside>'


def novel() -> bytes:
    """The EPUB 2 of the cases, with a second chapter."""
    files = files_in(CASES / "epub2")
    first = files["OPS/text/one.html"].decode()
    files["OPS/text/two.html"] = (first[: first.index("<h2>")] + f"<h2>Chapter 2</h2>\n{SECOND}\n</body>\n</html>\n").encode()
    manifest = b'<opf:item id="two" href="text/two.html" media-type="application/xhtml+xml"/></opf:manifest>'
    package = files["OPS/content.opf"].replace(b"</opf:manifest>", manifest)
    files["OPS/content.opf"] = package.replace(b"</opf:spine>", b'<opf:itemref idref="two"/></opf:spine>')
    point = b'<navPoint id="n3" playOrder="3"><navLabel><text>Chapter 2</text></navLabel><content src="text/two.html"/></navPoint></navMap>'
    files["OPS/toc.ncx"] = files["OPS/toc.ncx"].replace(b"</navMap>", point)
    return write_zip(files.items(), date=DATE)


def zhongwen() -> bytes:
    """An EPUB 3 of two chapters in simplified Chinese; the first has a footnote."""
    files = files_in(BASE)
    first = f'<h1>第一章</h1><p>算力<a epub:type="noteref" href="#f1">1</a>贵得<b>离谱</b>，<ruby>算<rt>suàn</rt></ruby>力也是。</p>{FOOTNOTE}'
    files["page.xhtml"] = PAGE.format(body=first, lang="zh-Hans").encode()
    files["two.xhtml"] = PAGE.format(body="<h1>第二章</h1><p>有人说，头发一样便宜，算力也便宜。</p>", lang="zh-Hans").encode()
    item = b'<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/></manifest>'
    package = files["book.opf"].replace(b"</manifest>", item).replace(b"</spine>", b'<itemref idref="two"/></spine>')
    files["book.opf"] = package.replace(b"<dc:language>zh<", b"<dc:language>zh-Hans<")
    old, entry = '<li><a href="page.xhtml">A</a></li>', '<li><a href="{}">{}</a></li>'
    entries = entry.format("page.xhtml", "第一章") + entry.format("two.xhtml", "第二章")
    files["nav.xhtml"] = files["nav.xhtml"].replace(old.encode(), entries.encode())
    return write_zip(files.items(), date=DATE)


BOOKS = {"novel": novel, "zhongwen": zhongwen}


def edition_of(name: str, folder: Path) -> Path:
    """A new edition of that book in `folder`, with what the case's editors wrote."""
    (folder / f"{name}.epub").write_bytes(BOOKS[name]())
    said = run("new", "edition", f"{name}.epub", cwd=folder)
    assert said.code == 0, said.err
    for path in (EDITIONS / name).iterdir():
        shutil.copy(path, folder / "edition")
    return folder / "edition"
