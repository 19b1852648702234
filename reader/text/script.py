"""Text and spans into another script: block by block, each by the script it is really written in.

The number of code points never changes, so ids and offsets hold in every script.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, partial

from reader.model import Block, Script, Span
from reader.text.detect import Evidence, Writing, detect, simplified_only, traditional_only, writing_of
from reader.text.exceptions import Chosen, Exceptions, choose, our_exceptions, split
from reader.text.quotes import map_quotes
from reader.text.seams import is_seam, widen
from reader.text.ways import UNTOUCHED, Way, walk, way

# What stands in these spans is about wording or is no Chinese: it stays as it is.
PROTECTED = ("code", "wording", "lang")


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """How a block is converted: its own way; and the way of the characters (`strays`) that belong to the other script."""

    usual: Way
    other: Way
    strays: frozenset[str]
    chosen: Chosen


def convert(text: str, *, target: Script, origin: Script, exceptions: Exceptions | None = None) -> str:
    """Return one block's whole text in `target`, of the same number of code points, quotation marks included.

    `origin` is the script of the essay: it decides where the characters do not, and gives traditional text its region.
    """
    evidence = detect(text, default=origin)
    plan = make_plan(evidence, target=target, origin=origin, exceptions=exceptions)
    return map_quotes(render(text, plan), target=target)


def convert_block(block: Block, *, target: Script, origin: Script, exceptions: Exceptions | None = None, words: bool = False) -> Block:
    """Return the block in `target`: id and kind stay, spans are widened to seams, protected spans keep their text.

    A block with a language of its own is converted from that, or, if it is not Chinese, returned as it is.
    """
    if block.lang and not writing_of(block.lang):
        return block
    home = _origin(block.lang, origin)
    kept = tuple(span for span in block.spans if _is_protected(span))
    evidence = detect(_without(block.text, kept), default=home)
    plan = make_plan(evidence, target=target, origin=home, exceptions=exceptions)
    converted = render(block.text, plan)
    text = _restore(map_quotes(converted, target=target), block.text, kept)
    spans = tuple(_carry(span, block.text, converted, plan) for span in block.spans)
    speaker = convert(block.speaker, target=target, origin=origin, exceptions=exceptions) if block.speaker else ""
    return replace(block, text=text, spans=spans, speaker=speaker, lang="")


@cache
def make_plan(evidence: Evidence, *, target: Script, origin: Script, exceptions: Exceptions | None = None) -> Plan:
    """Decide how text of this evidence goes to `target`; None means the exceptions that ship with the program."""
    writing: Writing = evidence.writing
    other: Writing = "zh-Hans" if writing == "zh-Hant" else "zh-Hant"
    chosen = choose(exceptions or our_exceptions(), target=target, writings=(writing, other) if evidence.mixed else (writing,))
    strays = (simplified_only() if other == "zh-Hans" else traditional_only()) if evidence.mixed else frozenset[str]()
    usual, unusual = way(writing, target=target, origin=origin), way(other, target=target, origin=origin)
    return Plan(usual, unusual, strays, chosen)


def render(text: str, plan: Plan) -> str:
    """`text` by the plan, without the quotation marks; pieces of a text may be given, as long as the plan is the whole's."""
    if plan.usual == UNTOUCHED and not plan.strays:
        return text
    pieces = split(text, plan.chosen)
    return "".join([_render_piece(piece, plan) if settled is None else settled for piece, settled in pieces])


def _render_piece(text: str, plan: Plan) -> str:
    result = walk(text, plan.usual)
    return result if plan.strays.isdisjoint(text) else _patch(text, result, plan)


def _patch(text: str, result: str, plan: Plan) -> str:
    """Convert the stretches around the strays, from seam to seam, by the other way."""
    other = partial(walk, steps=plan.other)
    pieces, done = [], 0
    for place, char in enumerate(text):
        if char in plan.strays and place >= done:
            start, end = place, place + 1
            while start > done and not is_seam(text, start, other):
                start -= 1
            while not is_seam(text, end, other):
                end += 1
            pieces += [result[done:start], other(text[start:end])]
            done = end
    return "".join([*pieces, result[done:]])


def _carry(span: Span, text: str, converted: str, plan: Plan) -> Span:
    """The span in the converted text: widened, unless it is a point, or what it marks stays as it is."""
    if span.start == span.end or _is_protected(span) or (plan.usual == UNTOUCHED and not plan.strays):
        return span
    start, end = widen(text, converted, span.start, span.end, partial(render, plan=plan))
    return replace(span, start=start, end=end)


def _is_protected(span: Span) -> bool:
    """A `lang` span whose language is Chinese in some script is text like any other."""
    return span.kind in PROTECTED and not (span.kind == "lang" and writing_of(span.ref))


def _without(text: str, spans: Iterable[Span]) -> str:
    for span in sorted(spans, key=lambda span: -span.start):
        text = text[: span.start] + text[span.end :]
    return text


def _restore(converted: str, original: str, spans: Iterable[Span]) -> str:
    for span in spans:
        converted = converted[: span.start] + original[span.start : span.end] + converted[span.end :]
    return converted


def _origin(lang: str, origin: Script) -> Script:
    """The script a block's own language names; where it names no region, the essay's, else Taiwan's."""
    if not lang:
        return origin
    if writing_of(lang) == "zh-Hans":
        return "zh-Hans"
    regions = set(lang.lower().split("-"))
    if regions & {"hk", "mo"}:
        return "zh-Hant-HK"
    return "zh-Hant-TW" if "tw" in regions or writing_of(origin) == "zh-Hans" else origin
