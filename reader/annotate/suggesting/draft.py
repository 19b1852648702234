"""Proposals → a glossary.toml without definitions, which an editor fills in."""

from __future__ import annotations

import json
from collections.abc import Iterator

from reader.annotate.suggesting.suggest import Suggestion
from reader.edition.lists.row import id_of

HEAD = """\
# {} proposals. Keep what wants a note, write its definition, and delete the rest: an entry without a definition is refused.
# Behind # stand how often the word occurs, and the sentence in which it first does.
"""


def draft(suggestions: list[Suggestion]) -> str:
    """The file's text."""
    return HEAD.format(len(suggestions)) + "".join(_entries(suggestions))


def _entries(suggestions: list[Suggestion]) -> Iterator[str]:
    used = set[str]()
    for one in suggestions:
        found, term = one.candidate, one.candidate.term
        name = term.id if term else id_of(found.text)
        while name in used:
            name = f"{name}-x"
        used.add(name)
        times = "once" if found.count == 1 else f"{found.count} times"
        yield f"\n[[term]]  # {times}{', in a pack' if term else ''}: {_plain(one.sentence)}\n"
        yield f"id = {_quoted(name)}\nheadword = {_quoted(found.text)}\n"
        if term and term.forms != (term.headword,):
            yield f"forms = [{', '.join(map(_quoted, term.forms))}]\n"
        yield f"definition = {_quoted(term.definition if term else '')}\n"


def _quoted(text: str) -> str:
    """A basic string of TOML, which JSON's are too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(text: str) -> str:
    return "".join([char if char.isprintable() else " " for char in text])
