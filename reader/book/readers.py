"""Readers' notes in the book: which are printed, where they are marked, the page that has them all.

They come last: what the density leaves no room for stands on the page alone, and nothing of the editors' makes way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from msgspec import Struct

from reader.book.density import Item, Room
from reader.book.labels import day_words
from reader.book.page import Node, line, marked, paragraph, phrase, together
from reader.book.places import marker_place
from reader.book.words import Words
from reader.errors import LocateError
from reader.mark import Mark
from reader.match.locate import locate
from reader.model import Finding

WHERE = "readers.toml"
DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?![0-9])"


class Printed(Struct, frozen=True, gc=False):
    """A mark that is printed: its key in the book, where its last paragraph's words begin and end in the essay's text, and these words."""

    mark: Mark
    key: str
    start: int
    end: int

    @property
    def anchor_id(self) -> str:
        """The id of the empty anchor before the words."""
        return f"{self.mark.essay}-q-{self.key}"


def printed_marks(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Those that their readers give for the book and the editors have accepted, and that say something; each once."""
    wanted = (mark for mark in marks if mark.share == "book" and mark.state == "accepted" and mark.note and mark.exact)
    return tuple({mark.id: mark for mark in wanted}.values())


def find_marks(marks: Iterable[Mark], rooms: dict[str, Room]) -> tuple[list[Printed], list[Finding]]:
    """Where the marks stand; and a warning for each that has no place any more."""
    found, findings = list[Printed](), list[Finding]()
    for mark in printed_marks(marks):
        place = find_mark(mark, rooms[mark.essay]) if mark.essay in rooms else None
        if place:
            found.append(Printed(mark, f"m-{sha256(mark.id.encode()).hexdigest()[:12]}", *place))
        else:
            text = f"the words of {mark.member}’s mark stand in no single place of {mark.essay or 'an essay'}: “{mark.exact[:30]}”"
            findings.append(Finding("mark-lost", "warning", f"{WHERE} ({mark.id})", text))
    found.sort(key=lambda one: (one.mark.essay, one.start, one.end, one.mark.made, one.mark.id))
    return found, findings


def find_mark(mark: Mark, room: Room) -> tuple[int, int] | None:
    """The words between those that stood around them, else anywhere, if only once. Of words over several paragraphs, the last one's."""
    *before, words = mark.exact.split("\n")
    prefix, text = "" if before else mark.prefix, room.text
    for head, tail in ((prefix, mark.suffix), (prefix, ""), ("", mark.suffix), ("", "")):
        try:
            start, end = locate(text.shadow, words, prefix=head, suffix=tail, text=text.text)
        except (LocateError, ValueError):
            continue
        if text.block_at(start) == text.block_at(end - 1):
            return start, end
    return None


def place_marks(found: Sequence[Printed], rooms: dict[str, Room]) -> Iterator[Finding]:
    """Mark in the text what still finds room: with no sign but other readers', for nobody shall take one's words for another's; how many found none."""
    left = 0
    for one in found:
        room = rooms[one.mark.essay]
        place = marker_place(room.text, one.end)
        there = room.items.get(place)
        if (not there or there[0].kind == "reader") and room.fits(place, dispute=False):
            room.put(place, Item("reader", one.key, one.mark))
        else:
            left += 1
    if left:
        yield Finding(
            "reader-unmarked",
            "info",
            WHERE,
            f"{left} of {len(found)} readers’ notes found no room in the texts: they stand on the page of readers’ notes alone",
        )


def mark_note(mark: Mark, lead: str, words: Words) -> Node:
    """The paragraphs of a reader's note: who says it, when, and what; `lead` is how the first begins."""
    first, *more = [text for text in mark.note.split("\n") if text.strip()]
    day = words.aside.format(day_words(mark.made[:10], words)) if re.match(DAY, mark.made) else ""  # nothing where that is no day of ISO 8601
    said = line(f"{mark.member}{day}{words.colon}{first}")
    start, sign, end = marked("sign", phrase(words.label.format(words.kinds["reader"])))
    return together((f"{lead}{start}", sign, end, said, "</p>\n"), *(paragraph(line(text)) for text in more))
