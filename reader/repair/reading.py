"""A source's text and its ledger → the reading text. The order of work is `read`, top to bottom: law 1 of `docs/design.md`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from reader.edits import Edit, apply_edits
from reader.errors import EditionError
from reader.model import Correction, Keep, Reading, RuleUse
from reader.repair.corrections import check_keeps, join_touching, place_corrections, place_keeps
from reader.repair.ledger import changed, fold_edits, undo
from reader.repair.rules import RULE_NAMES, RULES, Words

__all__ = ["read", "undo", "unused_rules"]

Ranges = Sequence[tuple[int, int]]

# What a rule sees of a kept passage: its letters, but none of its marks, so that a bracket or quotation mark inside it is
# never one half of a pair outside.
_BLIND = {ord(mark): "\ue000" for mark in '"(),;:?!.-…·（）'}


def read(source: str, *, corrections: Sequence[Correction] = (), rules: Sequence[RuleUse] = (), keeps: Sequence[Keep] = ()) -> Reading:
    """Repair one essay's `source`; the data is that of this essay alone.

    The ledger's hunks are in source code points; a cause is a rule's name or, in digits, an index into `corrections`.
    `undo(reading.text, reading.hunks)` is the source again. EditionError for a correction or kept passage that is not found,
    found twice or contradicts another, and for an unknown rule.
    """
    words = _words_by_rule(rules)
    kept: Ranges = place_keeps(source, keeps)
    placed = place_corrections(source, corrections)
    check_keeps(placed, kept, corrections)
    edits = [Edit(one.start, one.end, one.after) for one in placed]
    text, kept = apply_edits(source, edits), _shift(kept, edits)
    hunks = join_touching(placed, source)
    for rule in RULES:
        if rule.name in words:
            found = rule.find(_blind(text, kept), words[rule.name])
            edits = list(_outside(found, kept) if kept else found)
            hunks = fold_edits(hunks, edits, text, source, rule.name)
            text, kept = apply_edits(text, edits), _shift(kept, edits)
    return Reading(text, changed(hunks), tuple([one.place for one in sorted(placed, key=attrgetter("number"))]))


def unused_rules(reading: Reading, rules: Sequence[RuleUse]) -> tuple[RuleUse, ...]:
    """Return the `rules` that changed nothing in `reading`; a word table comes back with those of its words that did not."""
    causes = {cause for hunk in reading.hunks for cause in hunk.causes}
    made = "\n".join(f"{hunk.before}\n{hunk.after}" for hunk in reading.hunks if "word-table" in hunk.causes)
    unused = [use for use in rules if use.name not in causes]
    for use in rules:
        words = tuple((before, after) for before, after in use.words if (after or before) not in made)
        if use.name in causes and words:
            unused.append(RuleUse(use.name, use.essays, words, use.reason, use.where))
    return tuple(unused)


def _words_by_rule(rules: Sequence[RuleUse]) -> dict[str, Words]:
    words: dict[str, Words] = {}
    for use in rules:
        if use.name not in RULE_NAMES:
            raise EditionError(f"there is no rule “{use.name}”", where=use.where, advice=f"the rules are {', '.join(RULE_NAMES)}")
        table = dict(words.get(use.name, ()))
        for before, after in use.words:
            if not before or before == after or table.get(before, after) != after:
                text = f"the word “{before}” is empty, changes nothing, or has two corrections"
                raise EditionError(text, where=use.where, advice="give each word once, and another word for it")
            table[before] = after
        words[use.name] = tuple(table.items())
    return words


def _blind(text: str, kept: Ranges) -> str:
    if not kept:
        return text
    parts: list[str] = []
    place = 0
    for start, end in kept:
        parts += (text[place:start], text[start:end].translate(_BLIND))
        place = end
    return "".join((*parts, text[place:]))


def _outside(edits: Iterable[Edit], kept: Ranges) -> Iterable[Edit]:
    turn = 0
    for edit in edits:
        while turn < len(kept) and kept[turn][1] <= edit.start:
            turn += 1
        if turn == len(kept) or edit.end <= kept[turn][0] or edit.start >= kept[turn][1]:
            yield edit


def _shift(kept: Ranges, edits: Sequence[Edit]) -> Ranges:
    moved, turn, shift = [], 0, 0
    for start, end in kept:
        while turn < len(edits) and edits[turn].end <= start:
            shift += len(edits[turn].after) - (edits[turn].end - edits[turn].start)
            turn += 1
        moved.append((start + shift, end + shift))
    return moved
