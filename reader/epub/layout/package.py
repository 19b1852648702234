"""What a package document says of the way its pages turn and its lines run."""

from __future__ import annotations

from collections.abc import Iterator

from reader.edits import Edit
from reader.epub.direction import progression_edits
from reader.epub.scan import Token, attributes, tokens
from reader.epub.textmap import local
from reader.model import Layout

# Kindle's statement (Kindle Publishing Guidelines, "Writing modes").
NAME = "primary-writing-mode"
MODES = {"vertical": "vertical-rl", "horizontal": "horizontal-lr"}
TURNING = {"vertical": "rtl", "horizontal": "ltr"}


def package_edits(source: str, layout: Layout) -> Iterator[Edit]:
    """What changes: the direction in which pages turn (which EPUB 2 does not know), and Kindle's own statement."""
    stated = False
    for token in tokens(source):
        if token.kind in {"start", "empty"} and local(token.name) == "meta" and _names_mode(token):
            stated = True
            yield from (Edit(one.start, one.end, MODES[layout]) for one in attributes(token) if one.name == "content" and one.value != MODES[layout])
        elif token.kind == "end" and local(token.name) == "metadata" and layout == "vertical" and not stated:
            prefix = token.name.removesuffix("metadata")
            yield Edit(token.start, token.start, f'<{prefix}meta name="{NAME}" content="{MODES[layout]}"/>\n')
    yield from progression_edits(source, TURNING[layout])


def _names_mode(token: Token) -> bool:
    return any(one.name == "name" and one.value == NAME for one in attributes(token))
