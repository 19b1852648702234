"""What the plugin says, in Chinese: a table of sentences for anybody to mend (`words/zh.txt`); what is not in it is said in English."""

from __future__ import annotations

from collections.abc import Callable

# A sentence, and what is put where it has `{}`.
Say = Callable[..., str]


def table(text: str) -> dict[str, str]:
    """The pairs of a file: a line in English, below it `= ` and the same in Chinese."""
    pairs, english = dict[str, str](), ""
    for line in text.splitlines():
        if line.startswith("= "):
            pairs[english] = line[2:]
        english = line
    return pairs


def speaker(pairs: dict[str, str]) -> Say:
    """What says sentences by a table."""

    def say(sentence: str, *parts: object) -> str:
        said = pairs.get(sentence, sentence)
        return said.format(*parts) if parts else said

    return say
