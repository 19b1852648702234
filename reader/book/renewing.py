"""A new version of an essay's text: what of the data still holds, what has moved, what is lost. Nothing is written."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from reader.book.compose import annotate, read_essays
from reader.book.every_error import entry_of
from reader.book.moving import entries_of, moved_values
from reader.edition import load_edition
from reader.edition.fields import OFF
from reader.edition.load import FILES
from reader.edition.starting.gather import Given
from reader.edition.starting.replacing import Replacement, names_of, replaced
from reader.edition.starting.tomledit import ValueEdit, edited
from reader.edition.starting.trial import trial
from reader.errors import EditionError, UsageError
from reader.repair.reading import read


class Renewal(Struct, frozen=True, gc=False):
    """What a new version comes to: new files by their places, data files with what they then hold, and what became of the `entries` about the essay.

    `moved` are values taken over from the new text, `lost` the entries that are switched off, with the reason.
    """

    files: dict[str, bytes]
    data: dict[str, bytes]
    entries: int
    moved: dict[str, tuple[ValueEdit, ...]]
    lost: dict[str, str]
    kept_lines: int
    new_lines: int


def renew(folder: Path, slug: str, given: Given) -> Renewal:
    """Try the new version of the essay `slug` in a copy, until every entry holds, has moved, or is switched off.

    Raises UsageError when there is no such essay, EditionError when the edition was not sound before, or when what is wrong is no entry's.
    """
    edition = read_essays(load_edition(folder))
    essay = next((essay for essay in edition.essays if essay.slug == slug), None)
    if essay is None:
        raise UsageError(f"there is no essay “{slug}”", advice=f"the essays are {', '.join(one.slug for one in edition.essays)}")
    new, known = replaced(folder, edition, essay, given), entries_of(edition, essay)
    moved, lost, data = dict[str, tuple[ValueEdit, ...]](), dict[str, str](), new.data
    with trial(folder, new.data, new.files) as copy:
        while (error := _wrong(copy)) is not None:
            entry = entry_of(error.where)
            if entry not in known or entry in lost:
                raise error
            values = () if entry in moved else moved_values(known[entry], essay, source=new.source.text, reading=_reading(copy, slug, new))
            moved.pop(entry, None)
            if values:
                moved[entry] = values
            else:
                lost[entry] = error.text
            data = edited(folder, _edits(moved, lost, given), new.data)
            for name, text in data.items():
                (copy / name).write_bytes(text)
    old = set(names_of(essay.source))
    names = [name for line, name in zip(new.source.text.split("\n"), new.source.names, strict=True) if line.strip()]
    kept = sum(name in old for name in names)
    order = [*(name for name in data if name != FILES[0]), FILES[0]]
    return Renewal(new.files, {name: data[name] for name in order}, len(known), moved, lost, kept, len(names) - kept)


def _edits(moved: dict[str, tuple[ValueEdit, ...]], lost: dict[str, str], given: Given) -> list[ValueEdit]:
    off = [ValueEdit(entry, (OFF,), f"{given.path.name}: {why}") for entry, why in lost.items()]
    return [*(edit for values in moved.values() for edit in values), *off]


def _wrong(folder: Path) -> EditionError | None:
    """The first slip of an edition; None when there is none."""
    try:
        annotate(read_essays(load_edition(folder)))
    except EditionError as error:
        return error
    return None


def _reading(folder: Path, slug: str, new: Replacement) -> str:
    """The new reading text, as far as the repairs can make it."""
    edition = load_edition(folder)
    try:
        return read(
            new.source.text,
            corrections=tuple(entry for entry in edition.corrections if entry.essay == slug),
            rules=tuple(rule for rule in edition.rules if slug in rule.essays),
            keeps=tuple(keep for keep in edition.keeps if keep.essay == slug),
        ).text
    except EditionError:
        return new.source.text
