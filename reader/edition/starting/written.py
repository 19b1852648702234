"""Drafts of essays → the files of an edition's folder, with comments and examples in the edition's language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from string import Template

from msgspec import Struct

from reader.edition.load import FILES
from reader.edition.repairs import FILE as REPAIRS
from reader.edition.starting.draft import Draft
from reader.model import Language, Source, is_chinese
from reader.script.convert import convert

TEMPLATES = Path(__file__).parent
# `edition.toml` where the essays are the chapters of an EPUB.
OF_A_BOOK = "edition-of-a-book.toml"
REASONS: Mapping[str, Mapping[str, str]] = {
    "zh": {"control-character": "来源里有控制字符", "zero-width": "来源里有看不见的字符", "edge-space": "来源里有行首行末的空白"},
    "en": {
        "control-character": "the source holds control characters",
        "zero-width": "the source holds characters that nobody sees",
        "edge-space": "lines of the source begin or end with white space",
    },
}


class NewBook(Struct, frozen=True, gc=False):
    """What the book itself is to be called, and by what it is known. `date` is a day in ISO 8601."""

    slug: str
    title: str
    date: str
    uuid: str


def edition_files(book: NewBook, essays: Sequence[Draft], epub: Source | None = None) -> dict[str, bytes]:
    """Every file of the new edition by its place in the folder: the data files first, then the texts with their pictures, or the EPUB.

    What mends texts has no place beside an EPUB.
    """
    tag = _usual([draft.script for draft in essays])
    language = words_for(tag)
    words = {name: quoted(value) for name, value in (("title", book.title), ("date", book.date), ("uuid", book.uuid))}
    words["written"] = written(tag)
    if epub:
        words |= {"epub": quoted(epub.name), "sha256": quoted(epub.sha256)}
    names = {"slug": essays[0].slug, "other": essays[-1].slug}
    rules, files = {draft.slug: draft.rules for draft in essays}, dict[str, bytes]()
    for name in FILES if epub is None else (one for one in FILES if one != REPAIRS):
        model = OF_A_BOOK if epub and name == FILES[0] else name
        template = Template(convert((TEMPLATES / language / model).read_text(encoding="utf-8"), target=tag, origin="zh-Hans"))
        text = template.substitute(words | {"slug": quoted(book.slug)} if name == FILES[0] else names)
        more = {FILES[0]: map(essay_text, essays), FILES[1]: rule_texts(rules, language)}.get(name, ())
        files[name] = (text + "".join(more)).encode()
    for draft in essays:
        files |= draft.files
    return files | ({epub.name: epub.data} if epub else {})


def words_for(tag: Language) -> str:
    """The folder with the words for an edition in a language; English where it has none."""
    language = tag.partition("-")[0]
    return language if language in REASONS else "en"


def _usual(scripts: Sequence[Language]) -> Language:
    """What most of the essays are written in; of Chinese, in which script most of it."""
    languages = [tag.partition("-")[0] for tag in scripts]
    language = max(languages, key=languages.count)
    among = [tag for tag in scripts if tag.partition("-")[0] == language]
    return max(among, key=among.count)


def essay_text(draft: Draft) -> str:
    """The entry of `edition.toml`, with an empty line before it."""
    return "\n" + "".join(f"{line}\n" for line in _essay_lines(draft))


def _essay_lines(draft: Draft) -> Iterator[str]:
    yield "[[essay]]"
    yield f"slug = {quoted(draft.slug)}"
    yield f"title = {quoted(draft.title.text)}"
    if draft.title.supplied:
        yield "supplied = true"
    yield f"short = {quoted(draft.short)}"
    yield f"author = {quoted(draft.author or 'unknown')}"
    if draft.date:
        yield f"date = {quoted(draft.date)}"
    yield written(draft.script)
    yield f"source = {quoted(draft.source)}"
    if draft.source in draft.files:
        yield f"sha256 = {quoted(sha256(draft.files[draft.source]).hexdigest())}"
    if draft.extract:
        yield f"extract = {draft.extract}"
    if draft.title.line:
        yield from ("", "[[essay.structure]]", 'kind = "heading"', "level = 1", f"text = {quoted(draft.title.line)}")


def written(tag: Language) -> str:
    """The line that says in which language something is; of what is Chinese, in which script."""
    return f"{'script' if is_chinese(tag) else 'language'} = {quoted(tag)}"


def rule_texts(rules: Mapping[str, Sequence[str]], language: str) -> Iterator[str]:
    """The entries of `repairs.toml` for the `rules`, by essay, without which the texts make no sound book."""
    for rule, reason in REASONS[language].items():
        slugs = [slug for slug, needed in rules.items() if rule in needed]
        if slugs:
            yield f"\n[[rule]]\nname = {quoted(rule)}\nessays = [{', '.join(map(quoted, slugs))}]\nreason = {quoted(reason)}\n"


def quoted(text: str) -> str:
    """`text` as a TOML string (TOML 1.0, "String": JSON's escapes are a part of its own)."""
    return json.dumps(text, ensure_ascii=False)
