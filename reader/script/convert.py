"""Text and spans into another script: block by block, each by the script it is really written in.

The number of code points never changes, so ids and offsets hold in every script; only regional words (`words`) change it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain

from msgspec.structs import replace

from reader.model import Block, Language, Script, Span, is_chinese
from reader.script.detect import SIMPLIFIED, TRADITIONAL, Evidence, detect, writing_of
from reader.script.exceptions import Exceptions
from reader.script.japanese import TAG, is_japanese
from reader.script.overlay import cut, joined, lay_over, outward, recut, with_own_words
from reader.script.own_words import NOBODYS, Match, find, may_hold
from reader.script.plan import Plan, make_plan
from reader.script.quotes import map_quotes
from reader.script.regional_words import Pair, between, carry
from reader.script.render import render, render_once, render_pairs, render_pairs_each
from reader.script.seams import is_plain_cut, widen_each
from reader.script.signs import NOTHING_YET, Looked, Signs, signs_among

__all__ = ["Plan", "convert", "convert_block", "convert_blocks", "make_plan", "render"]

# The protected spans of a block.
Kept = tuple[Span, ...]

# What stands in these spans is about wording or is no Chinese: it stays as it is.
PROTECTED = frozenset({"code", "wording", "lang"})
# Such a span says where characters stand (on one line, raised, with a reading, in a picture): it has no text that should convert alike.
LAYOUT = frozenset({"nb", "sup", "sub", "ruby", "picture", "lost"})


def convert(text: str, *, target: Language, origin: Language, exceptions: Exceptions | None = None, words: bool = False) -> str:
    """Return one block's whole text in `target`, of the same number of code points (unless `words`), quotation marks included.

    `origin` is the script of the essay: it decides where the characters do not, and gives traditional text its region.
    Japanese stays as it is, and so does everything where one of the two is no script of Chinese.
    """
    if not (is_chinese(target) and is_chinese(origin)) or is_japanese(text):
        return text
    evidence = detect(text, default=origin)
    plan = make_plan(evidence, target=target, origin=origin, exceptions=exceptions, words=words)
    result = map_quotes(joined(render_pairs(text, plan, ())) if words else render(text, plan), target=plan.marks)
    return with_own_words(text, result, plan, words=words)


def convert_block(block: Block, *, target: Language, origin: Language, exceptions: Exceptions | None = None, words: bool = False) -> Block:
    """Return the block in `target`: id and kind stay, spans are widened to seams, protected spans keep their text.

    A block with a language of its own is converted from that, or, if it is not Chinese, returned as it is; one that plainly is Japanese
    keeps its text and is called so.
    With `words` the vocabulary of the region goes along, and lengths change.
    """
    return convert_blocks((block,), target=target, origin=origin, exceptions=exceptions, words=words)[0]


def convert_blocks(
    blocks: Sequence[Block],
    *,
    target: Language,
    origin: Language,
    exceptions: Exceptions | None = None,
    words: bool = False,
    looked: Looked = NOTHING_YET,
) -> list[Block]:
    """Return every block as `convert_block` does; a block that stays as it is, itself.

    Those that go the same way go together: a call costs as much as fifty characters. Texts that were `looked` at are not looked at again.
    """
    if not (is_chinese(target) and is_chinese(origin)):
        return list(blocks)
    signs = signs_among([block.text for block in blocks], looked)
    blocks = _japanese_named(blocks, signs.japanese | signs.mixed)
    done, together = list(blocks), defaultdict[tuple[Evidence, Script], list[tuple[int, Kept]]](list)
    at_home = target == "zh-Hans" and make_plan(SIMPLIFIED, target=target, origin=target, exceptions=exceptions, words=words).own is NOBODYS
    for at in _not_simplified(blocks, signs) if at_home and origin == "zh-Hans" else range(len(blocks)):
        block = blocks[at]
        if block.lang and not writing_of(block.lang):
            continue
        home = home_of(block.lang, origin) if block.lang else origin
        simplified = at not in signs.traditional and home == "zh-Hans"
        if simplified and at_home and at not in signs.corners:
            done[at] = rewritten(block, block.text, block.spans)
            continue
        kept = protected(block) if block.spans else ()
        alike = at in signs.traditional and at not in signs.mixed and not kept
        together[SIMPLIFIED if simplified else TRADITIONAL if alike else _weighed(block, kept, home), home].append((at, kept))
    for (evidence, home), places in together.items():
        plan = make_plan(evidence, target=target, origin=home, exceptions=exceptions, words=words)
        for (at, _), block in zip(places, _by_plan(blocks, places, plan, words=words), strict=True):
            done[at] = block
    for at in [at for at, block in enumerate(blocks) if block.speaker]:
        done[at] = replace(done[at], speaker=convert(blocks[at].speaker, target=target, origin=origin, exceptions=exceptions, words=words))
    return done


def _japanese_named(blocks: Sequence[Block], likely: Iterable[int]) -> Sequence[Block]:
    """The blocks, those with Japanese texts by that language; only `likely` ones may be."""
    named = {at: replace(blocks[at], lang=TAG) for at in likely if _is_japanese(blocks[at])}
    return [named.get(at, block) for at, block in enumerate(blocks)] if named else blocks


def _not_simplified(blocks: Sequence[Block], signs: Signs) -> list[int]:
    """The indexes of the blocks that do not plainly stay as they are in a book in simplified characters, in order: of most of such a book none."""
    return sorted({*signs.traditional, *signs.corners, *[at for at, block in enumerate(blocks) if block.lang]})


def _is_japanese(block: Block) -> bool:
    return (not block.lang or bool(writing_of(block.lang))) and is_japanese(without(block.text, protected(block)))


def _weighed(block: Block, kept: Kept, home: Script) -> Evidence:
    return detect(without(block.text, kept) if kept else block.text, default=home)


def _by_plan(blocks: Sequence[Block], places: Sequence[tuple[int, Kept]], plan: Plan, *, words: bool) -> Iterator[Block]:
    """The blocks of the places, all by the same plan."""
    if words:
        yield from _by_plan_with_words([(blocks[at], kept) for at, kept in places], plan)
        return
    texts = [blocks[at].text for at, _ in places]
    listed, rendered = may_hold(texts, plan.own), render_once(texts, plan)
    carried = _carried([(blocks[at], kept) for at, kept in places], [converted for converted, _ in rendered], plan)
    for number, ((at, kept), (_, text), spans) in enumerate(zip(places, rendered, carried, strict=True)):
        if kept or number in listed:
            text, spans = _same_length(blocks[at], kept, text, spans, plan, listed=number in listed)
        yield rewritten(blocks[at], text, spans)


def rewritten(block: Block, text: str, spans: tuple[Span, ...]) -> Block:
    """The block in its new script, which need not be named any more."""
    if text == block.text and spans == block.spans and not block.lang:
        return block
    return Block(block.id, block.kind, text, spans, block.level, block.speaker)


def _same_length(block: Block, kept: Kept, text: str, spans: tuple[Span, ...], plan: Plan, *, listed: bool) -> tuple[str, tuple[Span, ...]]:
    """The text and the spans, which are carried; `listed`: a listed word may stand in it."""
    if kept:
        text = _restore(text, block.text, ((span.start, span) for span in kept))
    if not (listed and (matches := find(block.text, plan.own, kept))):
        return text, spans
    spans = _whole_words(spans, matches, frozenset(kept))
    pairs = lay_over(block.text, cut(block.text, text, _edges(matches, spans)), matches, plan)
    return joined(pairs), carry(spans, pairs)


def _whole_words(spans: tuple[Span, ...], matches: Sequence[Match], kept: frozenset[Span]) -> tuple[Span, ...]:
    """The spans, none of which begins or ends inside a listed word, unless it has no text that should convert alike."""
    return tuple([span if span.kind in LAYOUT or span.start == span.end or span in kept else outward(span, matches) for span in spans])


def _carried(blocks: Sequence[tuple[Block, Kept]], converted: Sequence[str], plan: Plan) -> list[tuple[Span, ...]]:
    """The spans of each block in its converted text, widened."""
    carried = [block.spans for block, _ in blocks]
    if plan.changes_nothing:
        return carried
    some = [(number, at) for number, (block, kept) in enumerate(blocks) if block.spans for at in _open(block, kept, plan)]
    places = [(blocks[number][0].text, converted[number], carried[number][at].start, carried[number][at].end) for number, at in some]
    for (number, at), (start, end) in zip(some, widen_each(places, partial(render, plan=plan), tied=plan.tied), strict=True):
        spans = carried[number]
        if (start, end) != (spans[at].start, spans[at].end):
            carried[number] = (*spans[:at], replace(spans[at], start=start, end=end), *spans[at + 1 :])
    return carried


def _open(block: Block, kept: Kept, plan: Plan) -> list[int]:
    """The numbers of the block's spans that may have to be widened: most end at seams that show at sight."""
    text, tied = block.text, plan.tied
    return [
        at
        for at, span in enumerate(block.spans)
        if span.start < span.end
        and span.kind not in LAYOUT
        and not (is_plain_cut(text, span.start, tied) and is_plain_cut(text, span.end, tied))
        and span not in kept
    ]


