"""A Word document → HTML, which `webpage.py` reads like a saved page (mammoth lives here). No file but the document itself is opened."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

import mammoth
from msgspec.structs import replace

from reader.edition.sources.docxml import AGAIN, PARAGRAPH, RUBY_BASE, RUBY_TEXT, parse, rewrite
from reader.edition.sources.docxnumbers import lost_numbers
from reader.edition.sources.names import name_element, read_named
from reader.epub.archive import read_zip, write_zip
from reader.errors import EditionError
from reader.model import Finding, Source

PARTS = re.compile(r"(?:.*/)?(document|footnotes|endnotes|numbering|styles)\d*\.xml\Z")
MOST = 64 << 20  # bytes of one part: a long novel has 10 MB
STYLES = f"""
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
r.{RUBY_BASE} => ruby > rb
r.{RUBY_TEXT} => ruby > rt
strike => del
"""
OWN = re.compile(f'<a id="{PARAGRAPH}([0-9A-Fa-f]{{8}})"></a>')
IGNORED = re.compile(r"An unrecognised element was ignored: (\S+)")
# What is in the counts, in words for one and for several.
COUNTED = {
    "hidden": "hidden text",
    "commentReference": "comments",
    "headerReference": "headers",
    "footerReference": "footers",
    "chart": "charts",
    "relIds": "diagrams",
}


def read_docx(data: bytes, *, name: str) -> Source:
    """The source that a Word document gives (without its hash); raises what `to_html` raises, and EditionError when no text is in it."""
    page, findings = to_html(data, name=name)
    source = read_named(page, name=name)
    return replace(source, findings=(*findings, *source.findings))


def to_html(data: bytes, *, name: str) -> tuple[str, tuple[Finding, ...]]:
    """The page that a Word document stands for, and what of the document is not in it.

    Tracked changes are read as if all were accepted. Raises InputError and EditionError for what is no sound document.
    """
    files = read_zip(data, where=name)
    counts: Counter[str] = Counter()
    try:
        parts, numbers = _prepared(files, counts, name)
        page, messages = _convert(write_zip(parts.items(), date=(1980, 1, 1, 0, 0, 0)), name)
    except RecursionError:
        raise EditionError("holds tables or fields hundreds deep in one another", where=name, advice=AGAIN) from None
    page = OWN.sub(lambda found: name_element(f"p{found[1].lower()}"), page)
    return f"<html><body><article>\n{page}\n</article></body></html>", tuple(_findings(name, counts, numbers, messages))


def _prepared(files: Mapping[str, bytes], counts: Counter[str], name: str) -> tuple[dict[str, bytes], Counter[str]]:
    """The document's files as the library is to read them, and the numbers that it will lose."""
    parts, roots = dict(files), {"numbering": Element("none"), "styles": Element("none"), "document": Element("none")}
    for path, part in files.items():
        if found := PARTS.match(path):
            if len(part) > MOST:
                raise EditionError(f"{path} holds more than {MOST >> 20} MB", where=name, advice="divide the document")
            roots[found[1]] = root = parse(part, where=f"{name}: {path}")
            if found[1] in {"document", "footnotes", "endnotes"}:
                parts[path] = rewrite(root, counts)
    return parts, lost_numbers(roots["document"], roots["numbering"], roots["styles"])


def _convert(data: bytes, name: str) -> tuple[str, list[str]]:
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data), style_map=STYLES, convert_image=_picture, include_embedded_style_map=False, external_file_access=False
        )
    except RecursionError:
        raise
    except Exception as error:  # whatever a damaged document makes the library stumble over
        raise EditionError(f"is a Word document that cannot be read ({error})", where=name, advice=AGAIN) from error
    return result.value, [message.message for message in result.messages]


@mammoth.images.img_element  # type: ignore[untyped-decorator]
def _picture(image: Any) -> dict[str, str]:
    """A picture inside the page; of one that the document only names, what it shows in words is left."""
    try:
        with image.open() as file:
            return {"src": f"data:{image.content_type};base64,{b64encode(file.read()).decode()}"}
    except (OSError, ValueError, KeyError):
        return {"src": ""}


def _findings(name: str, counts: Counter[str], numbers: Counter[str], messages: Iterable[str]) -> Iterator[Finding]:
    inserted, deleted = counts["ins"] + counts["moveTo"], counts["del"] + counts["moveFrom"]
    if inserted or deleted:
        words = f"tracked changes are read as if all were accepted: {inserted} insertions, {deleted} deletions"
        yield Finding("docx-changes", "info", name, words)
    parts = [f"{words} {counts[key]}" for key, words in COUNTED.items() if counts[key]]
    ignored = Counter(found[1] for message in messages if (found := IGNORED.match(message)))
    parts += [f"{element} {times}" for element, times in ignored.most_common()]
    parts += sorted({message for message in messages if "image" in message})
    if numbers:
        words = ", ".join(f"{look} {times}" for look, times in numbers.most_common())
        yield Finding("docx-numbers", "warning", name, f"Word numbers these paragraphs itself; the book writes 1. 2. 3., and headings without: {words}")
    if parts:
        yield Finding("docx-dropped", "info", name, f"not in the book: {', '.join(parts)}")
