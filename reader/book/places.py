"""Where quotations and terms stand in an essay: one folded string for the whole essay, and the way from its offsets to blocks."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace

from reader.errors import EditionError, LocateError
from reader.model import Essay, Passage, Term
from reader.text.fold import fold
from reader.text.locate import locate
from reader.text.terms import Hit, TermIndex, build_index, find_terms

CLOSING_STOPS = frozenset("，。；：、！？…,.;:!?")
CLOSERS = frozenset("”’」』）】》〉)]")
NOTED_KINDS = frozenset({"paragraph", "quotation", "item", "ordered", "speech"})


@dataclass(frozen=True, slots=True)
class Text:
    """An essay as one string, its blocks' texts joined by line breaks; `starts[i]` is where block i begins, `hit_starts[i]` where hit i does."""

    essay: Essay
    text: str
    folded: str
    starts: tuple[int, ...]
    hits: tuple[Hit, ...]
    hit_starts: tuple[int, ...]

    def block_at(self, offset: int) -> int:
        """The index of the block that holds `offset`."""
        return bisect_right(self.starts, offset) - 1


def essay_text(essay: Essay, index: TermIndex) -> Text:
    """The essay's text with every term hit in it (headings and captions included)."""
    starts, at = [], 0
    for block in essay.blocks:
        starts.append(at)
        at += len(block.text) + 1
    text = "\n".join(block.text for block in essay.blocks)
    folded = fold(text)
    hits = find_terms(folded, index)
    return Text(essay, text, folded, tuple(starts), hits, tuple([hit.start for hit in hits]))


def settled(text: Text) -> Text:
    """The text when everything in it has its place: without the shadow and the hits, which take as much memory as the whole book."""
    return replace(text, folded="", hits=(), hit_starts=())


def term_index(terms: tuple[Term, ...]) -> TermIndex:
    """The automaton over every form of every term."""
    return build_index((form, term.id) for term in terms for form in term.forms)


def find_passage(text: Text, passage: Passage, *, where: str) -> tuple[int, int]:
    """(start, end) of the quotation; raises EditionError when it is not there once, or runs over a paragraph's end."""
    try:
        start, end = locate(text.folded, passage.exact, prefix=passage.prefix, suffix=passage.suffix, text=text.text)
    except LocateError as error:
        error.where = f"{where} in “{passage.essay}”"
        raise
    if text.block_at(start) != text.block_at(end - 1):
        raise EditionError("the quotation runs over the end of a paragraph", where=where, advice="quote one paragraph only")
    return start, end


def marker_place(text: Text, end: int) -> int:
    """Where the marker of a span that ends at `end` goes: left over stops, right over closing quotes, right out of a longer term."""
    place = _over_closers(text.text, _out_of_term(text, end))
    start = text.starts[text.block_at(end - 1)]
    while place > start + 1 and text.text[place - 1] in CLOSING_STOPS:
        place -= 1
    return _over_closers(text.text, place)


def _over_closers(text: str, place: int) -> int:
    while place < len(text) and text[place] in CLOSERS:
        place += 1
    return place


def _out_of_term(text: Text, place: int) -> int:
    at = bisect_right(text.hit_starts, place) - 1
    if at >= 0 and text.hits[at].start < place < text.hits[at].end:
        return text.hits[at].end
    return place


def mentions(text: Text) -> dict[str, tuple[Hit, ...]]:
    """Every term's hits in the blocks that carry notes, in order of place."""
    found: dict[str, list[Hit]] = defaultdict(list)
    noted = [block.kind in NOTED_KINDS for block in text.essay.blocks]
    at, ends = 0, (*text.starts[1:], len(text.text) + 1)
    for hit in text.hits:
        while hit.start >= ends[at]:
            at += 1
        if noted[at]:
            found[hit.id].append(hit)
    return {term: tuple(hits) for term, hits in found.items()}
