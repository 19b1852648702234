"""Odd books through every door: `python -m tests.odd_books FOLDER [--mutants N] [--seed S] [--only BOOK [--mutant K]]`.

Every EPUB in the folder and below (a folder with a META-INF/container.xml is one, too) and N seeded mutants, shared out among the books, go
through `convert` (both scripts, with and without regional words), `check` and `script`. A breach is an exit code that is none of those
for bad input, more than one line about it, a book left behind by what failed, more time or memory than there is for it, a byte that
is another outside the texts, a character that is lost. Each is printed with the words that repeat it; the exit code is 1 if there is one.
"""

from __future__ import annotations

import argparse
import html
import multiprocessing
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest
from multiprocessing.connection import Connection
from pathlib import Path

from msgspec import Struct

from reader.epub.archive import open_zip, read_entry
from reader.epub.encoding import decode
from reader.errors import EXIT_FINDINGS, InputError
from reader.match.fold import fold
from tests.commands import Said, run
from tests.mutants import mutant, packed

SECONDS = 20.0  # for each command; a sound book of some megabytes takes less
MEMORY = 2_000_000_000
LARGEST = 60_000_000
SCRIPTS = ("--simplified", "--traditional")


class Trial(Struct, frozen=True, gc=False):
    """A book of the folder, or its mutant of that number (from 1)."""

    book: str
    mutant: int = 0


class Breach(Struct, frozen=True, gc=False):
    """What went wrong at which command."""

    trial: Trial
    command: str
    what: str


def books_in(folder: Path) -> dict[str, Path]:
    """The EPUBs of a folder by their names in it: files, and folders that hold one unpacked."""
    files = sorted(path for path in folder.rglob("*.epub") if path.is_file())
    unpacked = sorted(path.parents[1] for path in folder.rglob("META-INF/container.xml"))
    return {path.relative_to(folder).as_posix(): path for path in (*files, *unpacked)}


def read_book(path: Path) -> bytes:
    """A book's bytes; a folder is packed."""
    if path.is_file():
        return path.read_bytes()
    files = {file.relative_to(path).as_posix(): file for file in sorted(path.rglob("*")) if file.is_file()}
    first = {"mimetype": b"application/epub+zip"}
    return packed({**first, **{name: file.read_bytes() for name, file in files.items() if name != "mimetype"}})


def data_of(path: Path, trial: Trial, seed: int) -> bytes:
    """The book of a trial."""
    data = read_book(path)
    return mutant(data, random.Random(f"{seed} {trial.book} {trial.mutant}")) if trial.mutant else data


def commands() -> Iterator[tuple[str, ...]]:
    """What each book goes through."""
    for script in SCRIPTS:
        yield "convert", "book.epub", script, "-o", "new.epub"
        yield "convert", "book.epub", script, "--regional-words", "-o", "new.epub"
    yield "check", "book.epub"
    yield "script", "book.epub"


def faults(command: Sequence[str], said: Said, data: bytes, new: bytes | None) -> Iterator[str]:
    """What is wrong with what a command said and wrote."""
    if "Traceback" in said.err or said.code not in {0, EXIT_FINDINGS, InputError.exit_code} or (said.code == EXIT_FINDINGS and command[0] != "check"):
        yield f"exit code {said.code}: {said.err.strip()[-300:]}"
    elif said.code == InputError.exit_code and (said.err.count("\n") != 1 or not said.err.startswith("reader: ")):
        yield f"not one line: {said.err[:300]}"
    elif command[0] == "convert" and said.code == 0 and new is None:
        yield "nothing was written"
    elif command[0] == "convert" and said.code == 0 and new is not None:
        yield from losses(data, new, words="--regional-words" in command)
    elif new is not None:
        yield "a book was left behind"


def losses(old: bytes, new: bytes, *, words: bool) -> Iterator[str]:
    """Where the new book is not the old one in another script; found out in another way than `reader.epub.guard` does."""
    before, after = contents(old), contents(new)
    if {name: len(some) for name, some in before.items()} != {name: len(some) for name, some in after.items()}:
        yield f"other files: {sorted(before.keys() ^ after.keys())[:5]}"
        return
    for name, some in before.items():
        for one, other in zip(some, after[name], strict=True):
            if one != other:
                yield from (f"{name}: {text}" for text in differences(one, other, words=words))


def contents(data: bytes) -> dict[str, list[bytes]]:
    """Every file of a zip by its name."""
    found: dict[str, list[bytes]] = {}
    with open_zip(data) as book:
        for info in book.infolist():
            found.setdefault(info.filename, []).append(b"" if info.is_dir() else read_entry(book, info, where=""))
    return found


def differences(one: bytes, other: bytes, *, words: bool) -> Iterator[str]:
    """Where a changed file differs in more than script."""
    old, new = decode(one, where=""), decode(other, where="")
    before, after = plain(old.text), plain(new.text)
    pairs = [(fold(before), fold(after))]
    if words:  # they may be of any letters
        pairs = [(_word().sub("", left), _word().sub("", right)) for left, right in pairs]
    else:  # the fold knows no capitals
        pairs.append((_beyond_ascii().sub("", before), _beyond_ascii().sub("", after)))
    for left, right in pairs:
        if left != right:
            at = next(place for place, (mine, theirs) in enumerate(zip_longest(left, right)) if mine != theirs)
            yield f"“{left[max(at - 10, 0) : at + 20]}” became “{right[max(at - 10, 0) : at + 20]}”"
            return
    if 2 * len(after) < len(before) + len(pairs[0][0]):  # no list of words makes a text half as long
        yield f"{len(before)} characters became {len(after)}"


