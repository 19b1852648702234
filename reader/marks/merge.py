"""New marks into the files that are there: again changes nothing, what a person touched or deleted stays as he left it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from reader.mark import Mark
from reader.marks.document import Document, Entry, new_entry
from reader.marks.placing import improved
from reader.marks.seen import checksum


class Shelfful(Struct, frozen=True, gc=False):
    """Both files and the memory; `added`, `changed` and `kept_away` (deleted by hand before) are ids of this import."""

    readers: Document
    orphans: Document
    seen: Mapping[str, str]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept_away: tuple[str, ...] = ()


def merge(old: Shelfful, marks: Iterable[Mark], *, better: Callable[[Mark, Mark], Mark] = improved) -> Shelfful:
    """The files with the marks in them; `better` says what is known of a mark that is there and that no person has touched."""
    there = {entry.mark.id: entry for document in (old.readers, old.orphans) for entry in document.entries}
    new: dict[str, Entry] = {}
    added, changed, away = list[str](), list[str](), list[str]()
    for mark in marks:
        entry = there.get(mark.id)
        if entry is None:
            (away if mark.id in old.seen else added).append(mark.id)
            if mark.id not in old.seen:
                new[mark.id] = new_entry(mark)
        elif (known := _known(entry, mark, old.seen, better)) != entry.mark:
            changed.append(mark.id)
            new[mark.id] = new_entry(known)
    seen = {**old.seen, **{name: checksum(entry.text) for name, entry in new.items()}}
    readers, orphans = _with(old.readers, new, orphans=False), _with(old.orphans, new, orphans=True)
    return Shelfful(readers, orphans, seen, tuple(added), tuple(changed), tuple(away))


def _known(entry: Entry, mark: Mark, seen: Mapping[str, str], better: Callable[[Mark, Mark], Mark]) -> Mark:
    """The entry with what a new account of it knows better; as it is where a person has touched it."""
    return better(entry.mark, mark) if is_untouched(entry, seen) else entry.mark


def is_untouched(entry: Entry, seen: Mapping[str, str]) -> bool:
    """Is the entry as the program wrote it?"""
    return seen.get(entry.mark.id) == checksum(entry.text)


def _with(document: Document, new: Mapping[str, Entry], *, orphans: bool) -> Document:
    """The document with what is new in it: in its old place, else at the end; without what has gone to the other file."""
    mine = {entry.mark.id for entry in document.entries}
    kept = [_instead(entry, new.get(entry.mark.id)) for entry in document.entries]
    kept = [entry for entry in kept if entry.mark.id not in new or (entry.mark.state == "orphan") is orphans]
    fresh = [entry for name, entry in new.items() if name not in mine and (entry.mark.state == "orphan") is orphans]
    return replace(document, entries=(*kept, *fresh))


def _instead(old: Entry, new: Entry | None) -> Entry:
    """The new entry with the empty lines of the old one behind it."""
    if new is None:
        return old
    return Entry(new.text.rstrip() + old.text[len(old.text.rstrip()) :], new.mark)
