"""Where quotations and terms stand in an essay: one string and its shadow for the whole essay, and the way from its offsets to blocks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from reader.book.spacing import is_spaced
from reader.errors import EditionError, LocateError
from reader.match.fold import Shadow, shadow
from reader.match.locate import locate
from reader.match.terms import Hits, TermIndex, build_index, find_terms
from reader.model import Essay, Passage, Term

CLOSING_STOPS = frozenset("，。；：、！？…,.;:!?")
CLOSERS = frozenset("”’」』）】》〉)]")
NOTED_KINDS = frozenset({"paragraph", "quotation", "item", "ordered", "speech"})
# A plain link disturbs less than a marker.
LINKED_KINDS = NOTED_KINDS | {"byline", "caption", "editor-note"}


class Text(Struct, frozen=True, gc=False):
    """An essay as one string, its blocks' texts joined by line breaks; `starts[i]` is where block i begins."""

    essay: Essay
    text: str
    shadow: Shadow
    starts: tuple[int, ...]
    hits: Hits

    def block_at(self, offset: int) -> int:
        """The index of the block that holds `offset`."""
        return bisect_right(self.starts, offset) - 1


def essay_text(essay: Essay, index: TermIndex) -> Text:
    """The essay's text with every term hit in it (headings and captions included)."""
    texts = [block.text for block in essay.blocks]
    starts = tuple(accumulate([len(text) + 1 for text in texts], initial=0))[:-1]
    whole = "\n".join(texts)
    folded = shadow(whole)
    return Text(essay, whole, folded, starts, find_terms(folded, index))


def settled(text: Text) -> Text:
    """The text when everything in it has its place: its blocks, without all that was looked through, which takes more memory than the whole book."""
    return replace(text, text="", shadow=Shadow(""), hits=Hits())


def term_index(terms: tuple[Term, ...]) -> TermIndex:
    """The automaton over every form of every term."""
    return build_index((form, term.id) for term in terms for form in term.forms)


def find_passage(text: Text, passage: Passage, *, where: str) -> tuple[int, int]:
    """(start, end) of the quotation; raises EditionError when it is not there once, or runs over a paragraph's end."""
    try:
        start, end = locate(text.shadow, passage.exact, prefix=passage.prefix, suffix=passage.suffix, text=text.text)
    except LocateError as error:
        error.where = f"{where} in “{passage.essay}”"
        raise
    if text.block_at(start) != text.block_at(end - 1):
        raise EditionError("the quotation runs over the end of a paragraph", where=where, advice="quote one paragraph only")
    return start, end


def marker_place(text: Text, end: int, *, of_term: bool = False) -> int:
    """Where the marker of a span that ends at `end` goes: left over stops, right over closing quotes, right out of a longer term.

    In languages with spaces between words it stands behind stops, too (The Chicago Manual of Style, 14.26).

    A term (`of_term`) is in no other one.
    """
    place, whole = end if of_term else _out_of_term(text, end), text.text
    if is_spaced(text.essay.script):
        return _over_stops(whole, place)
    if whole[place - 1] not in CLOSING_STOPS and whole[place : place + 1] not in CLOSERS:  # as nearly always
        return place
    place = _over_closers(whole, place)
    start = text.starts[text.block_at(end - 1)]
    while place > start + 1 and whole[place - 1] in CLOSING_STOPS:
        place -= 1
    return _over_closers(whole, place)


def paragraph_end(text: Text, end: int) -> int:
    """Where the paragraph ends in which a span ends at `end`."""
    at = text.block_at(end - 1)
    return text.starts[at] + len(text.essay.blocks[at].text)


def _over_stops(text: str, place: int) -> int:
    """Behind the marks that close a clause or a quotation: what a letter or a figure follows (3.5) closes nothing."""
    after = place
    while after < len(text) and (text[after] in CLOSING_STOPS or text[after] in CLOSERS):
        after += 1
    return after if not text[after : after + 1].isalnum() else place


def _over_closers(text: str, place: int) -> int:
    while place < len(text) and text[place] in CLOSERS:
        place += 1
    return place


def _out_of_term(text: Text, place: int) -> int:
    hits = text.hits
    at = bisect_right(hits.starts, place) - 1
    return hits.ends[at] if at >= 0 and hits.starts[at] < place < hits.ends[at] else place


def mentions(text: Text, kinds: frozenset[str] = NOTED_KINDS, *, but: Container[str] = ()) -> dict[str, list[int]]:
    """By term, the numbers of its hits in blocks of the kinds, in order of place; without `kinds`, in those that carry notes.

    Terms in `but` are left out.
    """
    found = defaultdict[str, list[int]](list)
    for numbers in _standing_in(text, kinds):
        for number, term in zip(numbers, text.hits.ids[numbers.start : numbers.stop], strict=True):
            found[term].append(number)
    return {term: numbers for term, numbers in found.items() if term not in but} if but else found


def _standing_in(text: Text, kinds: frozenset[str]) -> Iterator[range]:
    """The numbers of the hits in blocks of the kinds: from each block of another kind, which are few, to the next."""
    starts, done = text.hits.starts, 0
    for block, start, end in zip(text.essay.blocks, text.starts, (*text.starts[1:], len(text.text) + 1), strict=True):
        if block.kind not in kinds:
            yield range(done, bisect_left(starts, start, done))
            done = bisect_left(starts, end, done)
    yield range(done, len(starts))


def linkable_mentions(text: Text, noted: dict[str, list[int]], marked: Container[str]) -> dict[str, list[int]]:
    """The mentions that may be links, of terms that are marked nowhere; `noted` are those in blocks that carry notes."""
    if any(block.kind in LINKED_KINDS and block.kind not in NOTED_KINDS for block in text.essay.blocks):
        return mentions(text, LINKED_KINDS, but=marked)
    return {term: numbers for term, numbers in noted.items() if term not in marked}
