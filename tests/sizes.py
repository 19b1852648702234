"""How many examples a law is tried with that takes other than the usual number."""

from __future__ import annotations

import os

NIGHTLY = os.environ.get("READER_HYPOTHESIS") == "nightly"
MORE = 20


def examples(usual: int) -> int:
    """`usual` of them, and twenty times as many in `make nightly`."""
    return usual * MORE if NIGHTLY else usual
