"""Language tags of a book: which are believed, and what becomes of them when the script changes."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from reader.model import Script
from reader.script.detect import simplified_only, writing_of
from reader.script.japanese import KANA_SHARE, is_japanese, unknown_in_japan

# Han characters in these are no Chinese that may be converted: Chinese languages other than Mandarin keep their own usage.
OWN_USAGE = frozenset("yue wuu nan hak gan hsn".split())
# And in these only what is plainly Mandarin is: they are written with Han characters, or were.
WITH_HAN = frozenset("ja jpn ko kor vi vie ryu ain oj za".split())
# Characters of Mandarin that neither classical Chinese nor Japanese or Korean write often. They and those that only simplified text has are
# a quarter of modern simplified texts and a twentieth of traditional ones.
MANDARIN = frozenset("的了这這们們你她吗嗎呢吧")
MANDARIN_SHARE = 0.03
# So much of a book tells its language.
SAMPLE = 500_000


class Letters(Struct, frozen=True, gc=False):
    """What letters the files of a book are written in: ideographs, those of them that tell Mandarin, Hangul, words in Latin letters; is it Japanese?"""

    han: int
    mandarin: int
    hangul: int
    latin: int
    japanese: bool


def new_tag(tag: str, target: Script) -> str:
    """What `tag` becomes in a text in `target`; a tag that already says so, or names another language, stays."""
    writing = writing_of(tag)
    if not writing or (writing == writing_of(target) and _region(tag) in {"", _region(target)}):
        return tag
    return target


def new_book_tag(tag: str, target: Script) -> str:
    """The same for `dc:language`, where stores want script alone (Apple's asset guide, "Languages")."""
    new = new_tag(tag, target)
    return tag if new == tag else "zh-Hans" if new == "zh-Hans" else "zh-Hant"


def _region(tag: str) -> str:
    return next((region for region in ("tw", "hk", "mo") if region in tag.lower().replace("_", "-").split("-")), "").replace("mo", "hk")


def believed(tag: str, *sources: str) -> str:
    """The language of files that name `tag`, or nothing (Chinese, as far as anyone can tell) where their text plainly is not in it.

    Many programs write `en` on every page they make, some `ja`; but English that quotes Chinese stays English.
    """
    return "" if may_be_wrong(tag) and is_chinese(letters_of(*sources), tag) else tag


def may_be_wrong(tag: str) -> bool:
    """Does the tag name a language that is told from Chinese by its letters?"""
    return bool(tag) and not writing_of(tag) and _language(tag) not in OWN_USAGE


def writes_han(tag: str) -> bool:
    """Does the tag name another language than Chinese that has Han characters?"""
    return _language(tag) in WITH_HAN


def is_chinese(letters: Letters, tag: str) -> bool:
    """Do files that name `tag` consist of Chinese, more than of words in Latin letters, and plainly of Mandarin if that language has Han characters?"""
    if letters.han <= letters.latin or not may_be_chinese(letters):
        return False
    return not writes_han(tag) or letters.mandarin > MANDARIN_SHARE * letters.han


def may_be_chinese(letters: Letters) -> bool:
    """Are there ideographs, and more of them than Japanese or Korean has?"""
    return letters.han > 0 and not letters.japanese and letters.hangul <= KANA_SHARE * (letters.han + letters.hangul)


def letters_of(*sources: str) -> Letters:
    """The letters of files, of the beginning if they are long."""
    parts, left = [], SAMPLE
    for source in sources:
        if left > 0:
            parts.append(_markup().sub("", source)[:left])
            left -= len(parts[-1])
    text = "\n".join(parts)
    han = _han().findall(text)
    mandarin = sum(char in MANDARIN or (char in simplified_only() and unknown_in_japan(char)) for char in han)
    return Letters(len(han), mandarin, len(_hangul().findall(text)), len(_latin().findall(text)), is_japanese(text))


def _language(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]


@cache
def _markup() -> re.Pattern[str]:
    return re.compile("<[^<>]*>")


@cache
def _han() -> re.Pattern[str]:
    return re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@cache
def _latin() -> re.Pattern[str]:
    return re.compile("[A-Za-z]+")


@cache
def _hangul() -> re.Pattern[str]:
    return re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
