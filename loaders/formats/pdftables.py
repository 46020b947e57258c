"""Tables on PDF pages: grids from ruling lines, and one grid from the parts of a table that page ends cut.

A page's cells are boxes; the grid's columns and rows are the edges that boxes share, so merged cells show as boxes over
several of them. A table goes on over a page's end where nothing but page furniture stands between two grids with the
same columns; what the new page repeats (the head) is dropped, what it continues (a row, a merged cell) is joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from loaders.formats.compose import DraftCell, DraftGrid, DraftPiece
from loaders.formats.pdflines import Line, is_full

Box = tuple[float, float, float, float]  # x0, top, x1, bottom in points
TOLERANCE = 3.0  # points within which edges are one, as in pdfplumber
_LABEL = 6  # characters of a cell that is a row's number or label at most
_NUMBERED = re.compile(r"\s*[（(]?[\d一二三四五六七八九十]+[)）]?\s*[.．、)）]")


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell's lines and the slots that it covers; rows and columns count from 0, ends excluded."""

    lines: tuple[Line, ...]
    y0: int
    y1: int
    x0: int
    x1: int
    right: float  # the cell's edge

    @property
    def text(self) -> str:
        """The cell's words, its line breaks kept."""
        return "\n".join(line.text for line in self.lines)

    @property
    def key(self) -> str:
        """The cell's words without any white space, to compare by."""
        return "".join(self.text.split())


@dataclass(frozen=True, slots=True)
class PageGrid:
    """A table, or the part of one that stands on a page."""

    cells: tuple[PageCell, ...]
    edges: tuple[float, ...]  # of its columns
    rows: int

    def row(self, y: int) -> list[PageCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.y0 == y]

    def at(self, y: int, x0: int, x1: int) -> PageCell | None:
        """The cell over row y whose columns are [x0, x1)."""
        return next((cell for cell in self.cells if cell.y0 <= y < cell.y1 and (cell.x0, cell.x1) == (x0, x1)), None)


def grid(boxes: Sequence[tuple[Box, tuple[Line, ...]]]) -> PageGrid:
    """The grid that a page's cell boxes make."""
    columns = _edges(x for (x0, _, x1, _), _ in boxes for x in (x0, x1))
    rows = _edges(y for (_, top, _, bottom), _ in boxes for y in (top, bottom))
    cells = (
        PageCell(lines, _slot(rows, top), _slot(rows, bottom), _slot(columns, x0), _slot(columns, x1), x1)
        for (x0, top, x1, bottom), lines in boxes
    )
    return PageGrid(tuple(sorted(cells, key=lambda cell: (cell.y0, cell.x0))), columns, len(rows) - 1)


def _edges(values: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > TOLERANCE:
            found.append(value)
    return tuple(found)


def _slot(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def same_columns(above: PageGrid, below: PageGrid) -> bool:
    """Have two grids the same columns? Margins may change from left to right pages, widths may not."""
    if len(above.edges) != len(below.edges):
        return False
    shift = below.edges[0] - above.edges[0]
    return all(abs(b - a - shift) <= 2 * TOLERANCE for a, b in zip(above.edges, below.edges, strict=True))


def joined(above: PageGrid, below: PageGrid) -> PageGrid:
    """One grid from a table's part and its continuation on the next page."""
    below = _headless(above, below)
    if not below.cells:
        return above
    split = _row_runs_on(above, below)
    last = above.rows - 1
    shift = last if split else above.rows
    kept = list(above.cells)
    for cell in below.cells:
        moved = replace(cell, y0=cell.y0 + shift, y1=cell.y1 + shift)
        over = above.at(last, cell.x0, cell.x1) if cell.y0 == 0 else None
        if over is not None and (split or _cell_runs_on(over, cell)):
            kept[kept.index(over)] = replace(over, lines=over.lines + cell.lines, y1=moved.y1)
        else:
            kept.append(moved)
    cells = tuple(sorted(kept, key=lambda cell: (cell.y0, cell.x0)))
    return PageGrid(cells, above.edges, shift + below.rows)


def draft(table: PageGrid) -> DraftGrid:
    """The grid with each cell's lines as pieces, one a page."""
    cells = (
        DraftCell(_pieces(cell.lines), cell.y0, cell.x0, cell.y1 - cell.y0, cell.x1 - cell.x0) for cell in table.cells
    )
    return DraftGrid(tuple(cells), table.rows, len(table.edges) - 1)


def _pieces(lines: tuple[Line, ...]) -> tuple[DraftPiece, ...]:
    pages = sorted({line.page for line in lines})
    found = (DraftPiece("\n".join(line.text for line in lines if line.page == page), page) for page in pages)
    return tuple(found) or (DraftPiece(""),)


def _headless(above: PageGrid, below: PageGrid) -> PageGrid:
    """The continuation without the head that it repeats: its first rows, as far as they are the table's first."""

    def shape(table: PageGrid, y: int) -> list[tuple[str, int, int, int]]:
        return [(cell.key, cell.x0, cell.x1, cell.y1 - cell.y0) for cell in table.row(y)]

    head = 0
    while head < min(above.rows, below.rows) and shape(above, head) == shape(below, head):
        head += 1
    if not any(cell.key for cell in below.cells if cell.y0 < head):
        return below
    cells = (replace(cell, y0=cell.y0 - head, y1=cell.y1 - head) for cell in below.cells if cell.y0 >= head)
    return PageGrid(tuple(cells), below.edges, below.rows - head)


def _row_runs_on(above: PageGrid, below: PageGrid) -> bool:
    """Is a continuation's first row the rest of the last row above?

    Its number is not printed again, and its longest cell takes up a sentence that the page's end cut. An unnumbered
    row that is a task of its own begins after a finished one.
    """
    last = above.rows - 1
    pairs = [(above.at(last, cell.x0, cell.x1), cell) for cell in below.row(0)]
    rest = [(over, cell) for over, cell in pairs if over is not None]
    if len(rest) < len(pairs) or not any(cell.key for _, cell in rest):
        return False
    first = next(((over, cell) for over, cell in rest if over.key and over.y0 == last), None)
    if first is None or (first[1].key and (_is_number(first[0]) or _NUMBERED.match(first[1].key))):
        return False
    over, longest = max(rest, key=lambda pair: len(pair[1].key))
    alone = sum(bool(cell.key) for _, cell in rest) == 1
    return _takes_up(over, longest) and (alone or not over.key.endswith(("。", "；")))


def _is_number(cell: PageCell) -> bool:
    """Is a row's first cell its number or label (12, （三）, 交通) and not a sentence that may go on?"""
    return len(cell.key) <= _LABEL


def _cell_runs_on(over: PageCell, cell: PageCell) -> bool:
    """Does a merged cell go on below the page's end: blank there, or with the rest of its words?"""
    if cell.y1 - cell.y0 == 1 and over.y1 - over.y0 == 1:
        return False
    return not cell.key or _takes_up(over, cell)


def _takes_up(over: PageCell, cell: PageCell) -> bool:
    """Does a cell's last line above the page's end reach as far right as its words do, so that they may go on below?"""
    if not over.lines:
        return False
    shift = over.right - cell.right  # margins may differ on left and right pages
    edge = max([line.x1 for line in over.lines] + [line.x1 + shift for line in cell.lines])
    return is_full(over.lines[-1], edge)
