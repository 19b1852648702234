"""Where a phrase of OpenCC runs over the edge of a word (皮|肤发|炎, 还|是只|有): there the text is cut, and each side converts alone.

OpenCC's dictionary holds only words that are hard, so it sees a hard one inside two easy ones. Which words a text has is asked only
where one of its hard phrases stands, and of no more than `REACH` characters on each side, or to the next mark.
"""

from __future__ import annotations

from functools import cache, lru_cache

from msgspec import Struct

from reader.script.hard_phrases import hard_phrases, phrases_of
from reader.script.lexicon import LONGEST_WORD, Spelling, cost, words_of
from reader.script.lone import is_settled_alone
from reader.script.ways import Way, walk
from reader.script.weigh import TWICE, is_doubtful, word_ends

# Half of `seams.WINDOW`: a cut and what it depends on lie within a seam's sight.
REACH = 12
# OpenCC's answer stands unless another is more than four times as likely; where it only has another name for the word, one and a half times:
# a name that is missed can still be read, one that is none makes nonsense (被|抛|出阵 as 被丟擲陣).
MARGIN = 2 * TWICE
NAME_MARGIN = TWICE // 2
SHORT = 3
# Hard phrases with what stands beside them that are remembered: a book's own words come again and again.
REMEMBERED = 1 << 14


class Reading(Struct, frozen=True, gc=False, eq=False):
    """A text as words are looked up in it: in simplified characters, and 著 always as 着."""

    text: str
    spelling: Spelling


class Match(Struct, frozen=True, gc=False, eq=False):
    """A hard phrase in a text, and what it becomes by itself."""

    start: int
    end: int
    phrase: str
    alone: str


def knows_words(steps: Way) -> bool:
    """Do these steps go between simplified and traditional? Between the regions nothing hangs on where words end."""
    return bool(steps) and (_from_simplified(steps) or steps[0].endswith("2s"))


def _from_simplified(steps: Way) -> bool:
    return steps[0].startswith("s2")


def borders(text: str, converted: str, steps: Way, *, regional: bool = False) -> list[int]:
    """The offsets at which `text` must be cut before it goes these steps, in order; `converted` is what becomes of it whole.

    With `regional` words of the region count too, although `converted` is without them.
    """
    places = hard_phrases(text, "zh-Hans" if _from_simplified(steps) else "zh-Hant", regional=regional)
    if not places:
        return []
    spelling = () if _from_simplified(steps) else _spelling(steps)
    reading = Reading(_spelled(converted, spelling) if spelling else text, spelling)
    cuts, done = set[int](), 0
    for start, end in places:
        if end <= done:  # within a longer phrase that stands
            continue
        phrase = text[start:end]
        alone = _alone(phrase, steps)
        if converted[start:end] != alone:
            cuts |= _around_word(reading, Match(start, end, phrase, alone))
            continue
        if not _is_crossed(reading, start, end):
            done = end
            continue
        match = Match(start, end, phrase, alone)
        within = _within_phrase(reading, match, steps)
        cuts |= within | (_around_word(reading, match) if regional else set())  # of a word lost or not `converted` does not tell
        done = done if within else end
    return sorted(cuts - {0, len(text)})


@cache
def _alone(phrase: str, steps: Way) -> str:
    return walk(phrase, steps)


def _around_word(reading: Reading, match: Match) -> set[int]:
    """OpenCC has lost a hard phrase; if it is a word here, its edges."""
    first, last = _stretch(reading.text, match)
    stretch, place = reading.text[first:last], (match.start - first, match.end - first)
    ends = word_ends(stretch, reading.spelling)
    if not ends.issuperset(place) or not ends.isdisjoint(range(place[0] + 1, place[1])):
        return set()
    return set() if is_doubtful(stretch, reading.spelling, apart=place, margin=MARGIN) else {match.start, match.end}


def _within_phrase(reading: Reading, match: Match, steps: Way) -> set[int]:
    """OpenCC has found a hard phrase, and a word may reach out of it; if one does, where words begin or end in it."""
    hard = _hard_places(match, steps)
    # 计算机科学|家 is no crossing that tells: of words that only have another name the long ones stand.
    if not hard and len(match.phrase) > SHORT:
        return set()
    first, last = _stretch(reading.text, match)
    stretch, place = reading.text[first:last], (match.start - first, match.end - first)
    ends = word_ends(stretch, reading.spelling)
    inside = ends.intersection(range(place[0] + 1, place[1]))
    if not inside or ends.issuperset(place) or is_doubtful(stretch, reading.spelling, whole=place, margin=MARGIN if hard else NAME_MARGIN):
        return set()
    for offset in hard:
        at = place[0] + offset
        if ends.issuperset((at, at + 1)) and not is_settled_alone(reading.text, first + at):
            return set()
    return {first + end for end in inside}


def _hard_places(match: Match, steps: Way) -> list[int]:
    """The offsets in the phrase of the characters that become another one in it than alone."""
    return [offset for offset, (old, new) in enumerate(zip(match.phrase, match.alone, strict=True)) if _alone(old, steps) != new]


def _is_crossed(reading: Reading, start: int, end: int) -> bool:
    """Does a word of the list reach into the phrase from outside?"""
    first = max(start - LONGEST_WORD + 1, 0)
    return _reaches_in(reading.text[first : end + LONGEST_WORD - 1], start - first, end - first, reading.spelling)


@lru_cache(REMEMBERED)
def _reaches_in(text: str, start: int, end: int, spelling: Spelling) -> bool:
    """The same of a phrase and what stands beside it."""
    for first in range(start):
        known = words_of(text[first], spelling)
        for last in range(start + 1, min(end, first + LONGEST_WORD + 1)):
            if cost(text[first:last], known) is not None:
                return True
    for first in range(max(start + 1, end - LONGEST_WORD + 1), end):
        known = words_of(text[first], spelling)
        for last in range(end + 1, min(first + LONGEST_WORD, len(text)) + 1):
            if cost(text[first:last], known) is not None:
                return True
    return False


def _stretch(text: str, match: Match) -> tuple[int, int]:
    """What the decision over a phrase reads."""
    first, last = match.start, match.end
    while first > max(match.start - REACH, 0) and _is_chinese(text[first - 1]):
        first -= 1
    while last < min(match.end + REACH, len(text)) and _is_chinese(text[last]):
        last += 1
    return first, last


def _is_chinese(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


@cache
def _spelling(steps: Way) -> Spelling:
    """How to read what these steps leave as it is in some words: 著 as 着, 於 as 于, whichever it will be."""
    phrases = "\n".join(phrases_of("zh-Hant"))
    chars = sorted(set(phrases) - {"\n"})
    usual = {"\n": "\n", **dict(zip(chars, walk("\n".join(chars), steps).split("\n"), strict=True))}
    return tuple(sorted({(new, usual[old]) for old, new in zip(phrases, walk(phrases, steps), strict=True) if new != usual[old]}))


def _spelled(text: str, spelling: Spelling) -> str:
    """The text, so spelled. A few replacements take a tenth of the time that looking each character up takes."""
    held = {old: new for old, new in spelling if old in text}
    if not held.keys().isdisjoint(held.values()):  # one after the other they would change a character twice
        return text.translate({ord(old): new for old, new in held.items()})
    for old, new in held.items():
        text = text.replace(old, new)
    return text
