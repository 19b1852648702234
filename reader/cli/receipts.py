"""Receipts in words: a text that an editor reads through, or JSON."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli.screen import counted, json_text
from reader.cli.script_options import SCRIPT_WORDS

if TYPE_CHECKING:
    from reader.script.receipt import Group, Part, Receipt

HEADINGS = {
    "own": "words of your own lists",
    "exception": "exceptions: words that the list settles, against OpenCC",
    "phrase": "phrases: OpenCC decided by the whole word",
    "usual": "one of several: no phrase decided, so the usual character (in brackets what else there is)",
    "stray": "characters of the other script in a mixed text",
    "word": "regional words",
    "quotation": "quotation marks",
    "mark-kept": "marks left as they are: apostrophes, English quotations",
}
# More neighbours than this nobody reads.
MOST_PLACES = 30
WRITINGS = {"zh-Hans": "simplified", "zh-Hant": "traditional"}
HELP = """\
Every choice in this conversion that was not trivial; equal ones together with their number and one context (⟦ ⟧ marks the place).
What is wrong becomes a line of a list of your own (--words FILE), or an [[exception]] in the edition's script.toml.
"""


def write_receipts(path: Path, receipts: Sequence[Receipt], *, sources: Container[tuple[int, int]] = ()) -> None:
    """Write the receipts to `path`, over none of the `sources`: JSON where its name ends so, else text; raises OutputError."""
    from reader.epub.files import write_atomic

    if path.suffix.lower() == ".json":
        text = json_text({"receipts": [receipt_facts(receipt) for receipt in receipts]}) + "\n"
    else:
        text = "\n".join(line for receipt in receipts for line in receipt_lines(receipt)) + "\n"
    write_atomic(path, text.encode(), sources=sources)


def receipt_lines(receipt: Receipt) -> Iterator[str]:
    """A whole receipt as text."""
    words = SCRIPT_WORDS[receipt.target] if receipt.target else "as it is"
    yield f"{receipt.source}, {words}{', with regional words' if receipt.words else ''}"
    if receipt.target:
        yield HELP
    for part in receipt.parts:
        yield from part_lines(part)


def part_lines(part: Part) -> Iterator[str]:
    """One essay or file; what holds no decision is one line."""
    yield f"== {part.name}  {part.title}".rstrip()
    yield f"   {script_text(part)}"
    kind = ""
    for group in part.groups:
        if group.kind != kind:
            kind = group.kind
            yield f"   -- {HEADINGS[kind]}"
        yield f"      {group_line(group)}"


def script_text(part: Part) -> str:
    """What the texts are written in, and which are left alone why."""
    scripts = ", ".join(f"{count} {WRITINGS[script]}" for script, count in part.scripts) or "no script to be told"
    mixed = f", {part.mixed} of them mixed" if part.mixed else ""
    left = f"; left alone: {', '.join(f'{count} {reason}' for reason, count in part.left)}" if part.left else ""
    return f"{counted(part.texts, 'text')}: {scripts}{mixed}{left}"


def group_line(group: Group) -> str:
    """One decision. Where no phrase decided, its neighbours tell more than one context."""
    change = f"{group.before} → {group.after}" if group.before != group.after else f"{group.before} stays"
    others = "".join(option for option in group.options if option != group.after)
    change += f" ({others})" if others else ""
    times = f" ×{group.count}" if group.count > 1 else ""
    if group.kind == "usual" and group.count > 1:
        return f"{change}{times}: {places_text(group.places)}"
    return f"{change}{times}   …{group.context}…"


def places_text(places: Sequence[tuple[str, int]]) -> str:
    """A character with its neighbours, as often as it stands so; the most frequent of very many."""
    shown = " ".join(place + (f"×{count}" if count > 1 else "") for place, count in places[:MOST_PLACES])
    return shown if len(places) <= MOST_PLACES else f"{shown} … {len(places) - MOST_PLACES} more in the JSON form"


def receipt_facts(receipt: Receipt) -> dict[str, Any]:
    """The JSON form of a receipt."""
    from msgspec import to_builtins

    facts: dict[str, Any] = to_builtins(receipt)
    return facts
