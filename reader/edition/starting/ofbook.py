"""An EPUB's chapters → drafts of the essays of an edition that puts notes into it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from reader.edition.starting.draft import Draft
from reader.edition.starting.facts import clean
from reader.edition.starting.languages import language_of
from reader.edition.starting.slugs import free_slug
from reader.edition.starting.titles import Title, short_title


class Page(Struct, frozen=True, gc=False):
    """A chapter as the book has it: its file, title, language; how it begins."""

    path: str
    title: str
    lang: str
    beginning: str


def chapter_drafts(pages: Iterable[Page], author: str) -> tuple[Draft, ...]:
    """One draft a page, in their order."""
    made, slugs, shorts = list[Draft](), set[str](), set[str]()
    for page in pages:
        script, stem = language_of(page.beginning, page.lang), page.path.rpartition("/")[2].partition(".")[0]
        named = clean(page.title)
        title = Title(named or clean(stem) or "?")
        slug, short = free_slug(title.text, script, slugs), short_title(title.text, shorts)
        slugs.add(slug)
        shorts.add(short)
        made.append(Draft(slug, title, short, author, "", script, page.path, {}, 0, (), page.path))
    return tuple(made)
