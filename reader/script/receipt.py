"""Receipts of conversion: what was decided where, so that an editor can read it through and overrule it.

Equal decisions are one entry with a count and a context; what is trivial (a character with one counterpart) is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from reader.model import Script

ChoiceKind = Literal["own", "exception", "phrase", "usual", "stray", "word", "quotation", "mark-kept"]
CHOICE_KINDS: tuple[ChoiceKind, ...] = ("own", "exception", "phrase", "usual", "stray", "word", "quotation", "mark-kept")


class Choice(Struct, frozen=True, gc=False):
    """One decision: `before` became `after`; `options` are what the character could have become; `place` is it with its neighbours.

    `own`: a word of a list of the user's; `exception`: a word of ours; `phrase`: OpenCC decided by the phrase `before`; `usual`: none spoke, so the usual one;
    `stray`: a character of the other script in a mixed text; `word`: regional vocabulary; `quotation`: a quotation mark;
    `mark-kept`: one that is an apostrophe or English.
    """

    kind: ChoiceKind
    before: str
    after: str
    place: str
    context: str
    options: str = ""


class Examined(Struct, frozen=True, gc=False):
    """One text: the script it is written in (empty: nothing tells), whether it holds both, why it stays as it is (empty: it changes)."""

    writing: str
    mixed: bool = False
    left: str = ""
    choices: tuple[Choice, ...] = ()


class Group(Struct, frozen=True, gc=False):
    """Equal decisions: how often, one context, and with which neighbours how often."""

    kind: ChoiceKind
    before: str
    after: str
    options: str
    count: int
    context: str
    places: tuple[tuple[str, int], ...]


class Part(Struct, frozen=True, gc=False):
    """One essay or file: its texts by script, those left alone by reason, and the decisions, the gravest kind first."""

    name: str
    title: str
    texts: int
    scripts: tuple[tuple[str, int], ...]
    mixed: int
    left: tuple[tuple[str, int], ...]
    groups: tuple[Group, ...]

    @property
    def script(self) -> str:
        """The script of most texts, or nothing."""
        return self.scripts[0][0] if self.scripts else ""


class Receipt(Struct, frozen=True, gc=False):
    """A book's conversion; without a target only what it is written in."""

    source: str
    target: Script | None
    words: bool
    parts: tuple[Part, ...]


def summarise(name: str, title: str, examined: Iterable[Examined]) -> Part:
    """Put the texts of one essay or file together."""
    texts = tuple(examined)
    scripts = Counter(text.writing for text in texts if text.writing)
    left = Counter(text.left for text in texts if text.left)
    groups = group(choice for text in texts for choice in text.choices)
    return Part(name, title, len(texts), tuple(scripts.most_common()), sum(text.mixed for text in texts), tuple(left.most_common()), groups)


def group(choices: Iterable[Choice]) -> tuple[Group, ...]:
    """Equal decisions together: by kind, then the most frequent first."""
    alike: dict[tuple[ChoiceKind, str, str, str], list[Choice]] = {}
    for choice in choices:
        alike.setdefault((choice.kind, choice.before, choice.after, choice.options), []).append(choice)
    groups = [
        Group(kind, before, after, options, len(found), found[0].context, tuple(Counter(choice.place for choice in found).most_common()))
        for (kind, before, after, options), found in alike.items()
    ]
    return tuple(sorted(groups, key=lambda one: (CHOICE_KINDS.index(one.kind), -one.count, one.before)))
