"""Prints the table of `docs/conversion.md`, "Score": `python tests/score_conversion.py`."""

from __future__ import annotations

from collections.abc import Callable

from hard_characters import ALONE, Case, alone, cases, ours

HEAD = (
    "| direction | sentences | OpenCC, plain | OpenCC, by region | `reader` |",
    "|---|---:|---:|---:|---:|",
)


def table() -> str:
    """Sentences without a single wrong character, by direction and in all."""
    lines = list(HEAD)
    for direction, (regional, plain) in ALONE.items():
        some = [case for case in cases() if case.direction == direction]
        arrow = direction.replace(">", " → ")
        lines.append(_row(arrow, some, (f"{_right(some, plain)} (`{plain}`)", f"{_right(some, regional)} (`{regional}`)")))
    sums = [sum(_right([case], ALONE[case.direction][number]) for case in cases()) for number in (1, 0)]
    lines.append(_row("all", list(cases()), tuple(map(str, sums))))
    return "\n".join(lines) + "\n"


def _row(name: str, some: list[Case], others: tuple[str, ...]) -> str:
    return "| " + " | ".join((name, str(len(some)), *others, f"**{_count(some, ours)}**")) + " |"


def _right(some: list[Case], config: str) -> int:
    return _count(some, lambda case: alone(case, config))


def _count(some: list[Case], convert: Callable[[Case], str]) -> int:
    return sum(convert(case) in case.expected for case in some)


if __name__ == "__main__":
    import sys

    sys.stdout.write(table())
