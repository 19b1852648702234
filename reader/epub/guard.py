"""What was written is read back before it is put in its place: each text is what it was meant to be, everything else what it was.

For every writer that changes somebody's book. It does not know what the changes are for, and trusts nothing that the writer holds in its
memory: it unpacks the old zip and the new one, and reads the changed files again.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import zip_longest
from operator import attrgetter

from msgspec import Struct

from reader.edits import Edit, apply_edits, in_order
from reader.epub.archive import open_zip, packed, read_entry
from reader.epub.differs import alike, breach, first_difference, of_text
from reader.epub.encoding import Decoded, decode
from reader.epub.grown import Grown, guard_grown
from reader.epub.rezip import NOTHING, book_order, entry_like
from reader.epub.textmap import Document, whole
from reader.errors import Breach, InputError

# What the zip says of an entry, whatever becomes of its contents.
FACTS = attrgetter("filename", "date_time", "comment", "create_system", "external_attr", "internal_attr")

Place = tuple[int, int]


class Meant(Struct, frozen=True, gc=False, eq=False):
    """What one file of a book is meant to become.

    `read` finds the texts of a file; `texts` is what they should be in the new one, all of them in order. `words` are the changes inside
    texts, `marks` those of markup: edits of the old file, disjoint.
    """

    read: Callable[[str], Document]
    texts: tuple[str, ...]
    words: tuple[Edit, ...]
    marks: tuple[Edit, ...] = ()


def guard(
    original: bytes,
    written: bytes,
    meant: Mapping[str, Meant | Grown],
    *,
    where: str,
    added: Mapping[str, bytes] = NOTHING,
    dropped: Container[str] = (),
) -> None:
    """Raise Breach, with file and line, unless `written` is the zip `original` with the files of `meant` as they are meant to be.

    Behind them stand the new files of `added`, and nothing else; the files of `dropped` are gone.
    """
    with _read_back(where), open_zip(original) as old, open_zip(written) as new:
        if old.comment != new.comment:
            raise Breach("what the zip says of itself would change", where=where)
        files = new.infolist()
        kept, extra = files[: len(files) - len(added)], files[len(files) - len(added) :]
        for before, after in zip_longest((info for info in book_order(old) if info.filename not in dropped), kept):
            place = f"{where}: {(before or after).filename}"
            if before is None or after is None or FACTS(before) != FACTS(after) or entry_like(before, old).extra != after.extra:
                raise Breach("what the zip says of the file would change", where=place)
            if one := meant.get(before.filename):
                if isinstance(one, Grown) and (one.size, one.crc) != (after.file_size, after.CRC):
                    raise Breach("a file would not be what it is meant to be", where=place)
                guard_file(read_entry(old, before, where=where), read_entry(new, after, where=where), one, where=place)
            elif not _same_contents((old, before, original), (new, after, written)):
                raise Breach("a file that should stay as it is would change", where=place)
        if {info.filename: read_entry(new, info, where=where) for info in extra} != dict(added):
            raise Breach("a new file would not be what it is meant to be", where=where)


def _same_contents(one: tuple[zipfile.ZipFile, zipfile.ZipInfo, bytes], other: tuple[zipfile.ZipFile, zipfile.ZipInfo, bytes]) -> bool:
    """Are two entries the same as they are packed, or unpacked where they are packed in different ways?"""
    (old, before, original), (new, after, written) = one, other
    if before.compress_type != after.compress_type:
        return read_entry(old, before, where="") == read_entry(new, after, where="")
    return (before.CRC, before.file_size) == (after.CRC, after.file_size) and packed(original, before) == packed(written, after)


def guard_file(before: bytes, after: bytes, meant: Meant | Grown, *, where: str) -> None:
    """Raise Breach, with the line, unless `after` is what the file `before` is meant to become."""
    old, new = decode(before, where=where), decode(after, where=where)
    if isinstance(meant, Meant):
        guard_text(old, new, meant, where=where)
    else:
        guard_grown(old, new, meant, where=where)


def guard_text(old: Decoded, new: Decoded, meant: Meant, *, where: str) -> None:
    """The same of files that are text already."""
    edits = sorted((*meant.words, *meant.marks), key=in_order)
    expected = apply_edits(old.text, edits)
    if (old.codec, old.mark, expected) != (new.codec, new.mark, new.text):
        raise breach("something that is no text would change", new.text, alike(expected, new.text), where)
    document = meant.read(new.text)
    if differs := first_difference(tuple(map(whole, document.texts)), meant.texts):
        raise of_text(differs, document, new.text, where)
    if (place := _stray(meant, edits, old.text, document)) is not None:
        raise breach("a change would fall on what is no text", new.text, place, where)


@contextmanager
def _read_back(where: str) -> Iterator[None]:
    """What the reader of a book would be told is a fault of ours when we wrote it."""
    try:
        yield
    except InputError as error:
        raise Breach(f"{error.text}, read back", where=error.where) from error
    except (zipfile.BadZipFile, ValueError) as error:
        raise Breach(f"cannot be read back ({error})", where=where) from error


def _stray(meant: Meant, edits: Iterable[Edit], source: str, document: Document) -> int | None:
    """The place in the new file where a change meant for a text fell on something else; `source` is the old file, `edits` are all changes in order.

    What became nothing has no place in the new one, so it must have been text in the old.
    """
    filled, emptied, shift, marks = [], [], 0, set(map(id, meant.marks))
    for edit in edits:
        start, size = edit.start + shift, len(edit.after)
        shift += size - edit.end + edit.start
        if marks and id(edit) in marks:
            continue
        if size:
            filled.append((start, start + size))
        else:
            emptied.append(((edit.start, edit.end), start))
    for place in _uncovered(filled, document):
        return place[0]
    if emptied:
        found = set(_uncovered([place for place, _ in emptied], meant.read(source)))
        return next((start for place, start in emptied if place in found), None)
    return None


def _uncovered(places: Iterable[Place], document: Document) -> list[Place]:
    """Those of the places, which are in order, that are not wholly text that may change."""
    pieces = {(piece.start, piece.end) for text in document.texts for piece in text.pieces if not piece.kept and piece.start < piece.end}
    left = [place for place in places if place not in pieces]  # most are one piece
    texts = sorted(pieces) if left else []
    found, at = [], 0
    for start, end in left:
        while at < len(texts) and texts[at][1] <= start:
            at += 1
        reach = texts[at][1] if at < len(texts) and texts[at][0] <= start else start
        while reach < end and at + 1 < len(texts) and texts[at + 1][0] == reach:
            at += 1
            reach = texts[at][1]
        if reach < end:
            found.append((start, end))
    return found
