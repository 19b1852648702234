"""Links between entries: in their HTML as StarDict has them; a format with links of its own puts those in their place."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

# Quotation marks in a text are escaped, so nothing but `link` writes this.
LINK = r'<a href="bword://([^"]*)">[^<]*</a>'


def link(word: str) -> str:
    """A link to the entry of that headword, as StarDict's readers take it: the word itself, not percent-encoded."""
    return f'<a href="bword://{escape(word)}">{escape(word)}</a>'


def relinked(html: str, other: Callable[[str], str]) -> str:
    """The HTML with `other(word)` for each link; the word is as it stands in HTML, escaped."""
    return re.sub(LINK, lambda found: other(found[1]), html)
