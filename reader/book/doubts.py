"""What an editor ought to know of the essays' texts: how their sources were read, what nobody sees in them, what is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reader.book.places import Text
from reader.model import Finding
from reader.repair.rule_unseen import drop_unseen
from reader.repair.rule_wrap import lines_of, may_be_wrapped, wrapped_throughout
from reader.unseen import name_of

AROUND = 6
LOST = "\ufffd"
TEXTS = (".txt", ".text")  # of a page, the markup says where paragraphs end


def doubts(texts: Iterable[Text]) -> Iterator[Finding]:
    """Every finding about a text as it is before any note is placed, essay by essay."""
    for text in texts:
        yield from text.essay.source.findings
        if text.shadow.skips:
            yield from _unseen(text)
        named = text.essay.source.name.lower().endswith(TEXTS)
        if named and may_be_wrapped(text.text) and (wrapped := len(wrapped_throughout(lines_of(text.text)))):
            words = f"{wrapped} lines seem to break inside paragraphs; the rule `hard-wrap` of repairs.toml joins them"
            yield Finding("hard-wrap", "info", text.essay.source.name, words)
        if LOST in text.text:
            words = f"{text.text.count(LOST)} characters were lost before the text was received (�), the first in “{_around(text.text, text.text.index(LOST))}”"
            yield Finding("character-lost", "warning", text.essay.source.name, words)


def _unseen(text: Text) -> Iterator[Finding]:
    found = [(place, text.text[place]) for edit in drop_unseen(text.text) for place in range(edit.start, edit.end)]
    if found:
        names = ", ".join(f"{name_of(char)} ({times})" for char, times in Counter(char for _, char in found).most_common())
        out = "the rule `zero-width` of repairs.toml takes them out"
        first = _around(text.text, found[0][0])
        yield Finding("zero-width", "warning", text.essay.source.name, f"holds characters that nobody sees: {names}, the first in “{first}”; {out}")


def _around(text: str, place: int) -> str:
    """What stands around one character, on its line."""
    before, after = text[max(place - AROUND, 0) : place].rpartition("\n")[2], text[place + 1 : place + 1 + AROUND].partition("\n")[0]
    return f"{before}⟦⟧{after}"
