"""What each block is, by the edition's data: `Structure` entries resolved to runs of blocks, contradictions refused."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from reader.errors import EditionError
from reader.match.fold import NOTHING, fold, key, keys
from reader.model import Structure

# `item` is bulleted, `ordered` numbered; a `speech` is another speaker's and may hold other kinds.
KINDS: tuple[str, ...] = (
    "heading",
    "caption",
    "item",
    "ordered",
    "quotation",
    "editor-note",
    "dateline",
    "byline",
    "lost-picture",
    "speech",
    "paragraph",
)


class Role(Struct, frozen=True, gc=False):
    """What one block is; `level` is 0 but for headings, `speaker` empty but in a speech."""

    kind: str
    level: int = 0
    speaker: str = ""


class Run(Struct, frozen=True, gc=False):
    """Blocks `first` to `last` (indexes, both included) and the entry that says what they are."""

    first: int
    last: int
    entry: Structure

    def indexes(self) -> range:
        """Every block of the run."""
        return range(self.first, self.last + 1)


def resolve(texts: Sequence[str], structure: Sequence[Structure]) -> dict[int, Role]:
    """Return, by index into the blocks' `texts`, what the data says of a block; blocks it does not name are left out.

    Beginnings are compared folded, so either script finds them. EditionError for an unknown kind, a beginning that fits no
    block or several, a run that ends before it begins, a speech without speaker, and entries that overlap.
    """
    if not structure:
        return {}
    order = _order(texts, structure)
    runs = [_run(entry, order, texts) for entry in structure]
    spoken = _claim([run for run in runs if run.entry.kind == "speech"])
    others = [run for run in runs if run.entry.kind != "speech"]
    taken = _claim(others)
    for run in others:
        if len({spoken.get(index) for index in run.indexes()}) > 1:
            _complain_overlap(run.entry, next(spoken[index] for index in run.indexes() if index in spoken))
    return {index: _role(taken.get(index), spoken.get(index)) for index in sorted({*taken, *spoken})}


def _order(texts: Sequence[str], structure: Sequence[Structure]) -> list[tuple[str, int]]:
    """The folded beginnings of the blocks that begin like any of the entries, sorted, with their indexes."""
    wanted = [key(text) for entry in structure for text in (entry.text, entry.to) if text]
    initials = {NOTHING, *(text[:1] for text in wanted)}
    likely = [index for index, initial in enumerate(fold("".join([text[:1] or "\n" for text in texts]))) if initial in initials]
    enough = 2 * max(map(len, wanted), default=0)  # a character that nobody sees may stand behind each
    return sorted(zip(keys([texts[index][:enough] for index in likely]), likely, strict=True))


def _role(entry: Structure | None, speech: Structure | None) -> Role:
    kind = entry.kind if entry else "speech"
    level = entry.level if entry and kind == "heading" else 0
    return Role(kind, level, speech.speaker if speech else "")


def _claim(runs: Sequence[Run]) -> dict[int, Structure]:
    owners: dict[int, Structure] = {}
    for run in runs:
        for index in run.indexes():
            if index in owners:
                _complain_overlap(run.entry, owners[index])
            owners[index] = run.entry
    return owners


def _complain_overlap(entry: Structure, other: Structure) -> None:
    name = other.where or f"the {other.kind} “{other.text}”"
    text = f"the {entry.kind} “{entry.text}” overlaps {name}"
    raise EditionError(text, where=entry.where, advice="let each block be one thing; only a speech may hold other kinds, and it must hold them whole")


def _run(entry: Structure, order: Sequence[tuple[str, int]], texts: Sequence[str]) -> Run:
    if entry.kind not in KINDS:
        raise EditionError(f"“{entry.kind}” is no kind of block", where=entry.where, advice=f"the kinds are {', '.join(KINDS)}")
    if entry.kind == "speech" and not entry.speaker:
        raise EditionError(f"the speech “{entry.text}” has no speaker", where=entry.where, advice="give `speaker`")
    first = _find(entry.text, entry, order, texts)
    last = _find(entry.to, entry, order, texts) if entry.to else first
    if last < first:
        raise EditionError(f"the run ends at “{entry.to}”, before it begins at “{entry.text}”", where=entry.where, advice="exchange `text` and `to`")
    return Run(first, last, entry)


def _find(beginning: str, entry: Structure, order: Sequence[tuple[str, int]], texts: Sequence[str]) -> int:
    wanted = key(beginning)
    place = bisect_left(order, (wanted, 0)) if wanted else len(order)
    found = [index for text, index in order[place : place + 2] if text.startswith(wanted)]
    if not found:
        from reader.match.nearest import candidates

        near = candidates(beginning, (text[: len(beginning) + 10] for text in texts))
        raise EditionError(f"no block of the reading text begins with “{beginning}”", where=entry.where, advice=near)
    if len(found) > 1:
        both = " and ".join(f"“{texts[index][: len(beginning) + 12]}”" for index in sorted(found))
        raise EditionError(f"more than one block begins with “{beginning}”", where=entry.where, advice=f"quote more of it: {both}")
    return found[0]
