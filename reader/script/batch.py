"""Many texts at once, as fast as one: OpenCC is asked once for all that go the same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reader.model import Script
from reader.script.detect import Evidence
from reader.script.exceptions import Exceptions
from reader.script.overlay import joined, with_own_words
from reader.script.plan import Plan, make_plan
from reader.script.quotes import map_quotes
from reader.script.render import render_all, render_pairs


def convert_all(texts: Sequence[tuple[str, Evidence]], *, target: Script, origin: Script, exceptions: Exceptions, words: bool = False) -> list[str]:
    """Each text as `script.convert` would return it; the evidence is what `detect` says of it without a default."""
    results = [text for text, _ in texts]
    told: dict[Evidence, list[int]] = defaultdict(list)
    for number, (_, evidence) in enumerate(texts):
        told[evidence].append(number)
    alike: dict[Plan, list[int]] = defaultdict(list)
    for evidence, numbers in told.items():
        plan = make_plan(evidence.or_else(origin), target=target, origin=origin, exceptions=exceptions, words=words)
        if not plan.changes_nothing or plan.own.automaton:
            alike[plan] += numbers
    for plan, numbers in alike.items():
        done = (_render_words if words else render_all)([results[number] for number in numbers], plan)
        for number, result in zip(numbers, done, strict=True):
            results[number] = result
    results = [map_quotes(result, target=target if exceptions.quotes else None) for result in results]
    for plan, numbers in alike.items():
        if plan.own.automaton:
            for number in numbers:
                results[number] = with_own_words(texts[number][0], results[number], plan, words=words)
    return results


def _render_words(texts: list[str], plan: Plan) -> list[str]:
    """The same where lengths change: only the line feeds between the texts tell them apart again, so a text with one goes alone."""
    joined = "\n".join(text for text in texts if "\n" not in text)
    done = iter(_render_pairs(joined, plan).split("\n"))
    return [_render_pairs(text, plan) if "\n" in text else next(done) for text in texts]


def _render_pairs(text: str, plan: Plan) -> str:
    return joined(render_pairs(text, plan, ()))
