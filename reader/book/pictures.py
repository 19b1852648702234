"""The pictures that essays bring along: as files of the book, and which of them still have no words for those who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator

from reader.book.package import File
from reader.model import Edition, Essay, Finding

# How the words begin that stand for a picture without words (`edition/sources/pictures.py`), in either script.
WORDLESS = ("［图", "［圖")


def picture_files(edition: Edition) -> Iterator[File]:
    """The pictures of all essays, each once."""
    found = {picture.name: picture for essay in edition.essays for picture in essay.source.pictures}
    for name, picture in found.items():
        yield File(name, picture.data, picture.media_type, f"picture-{name.rpartition('/')[2].partition('.')[0]}")


def wordless(essay: Essay) -> Iterator[Finding]:
    """Pictures whose page says nothing of what they show, and no repair does."""
    shown = (block.text[span.start : span.end] for block in essay.blocks for span in block.spans if span.kind == "picture")
    silent = [words for words in shown if words.startswith(WORDLESS)]
    if silent:
        text = f"{len(silent)} of its pictures say nothing to those who cannot see them: let a repair of “{silent[0]}” say what it shows"
        yield Finding("picture-silent", "info", f"{essay.source.name} in “{essay.slug}”", text)
