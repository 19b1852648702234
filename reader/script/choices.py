"""One text and its conversion → every decision in it that was not trivial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial

from reader.han import has_han
from reader.model import Block, Script, Span
from reader.script.addresses import addresses
from reader.script.choice_table import FROM_SIMPLIFIED, FROM_TRADITIONAL
from reader.script.convert import convert_block, home_of, protected, without
from reader.script.detect import Evidence, Writing, detect, writing_of
from reader.script.exceptions import Exceptions, ScriptException, our_exceptions
from reader.script.japanese import is_japanese
from reader.script.own_words import Match, find
from reader.script.plan import Plan, make_plan
from reader.script.quotes import CORNER, CURLY
from reader.script.receipt import Choice, ChoiceKind, Examined
from reader.script.render import render, render_pairs
from reader.script.seams import widen

AROUND = 8  # characters of context on each side
BESIDE = 1  # and of a character's neighbours
_NONE = Exceptions()


def examine(block: Block, *, target: Script | None, origin: Script, exceptions: Exceptions | None = None, words: bool = False) -> Examined:
    """What `convert_block` does with the block, and why; without a target only which script it is in."""
    if block.lang and not writing_of(block.lang):
        return Examined("", left=f"language {block.lang}")
    home = home_of(block.lang, origin)
    kept = protected(block)
    convertible = without(block.text, kept)
    if is_japanese(convertible):
        return Examined("", left="Japanese")
    told = detect(convertible)
    own = _own(block.text, told.or_else(home), kept, target, exceptions)
    if not has_han(convertible) and not own:
        return Examined("", left="kept as it is" if kept else "no Chinese")
    if target is None:
        return Examined(told.writing, told.mixed)
    changed = convert_block(block, target=target, origin=origin, exceptions=exceptions, words=words)
    left = "already so" if changed.text == block.text else ""
    decided = _decided(block, kept, own, target=target, origin=origin, exceptions=_usual(exceptions), words=words)
    return Examined(told.writing, told.mixed, left, (*_listed(block.text, own), *decided))


def _decided(
    block: Block, kept: tuple[Span, ...], own: Sequence[Match], target: Script, origin: Script, exceptions: Exceptions, *, words: bool
) -> Iterator[Choice]:
    """What was decided outside what is kept and the listed words, and so without these."""
    home = home_of(block.lang, origin)
    after = convert_block(block, target=target, origin=origin, exceptions=exceptions)
    evidence = detect(without(block.text, kept)).or_else(home)
    bare = make_plan(evidence, target=target, origin=home, exceptions=_NONE)
    free = [True] * len(block.text)
    for start, end in (*((span.start, span.end) for span in kept), *((start, end) for start, end, _ in own), *addresses(block.text)):
        free[start:end] = [False] * (end - start)
    yield from _characters(block.text, after.text, bare, free, _entries(exceptions, target), _options(evidence.writing))
    if exceptions.quotes:
        yield from _marks(block.text, after.text, free, target)
    if words:
        yield from _words(block.text, make_plan(evidence, target=target, origin=home, exceptions=exceptions, words=True), bare, free)


def _own(text: str, evidence: Evidence, kept: tuple[Span, ...], target: Script | None, exceptions: Exceptions | None) -> list[Match]:
    """The listed words in a text that goes to `target`."""
    if target is None or exceptions is None or not exceptions.own.entries:
        return []
    return find(text, make_plan(evidence, target=target, origin="zh-Hans", exceptions=exceptions).own, kept)


def _listed(text: str, own: Sequence[Match]) -> Iterator[Choice]:
    for start, end, result in own:
        yield Choice("own", text[start:end], result, text[start:end], _context(text, start, end))


@lru_cache(8)
def _usual(exceptions: Exceptions | None) -> Exceptions:
    """The exceptions without the words that somebody lists."""
    exceptions = exceptions or our_exceptions()
    return Exceptions(exceptions.entries, quotes=exceptions.quotes) if exceptions.own.entries else exceptions


def _characters(text: str, after: str, bare: Plan, free: list[bool], entries: tuple[ScriptException, ...], options: dict[str, str]) -> Iterator[Choice]:
    """Exceptions, phrases, strays and one-to-many characters. `bare` is the plan without exceptions."""
    plain = render(text, bare)
    done = 0
    for place, (old, new, usual) in enumerate(zip(text, after, plain, strict=True)):
        if place < done or not free[place] or old in CURLY + CORNER:
            continue
        alone = _alone(old, bare)
        if new != usual:
            start, end = _exception(text, place, entries)
            yield _choice("exception", text, after, start, end)
            done = end
        elif old in bare.strays and (new != old or usual == alone):
            if new != old:  # else it is right where the text goes
                yield _choice("stray", text, after, place, place + 1)
        elif usual != alone:
            start, end = widen(text, plain, place, place + 1, partial(render, plan=bare))
            yield _choice("phrase", text, after, start, end)
            done = end
        elif not bare.changes_nothing and alone in options.get(old, ""):
            yield _choice("usual", text, after, place, place + 1, options=options[old])


@lru_cache(8192)
def _alone(char: str, plan: Plan) -> str:
    return render(char, plan)


def _exception(text: str, place: int, entries: tuple[ScriptException, ...]) -> tuple[int, int]:
    """The exception whose source stands over `place`; the longest, if there are several."""
    for entry in entries:
        start = text.find(entry.source, max(place - len(entry.source) + 1, 0), place + len(entry.source))
        if start >= 0:
            return start, start + len(entry.source)
    return place, place + 1


@lru_cache(8)
def _entries(exceptions: Exceptions, target: Script) -> tuple[ScriptException, ...]:
    return tuple(sorted((one for one in exceptions.entries if one.target == target), key=lambda one: -len(one.source)))


def _marks(text: str, after: str, free: list[bool], target: Script) -> Iterator[Choice]:
    """Quotation marks, and the marks that were left because they are something else."""
    foreign = CORNER if target == "zh-Hans" else CURLY
    for place, (old, new) in enumerate(zip(text, after, strict=True)):
        if free[place] and old in foreign:
            yield _choice("quotation" if old != new else "mark-kept", text, after, place, place + 1)


def _words(text: str, plan: Plan, bare: Plan, free: list[bool]) -> Iterator[Choice]:
    """Words that became others, not only otherwise written."""
    if plan.usual == bare.usual:
        return
    at = 0
    for before, after in render_pairs(text, plan, range(1, len(text))):
        if all(free[at : at + len(before)]) and after != render(before, bare):
            yield Choice("word", before, after, before, _context(text, at, at + len(before)))
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
