"""The order of work of `make bench`: make the editions and their Markdown, run everything in turn, print the tables.

Against pandoc the clock counts, since that is what a person waits for: run it where nothing else runs. All other ratios are of processor time,
which hardly changes with what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.edition import shipped_folder

from .annotating import annotating
from .converting import converting
from .generate import generate
from .hidden import measure_hidden
from .library import library
from .markdown import write_markdown
from .measure import Run, in_turn, peak, processor, ratio
from .report import Bar, bar_lines, run_lines
from .serving import measure_serving

PYTHON = sys.executable
READER = (PYTHON, "-m", "reader.cli")
Runs = dict[str, tuple[Run, ...]]
WHOLE = "pandoc with glossary and disputes"
CLOCK = attrgetter("seconds")


def main() -> int:
    """Measure; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "what",
        nargs="?",
        choices=["all", "build", "convert", "annotate", "serve", "hidden", "library"],
        default="all",
        help="what to measure (default all)",
    )
    parser.add_argument("--rounds", type=int, default=5, help="runs of each command (default 5; small commands four times as many)")
    parser.add_argument("--scale", type=int, default=100, help="how many times as large as the shipped one the large edition is (default 100)")
    parser.add_argument("--essays", type=int, default=0, help="how many essays it has (default: grows with the root of the scale)")
    parser.add_argument("--books", type=int, default=2000, help="how many books the library has (default 2000: half an hour)")
    options = parser.parse_args()
    say([f"Python {platform.python_version()}, {os.path.realpath(PYTHON)}", ""])
    with TemporaryDirectory() as name:
        folder, bars = Path(name), list[Bar]()
        if options.what in {"all", "build"}:
            bars += [*start(folder, options.rounds * 4), *shipped(folder, options.rounds * 4)]
            bars += large(folder, options.rounds, options.scale, options.essays)
        if options.what in {"all", "convert"}:
            lines, more = converting(folder, rounds=options.rounds, size=5_000_000)
            say(lines)
            bars += more
        if options.what in {"all", "annotate"}:
            lines, more = annotating(folder, rounds=options.rounds, size=5_000_000)
            say(lines)
            bars += more
        if options.what == "library":
            lines, more = library(folder, rounds=min(options.rounds, 2), books=options.books)
            say(lines)
            bars += more
        if options.what in {"all", "serve"}:
            lines, more = measure_serving(folder, rounds=options.rounds)
            say(lines)
            bars += more
        if options.what == "hidden":
            lines, more = measure_hidden(folder, rounds=options.rounds)
            say(lines)
            bars += more
    say(bar_lines(bars))
    return 0 if all(bar.kept for bar in bars) else 1


def start(folder: Path, rounds: int) -> list[Bar]:
    """The help against what every Click program pays."""
    commands = {"python -c 'import click'": (PYTHON, "-c", "import click"), "reader --help": (*READER, "--help")}
    runs = in_turn(commands, rounds=rounds, folder=folder)
    say(run_lines("Start", runs))
    click, ours = runs.values()
    return [Bar("`reader --help` / `import click`", ratio(ours, click), 1.2)]


def shipped(folder: Path, rounds: int) -> list[Bar]:
    """The edition that ships with the program against pandoc."""
    notes = write_markdown(shipped_folder(), folder / "shipped.md")
    runs = in_turn({"pandoc": pandoc("shipped"), **builds(None, "shipped")}, rounds=rounds, folder=folder)
    say(run_lines(f"The shipped edition, {notes} notes", runs))
    return against_pandoc("shipped", runs, {"--simplified": 1.0, "--traditional": 1.5})


def large(folder: Path, rounds: int, scale: int, essays: int) -> list[Bar]:
    """A large edition against pandoc, and against one a tenth its size."""
    size, tenth = (generate(folder / f"x{times}", scale=times, essays=essays) for times in (scale, scale // 10))
    notes = write_markdown(folder / f"x{scale}", folder / "large.md")
    write_markdown(folder / f"x{scale}", folder / "whole.md", whole=True)
    small = in_turn(builds(folder / f"x{scale // 10}", "tenth"), rounds=rounds, folder=folder)
    runs = in_turn({"pandoc": pandoc("large"), WHOLE: pandoc("whole"), **builds(folder / f"x{scale}", "large")}, rounds=rounds, folder=folder)
    say(run_lines(f"{tenth / 1e6:.2f} MB of sources", small))
    say(run_lines(f"{size / 1e6:.2f} MB of sources, {notes} notes", runs))
    growth = {name: processor(runs[name]) / size * tenth / processor(small[name]) for name in small}
    return [
        *against_pandoc("large", runs, {"--simplified": 0.25, "--traditional": 0.38}),
        *(Bar(f"large, `{name}` / {WHOLE}", ratio(runs[name], runs[WHOLE], of=CLOCK)) for name in small),
        *(Bar(f"large, `{name}`: time per byte / at a tenth the size", value, 1.0) for name, value in growth.items()),
        Bar("large, `--simplified`: peak memory / sources", peak(runs["--simplified"]) / size, 20),
        Bar("large, `--traditional`: peak memory / sources", peak(runs["--traditional"]) / size),
    ]


def against_pandoc(what: str, runs: Runs, most: dict[str, float]) -> list[Bar]:
    """Each build's time by pandoc's: on the clock with its bar, and of the processor."""
    pandoc = runs["pandoc"]
    clock = [Bar(f"{what}, `{name}` / pandoc", ratio(runs[name], pandoc, of=CLOCK), limit) for name, limit in most.items()]
    return [*clock, *(Bar(f"{what}, `{name}` / pandoc, of processor time", ratio(runs[name], pandoc)) for name in most)]


def pandoc(name: str) -> tuple[str, ...]:
    """The command that makes `name.md` an EPUB 3."""
    from pypandoc import get_pandoc_path

    return (get_pandoc_path(), "--from=markdown", "--to=epub3", f"--output={name}-pandoc.epub", f"{name}.md")


def builds(edition: Path | None, name: str) -> dict[str, tuple[str, ...]]:
    """The commands that build the edition (None: the shipped one) in either script."""
    folder = (str(edition),) if edition else ()
    return {f"--{script}": (*READER, "build", *folder, f"--{script}", "-o", f"{name}.epub") for script in ("simplified", "traditional")}


def say(lines: Iterable[str]) -> None:
    """Write lines to the screen at once: the next table may take minutes."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
