"""How many examples a law is tried with that takes other than the usual number."""

from __future__ import annotations

import os

NIGHTLY = os.environ.get("READER_HYPOTHESIS") == "nightly"
MORE = 20
# What a law is tried with in `make nightly` that says nothing of it.
MOST = 3000


def examples(usual: int) -> int:
    """`usual` of them, and twenty times as many in `make nightly`."""
    return usual * MORE if NIGHTLY else usual


def few(usual: int = 40, *, nightly: int = MOST) -> int:
    """`usual` of them where each takes a tenth of a second or more; in `make nightly` as many as of the quick ones."""
    return nightly if NIGHTLY else usual
