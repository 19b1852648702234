"""A reading position in one of the edition's books → the block it is in → the position in another of its books.

KOReader names a position by the path of its element (crengine's xpointer, `/body/DocFragment[8]/body/section/p[12]/text().0`; the
number is that of the page in the spine, from 1). Paths differ between scripts, variants and editions; blocks' ids do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property

from msgspec import Struct

from reader.club.record import Build, PrintedBook, Record
from reader.serve.outline import outline, places


class File(Struct, frozen=True, dict=True):
    """A file that readers have, the build it belongs to, and where each block stands in it."""

    build: Build
    book: PrintedBook

    @cached_property
    def pointers(self) -> dict[str, str]:
        """By block id the position of its beginning, in the book's order."""
        others = {
            part.children[0].id: part.children[0]
            for other in self.build.others
            if (other.text, other.variant) == (self.book.text, self.book.variant)
            for part in (outline(line) for line in other.blocks.splitlines() if line.strip())
        }
        found = dict[str, str]()
        for page in self.build.pages:
            if self.book.variant in page.variants:
                for name, path in places(page.body, others):
                    found.setdefault(name, f"/body/DocFragment[{page.spine}]/body{path}")
        return found

    @cached_property
    def blocks(self) -> dict[str, str]:
        """By position the id of the block."""
        return {pointer: name for name, pointer in self.pointers.items()}

    @cached_property
    def order(self) -> dict[str, int]:
        """By block id its place in the book's order."""
        return {name: number for number, name in enumerate(self.pointers)}


class Files(Struct, frozen=True):
    """All files that the site knows, by KOReader's hash of the file and by that of its name; those of today come first.

    `editions` has today's build of each edition by its slug.
    """

    by_hash: dict[str, File]
    editions: dict[str, Build] = {}

    def find(self, document: str) -> File | None:
        """The file that a program calls `document`; None when the site knows none."""
        return self.by_hash.get(document)


def known_files(record: Record) -> Files:
    """The files of a record."""
    files = [File(build, book) for build in record.builds for book in build.books]
    named = {file.book.koreader: file for file in reversed(files)}
    return Files({file.book.koreader_name: file for file in reversed(files)} | named, {build.edition: build for build in reversed(record.builds)})


def block_of(file: File, progress: str) -> str:
    """The id of the block that a position is in, or the last that begins before it in the same element's neighbourhood; nothing where that can't be told."""
    found = _pointer().fullmatch(progress)
    if not found:
        return ""
    page = f"/body/DocFragment[{int(found['page'] or 1)}]/"
    return next(elements_of(file, progress), "") or next((name for name, pointer in file.pointers.items() if pointer.startswith(page)), "")


def elements_of(file: File, progress: str) -> Iterator[str]:
    """The ids of the elements with one that a position is in, the innermost first."""
    found = _pointer().fullmatch(progress)
    page, steps = (int(found["page"] or 1), _steps(found["steps"] or "")) if found else (0, [])
    for length in range(len(steps), 0, -1):
        for path in _spellings(steps[:length]):
            if name := file.blocks.get(f"/body/DocFragment[{page}]/body{path}"):
                yield name


def pointer_of(file: File, block: str) -> str:
    """The position of a block's beginning in the file; nothing where the file has no such block."""
    pointer = file.pointers.get(block)
    return f"{pointer}.0" if pointer else ""


def moved(progress: str, source: File, target: File) -> str:
    """The position in `target` that stands where `progress` does in `source`; of a block that is gone, the last before it that is still there."""
    block = block_of(source, progress)
    if not block:
        return ""
    if pointer := pointer_of(target, block):
        return pointer
    earlier = list(source.pointers)[: source.order[block]]
    return next((pointer for name in reversed(earlier) if (pointer := pointer_of(target, name))), "")


def _steps(path: str) -> list[tuple[str, str]]:
    return [(found[1], found[2] or "") for found in _step().finditer(path)]


def _spellings(steps: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The path as written, and as it is where the last element, alone of its name or the first, is counted or not."""
    head = "".join(f"/{name}{number}" for name, number in steps[:-1])
    name, number = steps[-1]
    other = {"": "[1]", "[1]": ""}.get(number, number)
    return f"{head}/{name}{number}", f"{head}/{name}{other}"


@cache
def _pointer() -> re.Pattern[str]:
    return re.compile(
        r"/body/DocFragment(?:\[(?P<page>\d{1,6})\])?/body(?P<steps>(?:/[A-Za-z][\w:-]*(?:\[\d{1,6}\])?){0,100})(?:/text\(\)(?:\[\d{1,6}\])?)?(?:\.\d{1,9})?"
    )


@cache
def _step() -> re.Pattern[str]:
    return re.compile(r"/([A-Za-z][\w:-]*)(\[\d{1,6}\])?")
