"""Words where no markup can stand: raised numbers stay what they are."""

from __future__ import annotations

import pytest

from reader.book.wording import clipped, shown_text
from reader.model import Span


@pytest.mark.parametrize(
    ("text", "spans", "words"),
    [
        ("训练用了1025次", [(6, 8, "sup")], "训练用了10²⁵次"),
        ("CO2", [(2, 3, "sub")], "CO₂"),
        ("-40°C", [(3, 4, "sup")], "-40°C"),
        ("xmax", [(1, 4, "sub")], "x_(max)"),
        ("2n+1", [(1, 4, "sup")], "2ⁿ⁺¹"),
        ("此说有误。改。", [(0, 5, "s")], "改。"),
        ("全删", [(0, 2, "s")], "全删"),
        ("重点", [(0, 2, "strong")], "重点"),
    ],
)
def test_what_a_text_says_without_its_markup(text: str, spans: list[tuple[int, int, str]], words: str) -> None:
    assert shown_text(text, [Span(*span) for span in spans]) == words


def test_a_quotation_takes_along_what_is_marked_in_it() -> None:
    spans = (Span(6, 8, "sup"), Span(3, 3, "anchor", "x"))
    assert shown_text("1025", clipped(spans, 4, 8)) == "10²⁵"
