"""A table's blocks → a table, or, where a telephone could not show it, its rows one below the other with the names of the columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from unicodedata import east_asian_width

from msgspec import Struct

from reader.book.page import Node, line, node
from reader.book.wording import shown
from reader.book.words import words_of
from reader.model import Block, Span

Nest = Callable[[Sequence[Block], int], tuple[Node, ...]]

# A telephone shows some twenty characters in a line: so many columns stay readable whatever is in them, more only while their widest cells fit.
FEW_COLUMNS, WIDTH = 3, 22


class Cell(Struct, frozen=True, gc=False):
    """A cell that holds something: where it stands, what it spans, whether it is a heading, its blocks."""

    row: int
    column: int
    rows: int
    columns: int
    heads: bool
    blocks: tuple[Block, ...]


def table_nodes(table: Span, run: Sequence[Block], depth: int, nest: Nest) -> tuple[Node, ...]:
    """The elements of a table, whose blocks all stand in the same `depth` groups; `nest` makes those of a cell."""
    captions, cells, loose = list[Block](), list[Cell](), list[Block]()
    for group, held in groupby(run, key=lambda block: block.within[depth] if len(block.within) > depth else None):
        if group is not None and group.kind == "cell":
            cells.append(_cell(group.ref, tuple(held)))
        else:
            blocks = tuple(held)
            captions += (block for block in blocks if block.kind == "caption")
            loose += (block for block in blocks if block.kind != "caption")
    rows, columns = (int(number) for number in table.ref.split())
    make = _grid if _is_narrow(cells, columns) else _rows
    return (*make(captions, cells, rows, columns, lambda cell: nest(cell.blocks, depth + 1)), *nest(loose, depth))


def _cell(ref: str, blocks: tuple[Block, ...]) -> Cell:
    row, column, rows, columns, name = ref.split()
    return Cell(int(row), int(column), int(rows), int(columns), name == "th", blocks)


def _is_narrow(cells: Iterable[Cell], columns: int) -> bool:
    widest: dict[int, float] = {}
    for cell in cells:
        if cell.columns == 1:
            widest[cell.column] = max(widest.get(cell.column, 0), *(_width(block.text) for block in cell.blocks))
    return columns <= FEW_COLUMNS or sum(widest.values()) <= WIDTH


def _width(text: str) -> float:
    """In widths of a Chinese character."""
    return sum(1 if east_asian_width(char) in "WF" else 0.5 for char in text)


def _head_rows(cells: Sequence[Cell], rows: int) -> int:
    """How many rows at the top hold nothing but headings; never all."""
    plain = [cell.row for cell in cells if not cell.heads]
    return min(plain, default=0) if rows > 1 else 0


Inner = Callable[[Cell], tuple[Node, ...]]


def _grid(captions: list[Block], cells: Sequence[Cell], rows: int, columns: int, inner: Inner) -> tuple[Node, ...]:
    """The table as it is; places without a word are cells too."""
    head = _head_rows(cells, rows)
    starts = {(cell.row, cell.column): cell for cell in cells}
    covered = {(row, column) for cell in cells for row in range(cell.row, cell.row + cell.rows) for column in range(cell.column, cell.column + cell.columns)}
    made: list[Node] = []
    for row in range(rows):
        places = [(row, column) for column in range(columns)]
        made.append(node("tr", *(_box(starts.get(place), inner, in_head=row < head) for place in places if place in starts or place not in covered)))
    parts = [node("thead", *made[:head])] if head else []
    caption = [node("caption", captions[0], id=captions[0].id)] if len(captions) == 1 else []
    above = [node("p", block, id=block.id, class_="caption") for block in captions] if len(captions) > 1 else []
    return (*above, node("table", *caption, *parts, node("tbody", *made[head:]), class_="data"))


def _box(cell: Cell | None, inner: Inner, *, in_head: bool) -> Node:
    if cell is None:
        return node("td")
    spans = {"rowspan": _more(cell.rows), "colspan": _more(cell.columns), "scope": ("col" if in_head else "row") if cell.heads else ""}
    name = "th" if cell.heads else "td"
    if len(cell.blocks) == 1 and _is_bare(cell.blocks[0]):
        return node(name, cell.blocks[0], id=cell.blocks[0].id, **spans)
    return node(name, *inner(cell), **spans)


def _more(number: int) -> str:
    return str(number) if number > 1 else ""


def _is_bare(block: Block) -> bool:
    """Whether nothing but the cell holds the block."""
    return block.within[-1].kind == "cell" and block.kind == "cell"


def _rows(captions: list[Block], cells: Sequence[Cell], rows: int, columns: int, inner: Inner) -> tuple[Node, ...]:
    """One row below the other; in front of each cell what its columns are called."""
    head = _head_rows(cells, rows)
    labels = {column: [cell for cell in cells if cell.row < head and cell.column <= column < cell.column + cell.columns] for column in range(columns)}
    parts = [node("p", block, id=block.id, class_="caption") for block in captions]
    for row in range(head):
        parts.append(node("p", *_apart([cell for cell in cells if cell.row == row]), class_="heads"))
    for row in range(head, rows):
        if entries := [_entry(cell, labels[cell.column], inner) for cell in cells if cell.row == row]:
            parts.append(node("div", *entries, class_="row"))
    return (node("div", *parts, class_="rows"),)


def _apart(cells: Sequence[Cell]) -> list[Node]:
    """The headings of the columns, in one line."""
    parts: list[Node] = []
    for block in (block for cell in cells for block in cell.blocks):
        parts += (((words_of(block.lang).wide,),) if parts else ()) + (node("span", block, id=block.id),)
    return parts


def _entry(cell: Cell, labels: Sequence[Cell], inner: Inner) -> Node:
    """A cell behind the name of its column; where a cell holds more than one text, below it."""
    names = "·".join(shown(block) for label in labels for block in label.blocks)
    label = (node("span", line(f"{names}{words_of(cell.blocks[0].lang).colon.rstrip()}", lang=cell.blocks[0].lang), class_="label"),) if names else ()
    kind = "row-head" if cell.heads else ""
    if len(cell.blocks) == 1 and _is_bare(cell.blocks[0]):
        return node("p", *label, node("span", cell.blocks[0], id=cell.blocks[0].id), class_=kind)
    return node("div", *label, *inner(cell), class_=kind)
