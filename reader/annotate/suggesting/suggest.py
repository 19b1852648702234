"""The order of work: paragraphs and packs → proposals, in three layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from reader.annotate.barred import read_bars
from reader.annotate.forms import distinct
from reader.annotate.spine import chapter_paths
from reader.annotate.suggesting.candidate import Candidate, Clued, heaviest
from reader.annotate.suggesting.names import names_in
from reader.annotate.suggesting.weighing import read_weights, weight_of
from reader.annotate.suggesting.words import words_in
from reader.epub.container import Container
from reader.epub.encoding import decode
from reader.epub.scan import tokens
from reader.epub.textread import read_document
from reader.epub.vocabulary import PAGE
from reader.han import has_han
from reader.match.fold import key, shadow
from reader.match.terms import build_index, find_terms
from reader.model import Term
from reader.script.convert import convert

SENTENCE = 60  # characters of a sentence that are shown
STOPS = "。！？；\n"
NAMES = frozenset(("latin", "title"))


class Suggestion(Struct, frozen=True, gc=False):
    """A proposal, and the sentence in which it first stands."""

    candidate: Candidate
    sentence: str


def suggest(paragraphs: Sequence[str], terms: tuple[Term, ...], *, most: int) -> list[Suggestion]:
    """At most so many proposals for texts; `terms` are the packs'. Chinese words are counted, and proposed, in simplified characters."""
    text = "\n".join(paragraphs)
    hits = list(pack_hits(text, terms))
    known = {key(form) for one in hits if one.term for form in one.term.forms}
    free = [_weighed(one) for one in clued(paragraphs) if key(one.text) not in known]
    folded = shadow(text).text
    return [Suggestion(one, first_sentence(one.text, text, folded)) for one in heaviest([*hits, *free], most)]


def clued(paragraphs: Sequence[str]) -> list[Clued]:
    """What may be proposed of texts, in simplified characters, with its clues."""
    plain = [convert(one, target="zh-Hans", origin="zh-Hans") for one in paragraphs]
    return [*names_in(plain), *(words_in(plain) if any(map(has_han, plain)) else ())]


def _weighed(one: Clued) -> Candidate:
    return Candidate(one.text, "name" if one.kind in NAMES else "word", one.count, weight_of(one.kind, one.clues, read_weights()))


def pack_hits(text: str, terms: tuple[Term, ...]) -> Iterator[Candidate]:
    """The terms of packs that stand in the text."""
    terms, _ = distinct(terms)
    if not terms:
        return
    found = find_terms(shadow(text), build_index((form, term.id) for term in terms for form in term.forms))
    counts = Counter(hit.id for hit in found)
    for term in terms:
        if counts[term.id]:
            yield Candidate(term.headword, "pack", counts[term.id], float(counts[term.id]), term)


def first_sentence(word: str, text: str, folded: str) -> str:
    """The sentence in which a word first stands, or its part around it; empty where it stands in no text as it is."""
    place = folded.find(key(word))
    if place < 0 or len(folded) != len(text):
        return ""
    start = max((text.rfind(stop, 0, place) + 1 for stop in STOPS), default=0)
    start = max(start, place - SENTENCE // 2)
    ends = [end for stop in STOPS if (end := text.find(stop, place)) >= 0]
    return " ".join(text[start : min([*ends, start + SENTENCE])].split())


def paragraphs_of(book: Container) -> list[str]:
    """The paragraphs of a book's chapters that could carry notes."""
    found = []
    for path in chapter_paths(book):
        source = decode(book.files[path], where=f"{book.name}: {path}").text
        marks = tuple(tokens(source))
        bars = read_bars(source, marks)
        for text in read_document(source, PAGE, lang="", pieces=marks).texts:
            pieces = [piece.text for piece in text.pieces if not bars.bars(piece.start, piece.end)]
            if not text.attribute and any(map(str.strip, pieces)):
                found.append("".join(pieces))
    return found
