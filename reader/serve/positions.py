"""A reading position in one of the edition's books → the block it is in → the position in another of its books.

KOReader names a position by the path of its element (`epub/xpointer.py`). Paths differ between scripts, variants and editions; blocks' ids do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from reader.club.record import Build, PrintedBook, Record
from reader.epub.xpointer import Step, XPointer, read_xpointer, written_page, written_step
from reader.serve.outline import outline, places

BODY = "/body"
DEEPEST = 101  # elements above each other, the body among them: no page of a book has more


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
                    found.setdefault(name, f"{written_page(page.spine)}{BODY}{path}")
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
    pointer = place_in_body(progress)
    if not pointer:
        return ""
    page = f"{written_page(pointer.page)}/"
    return next(elements_of(file, progress), "") or next((name for name, place in file.pointers.items() if place.startswith(page)), "")


def elements_of(file: File, progress: str) -> Iterator[str]:
    """The ids of the elements with one that a position is in, the innermost first."""
    if pointer := place_in_body(progress):
        for length in range(len(pointer.steps), 1, -1):
            for path in _spellings(pointer.steps[:length]):
                if name := file.blocks.get(f"{written_page(pointer.page)}{path}"):
                    yield name


def place_in_body(progress: str) -> XPointer | None:
    """The position in a page's body that a text is, if it is one."""
    pointer = read_xpointer(progress)
    return pointer if pointer and "".join(map(written_step, pointer.steps[:1])) == BODY and len(pointer.steps) <= DEEPEST else None


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


def _spellings(steps: Sequence[Step]) -> tuple[str, str]:
    """The path as written, and as it is where the last element, alone of its name or the first, is counted or not."""
    head, (name, number) = "".join(map(written_step, steps[:-1])), steps[-1]
    return f"{head}{written_step((name, number))}", f"{head}{written_step((name, {0: 1, 1: 0}.get(number, number)))}"