def _by_plan_with_words(blocks: Sequence[tuple[Block, Kept]], plan: Plan) -> Iterator[Block]:
    """The blocks by a plan that may change lengths. Between protected spans every stretch is converted for itself; the others go together."""
    matches = [find(block.text, plan.own, kept) for block, kept in blocks]
    edges = [_edges(some, block.spans) for some, (block, _) in zip(matches, blocks, strict=True)]
    divided = [not some and all(span.kind == "piece" for span in block.spans) for some, (block, _) in zip(matches, blocks, strict=True)]
    together = {}
    for dividing in (False, True):
        free = [at for at, (_, kept) in enumerate(blocks) if not kept and divided[at] == dividing]
        together[dividing] = render_pairs_each([blocks[at][0].text for at in free], plan, [edges[at] for at in free], dividing=dividing)
    for (block, kept), some, inside, dividing in zip(blocks, matches, edges, divided, strict=True):
        pairs = list(_pairs(block.text, kept, plan, inside)) if kept else next(together[dividing])
        yield rewritten(block, *_with_words(block, kept, plan, pairs, some))


def _with_words(block: Block, kept: Kept, plan: Plan, pairs: Sequence[Pair], matches: Sequence[Match]) -> tuple[str, tuple[Span, ...]]:
    spans = carry(block.spans, pairs)
    among = frozenset(kept)
    places = ((after.start, span) for span, after in zip(block.spans, spans, strict=True) if span in among)
    text = _restore(map_quotes(joined(pairs), target=plan.marks), block.text, places)
    if not matches:
        return text, spans
    pairs = lay_over(block.text, recut(pairs, text), matches, plan)
    return joined(pairs), carry(_whole_words(block.spans, matches, among), pairs)