def plain(text: str) -> str:
    """A file's text without language tags and the direction of reading, which conversion may change, and whichever way characters are written."""
    text = re.sub(r"""(lang\s*=\s*["'])[^"'<>]*""", r"\1", text)
    text = re.sub(r"(<dc:language[^<>]*>)[^<]*", r"\1", text)
    text = re.sub(r'\s+page-progression-direction="ltr"', "", text)
    return html.unescape(text.replace("&#0;", "\0"))


@cache
def _beyond_ascii() -> re.Pattern[str]:
    return re.compile(r"[^\x00-\x7f]+")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")


def serve(connection: Connection, folder: str) -> None:
    """Answer each book with the faults that it brings to light, command by command."""
    from reader.check import epubcheck

    epubcheck.run_epubcheck = lambda *_, **__: ()  # it takes seconds for each book, and is not ours
    _limit_memory()
    place = Path(folder)
    while (data := connection.recv()) is not None:
        (place / "book.epub").write_bytes(data)
        for command in commands():
            (place / "new.epub").unlink(missing_ok=True)
            connection.send((" ".join(command), None))
            said = run(*command, cwd=place)
            new = (place / "new.epub").read_bytes() if (place / "new.epub").exists() else None
            connection.send((" ".join(command), list(faults(command, said, data, new))))
        connection.send(None)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class Bench(Struct):
    """The process that tries books, started anew when it hangs or dies."""

    folder: str
    seconds: float = SECONDS
    process: multiprocessing.process.BaseProcess | None = None
    connection: Connection | None = None

    def start(self) -> Connection:
        """The way to the process."""
        if self.process is None or not self.process.is_alive() or self.connection is None:
            context = multiprocessing.get_context("spawn")
            self.connection, theirs = context.Pipe()
            self.process = context.Process(target=serve, args=(theirs, self.folder), daemon=True)
            self.process.start()
            theirs.close()
        return self.connection

    def stop(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.process = None

    def try_book(self, trial: Trial, data: bytes) -> list[Breach]:
        """The breaches that a book brings to light."""
        connection, found, at = self.start(), list[Breach](), "start"
        connection.send(data)
        try:
            while connection.poll(self.seconds + (30 if at == "start" else 0)):
                answer = connection.recv()
                if answer is None:
                    return found
                at, said = answer
                found += [Breach(trial, at, what) for what in said or ()]
            found.append(Breach(trial, at, f"not done after {self.seconds:g} seconds"))
        except EOFError:
            found.append(Breach(trial, at, "the process ended"))
        self.stop()
        return found


def try_folder(folder: Path, *, mutants: int, seed: int, trials: Sequence[Trial] | None = None, seconds: float = SECONDS) -> list[Breach]:
    """The breaches of all books of a folder and of so many mutants of them; of some trials alone, if they are named."""
    books = books_in(folder)
    if trials is None:
        each = [Trial(name) for name in books]
        trials = [*each, *(Trial(name, 1 + number // len(books)) for number, name in zip(range(mutants), _over(list(books)), strict=False))]
    found = list[Breach]()
    with tempfile.TemporaryDirectory(prefix="reader-odd-") as place:
        bench = Bench(place, seconds)
        for trial in trials:
            data = data_of(books[trial.book], trial, seed)
            for breach in bench.try_book(trial, data) if len(data) <= LARGEST else ():
                found.append(breach)
                repeat = f"--only {breach.trial.book!r}" + (f" --mutant {breach.trial.mutant} --seed {seed}" if breach.trial.mutant else "")
                print(f"{breach.command}: {breach.what}\n  {repeat}", flush=True)  # noqa: T201
        bench.stop()
    return found


def _over(names: list[str]) -> Iterator[str]:
    while names:
        yield from names


def main(arguments: Sequence[str]) -> int:
    """Try a folder, and say how many breaches there were."""
    parser = argparse.ArgumentParser(prog="python -m tests.odd_books", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mutants", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--only")
    parser.add_argument("--mutant", type=int, default=0)
    parser.add_argument("--write", type=Path, help="write the book of --only here instead of trying it")
    asked = parser.parse_args(arguments)
    trials = [Trial(asked.only, asked.mutant)] if asked.only else None
    if asked.write and trials:
        asked.write.write_bytes(data_of(books_in(asked.folder)[asked.only], trials[0], asked.seed))
        return 0
    found = try_folder(asked.folder, mutants=asked.mutants, seed=asked.seed, trials=trials, seconds=asked.seconds)
    count = len(trials) if trials else len(books_in(asked.folder)) + asked.mutants
    kinds = Counter(breach.command.split()[0] for breach in found)
    print(f"{count} books, {len(found)} breaches {dict(kinds) if found else ''}".rstrip())  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
