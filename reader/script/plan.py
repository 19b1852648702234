"""How one block goes to another script: by which way, with which exceptions, and what to do with characters of the other script."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from reader.model import Script
from reader.script.detect import Evidence, Writing, simplified_only, traditional_only
from reader.script.exceptions import Chosen, Exceptions, choose, our_exceptions
from reader.script.own_words import NOBODYS, Finder, finder
from reader.script.ways import UNTOUCHED, Way, way

# More than a book needs. Lists of words come and go with whoever is served, and what is made of each is large.
PLANS = 64


class Plan(Struct, frozen=True, gc=False, eq=False):
    """How a block is converted: its own way; and the way of the characters (`strays`) that belong to the other script.

    `tied` are the pairs of characters in the exceptions: a cut between two of them is no seam at sight. `plain` is the usual way without
    regional words: it tells where an exception is needed. `own` are the words that somebody listed, which are laid over what the plan
    makes of a text (`overlay.py`); `marks` is the script whose quotation marks it gets (None: they stay).
    """

    usual: Way
    plain: Way
    other: Way
    strays: frozenset[str]
    chosen: Chosen
    tied: frozenset[str]
    own: Finder = NOBODYS
    marks: Script | None = None

    @property
    def changes_nothing(self) -> bool:
        """Does a text stay as it is, but for its quotation marks and listed words?"""
        return self.usual == UNTOUCHED and not self.strays


@lru_cache(PLANS)
def make_plan(evidence: Evidence, *, target: Script, origin: Script, exceptions: Exceptions | None = None, words: bool = False) -> Plan:
    """Decide how text of this evidence goes to `target`; None means the exceptions that ship with the program.

    With `words` the block's own way may change the number of code points: then only `render_pairs` fits the plan.
    """
    writing: Writing = evidence.writing
    other: Writing = "zh-Hans" if writing == "zh-Hant" else "zh-Hant"
    exceptions, writings = exceptions or our_exceptions(), (writing, other) if evidence.mixed else (writing,)
    chosen, own = choose(exceptions, target=target, writings=writings), finder(exceptions.own, target=target, writings=writings)
    strays = (simplified_only() if other == "zh-Hans" else traditional_only()) if evidence.mixed else frozenset[str]()
    usual, unusual = way(writing, target=target, origin=origin, words=words), way(other, target=target, origin=origin)
    return Plan(usual, way(writing, target=target, origin=origin), unusual, strays, chosen, chosen.pairs, own, target if exceptions.quotes else None)
