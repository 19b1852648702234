"""The page at the book's end that lists the terms."""

from __future__ import annotations

from reader.annotate.barred import OPS
from reader.annotate.dress import dress_for, dressed
from reader.annotate.marking import Way
from reader.annotate.names import way
from reader.annotate.wording import in_script, title_in_script
from reader.book.inline import safe
from reader.book.matter.glossary import glossary_page
from reader.book.notes import EssayNotes
from reader.book.xhtml import markup_of
from reader.model import Edition

MODERN = '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="{ops}" lang="{lang}" xml:lang="{lang}">\n<head>\n<meta charset="utf-8"/>'
OLD = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{lang}">\n<head>'
)


def written_glossary(edition: Edition, notes: dict[str, EssayNotes], how: Way, files: dict[str, str]) -> bytes:
    """The page's bytes: every term of the edition, with links to where it is marked, in `files` by the names of essays."""
    path = how.names.glossary
    page = glossary_page(edition, edition.script, notes, how.wording.words)
    body = dressed(markup_of(in_script(page.body, how.wording)), dress_for(path, how.names.word, modern=how.modern, files=files))
    head = (MODERN if how.modern else OLD).format(ops=OPS, lang=how.wording.lang or "und")
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{head}\n<title>{safe(title_in_script(page.title.text, how.wording))}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{way(path, how.names.style)}"/>\n</head>\n<body>\n{body}</body>\n</html>\n'
    ).encode()
