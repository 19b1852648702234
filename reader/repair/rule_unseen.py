"""Rules on characters that nobody sees: controls, which no book can hold, and zero-width characters, which cut words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.edits import Edit
from reader.unseen import CONTROLS, FORMATS, FORMATS_BEYOND, LINE_ENDS


def drop_controls(text: str) -> Iterator[Edit]:
    """Yield form feeds and their like → a line end (nothing where there is one already), and the removal of other control characters.

    U+0080 to U+009F are what Windows-1252 has there (HTML Standard, "Numeric character reference end state").
    """
    if text.replace("\n", "").replace("\u3000", "").isprintable():  # as nearly every text: a search takes five times as long
        return
    for match in _controls().finditer(text):
        start, end = match.span()
        if match[1]:
            alone = text[start - 1 : start] not in {"", "\n"} and text[end : end + 1] not in {"", "\n"}
            yield Edit(start, end, "\n" if alone else "")
        else:
            yield Edit(start, end, match[0].encode("latin-1", "ignore").decode("cp1252", "ignore") if "\x80" <= match[0] <= "\x9f" else "")


def drop_unseen(text: str) -> Iterator[Edit]:
    """Yield the removal of zero-width and format characters.

    They stay beside a character of a script that may need them (Arabic, the scripts of India, Thai, Mongolian …) or an emoji;
    selectors, which say how a character is drawn, stay everywhere.
    """
    for match in _unseen().finditer(text):
        start, end = match.span()
        if not _may_need(text[start - 1 : start]) and not _may_need(text[end : end + 1]):
            yield Edit(start, end, "")


def _may_need(char: str) -> bool:
    return "\u0590" <= char <= "\u1fff" or "\u2600" <= char <= "\u27bf" or "\ua800" <= char <= "\uabff" or "\ufb1d" <= char <= "\ufe0f" or _is_emoji(char)


def _is_emoji(char: str) -> bool:
    return "\U0001f000" <= char <= "\U0001faff" or "\U000e0100" <= char <= "\U000e01ef"


@cache
def _controls() -> re.Pattern[str]:
    return re.compile(f"([{LINE_ENDS}]+)|[{CONTROLS}]")


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{FORMATS}{FORMATS_BEYOND}][{FORMATS}{FORMATS_BEYOND}]*")
