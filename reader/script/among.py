"""Which of many texts hold something: most hold nothing of it, so many are looked at as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

# Texts that are looked at as one; where they hold something they are looked at one by one.
AT_ONE_LOOK = 64


def looks(texts: Sequence[str]) -> Iterator[tuple[int, Sequence[str], str]]:
    """The texts that are looked at as one, in order: the index of the first of them, they, and all of them in lines."""
    for first in range(0, len(texts), AT_ONE_LOOK):
        some = texts[first : first + AT_ONE_LOOK]
        yield first, some, "\n".join(some)


def among(texts: Sequence[str], ask: Callable[[str], bool]) -> frozenset[int]:
    """The indexes of the texts of which `ask` is true; it must be true of joined texts where it is of one of them."""
    return frozenset([at for first, some, joined in looks(texts) if ask(joined) for at, text in enumerate(some, first) if ask(text)])
