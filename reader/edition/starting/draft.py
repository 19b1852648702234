"""The order of work: texts as they were handed in → drafts of essays, with all that can be known without their editor."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct
from msgspec.structs import replace

from reader.edition.load import MARKDOWN, is_page, source_of
from reader.edition.sources.encodings import read_text
from reader.edition.sources.webpage import NEWEST
from reader.edition.starting.beside import pictures_beside
from reader.edition.starting.facts import Facts, front_facts, page_facts, word_facts
from reader.edition.starting.gather import Given
from reader.edition.starting.languages import language_of
from reader.edition.starting.slugs import free_slug
from reader.edition.starting.titles import Title, short_title, title_of
from reader.errors import EditionError
from reader.model import Language, RuleUse, Source
from reader.repair.blocks import make_blocks
from reader.repair.reading import read

# Rules without which a text makes no sound book: those of them that change it are switched on.
NEEDED = ("control-character", "zero-width", "edge-space")
FOLDER = "essays"


class Draft(Struct, frozen=True, gc=False):
    """An essay to be: what `edition.toml` is to say, and its files by their places in the edition's folder; the chapter of an EPUB has none.

    `source` is the text among them, or the book's page.
    """

    slug: str
    title: Title
    short: str
    author: str
    date: str
    script: Language
    source: str
    files: dict[str, bytes]
    extract: int
    rules: tuple[str, ...]
    given: str


def drafts(given: Iterable[Given], *, slugs: Collection[str] = (), shorts: Collection[str] = ()) -> tuple[Draft, ...]:
    """One draft a text, in their order; raises EditionError for a text that cannot be one. `slugs` and `shorts` are taken already."""
    made = list[Draft]()
    for one in given:
        names, titles = {*slugs, *(draft.slug for draft in made)}, {*shorts, *(draft.short for draft in made)}
        made.append(_draft(one, names, titles))
    return tuple(made)


def _draft(given: Given, slugs: Collection[str], shorts: Collection[str]) -> Draft:
    where, folder = str(given.path), given.path.parent
    name = f"{given.path.stem}{given.ending}"
    version = NEWEST if is_page(name) else 0
    source, _ = source_of(given.data, name=name, folder=folder, version=version, where=where)
    reading = read(source.text, rules=tuple(RuleUse(name, ()) for name in NEEDED))
    blocks = make_blocks("text", source, reading)
    if not blocks:
        raise EditionError("there is no text in it", where=where, advice="leave it out")
    facts, beside = about(given, name)
    title = title_of(blocks, facts, stem=given.path.stem)
    script = language_of(reading.text, facts.language)
    slug = free_slug(given.path.stem, script, slugs)
    place = f"{FOLDER}/{slug}/" if beside else f"{FOLDER}/"
    text = f"{place}{slug}{given.ending}"
    files = {text: given.data} | {f"{place}{path}": data for path, data in beside.items()}
    short = short_title(title.text, shorts)
    return Draft(slug, title, short, facts.author, facts.date, script, text, files, version, needed_rules(source), where)


def needed_rules(source: Source) -> tuple[str, ...]:
    """Those of the needed rules that change a text."""
    reading = read(source.text, rules=tuple(RuleUse(name, ()) for name in NEEDED))
    causes = {cause for hunk in reading.hunks for cause in hunk.causes}
    return tuple(rule for rule in NEEDED if rule in causes)


def about(given: Given, name: str) -> tuple[Facts, dict[str, bytes]]:
    """What a text says of itself, and the pictures that lie beside it."""
    folder = given.path.parent
    if given.ending == ".docx":
        return _about_word(given.data, name), {}
    text, _ = read_text(given.data, name=name, page=is_page(name))
    if is_page(name):
        return page_facts(text), pictures_beside(text, folder)
    if name.lower().endswith(MARKDOWN):
        from reader.edition.sources.markdown import FRONT, to_html

        page, _ = to_html(text, name=name)
        front = FRONT.match(text.replace("\r\n", "\n"))
        said, shown = front_facts(front[2] if front else ""), page_facts(page)
        return replace(said, title=said.title or shown.title, headings=shown.headings), pictures_beside(page, folder)
    return Facts(), {}


def _about_word(data: bytes, name: str) -> Facts:
    from reader.edition.sources.docx import to_html
    from reader.epub.archive import read_zip

    shown = page_facts(to_html(data, name=name)[0])
    files = read_zip(data, where=name)
    said = word_facts(files["docProps/core.xml"], where=name) if "docProps/core.xml" in files else Facts()
    return replace(said, title=shown.title or said.title, headings=shown.headings)
