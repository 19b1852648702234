"""Where what an entry quotes of an essay stands in a new version of its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reader.edition.starting.tomledit import ValueEdit
from reader.errors import LocateError
from reader.match.fold import key, shadow
from reader.match.locate import locate
from reader.match.versions import resembling, same_lines
from reader.model import Agreement, Correction, Edition, Essay, Keep, Passage, Rebuttal, Remark, Structure

Entry = Correction | Keep | Structure | Remark | Rebuttal | Agreement
ALIKE = 70  # of 100: less is another sentence
CONTEXT = 8


def entries_of(edition: Edition, essay: Essay) -> dict[str, Entry]:
    """Every entry that quotes the essay, by what errors call it."""
    slug = essay.slug
    repairs: list[Correction | Keep] = [*edition.corrections, *edition.keeps]
    quoting: list[Entry] = [*edition.remarks, *edition.rebuttals, *edition.agreements]
    found: list[Entry] = [entry for entry in repairs if entry.essay == slug]
    found += [*essay.structure, *(entry for entry in quoting if any(passage.essay == slug for _, passage in _passages(entry)))]
    return {entry.where: entry for entry in found}


def _passages(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], Passage]]:
    """The passages of an entry, by their keys in it."""
    if isinstance(entry, Remark):
        yield (), entry.passage
    elif isinstance(entry, Rebuttal):
        yield from ((("from",), entry.origin), (("to",), entry.claim))
    elif isinstance(entry, Agreement):
        yield from ((("passage", at), passage) for at, passage in enumerate(entry.passages))


def moved_values(entry: Entry, essay: Essay, *, source: str, reading: str) -> tuple[ValueEdit, ...]:
    """The values by which the entry finds its place in the new `source` and `reading` text; none when nothing there resembles it."""
    if isinstance(entry, Correction):
        return _of_repair(entry, essay, source)
    if isinstance(entry, Keep):
        line = _line_of(essay.source.text, entry.text, source)
        found = resembling(entry.text, line, alike=ALIKE)
        return (ValueEdit(entry.where, ("text",), found),) if found else ()
    if essay.reading is None:
        return ()
    if isinstance(entry, Structure):
        return _of_structure(entry, essay.reading.text, reading)
    for keys, passage in _passages(entry):
        if passage.essay == essay.slug:
            return tuple(_of_passage(entry.where, keys, passage, essay.reading.text, reading))
    return ()


def _line_of(old: str, passage: str, new: str) -> str:
    """The line of the new text that was the one in which `passage` stands in the old text; empty when it is gone."""
    place = old.find(passage)
    if place < 0:
        return ""
    before, after = old.split("\n"), new.split("\n")
    at = old.count("\n", 0, place)
    return next((after[new_at] for new_at, old_at in same_lines(before, after).items() if old_at == at), "")


def _of_repair(entry: Correction, essay: Essay, source: str) -> tuple[ValueEdit, ...]:
    """What is to be mended must stand there still; only what is around it may have changed."""
    line = _line_of(essay.source.text, entry.prefix + entry.before + entry.suffix, source)
    if not entry.before or "\n" in entry.before or line.count(entry.before) != 1:
        return ()
    return _around(entry.where, (), line, line.index(entry.before), len(entry.before), entry.before, lambda needle: source.count(needle) == 1)


def _of_structure(entry: Structure, old: str, new: str) -> tuple[ValueEdit, ...]:
    edits = list[ValueEdit]()
    lines = new.split("\n")
    for name, text in (("text", entry.text), ("to", entry.to)):
        begun = next((line for line in old.split("\n") if key(line).startswith(key(text))), "") if text else ""
        line = _line_of(old, begun, new) if begun else ""
        if not line:
            continue
        length = next((size for size in range(len(text), len(line) + 1) if sum(one.startswith(line[:size]) for one in lines) == 1), 0)
        if length and line[:length] != text:
            edits.append(ValueEdit(entry.where, (name,), line[:length]))
    return tuple(edits)


def _of_passage(where: str, keys: tuple[str | int, ...], passage: Passage, old: str, new: str) -> Sequence[ValueEdit]:
    start, end = locate(shadow(old), passage.exact, prefix=passage.prefix, suffix=passage.suffix)
    standing = old[start:end]
    before, after = old.split("\n"), new.split("\n")
    at = old.count("\n", 0, start)
    line = next((after[new_at] for new_at, old_at in same_lines(before, after).items() if old_at == at), "")
    exact = standing if standing in line else resembling(standing, line, alike=ALIKE)
    if not exact or line.count(exact) != 1:
        return ()
    edits = [ValueEdit(where, (*keys, "exact"), exact)] if exact != standing else []
    return (*edits, *_around(where, keys, line, line.index(exact), len(exact), exact, lambda needle: _is_once(new, needle)))


def _is_once(text: str, needle: str) -> bool:
    try:
        locate(shadow(text), needle)
    except LocateError:
        return False
    return True


def _around(where: str, keys: tuple[str | int, ...], line: str, place: int, length: int, text: str, is_once: Callable[[str], bool]) -> tuple[ValueEdit, ...]:
    """What stands around a place, as much as tells it from all others; nothing where its own words do."""
    if is_once(text):
        return (ValueEdit(where, (*keys, "prefix"), None), ValueEdit(where, (*keys, "suffix"), None))
    prefix, suffix = line[max(0, place - CONTEXT) : place], line[place + length : place + length + CONTEXT]
    return (ValueEdit(where, (*keys, "prefix"), prefix or None), ValueEdit(where, (*keys, "suffix"), suffix or None))
