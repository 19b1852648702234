"""Every way in which a term may stand in a text: its forms in each script, and what stands in the essays themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reader.book.places import essay_text, term_index
from reader.model import Edition, Script, Term
from reader.script.convert import convert, convert_blocks
from reader.script.exceptions import Exceptions

SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


def spellings(edition: Edition, *, asked: Script | None, exceptions: Exceptions) -> dict[str, tuple[str, ...]]:
    """By term, its spellings in the asked script, the headword's first; without one, those of all scripts and those of the texts as published.

    The edition's essays are read (they have blocks). A dictionary tells capitals from small letters, so each form of a mention counts.
    """
    found: dict[str, dict[str, None]] = {term.id: {} for term in edition.terms}
    for script in (asked,) if asked else SCRIPTS:
        # Other people's books have names as OpenCC alone writes them (蘇姿豐 for 蘇姿丰), so without the exceptions too.
        for known in (exceptions, None):
            for term in edition.terms:
                ways = (convert(form, target=script, origin=edition.script, exceptions=known) for form in _forms(term))
                found[term.id].update(dict.fromkeys(ways))
    if not asked:
        for term in edition.terms:
            found[term.id].update(dict.fromkeys(_forms(term)))
    for name, spelling in _standing(edition, asked, exceptions):
        found[name][spelling] = None
    return {name: tuple(ways) for name, ways in found.items()}


def _forms(term: Term) -> Iterator[str]:
    yield " ".join(term.headword.split())
    yield from term.forms
    if term.taiwan:
        yield " ".join(term.taiwan.split())


def _standing(edition: Edition, asked: Script | None, exceptions: Exceptions) -> Iterator[tuple[str, str]]:
    """(term, spelling) of every mention in the essays. Conversion keeps the number of code points, so one search serves all scripts."""
    index = term_index(edition.terms)
    for essay in edition.essays:
        text = essay_text(essay, index)
        texts = [] if asked else [text.text]
        for script in (asked,) if asked else SCRIPTS:
            blocks = convert_blocks(essay.blocks, target=script, origin=essay.script, exceptions=exceptions)
            texts.append("\n".join([block.text for block in blocks]))
        ways: dict[str, set[str]] = defaultdict(set)
        for hit in text.hits:
            ways[hit.id].update(whole[hit.start : hit.end] for whole in texts)
        yield from ((name, spelling) for name, some in ways.items() for spelling in sorted(some))
