"""What the catalogues say: each edition in each script is a publication, with a link for each kind of reader; facets by script and device."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence

from msgspec import Struct

from reader.book.compose import describe
from reader.book.package import LANGUAGES
from reader.book.variants import VARIANTS, Variant
from reader.club.record import text_name
from reader.club.shelf import Shelf
from reader.club.speech import size
from reader.club.words import WORDS
from reader.model import Script

# How catalogues name a file: several links of one media type look alike in KOReader without a title.
TITLES: dict[Variant, str] = {"universal": "EPUB", "kobo": "Kobo .kepub.epub", "duokan": "多看 EPUB"}
# Every book of one script, of one kind of reader, of both; None: of all.
ANY: tuple[None] = (None,)


class Acquisition(Struct, frozen=True, gc=False):
    """A file to download, by its path on the site; `title` is what a client's button says."""

    path: str
    title: str
    variant: Variant
    bytes: int


class Publication(Struct, frozen=True, gc=False):
    """One edition in one script. `identifier` is that of the book, `day` the edition's (YYYY-MM-DD)."""

    text: str
    identifier: str
    title: str
    subtitle: str
    authors: tuple[str, ...]
    editor: str
    publisher: str
    language: str
    day: str
    description: str
    subjects: tuple[str, ...]
    rights: str
    cover: str
    files: tuple[Acquisition, ...]


class Facet(Struct, frozen=True, gc=False):
    """A narrower or wider feed: its group and title, its file, how many publications it has, and whether it is the one that is shown."""

    group: str
    title: str
    path: str
    count: int
    active: bool


class Feed(Struct, frozen=True, gc=False):
    """A catalogue: `path` on the site without its ending; `updated` is the day of the latest edition."""

    path: str
    identifier: str
    title: str
    updated: str
    publications: tuple[Publication, ...]
    facets: tuple[Facet, ...]


def publications(shelves: Sequence[Shelf]) -> tuple[Publication, ...]:
    """Every edition in every script, in the order in which they were named."""
    return tuple(_publication(shelf, asked) for shelf in shelves for asked in shelf.scripts)


def _publication(shelf: Shelf, asked: Script | None) -> Publication:
    edition = shelf.edition
    about = describe(edition, asked, shelf.change(asked), "universal")
    script = f"（{shelf.change(asked)(WORDS[text_name(asked)][0])}）" if len(shelf.scripts) > 1 else ""
    return Publication(
        text=text_name(asked),
        identifier=about.identifier,
        title=f"{about.title}{script}",
        subtitle=about.subtitle,
        authors=about.creators,
        editor=about.contributor,
        publisher=about.publisher,
        language=LANGUAGES.get(about.language, about.language),
        day=about.date,
        description=about.description,
        subjects=about.subjects,
        rights=about.rights,
        cover=shelf.cover(asked),
        files=tuple(_file(shelf, asked, variant) for variant in VARIANTS),
    )


def _file(shelf: Shelf, asked: Script | None, variant: Variant) -> Acquisition:
    book = shelf.book(asked, variant)
    return Acquisition(f"books/{book.file}", f"{TITLES[variant]} · {size(book.size)}", variant, book.size)


def feeds(shelves: Sequence[Shelf], title: str) -> Iterator[Feed]:
    """The catalogue of all, then those of one script, of one kind of reader, of both."""
    every = publications(shelves)
    identity = uuid.uuid5(uuid.UUID(shelves[0].edition.uuid), " ".join(shelf.edition.uuid for shelf in shelves))
    updated = max(publication.day for publication in every)
    for text in (*ANY, *_texts(every)):
        for variant in (*ANY, *VARIANTS):
            path = feed_path(text, variant)
            facets = tuple(_facets(every, text, variant))
            yield Feed(path, f"urn:uuid:{uuid.uuid5(identity, path)}", _title(title, text, variant), updated, tuple(_chosen(every, text, variant)), facets)


def _texts(every: Sequence[Publication]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(publication.text for publication in every))


def feed_path(text: str | None, variant: Variant | None) -> str:
    """`opds`, `opds/zh-Hans`, `opds/kobo`, `opds/zh-Hans.kobo`."""
    return "/".join(("opds", *filter(None, [".".join(filter(None, (text, variant)))])))


def _title(title: str, text: str | None, variant: Variant | None) -> str:
    return " · ".join((title, *(WORDS[name][0] for name in (text, variant) if name)))


def _chosen(every: Sequence[Publication], text: str | None, variant: Variant | None) -> Iterator[Publication]:
    from msgspec.structs import replace

    for publication in every:
        if text in {None, publication.text}:
            yield replace(publication, files=tuple(file for file in publication.files if variant in {None, file.variant}))


def _facets(every: Sequence[Publication], text: str | None, variant: Variant | None) -> Iterator[Facet]:
    for choice in (*ANY, *_texts(every)):
        count = sum(choice in {None, publication.text} for publication in every)
        yield Facet(WORDS["facet-script"][0], WORDS[choice or "facet-all"][0], feed_path(choice, variant), count, active=choice == text)
    count = sum(text in {None, publication.text} for publication in every)
    for kind in (*ANY, *VARIANTS):
        yield Facet(WORDS["facet-device"][0], WORDS[kind or "facet-all"][0], feed_path(text, kind), count, active=kind == variant)
