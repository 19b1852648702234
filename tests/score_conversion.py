"""Prints the tables of `docs/conversion.md`, "Score": `python tests/score_conversion.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hard_characters import ALONE, Case, alone, cases, ours, put_aside, tuned
from peers_conversion import PEERS, VARIANTS, by_tables

HEAD = (
    "| direction | sentences | OpenCC, plain | OpenCC, by region | zhconv | zhconv-rs | `reader` |",
    "|---|---:|---:|---:|---:|---:|---:|",
)
HEAD_APART = (
    "| sentences | | OpenCC, by region | zhconv | zhconv-rs | `reader` |",
    "|---|---:|---:|---:|---:|---:|",
)


def table() -> str:
    """Sentences without a single wrong character, by direction and in all."""
    lines = list(HEAD)
    for direction, (regional, plain) in ALONE.items():
        some = [case for case in cases() if case.direction == direction]
        arrow = direction.replace(">", " → ")
        lines.append(_row(arrow, some, (f"{_right(some, plain)} (`{plain}`)", f"{_right(some, regional)} (`{regional}`)")))
    sums = [sum(_right([case], ALONE[case.direction][number]) for case in cases()) for number in (1, 0)]
    lines.append(_row("all", cases(), tuple(map(str, sums))))
    return "\n".join(lines) + "\n"


def table_apart() -> str:
    """The same for the sentences of which a third was put aside."""
    lines = list(HEAD_APART)
    for name, every in (("read while tuning", tuned()), ("put aside", put_aside())):
        for kind, some in (
            ("to traditional", [case for case in every if case.scripts[1] != "zh-Hans"]),
            ("to simplified", [case for case in every if case.scripts[1] == "zh-Hans"]),
        ):
            lines.append(_row(f"{name}, {kind}", some, (str(sum(_right([case], ALONE[case.direction][0]) for case in some)),)))
    return "\n".join(lines) + "\n"


def _row(name: str, some: Sequence[Case], others: tuple[str, ...]) -> str:
    peers = [str(_best(some, peer)) for peer in PEERS]
    return "| " + " | ".join((name, str(len(some)), *others, *peers, f"**{_count(some, ours)}**")) + " |"


def _best(some: Sequence[Case], peer: str) -> int:
    """The better of the peer's two ways, for each direction."""
    directions = {case.direction for case in some}
    return sum(max(_by_tables([case for case in some if case.direction == one], peer, number) for number in (0, 1)) for one in directions)


def _by_tables(some: Sequence[Case], peer: str, number: int) -> int:
    return _count(some, lambda case: by_tables(case.source, peer, VARIANTS[case.scripts[1]][number], case.scripts[1]))


def _right(some: Sequence[Case], config: str) -> int:
    return _count(some, lambda case: alone(case, config))


def _count(some: Sequence[Case], convert: Callable[[Case], str]) -> int:
    return sum(convert(case) in case.expected for case in some)


if __name__ == "__main__":
    import sys

    sys.stdout.write(f"{table()}\n{table_apart()}")
