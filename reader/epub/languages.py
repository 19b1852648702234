"""Language tags of a book: which are believed, and what becomes of them when the script changes."""

from __future__ import annotations

import re
from functools import cache

from reader.model import Script
from reader.script.detect import writing_of
from reader.script.japanese import is_japanese

# Han characters in these are no Chinese that may be converted (Chinese languages other than Mandarin keep their own usage).
WITH_HAN = frozenset("ja jpn ko kor vi vie yue wuu nan hak gan hsn och ryu ain oj za".split())


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

    Many programs write `en` on every page they make; but English that quotes Chinese stays English.
    """
    return "" if may_be_wrong(tag) and is_chinese(*sources) else tag


def may_be_wrong(tag: str) -> bool:
    """Does the tag name a language that is not written with Han characters?"""
    return bool(tag) and not writing_of(tag) and tag.lower().partition("-")[0] not in WITH_HAN


def is_chinese(*sources: str) -> bool:
    """Do the files consist of Chinese, more than of words in Latin letters?"""
    text = _markup().sub("", "\n".join(sources))
    return len(_han().findall(text)) > len(_latin().findall(text)) and not is_japanese(text)


@cache
def _markup() -> re.Pattern[str]:
    return re.compile("<[^<>]*>")


@cache
def _han() -> re.Pattern[str]:
    return re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@cache
def _latin() -> re.Pattern[str]:
    return re.compile("[A-Za-z]+")
