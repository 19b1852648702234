"""How the site speaks: its own words in the language of a page."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from reader.book.page import Node, node
from reader.club.words import Language, word
from reader.model import SCRIPTS
from reader.script.convert import convert


class Speech(Struct, frozen=True, gc=False):
    """The words of a page in its language; `own` is for Chinese that is written in simplified characters."""

    language: Language

    def __call__(self, key: str) -> str:
        """The site's word."""
        return self.own(word(key, self.language))

    def own(self, text: str) -> str:
        """A text of ours in the page's script."""
        return in_script(text, "zh-Hant-TW") if self.language == "zh-Hant" else text

    def one_of(self, texts: tuple[str, str]) -> str:
        """Of a Chinese and an English text the page's."""
        return self.own(texts[self.language == "en"])

    def sentence(self, key: str, texts: tuple[str, str]) -> Node:
        """A paragraph: the site's word, and what follows it."""
        return node("p", f"{self(key)}{self.one_of(texts)}{'.' if self.language == 'en' else '。'}")

    def told_of(self, name: tuple[str, str], texts: tuple[str, str]) -> Node:
        """A paragraph: a name, and what is told of it."""
        return node("p", f"{self.one_of(name)}{': ' if self.language == 'en' else '：'}{self.one_of(texts)}{'.' if self.language == 'en' else '。'}")


def size(count: int) -> str:
    """`286 kB`, `1.2 MB`."""
    return f"{count / 1e6:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"


@lru_cache(1000)  # the same few words on every page
def in_script(text: str, language: str) -> str:
    """A text of ours as a page in that language writes it (`zh-Hant-HK` …)."""
    target = next((script for script in SCRIPTS if script == language), None)
    return convert(text, target=target, origin="zh-Hans") if target and target != "zh-Hans" else text
