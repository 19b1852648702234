"""Words and groups of words as they stand in a text: how often, made of what, inside which others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import itemgetter

from msgspec import Struct

from reader.annotate.suggesting.borders import Place, place_of
from reader.annotate.suggesting.candidate import SHORTEST
from reader.annotate.suggesting.segments import Token, cut, is_chinese
from reader.han import has_han

LONGEST = 3  # words of a group
LISTING = "、"
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789αβγδεζηθικλμνξοπρστυφχψω")

Placed = tuple[Token, Place]


class Sights(Struct, frozen=True, gc=False):
    """Of each word or group (`made_of`) how often it stands there; of each word alone too (`words`).

    `listed` are those that stand in a list (A、B、C). Of what stands in groups `inside` is the count of the most frequent one.
    `pairs` are Latin and Chinese words side by side, with the space that may stand between them (α射线).
    """

    made_of: dict[str, tuple[Token, ...]]
    counts: dict[str, int]
    words: Counter[str]
    listed: set[str]
    inside: dict[str, int]
    pairs: Counter[tuple[Token, Token, str]]


class Run(Struct, frozen=True, gc=False):
    """What stands between marks, Latin and words that no term holds; whether a list's mark stands before and behind it."""

    placed: list[Placed]
    before: bool
    after: bool


def sights_of(texts: Iterable[str]) -> Sights:
    """What stands in texts of simplified characters; raises MissingTool where rjieba is not installed."""
    found = Sights({}, {}, Counter(), set(), {}, Counter())
    places = dict[Token, Place | None]()
    for text in texts:
        tokens = cut(text)
        found.words.update(map(itemgetter(0), tokens))
        for run in _runs(tokens, places, found):
            _count(run, found)
    _nest(found)
    return found


def is_latin(word: str) -> bool:
    """Tell whether a word is of Latin or Greek letters, and digits."""
    return word[0] in LETTERS and any(map(str.isalpha, word))


def _runs(tokens: list[Token], places: dict[Token, Place | None], found: Sights) -> Iterator[Run]:
    run: list[Placed] = []
    last = ""
    for at, token in enumerate(tokens):
        if token not in places:
            places[token] = place_of(token)
        if place := places[token]:
            run.append((token, place))
            continue
        if run:
            yield Run(run, last == LISTING, token[0] == LISTING)
            run = []
        last = token[0]
        if last[0] in LETTERS:
            _count_latin(tokens, at, found)
    if run:
        yield Run(run, last == LISTING, after=False)


def _count_latin(tokens: list[Token], at: int, found: Sights) -> None:
    """Count the pairs of a Latin word and its Chinese neighbours; or itself, where it is one with Chinese already (A股)."""
    word = tokens[at][0]
    if not is_latin(word):
        return
    if has_han(word):
        found.counts[word] = found.counts.get(word, 0) + 1
        found.made_of[word] = (tokens[at],)
        return
    for step in (-1, 1):
        space = 0 <= at + step < len(tokens) and tokens[at + step][0] == " "
        beside = at + 2 * step if space else at + step
        if 0 <= beside < len(tokens) and is_chinese(tokens[beside][0]):
            pair = (tokens[beside], tokens[at]) if step < 0 else (tokens[at], tokens[beside])
            found.pairs[(*pair, " " * space)] += 1


def _count(run: Run, found: Sights) -> None:
    """Count each word of a run and each group that may begin and end where it does."""
    placed, counts, listed = run.placed, found.counts, run.before or run.after
    for start, (_, first) in enumerate(placed):
        if not first.first:
            continue
        text = ""
        for end in range(start, min(start + LONGEST, len(placed))):
            (word, _), place = placed[end]
            text += word
            if not place.last or len(text) < SHORTEST:
                continue
            if text in counts:
                counts[text] += 1
            else:
                counts[text] = 1
                found.made_of[text] = tuple([token for token, _ in placed[start : end + 1]])
            if listed and ((run.before and not start) or (run.after and end == len(placed) - 1)):
                found.listed.add(text)


def _nest(found: Sights) -> None:
    for text, tokens in found.made_of.items():
        count = found.counts[text]
        for part in _parts([word for word, _ in tokens]):
            if part in found.counts and count > found.inside.get(part, 0):
                found.inside[part] = count


def _parts(words: list[str]) -> Iterator[str]:
    """What a group holds beside itself."""
    if len(words) > 1:
        yield from words
    if len(words) == LONGEST:
        yield words[0] + words[1]
        yield words[1] + words[2]
