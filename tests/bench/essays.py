"""One generated essay: shuffled sentences, damaged as texts found on the web are, and what editors would write about it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from msgspec import Struct

from reader.match.fold import fold
from reader.model import Correction, RuleUse, Script
from reader.repair.reading import read

RULES = ("pinyin-gloss", "junk-comma", "scrape-space", "halfwidth-punct", "edge-space")
SECTION = 40
# No two disputes within 300 characters are marked; so passages stand farther apart.
APART = 320
# A passage is this much of each of two neighbouring sentences: hardly ever twice in an essay.
QUOTED = 9
CORRECTED = 7


class Draft(Struct, frozen=True, gc=False):
    """A generated source; its first line is its title. `passages` stand once in its reading text, `corrections` are its own."""

    slug: str
    title: str
    script: Script
    text: str
    headings: tuple[str, ...]
    corrections: tuple[Correction, ...]
    passages: tuple[str, ...]


def write_essay(number: int, script: Script, lines: Sequence[str], chance: random.Random) -> Draft:
    """The draft of essay `number` with the paragraphs `lines`."""
    slug, title = f"essay-{number}", f"第{number}篇众说新编"
    headings = tuple(f"{number}·{part + 1}·节" for part in range(len(lines) // SECTION))
    parts = [title]
    for at, line in enumerate(lines):
        if at % SECTION == 0 and at // SECTION < len(headings):
            parts.append(headings[at // SECTION])
        parts.append(line)
    text = "\n".join(parts) + "\n"
    corrections = tuple(find_corrections(slug, text, chance))
    reading = read(text, corrections=corrections, rules=tuple(RuleUse(name, (slug,)) for name in RULES))
    return Draft(slug, title, script, text, headings, corrections, tuple(find_passages(reading.text)))


def paragraphs(size: int, sentences: Sequence[str], names: Iterator[str], chance: random.Random) -> list[str]:
    """Paragraphs of one to three sentences, `size` bytes of UTF-8 or a little more; every second sentence mentions one of `names`."""
    lines, length = list[str](), 0
    while length < size:
        chosen = (mention(chance.choice(sentences), names, chance) for _ in range(chance.randint(1, 3)))
        lines.append("".join(damage(sentence, chance) for sentence in chosen))
        length += len(lines[-1].encode()) + 1
    return lines


def mention(sentence: str, names: Iterator[str], chance: random.Random) -> str:
    """The sentence, or the sentence with a name at its first comma."""
    before, comma, after = sentence.partition("，")
    return f"{before}，{next(names)}也不例外，{after}" if comma and chance.random() < 0.5 else sentence


def damage(sentence: str, chance: random.Random) -> str:
    """What scraping does: half-width commas, doubled ones, spaces, pinyin; about as often as in the shipped sources."""
    luck = chance.random()
    if luck < 0.25:
        return sentence.replace("，", ",")
    if luck < 0.35:
        return sentence.replace("，", ",，")
    if luck < 0.40:
        return sentence.replace("的", "的(de)", 1)
    return sentence.replace("，", ", ") if luck < 0.45 else sentence


def find_corrections(slug: str, text: str, chance: random.Random) -> Iterator[Correction]:
    """One correction in about five hundred characters, never in a heading: a character too many."""
    at = 0
    while (at := at + chance.randint(300, 700)) < len(text) - CORRECTED:
        before = text[at : at + CORRECTED]
        after = before[:3] + before[4:]
        prose = "\n" not in before and "·" not in before
        if prose and before[2] != before[3] != before[4] and text.count(before) == 1:
            yield Correction(slug, before, after, "typo", "多出一字，据上下文删去。", "certain")


def find_passages(text: str) -> Iterator[str]:
    """Passages that stand once in the folded text, none nearer than `APART` characters to the last."""
    folded, at = fold(text), APART
    while 0 < (at := text.find("。", at) + 1) < len(text):
        passage = text[max(0, at - QUOTED) : at + QUOTED]
        if "\n" not in passage and folded.count(fold(passage)) == 1:
            yield passage
            at += APART
