"""What was measured → a table in Markdown, and which bars were kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from .measure import Run, peak, processor, seconds


class Bar(Struct, frozen=True, gc=False):
    """One promise of the project: what was measured, and the most it may be (None: measured only)."""

    what: str
    value: float
    most: float | None = None

    @property
    def kept(self) -> bool:
        """Does the measured value keep the promise?"""
        return self.most is None or self.value <= self.most


def run_lines(title: str, runs: dict[str, tuple[Run, ...]]) -> Iterator[str]:
    """A table of medians for a group of commands run in turn."""
    yield f"### {title}\n"
    yield "| command | seconds | of processor | peak memory |"
    yield "|---|---|---|---|"
    for name, found in runs.items():
        yield f"| {name} | {seconds(found):.3f} | {processor(found):.3f} | {peak(found) / 1e6:.0f} MB |"
    yield ""


def bar_lines(bars: Iterable[Bar]) -> Iterator[str]:
    """The table of promises."""
    yield "### Bars\n"
    yield "| measured | value | at most | |"
    yield "|---|---|---|---|"
    for bar in bars:
        most = "" if bar.most is None else f"{bar.most:.2f}"
        yield f"| {bar.what} | {bar.value:.2f} | {most} | {'kept' if bar.kept else '**missed**'} |"
