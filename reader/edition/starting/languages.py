"""In which language a text is, for an editor to look at: by its letters, by what the file says of itself, by the words that every text has."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from reader.han import is_han
from reader.model import Language
from reader.script.detect import detect, writing_of
from reader.script.japanese import TAG, is_japanese

ENOUGH = 20_000  # characters that tell
SHARE = 0.2  # of Chinese characters among the letters: an English essay may quote a line of them
DEFAULT = "en"
# Letters that stand for one language here; Unicode's names of characters begin with them.
ALPHABETS = {"HANGUL": "ko", "CYRILLIC": "ru", "GREEK": "el", "ARABIC": "ar", "HEBREW": "he", "THAI": "th", "DEVANAGARI": "hi"}
# The commonest words of languages in Latin letters that the others do not have.
COMMON = {
    "en": "the and of to is that it was for with as this are you",
    "fr": "le les des est et une dans qui pour pas sur avec ce il",
    "de": "der die und das ist nicht ein eine zu den mit sich auf dem",
    "es": "el los las una por con para del es lo como más pero y",
    "it": "il di che è la per una non sono con gli della nel anche",
    "pt": "o que não uma os com para por da do em como mais é",
    "nl": "de het een van en is dat niet op te met voor zijn er",
    "la": "et in est non ad ut cum sed quod qui quae ex ab sunt",
}


def language_of(text: str, said: str) -> Language:
    """The language of a text; of one that is Chinese its script (of a traditional one, Taiwan's). `said` is what the file says of itself."""
    sample = text[:ENOUGH]
    letters = [char for char in sample if char.isalpha()]
    if is_japanese(sample):
        return TAG
    if sum(map(is_han, letters)) > SHARE * len(letters) or not letters:
        return _script(text, said)
    declared = said.strip().replace("_", "-")
    if re.match(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-[A-Za-z]{2})?\Z", declared) and not writing_of(declared) and declared.lower() not in {"und", "mul"}:
        return declared
    alphabet, times = Counter(unicodedata.name(char, "?").partition(" ")[0] for char in letters).most_common(1)[0]
    return ALPHABETS.get(alphabet) or (_by_words(sample) if times else DEFAULT)


def _script(text: str, said: str) -> Language:
    if detect(text).or_else(said or "zh-Hans").writing != "zh-Hant":
        return "zh-Hans"
    return "zh-Hant-HK" if {"hk", "mo"} & set(said.lower().split("-")) else "zh-Hant-TW"


def _by_words(sample: str) -> Language:
    words = Counter(re.findall(r"\w+", sample.lower()))
    counts = {tag: sum(words[word] for word in common.split()) for tag, common in COMMON.items()}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else DEFAULT
