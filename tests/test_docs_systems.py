"""The catalogue in the docs says what the rules say."""

from __future__ import annotations

from tests.generate_systems_page import PAGE, page


def test_the_catalogue_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.generate_systems_page"
