"""Texts and their conversion → every decision in it that was not trivial, many texts at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from msgspec import Struct

from reader.han import has_han
from reader.model import Block, Script
from reader.script.addresses import addresses
from reader.script.convert import Kept, convert_blocks, home_of, protected, without
from reader.script.decided import Told, characters, entries_of, listed, marks, names
from reader.script.detect import Evidence, detect, writing_of
from reader.script.exceptions import Exceptions, our_exceptions
from reader.script.japanese import is_japanese, may_be_japanese
from reader.script.own_words import Match, find
from reader.script.plan import make_plan
from reader.script.receipt import Choice, Examined
from reader.script.render import TOGETHER, render_all

_NONE = Exceptions()
_NOWHERE = frozenset[int]()


class Open(Struct, frozen=True, gc=False, eq=False):
    """A block that may change: what of it stays, the listed words in it, what its characters tell, and the script that they are in where they do not."""

    block: Block
    kept: Kept
    own: tuple[Match, ...]
    told: Evidence
    home: Script


def examine(block: Block, *, target: Script | None, origin: Script, exceptions: Exceptions | None = None, words: bool = False) -> Examined:
    """What `convert_block` does with the block, and why; without a target only which script it is in."""
    return examine_all((block,), target=target, origin=origin, exceptions=exceptions, words=words)[0]


def examine_all(blocks: Sequence[Block], *, target: Script | None, origin: Script, exceptions: Exceptions | None = None, words: bool = False) -> list[Examined]:
    """`examine` of each of the blocks."""
    more = partial(_examine_some, target=target, origin=origin, exceptions=exceptions, words=words)
    return [one for first in range(0, len(blocks), TOGETHER) for one in more(blocks[first : first + TOGETHER])]


def _examine_some(blocks: Sequence[Block], *, target: Script | None, origin: Script, exceptions: Exceptions | None, words: bool) -> list[Examined]:
    japanese = may_be_japanese("\n".join([block.text for block in blocks]))
    looked = [_look(block, target, origin, exceptions, japanese=japanese) for block in blocks]
    found = [one for one in looked if isinstance(one, Open)]
    done = iter(_examined(found, target, origin, exceptions, words=words) if target else [Examined(one.told.writing, one.told.mixed) for one in found])
    return [next(done) if isinstance(one, Open) else one for one in looked]


def _look(block: Block, target: Script | None, origin: Script, exceptions: Exceptions | None, *, japanese: bool) -> Open | Examined:
    """`japanese`: some block may be."""
    if block.lang and not writing_of(block.lang):
        return Examined("", left=f"language {block.lang}")
    home, kept = home_of(block.lang, origin), protected(block)
    convertible = without(block.text, kept) if kept else block.text
    if japanese and is_japanese(convertible):
        return Examined("", left="Japanese")
    told = detect(convertible)
    own = _own(block.text, told.or_else(home), kept, target, exceptions)
    if not own and not has_han(convertible):
        return Examined("", left="kept as it is" if kept else "no Chinese")
    return Open(block, kept, tuple(own), told, home)


def _own(text: str, evidence: Evidence, kept: Kept, target: Script | None, exceptions: Exceptions | None) -> list[Match]:
    """The listed words in a text that goes to `target`."""
    if target is None or exceptions is None or not exceptions.own.entries:
        return []
    return find(text, make_plan(evidence, target=target, origin="zh-Hans", exceptions=exceptions).own, kept)


def _examined(found: Sequence[Open], target: Script, origin: Script, exceptions: Exceptions | None, *, words: bool) -> Iterator[Examined]:
    blocks, usual = [one.block for one in found], _usual(exceptions)
    changed = after = convert_blocks(blocks, target=target, origin=origin, exceptions=exceptions, words=words)
    if words or usual is not (exceptions or our_exceptions()):
        after = convert_blocks(blocks, target=target, origin=origin, exceptions=usual)
    decided = _decided(found, after, target, usual, words=words)
    for one, block, choices in zip(found, changed, decided, strict=True):
        left = "already so" if block.text == one.block.text else ""
        yield Examined(one.told.writing, one.told.mixed, left, (*listed(one.block.text, one.own), *choices))


def _decided(found: Sequence[Open], after: Sequence[Block], target: Script, exceptions: Exceptions, *, words: bool) -> Iterator[list[Choice]]:
    """What was decided in each text outside what is kept and the listed words, and so without these; `after` are the blocks so converted."""
    ways: dict[tuple[Evidence, Script], list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        ways[one.told.or_else(one.home), one.home].append(at)
    choices = [list[Choice]() for _ in found]
    for (evidence, home), places in ways.items():
        bare = make_plan(evidence, target=target, origin=home, exceptions=_NONE)
        plain = render_all([found[at].block.text for at in places], bare)
        told = [Told(found[at].block.text, after[at].text, result, _closed(found[at])) for at, result in zip(places, plain, strict=True)]
        full = make_plan(evidence, target=target, origin=home, exceptions=exceptions, words=words)
        for at, text, some in zip(places, told, characters(told, bare, entries_of(exceptions, target), evidence.writing), strict=True):
            choices[at] += (*some, *(marks(text, target) if exceptions.quotes else ()), *names(text, full, bare))
    yield from choices


def _closed(one: Open) -> frozenset[int]:
    """The places where nothing is decided."""
    found = *((span.start, span.end) for span in one.kept), *((start, end) for start, end, _ in one.own), *addresses(one.block.text)
    return frozenset([at for start, end in found for at in range(start, end)]) if found else _NOWHERE


@lru_cache(8)
def _usual(exceptions: Exceptions | None) -> Exceptions:
    """The exceptions without the words that somebody lists."""
    exceptions = exceptions or our_exceptions()
    return Exceptions(exceptions.entries, quotes=exceptions.quotes) if exceptions.own.entries else exceptions
