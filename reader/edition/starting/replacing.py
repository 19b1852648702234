"""A new version of a text beside the old one: its file, what its lines are called, and the entry that names it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reader.edition.files import read_toml
from reader.edition.load import FILES, NAMES, is_page, source_of
from reader.edition.repairs import FILE as REPAIRS
from reader.edition.sources.names import free_name
from reader.edition.sources.webpage import NEWEST
from reader.edition.starting.adding import appended
from reader.edition.starting.draft import FOLDER, about, needed_rules
from reader.edition.starting.gather import Given
from reader.edition.starting.tomledit import ValueEdit, edited
from reader.edition.starting.written import rule_texts, words_for
from reader.match.versions import same_lines
from reader.model import Edition, Essay, Source


class Replacement(Struct, frozen=True, gc=False):
    """The new source as it will be read, its files by their places (the text first), and the data files that name it."""

    source: Source
    files: dict[str, bytes]
    data: dict[str, bytes]


def replaced(folder: Path, edition: Edition, essay: Essay, given: Given) -> Replacement:
    """The new version of an essay's text; nothing is written, and no old text is written over."""
    name = f"{given.path.stem}{given.ending}"
    version = NEWEST if is_page(name) else 0
    source, _ = source_of(given.data, name=name, folder=given.path.parent, version=version, where=str(given.path))
    source = replace(source, names=line_names(essay.source, source))
    _, beside = about(given, name)
    there = {path.name.partition(".")[0] for path in (folder / FOLDER).glob("*")}
    stem = next(stem for stem in (f"{essay.slug}-{number}" for number in count(2)) if stem not in there)
    place = f"{FOLDER}/{stem}/" if beside else f"{FOLDER}/"
    path = f"{place}{stem}{given.ending}"
    files = {path: given.data, f"{path}{NAMES}": ("\n".join(source.names) + "\n").encode()} | {f"{place}{one}": data for one, data in beside.items()}
    return Replacement(source, files, _data(folder, edition, essay, source, path, given.data, version))


def _data(folder: Path, edition: Edition, essay: Essay, source: Source, path: str, text: bytes, version: int) -> dict[str, bytes]:
    slugs = [entry.get("slug") for entry in read_toml(folder, FILES[0])["essay"]]
    where = f"{FILES[0]} [[essay]] {slugs.index(essay.slug) + 1}"
    edits = [ValueEdit(where, ("source",), path), ValueEdit(where, ("sha256",), sha256(text).hexdigest()), ValueEdit(where, ("extract",), version or None)]
    on = {rule.name for rule in edition.rules if essay.slug in rule.essays}
    missing = tuple(name for name in needed_rules(source) if name not in on)
    more = "".join(rule_texts({essay.slug: missing}, words_for(edition.script)))
    return edited(folder, edits, {REPAIRS: appended(folder / REPAIRS, more)} if more else {})


def line_names(old: Source, new: Source) -> tuple[str, ...]:
    """What each line of the new text is called: as the line of the old text that it is, so that ids follow their text, else by what stands in it."""
    before, after = old.text.split("\n"), new.text.split("\n")
    called, same = names_of(old), same_lines(before, after)
    used = Counter(called)
    return tuple(_names(after, {at: called[place] for at, place in same.items()}, used))


def _names(lines: list[str], given: dict[int, str], used: Counter[str]) -> Iterator[str]:
    """No new line gets a name that any old line had."""
    for at, line in enumerate(lines):
        yield given[at] if at in given else free_name("", line, used)


def names_of(source: Source) -> tuple[str, ...]:
    """What the lines of a source are called."""
    return source.names or tuple(f"l{number}" for number in range(1, source.text.count("\n") + 2))
