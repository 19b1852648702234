"""Which tables of a page are tables, and where each of their cells stands; the others only lay out a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from reader.edition.sources.markup import BLOCKS, HEADINGS, attribute, size_of, tags

if TYPE_CHECKING:
    from bs4 import Tag

# A cell that holds more than this many characters, or one of these elements, is no cell of a table but a part of a page.
LONGEST = 400
PARTS = frozenset({"table", "article", "nav", "form", "blockquote", "figure", "hr", "pre", *HEADINGS})
# A cell spans no more columns than this, and a table has no more places: nobody reads a larger one.
MOST_COLUMNS, MOST_ROWS, MOST_PLACES = 100, 65534, 100_000


class Cell(Struct, frozen=True, gc=False):
    """Where a cell stands: row and column from 0, how many it spans, and whether it is a heading."""

    row: int
    column: int
    rows: int
    columns: int
    heads: bool

    @property
    def ref(self) -> str:
        """What a group of the kind `cell` says."""
        return f"{self.row} {self.column} {self.rows} {self.columns} {'th' if self.heads else 'td'}"


def place_cells(table: Tag) -> dict[int, Cell]:
    """The place of every cell, by its identity; empty when the table only lays out a page."""
    parts = [table, *table.find_all(("thead", "tbody", "tfoot"), recursive=False)]
    rows = [row for part in parts for row in part.find_all("tr", recursive=False)]
    cells = [list(row.find_all(("td", "th"), recursive=False)) for row in rows]
    if not _is_table(table, cells) or any(_is_part_of_page(cell) for row in cells for cell in row):
        return {}
    placed: dict[int, Cell] = {}
    taken: set[tuple[int, int]] = set()
    for row, found in enumerate(cells):
        column = 0
        for cell in found:
            while (row, column) in taken:
                column += 1
            columns, deep = _span(cell, "colspan", MOST_COLUMNS), min(_span(cell, "rowspan", MOST_ROWS) or len(cells), len(cells) - row)
            placed[id(cell)] = Cell(row, column, deep, columns or 1, cell.name == "th")
            if deep > 1:
                if len(taken) + deep * (columns or 1) > MOST_PLACES:
                    return {}
                taken |= {(below, at) for below in range(row + 1, row + deep) for at in range(column, column + (columns or 1))}
            column += columns or 1
        if column * len(cells) > MOST_PLACES:
            return {}
    return placed


def size_ref(cells: dict[int, Cell]) -> str:
    """What a group of the kind `table` says: rows and columns."""
    return f"{max(cell.row + cell.rows for cell in cells.values())} {max(cell.column + cell.columns for cell in cells.values())}"


def _is_table(table: Tag, cells: list[list[Tag]]) -> bool:
    """A table says so by its headings or its caption, or has rows and columns; one column alone only stacks things."""
    if attribute(table, "role") in ("presentation", "none") or max(map(len, cells), default=0) < 2:
        return False
    return len(cells) > 1 or any(cell.name == "th" for row in cells for cell in row) or table.find("caption", recursive=False) is not None


def _is_part_of_page(cell: Tag) -> bool:
    if cell.find(list(PARTS)) is not None or size_of(cell) > LONGEST:
        return True
    return sum(part.name in BLOCKS for part in tags(cell)) > 5


def _span(cell: Tag, name: str, most: int) -> int:
    """The attribute as a number; 1 where it is none."""
    value = attribute(cell, name).strip()
    return min(int(value), most) if value.isdecimal() and len(value) < 7 else 1
