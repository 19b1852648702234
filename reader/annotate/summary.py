"""What is told of an annotated book, without the book: small enough to be handed from process to process."""

from __future__ import annotations

from msgspec import Struct

from reader.annotate.compose import Annotated
from reader.model import Finding


class NoteSummary(Struct, frozen=True, gc=False):
    """A note: its number and id, the headwords of its terms, the text around its marker."""

    number: str
    note_id: str
    terms: tuple[str, ...]
    around: str


class ChapterSummary(Struct, frozen=True, gc=False):
    """A marked chapter: its file, its title, its notes."""

    path: str
    title: str
    notes: tuple[NoteSummary, ...]


class Summary(Struct, frozen=True, gc=False):
    """The new book's length in bytes, its marked chapters, the headwords of its glossary, what its reader ought to know."""

    size: int
    chapters: tuple[ChapterSummary, ...]
    terms: tuple[str, ...]
    warnings: tuple[Finding, ...]

    def markers(self) -> int:
        """How many markers there are."""
        return sum(len(chapter.notes) for chapter in self.chapters)


def summary_of(result: Annotated) -> Summary:
    """What is told of the book."""
    chapters = tuple(
        ChapterSummary(
            chapter.path,
            chapter.title,
            tuple(
                NoteSummary(note.number, note.note_id, tuple(item.entry.headword for item in note.items), around)  # type: ignore[union-attr]
                for note, around in zip(chapter.notes.notes, chapter.around, strict=True)
            ),
        )
        for chapter in result.chapters
    )
    return Summary(len(result.data), chapters, tuple(term.headword for term in result.found), result.warnings)
