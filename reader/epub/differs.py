"""Where what was written differs from what it was meant to be, as a Breach that says so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from reader.epub.textmap import Document
from reader.errors import Breach

SHOWN = 40  # characters of a text that an error quotes


def of_text(differs: tuple[int, str, str], document: Document, source: str, where: str) -> Breach:
    """That a text of the new file, in which `document` was found, is another; `differs` is what `first_difference` returned."""
    number, found, should = differs
    return breach(f"a text would be “{found[:SHOWN]}” instead of “{should[:SHOWN]}”", source, place_of(number, document), where)


def breach(text: str, source: str, place: int, where: str) -> Breach:
    """What would be wrong at a place of the new file, with its line."""
    line = source.count("\n", 0, place) + 1
    return Breach(text, where=f"{where}:{line}")


def alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))


def first_difference(found: Sequence[str], should: Sequence[str]) -> tuple[int, str, str] | None:
    """The number of the first text that is not what it should be, what it is, and what it should be.

    Line ends do not count, nor the indents around them: between Chinese characters they are no part of a text, elsewhere they are, and
    conversion may put Latin in the place of Chinese. That they stand where they stood is known by then.
    """
    if found == should:
        return None
    for number, (one, other) in enumerate(zip_longest(found, should)):
        if one is None or other is None or (one != other and _unbroken(one) != _unbroken(other)):
            return number, one or "", other or ""
    return None


def _unbroken(text: str) -> str:
    return "".join([line.strip(" \t\r") for line in text.split("\n")])


def place_of(number: int, document: Document) -> int:
    """Where a text begins, or the last one where there are not so many."""
    return document.texts[min(number, len(document.texts) - 1)].pieces[0].start if document.texts else 0
