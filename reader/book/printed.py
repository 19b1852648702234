"""What need not be kept of an essay that is printed: its texts, which take more memory than all that is written of them."""

from __future__ import annotations

from msgspec.structs import replace

from reader.book.notes import EssayNotes
from reader.book.places import settled
from reader.model import Edition, Essay


def without_texts(edition: Edition) -> Edition:
    """The edition with all that editors wrote, and of each essay what it is called and where it came from."""
    return replace(edition, essays=tuple([_bare(essay) for essay in edition.essays]))


def without_text(notes: EssayNotes) -> EssayNotes:
    """The notes of an essay that is printed: where its terms can be reached, and what readers have marked."""
    text = replace(settled(notes.text), essay=_bare(notes.text.essay), starts=())
    return replace(notes, text=text, notes=(), anchors=(), links=(), ends=())


def _bare(essay: Essay) -> Essay:
    return replace(essay, blocks=())
