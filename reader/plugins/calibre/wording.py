"""The report of a job as a page: how many books became what, and each of them, with a link to it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from .answers import BAD, CHANGED, FAILED, GOOD, LEFT, RESTORED, SAME, TAKEN, Outcome, Result
from .words import Say

# A link to a book: what stands behind it is the book's number in the library.
LINK = "book:"
# In the order in which they are told, what went wrong first; the sentence for how many there are.
STATES = (
    (FAILED, "failed: {}"),
    (LEFT, "left as they are: {}"),
    (BAD, "with errors: {}"),
    (CHANGED, "changed: {}"),
    (TAKEN, "taken in: {}"),
    (RESTORED, "restored: {}"),
    (SAME, "unchanged: {}"),
    (GOOD, "without errors: {}"),
)


def summary(outcomes: Sequence[Outcome], say: Say, *, stopped: bool = False) -> str:
    """How many books became what, in one line."""
    counts = {state: sum(one["state"] == state for one in outcomes) for state, _ in STATES}
    parts = [say(sentence, counts[state]) for state, sentence in STATES if counts[state]]
    return say(", ").join([*([say("stopped")] if stopped else []), *parts])


def page(result: Result, say: Say, *, stopped: bool = False) -> str:
    """The report in HTML: a title is a link to its book."""
    order, outcomes = [state for state, _ in STATES], result["outcomes"]
    kept = say("What a changed book was is kept as ORIGINAL_EPUB.") if any(one["state"] == CHANGED for one in outcomes) else ""
    heads = [f"<p>{escape(line)}</p>" for line in (result["head"], kept) if line]
    rows = [row(one) for one in sorted(outcomes, key=lambda one: order.index(one["state"]))]
    return f"<h3>{escape(summary(outcomes, say, stopped=stopped))}</h3>{''.join((*heads, *rows))}"


def row(outcome: Outcome) -> str:
    """One book. Titles and messages are somebody else's words, and shown as text."""
    notes = "".join(f"<li>{escape(note)}</li>" for note in outcome["notes"])
    head = f'<a href="{LINK}{outcome["book"]}">{escape(outcome["title"])}</a>: {escape(outcome["text"])}'
    return f"<p>{head}</p>{f'<ul>{notes}</ul>' if notes else ''}"


def book_of(link: str) -> int | None:
    """The book that a link leads to."""
    number = link.removeprefix(LINK)
    return int(number) if link.startswith(LINK) and number.isdecimal() else None


def plain(result: Result, say: Say, *, stopped: bool = False) -> str:
    """The report as text, to be copied."""
    lines = [summary(result["outcomes"], say, stopped=stopped), *filter(None, [result["head"]])]
    for one in result["outcomes"]:
        lines += [f"{one['title']}: {one['text']}", *(f"  {note}" for note in one["notes"])]
    return "\n".join(lines)
