"""A dictionary as a table of two columns, which dictionary tools (StarDict's own, PyGlossary) read and convert further."""

from __future__ import annotations

from reader.dictionary.entries import Dictionary


def tabfile(dictionary: Dictionary, name: str) -> dict[str, bytes]:
    """One file: in each line a spelling, a tab, the entry in HTML. Each spelling has a line of its own, for not all tools know synonyms."""
    pairs = [(way, entry.html) for entry in dictionary.entries for way in (entry.headword, *entry.spellings)]
    return {f"{name}.tab": "".join([f"{_cell(way)}\t{_cell(html)}\n" for way, html in pairs]).encode()}


def _cell(text: str) -> str:
    """A backslash is written twice: the tools take `\\n` for a line break. A tab would begin another column."""
    return text.replace("\\", "\\\\").replace("\t", " ")
