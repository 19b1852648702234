"""Our own pages at the book's end: the list of terms; of an edition, the disputes and what else its editors say outside the text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reader.annotate.barred import OPS
from reader.annotate.dress import dressed
from reader.annotate.marking import Way, dress_in
from reader.annotate.names import way
from reader.annotate.wording import in_script, title_in_script
from reader.book.inline import safe
from reader.book.matter.agreements import agreements_page
from reader.book.matter.disputes import disputes_page
from reader.book.matter.glossary import glossary_page
from reader.book.matter.questions import questions_page
from reader.book.matter.remarks import remarks_page
from reader.book.notes import EssayNotes, marked_claims
from reader.book.page import Page
from reader.book.xhtml import markup_of
from reader.model import Edition

MODERN = '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="{ops}" lang="{lang}" xml:lang="{lang}">\n<head>\n<meta charset="utf-8"/>'
OLD = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{lang}">\n<head>'
)


def list_page(edition: Edition, notes: dict[str, EssayNotes], how: Way) -> Page:
    """Every term of the edition, with links to where it is marked."""
    return glossary_page(edition, edition.script, notes, how.wording.words)


def edition_pages(edition: Edition, notes: dict[str, EssayNotes], how: Way) -> Iterator[Page]:
    """The pages that stand behind an edition's essays, as far as they tell something that is not in the text."""
    script, quoted = edition.script, how.quoted
    if edition.rebuttals:
        ends = {passage.essay for entry in edition.rebuttals for passage in (entry.origin, entry.claim)}
        disputing = replace(edition, essays=tuple(essay for essay in edition.essays if essay.slug in ends))
        yield disputes_page(disputing, script, quoted, marked=marked_claims(notes))
    yield from filter(None, (agreements_page(edition, script, quoted), questions_page(edition, script, quoted)))
    if edition.terms:
        yield list_page(edition, notes, how)
    yield from filter(None, (remarks_page(edition, script, quoted),))


def written_page(page: Page, how: Way) -> bytes:
    """The page's bytes."""
    path = how.names.page(page.name)
    body = dressed(markup_of(in_script(page.body, how.wording)), dress_in(path, how, modern=how.modern))
    head = (MODERN if how.modern else OLD).format(ops=OPS, lang=how.wording.lang or "und")
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{head}\n<title>{safe(title_in_script(page.title.text, how.wording))}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{way(path, how.names.style)}"/>\n</head>\n<body>\n{body}</body>\n</html>\n'
    ).encode()
