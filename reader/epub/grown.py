"""What was written into a file, taken out of it again: then it is to the letter what it was."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from reader.edits import Edit, apply_edits
from reader.epub.differs import alike, breach, first_difference, of_text
from reader.epub.encoding import Decoded
from reader.epub.textmap import Document, whole


class Grown(Struct, frozen=True, gc=False, eq=False):
    """What one file of a book is meant to become that gets elements and attributes, and in which nothing else changes.

    `without` takes the elements out of the new file; `attributes` are put into tags of the old one. `read` finds the texts of a file. The new file's
    length and checksum (CRC-32) are those of `size` and `crc`.
    """

    read: Callable[[str], Document]
    without: Callable[[str], str]
    attributes: tuple[Edit, ...]
    size: int
    crc: int


def guard_grown(old: Decoded, new: Decoded, meant: Grown, *, where: str) -> None:
    """Raise Breach, with the line, unless the new file is the old one with nothing but elements and attributes put in."""
    left, expected = meant.without(new.text), apply_edits(old.text, meant.attributes)
    for edit in meant.attributes:
        if not is_in_a_tag(old.text, edit):
            raise breach("an attribute would stand in what is no tag", old.text, edit.start, where)
    if (old.codec, old.mark, expected) == (new.codec, new.mark, left):
        return
    document = meant.read(left)
    if differs := first_difference([whole(text) for text in document.texts], [whole(text) for text in meant.read(expected).texts]):
        raise of_text(differs, document, left, where)
    raise breach("something that is no text would change", left, alike(expected, left), where)


def is_in_a_tag(source: str, edit: Edit) -> bool:
    """Does an edit put something into a tag, and neither begin nor end one?"""
    return edit.start == edit.end and source.rfind("<", 0, edit.start) > source.rfind(">", 0, edit.start) and not {"<", ">"} & set(edit.after)
