"""Where in a converted text something was decided that was not trivial: by an exception, a phrase, the usual counterpart, a mark, a region's word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import compress
from operator import ne

from msgspec import Struct

from reader.model import Script
from reader.script.choice_table import FROM_SIMPLIFIED, FROM_TRADITIONAL
from reader.script.detect import Writing
from reader.script.exceptions import Exceptions, ScriptException
from reader.script.own_words import Match
from reader.script.plan import Plan
from reader.script.quotes import CORNER, CURLY, holds
from reader.script.receipt import Choice, ChoiceKind
from reader.script.render import render, render_all, render_pairs
from reader.script.seams import asked_of_seam, grown, sides, stretch_around

AROUND = 8  # characters of context on each side
BESIDE = 1  # and of a character's neighbours
# Offsets around a character at which most phrases of it begin or end.
NEAR = (-1, 0, 1, 2)
_QUOTES = frozenset(CURLY + CORNER)

Ask = Callable[[str], str]


class Told(Struct, frozen=True, gc=False, eq=False):
    """A text, what it became, what it would have become without exceptions, and the places where nothing is decided."""

    text: str
    after: str
    plain: str
    closed: frozenset[int]


def listed(text: str, own: Iterable[Match]) -> Iterator[Choice]:
    """The listed words."""
    for start, end, result in own:
        yield Choice("own", text[start:end], result, text[start:end], _context(text, start, end))


def characters(texts: Sequence[Told], bare: Plan, entries: tuple[ScriptException, ...], writing: Writing) -> Iterator[list[Choice]]:
    """Exceptions, phrases, strays and one-to-many characters of each text. `bare` is the plan without exceptions."""
    chars = sorted(set().union(*(one.text for one in texts)))
    alone = dict(zip(map(ord, chars), render_all(chars, bare), strict=True))
    singly = [one.text.translate(alone) for one in texts]
    ask = _asking(texts, singly, bare)
    for one, single in zip(texts, singly, strict=True):
        yield list(_characters(one, single, bare, entries, _options(writing), ask))


def _characters(one: Told, single: str, bare: Plan, entries: tuple[ScriptException, ...], options: dict[str, str], ask: Ask) -> Iterator[Choice]:
    """`single` is the text converted character by character."""
    text, after, plain = one.text, one.after, one.plain
    done = 0
    for place in _places(one, single, bare, options):
        old, new, usual, alone = text[place], after[place], plain[place], single[place]
        if place < done or place in one.closed or old in _QUOTES:
            continue
        if new != usual:
            start, end = _exception(text, place, entries)
            yield _choice("exception", text, after, start, end)
            done = end
        elif old in bare.strays and (new != old or usual == alone):
            if new != old:  # else it is right where the text goes
                yield _choice("stray", text, after, place, place + 1)
        elif usual != alone:
            start, end = _phrase(text, plain, place, ask)
            yield _choice("phrase", text, after, start, end)
            done = end
        elif alone in options.get(old, ""):
            yield _choice("usual", text, after, place, place + 1, options=options[old])


def _places(one: Told, single: str, bare: Plan, options: dict[str, str]) -> list[int]:
    """Where anything can have been decided, in order."""
    many = [] if bare.changes_nothing else [found.start() for found in _any_of("".join(options)).finditer(one.text)]
    others = {*_differing(one.after, one.plain), *_differing(one.plain, single)}
    if bare.strays and not bare.strays.isdisjoint(one.text):
        others.update([at for at, char in enumerate(one.text) if char in bare.strays])
    return sorted(others.union(many)) if others else many


def _differing(one: str, other: str) -> Iterable[int]:
    return () if one == other else compress(range(len(one)), map(ne, one, other))


def _asking(texts: Sequence[Told], singly: Sequence[str], bare: Plan) -> Ask:
    """A function that converts by the plan. What the search for most phrases asks is converted in one go: a call costs as much as fifty characters."""
    asked = dict[str, None]()
    for one, single in zip(texts, singly, strict=True):
        for place in _differing(one.plain, single):
            first, last = stretch_around(one.text, place, place + 1)
            part = one.text[first:last]
            for offset in NEAR:
                if 0 < place + offset - first < len(part):
                    asked.update(dict.fromkeys(asked_of_seam(*sides(part, place + offset - first))))
    known = dict(zip(asked, render_all(list(asked), bare), strict=True))
    return lambda text: known[text] if text in known else _rendered(text, bare)


def _phrase(text: str, plain: str, place: int, ask: Ask) -> tuple[int, int]:
    """The phrase that decided what became of the character: the smallest stretch that converts alone as it did in the text."""
    first, last = stretch_around(text, place, place + 1)
    start, end = grown(text[first:last], plain[first:last], place - first, place + 1 - first, ask)
    return first + start, first + end


@lru_cache(8192)
def _rendered(text: str, plan: Plan) -> str:
    return render(text, plan)


def _exception(text: str, place: int, entries: tuple[ScriptException, ...]) -> tuple[int, int]:
    """The exception whose source stands over `place`; the longest, if there are several."""
    for entry in entries:
        start = text.find(entry.source, max(place - len(entry.source) + 1, 0), place + len(entry.source))
        if start >= 0:
            return start, start + len(entry.source)
    return place, place + 1


@lru_cache(8)
def entries_of(exceptions: Exceptions, target: Script) -> tuple[ScriptException, ...]:
    """The exceptions on the way to `target`, the longest first."""
    return tuple(sorted((one for one in exceptions.entries if one.target == target), key=lambda one: -len(one.source)))


def marks(one: Told, target: Script) -> Iterator[Choice]:
    """Quotation marks, and the marks that were left because they are something else."""
    foreign = CORNER if target == "zh-Hans" else CURLY
    for found in _any_of(foreign).finditer(one.text) if holds(one.text, foreign) else ():
        place = found.start()
        if place not in one.closed:
            yield _choice("quotation" if one.after[place] != found[0] else "mark-kept", one.text, one.after, place, place + 1)


def names(one: Told, plan: Plan, bare: Plan) -> Iterator[Choice]:
    """Words that became others, not only otherwise written."""
    if plan.usual == bare.usual:
        return
    at = 0
    for before, after in render_pairs(one.text, plan, range(1, len(one.text))):
        if one.closed.isdisjoint(range(at, at + len(before))) and after != _rendered(before, bare):
            yield Choice("word", before, after, before, _context(one.text, at, at + len(before)))
        at += len(before)


def _choice(kind: ChoiceKind, text: str, after: str, start: int, end: int, *, options: str = "") -> Choice:
    place = text[max(start - BESIDE, 0) : end + BESIDE].replace("\n", " ")
    return Choice(kind, text[start:end], after[start:end], place, _context(text, start, end), options)


def _context(text: str, start: int, end: int) -> str:
    """The place with what stands around it, in the source's script; the place in ⟦ ⟧."""
    return f"{text[max(start - AROUND, 0) : start]}⟦{text[start:end]}⟧{text[end : end + AROUND]}".replace("\n", " ")


@cache
def _options(writing: Writing) -> dict[str, str]:
    """Each character of that writing with more than one counterpart, and these."""
    return {word[0]: word[1:] for word in (FROM_TRADITIONAL if writing == "zh-Hant" else FROM_SIMPLIFIED).split()}


@cache
def _any_of(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{characters}]")