def _edges(matches: Iterable[Match], spans: Iterable[Span]) -> list[int]:
    """Where a text is to be cut, in order."""
    ends = ((start, end) for start, end, _ in matches), ((span.start, span.end) for span in spans)
    return sorted({edge for one in chain(*ends) for edge in one})


def _pairs(text: str, kept: Iterable[Span], plan: Plan, edges: Sequence[int]) -> Iterator[Pair]:
    done = 0
    for span in sorted(kept, key=lambda span: span.start):
        if span.start > done:
            yield from render_pairs(text[done : span.start], plan, between(edges, done, span.start))
        if span.end > done:
            yield text[max(span.start, done) : span.end], text[max(span.start, done) : span.end]
        done = max(done, span.end)
    if done < len(text):
        yield from render_pairs(text[done:], plan, between(edges, done, len(text)))


def protected(block: Block) -> Kept:
    """The block's spans whose text stays as it is. A `lang` span whose language is Chinese in some script is text like any other."""
    return tuple([span for span in block.spans if span.kind in PROTECTED and not (span.kind == "lang" and writing_of(span.ref))]) if block.spans else ()


def without(text: str, spans: Iterable[Span]) -> str:
    """`text` without what stands in the spans."""
    parts, done = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start > done:
            parts.append(text[done : span.start])
        done = max(done, span.end)
    return "".join([*parts, text[done:]])


def _restore(converted: str, original: str, places: Iterable[tuple[int, Span]]) -> str:
    """Put the original text of each span back at its place in the converted text."""
    places = list(places)
    if not places:
        return converted
    letters = list(converted)
    for place, span in places:
        letters[place : place + span.end - span.start] = original[span.start : span.end]
    return "".join(letters)


@cache
def home_of(lang: str, origin: Script) -> Script:
    """The script a block's own language names; where it names no region, the essay's, else Taiwan's."""
    if not lang:
        return origin
    if writing_of(lang) == "zh-Hans":
        return "zh-Hans"
    regions = set(lang.lower().split("-"))
    if regions & {"hk", "mo"}:
        return "zh-Hant-HK"
    return "zh-Hant-TW" if "tw" in regions or writing_of(origin) == "zh-Hans" else origin
