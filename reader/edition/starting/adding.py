"""More texts for an edition that is there: what changes in its folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from reader.edition.files import decode, read_bytes
from reader.edition.load import FILES
from reader.edition.repairs import FILE as REPAIRS
from reader.edition.starting.draft import FOLDER, Draft, drafts
from reader.edition.starting.gather import Given
from reader.edition.starting.written import essay_text, rule_texts, words_for
from reader.model import Edition


class Addition(Struct, frozen=True, gc=False):
    """The drafts of the new essays, the new files by their places, and the data files with what they then hold (`edition.toml` last)."""

    essays: tuple[Draft, ...]
    files: dict[str, bytes]
    data: dict[str, bytes]


def added(folder: Path, edition: Edition, given: Sequence[Given]) -> Addition:
    """What adding texts to the end of an edition comes to; raises EditionError for a text that cannot be one. Nothing is written."""
    there = {path.name.partition(".")[0] for path in (folder / FOLDER).glob("*")}
    essays = drafts(given, slugs={*there, *(essay.slug for essay in edition.essays)}, shorts={essay.short for essay in edition.essays})
    rules = "".join(rule_texts({draft.slug: draft.rules for draft in essays}, words_for(edition.script)))
    data = {REPAIRS: appended(folder / REPAIRS, rules)} if rules else {}
    data[FILES[0]] = appended(folder / FILES[0], "".join(map(essay_text, essays)))
    return Addition(essays, {place: text for draft in essays for place, text in draft.files.items()}, data)


def appended(path: Path, text: str) -> bytes:
    """The file with the text behind what it holds, with its own line ends."""
    old = decode(read_bytes(path, where=path.name), where=path.name) if path.exists() else ""
    end = "\r\n" if "\r\n" in old else "\n"
    joined = old if not old or old.endswith("\n") else old + end
    return (joined + text.replace("\n", end)).encode()
