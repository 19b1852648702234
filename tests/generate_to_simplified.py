"""Writes what `reader/script/to_simplified.py` reads, from the pinned OpenCC: `python tests/generate_to_simplified.py`."""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path

from opencc_data import converter, entries

from reader.script.hard_phrases import phrases_of

DATA = Path(__file__).parents[1] / "reader" / "script" / "data"
REGIONS = {"tw2s": "TWVariantsRev", "hk2s": "HKVariantsRev"}

Dictionary = dict[str, str]


def dictionary(name: str) -> Dictionary:
    """What each key becomes."""
    return {key: values[0] for key, values in sorted(entries(name))}


def each(text: str, *steps: Dictionary) -> str:
    """The text after the steps, character by character."""
    for step in steps:
        text = "".join(step.get(char, char) for char in text)
    return text


def hard_words(region: str) -> set[str]:
    """The words that may become another than their characters do, on the way from this region."""
    variants, of_variants, characters, phrases = map(dictionary, (region, f"{region}Phrases", "TSCharacters", "TSPhrases"))
    kept = {key for key, value in of_variants.items() if each(value, characters) != each(key, variants, characters)}
    before = {char: {char} for phrase in phrases for char in phrase}
    for old, new in {*variants.items(), *(pair for key, value in of_variants.items() for pair in zip(key, value, strict=True))}:
        before.get(new, set()).add(old)
    return kept.union(*({"".join(letters) for letters in product(*(before[char] for char in phrase))} for phrase in phrases))


def signs_and_pairs(words: set[str]) -> tuple[str, str]:
    """A few characters one of which stands in each of the words; and of each word a pair of characters that one of them is in."""
    left, signs, pairs = set(words), set[str](), set[str]()
    common = Counter(char for phrase in dictionary("STPhrases").values() for char in phrase)
    while left:
        counted = Counter(char for word in left for char in set(word))
        sign = max(counted, key=lambda char: (counted[char], -common[char], char))  # a rare one is met less often
        here = {word for word in left if sign in word}
        signs.add(sign)
        pairs |= {word[at : at + 2] for word in here for at in [min(word.index(sign), len(word) - 2)]}
        left -= here
    return "".join(sorted(signs)), " ".join(sorted(pairs))


def spelling(name: str) -> str:
    """What this way makes of a character in some hard phrase and, behind it, of the same alone, where these differ."""
    convert, phrases = converter(name), "\n".join(phrases_of("zh-Hant"))
    usual = {char: convert(char) for char in phrases}
    return "".join(sorted({new + usual[old] for old, new in zip(phrases, convert(phrases), strict=True) if new != usual[old]}))


def table(name: str) -> str:
    """The shipped table for this way, a line for each thing."""
    region = REGIONS[name]
    variants, of_variants, characters, phrases = map(dictionary, (region, f"{region}Phrases", "TSCharacters", "TSPhrases"))
    changed = [char for char in sorted({*characters, *variants}) if each(char, variants, characters) != char]
    meant = {char for phrase in phrases for char in phrase}
    tied = meant | {char for phrase in of_variants for char in phrase} | {char for char, other in variants.items() if other in meant}
    together = "".join(changed), each("".join(changed), variants, characters), *signs_and_pairs(hard_words(region)), "".join(sorted(tied))
    alone = "".join(variants), "".join(variants.values()), each("".join(variants), characters)
    return "".join(f"{line}\n" for line in (spelling(name), *together, *alone, *(" ".join(sum(some.items(), ())) for some in (of_variants, phrases))))


if __name__ == "__main__":
    for name in REGIONS:
        (DATA / f"{name}.txt").write_text(table(name), encoding="utf-8", newline="\n")
