"""Which of many texts hold something: most hold nothing of it, so many are looked at as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

# Texts that are looked at as one; where they hold something they are looked at one by one.
AT_ONE_LOOK = 64


def among(texts: Sequence[str], ask: Callable[[str], bool]) -> frozenset[int]:
    """The indexes of the texts of which `ask` is true; it must be true of joined texts where it is of one of them."""
    found = list[int]()
    for first in range(0, len(texts), AT_ONE_LOOK):
        some = texts[first : first + AT_ONE_LOOK]
        if len(some) == 1 or ask("\n".join(some)):
            found += [at for at, text in enumerate(some, first) if ask(text)]
    return frozenset(found)
