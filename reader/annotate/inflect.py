"""How a word is written in the plural and the possessive: a small rule a language, no model.

What a rule makes that is no word is found nowhere, and harms nobody; what it misses can be listed as a form.

| language | plural | possessive |
|---|---|---|
| English | -s, -es behind s x z ch sh, -ies for -y behind a consonant | ’s, ’ behind s |
| German | -e, -n, -en, -er, -s | -s, -es |
| French | -s, -aux for -al, -x behind au eu | |
| Spanish, Portuguese | -s behind a vowel, else -es; -ces for -z | |
| Italian | -i for -o and -e, -e for -a | |
| Dutch | -en, -s | ’s |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

VOWELS = frozenset("aeiouáéíóúàèìòùâêîôûäöüãõ")
SHORTEST = 3  # letters of a word that is inflected


def inflected(form: str, language: str) -> Iterator[str]:
    """The other ways in which a form may be written in a language, by its tag; nothing for a language without a rule."""
    rule = RULES.get(language.partition("-")[0].lower())
    last = form[-SHORTEST:]
    if rule and len(last) == SHORTEST and last.isalpha() and last[-1] < "\u0250":
        yield from rule(form)


def _english(word: str) -> Iterator[str]:
    plural = f"{word}s"
    if word.lower().endswith(("s", "x", "z", "ch", "sh")):
        plural = f"{word}es"
    elif word[-1] in "yY" and word[-2].lower() not in VOWELS and word[-1:].islower():
        plural = f"{word[:-1]}ies"
    yield plural
    for mark in "’'":
        yield f"{word}{mark}s"
        yield f"{plural}{mark}"
        if word[-1] in "sS":
            yield f"{word}{mark}"


def _german(word: str) -> Iterator[str]:
    yield from (f"{word}{ending}" for ending in ("e", "n", "en", "er", "s", "es"))


def _french(word: str) -> Iterator[str]:
    if word.endswith("al"):
        yield f"{word[:-1]}ux"
    yield f"{word}x" if word.endswith(("au", "eu")) else f"{word}s"


def _spanish(word: str) -> Iterator[str]:
    if word.endswith("z"):
        yield f"{word[:-1]}ces"
    yield f"{word}s" if word[-1].lower() in VOWELS else f"{word}es"


def _italian(word: str) -> Iterator[str]:
    if word[-1] in "oe":
        yield f"{word[:-1]}i"
    elif word[-1] == "a":
        yield f"{word[:-1]}e"


def _dutch(word: str) -> Iterator[str]:
    yield from (f"{word}en", f"{word}s", f"{word}’s", f"{word}'s")


RULES: dict[str, Callable[[str], Iterator[str]]] = {
    "en": _english,
    "de": _german,
    "fr": _french,
    "es": _spanish,
    "pt": _spanish,
    "it": _italian,
    "nl": _dutch,
}
