"""Many texts at once, as fast as one: OpenCC is asked once for all that go the same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reader.model import Script
from reader.text.detect import Evidence, writing_of
from reader.text.exceptions import Exceptions
from reader.text.plan import Plan, make_plan, render_all
from reader.text.quotes import map_quotes


def convert_all(texts: Sequence[tuple[str, Evidence]], *, target: Script, origin: Script, exceptions: Exceptions) -> list[str]:
    """Each text as `script.convert` would return it; the evidence is what `detect` says of it without a default."""
    results = [text for text, _ in texts]
    alike: dict[Plan, list[int]] = defaultdict(list)
    for number, (_, evidence) in enumerate(texts):
        told = evidence if evidence.writing else Evidence(writing_of(origin), evidence.mixed)
        plan = make_plan(told, target=target, origin=origin, exceptions=exceptions)
        if not plan.changes_nothing:
            alike[plan].append(number)
    for plan, numbers in alike.items():
        for number, result in zip(numbers, render_all([results[number] for number in numbers], plan), strict=True):
            results[number] = result
    return [map_quotes(result, target=target) for result in results]
