"""Tables that lost their borders: a text file's lines as paragraphs and grids.

Word processors and web pages save tables as text in a few regular ways. Besides a cell a line
(loaders/formats/stacked.py), strokes (barred.py), spaces (spaced.py) and drawn frames (drawn.py), three are read:

- *tab-opened*: each cell is a line that begins with a tab, each row follows a blank line;
- *tab-joined*: the cells of a row are joined by a line break and a tab, so its first cell has none;
- *one line a row*: the cells of a row stand on one line, tabs (or the pipes of Markdown) between them.

Cells hold line breaks and blank lines of their own; merged cells are left blank, or left out at the row's beginning.
The way that gives the rows the most regular widths wins; what is regular in none stays running text.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.formats.barred import barred
from loaders.formats.drawn import drawn
from loaders.formats.onelines import one_line_rows
from loaders.formats.spaced import heads, spaced
from loaders.formats.stacked import headings_end, stacked
from loaders.formats.textlines import HEADING, LEAST_REGULAR, Line, Row, lines_of, regularity, span, usual_width
from loaders.layout.columns import is_heading_row
from loaders.source import Block, Cell, Grid, Paragraph, Piece


def blocks(text: str) -> tuple[Block, ...]:
    """Paragraphs (one a non-blank line) and grids in order; all but white space and rules is in one of them."""
    lines = lines_of(text.replace("｜", "|"))
    found: list[Block] = []
    at = tables = 0
    while at < len(lines):
        line = lines[at]
        if frame := drawn(lines, at, tables + 1):
            grid, at = frame
            tables += 1
            found.append(grid)
            continue
        table = _table(lines, at)
        if table:
            rows, at = table
            while _is_title(text, rows):  # set like a cell of the table
                found.append(Paragraph(Piece(*rows.pop(0)[0])))
            tables += 1
            found.append(_grid(text, rows, tables))
            continue
        if (unread := at + 1 if heads(line) else headings_end(lines, at)) > at:
            found.append(Paragraph(Piece(*span(lines[at:unread])), "unruled-table"))
            at = unread
            continue
        if not line.blank:
            found.append(Paragraph(Piece(line.start, line.start + len(line.text))))
        at += 1
    return tuple(found)


def _is_title(text: str, rows: Sequence[Row]) -> bool:
    """Whether a table's first row is one cell, or but its first is filled and the headings stand below it."""
    if len(rows[0]) == 1:
        return True
    filled = [place for place in rows[0] if place[0] < place[1]]
    return filled == rows[0][:1] and len(rows) > 1 and is_heading_row([text[a:b] for a, b in rows[1]])


def _table(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of the table that begins at line `at` and the line after it; None where none begins."""
    line = lines[at]
    if found := stacked(lines, at) or barred(lines, at) or spaced(lines, at):
        return found
    if "|" in line.text or "\t" in line.text.strip():
        return one_line_rows(lines, at)
    nearly = at + 1 < len(lines) and lines[at + 1].tabbed
    if not line.tabbed and (line.blank or not nearly):
        return None
    if line.tabbed and at and lines[at - 1].tabbed:
        return None  # inside a row of what was found to be no table
    end = _region_end(lines, at)
    opened = _tab_opened(lines, at if line.tabbed else at + 1, end)
    if line.tabbed:
        return (opened, end) if regularity(opened) >= LEAST_REGULAR else None
    joined = _tab_joined(lines, at, end)
    if regularity(joined) < max(LEAST_REGULAR, regularity(opened) + 1e-9):
        return None  # a line above a tab-opened table, which begins at the next line
    return joined, end


def _region_end(lines: Sequence[Line], at: int) -> int:
    """The line after the last that a table beginning at `at` can reach.

    That is its last cell; or, where another table follows, the paragraph behind a blank line that opens what stands
    between the two.
    """
    last, leaves = at, None
    for i in range(at + 1, len(lines)):
        if lines[i].tabbed:
            if leaves and _heads_table(lines, i):
                return leaves
            last, leaves = i, None
        elif not leaves and not lines[i].blank and lines[i - 1].blank and i > at + 1:
            leaves = i
    after = last + 1
    while after < len(lines) and not lines[after].blank and not lines[after].tabbed:
        after += 1
    return after


def _heads_table(lines: Sequence[Line], at: int) -> bool:
    """Whether the cells from line `at` are a heading row."""
    cells = []
    while at < len(lines) and lines[at].tabbed:
        cells.append(lines[at].text.strip())
        at += 1
    return is_heading_row(cells)


def _tab_opened(lines: Sequence[Line], at: int, end: int) -> list[Row]:
    fragments: list[Row] = []
    starts = [i for i in range(at, end) if lines[i].tabbed]
    for n, first in enumerate(starts):
        if n == 0 or lines[first - 1].blank:
            fragments.append([])
        fragments[-1].append(span(lines[first : starts[n + 1] if n + 1 < len(starts) else end]))
    return _put_together(fragments)


def _put_together(fragments: list[Row]) -> list[Row]:
    """Rows of fragments: a blank line inside a cell breaks its row, and the parts exactly fill one of usual width."""
    width = usual_width(fragments)
    rows: list[Row] = []
    i = 0
    while i < len(fragments):
        parts, after = [fragments[i]], i + 1
        while sum(map(len, parts)) < width and after < len(fragments):
            parts.append(fragments[after])
            after += 1
        if sum(map(len, parts)) != width:
            parts, after = [fragments[i]], i + 1
        rows.append([cell for part in parts for cell in part])
        i = after
    return rows


def _tab_joined(lines: Sequence[Line], at: int, end: int) -> list[Row]:
    """Rows whose first cell is the untabbed line before a tabbed one.

    A cell's own line breaks make untabbed lines too: only a line with text begins a row, or a blank one after a blank
    cell (where the row's first cell is blank itself).
    """
    rows: list[Row] = []
    cell: list[Line] = []

    def close() -> None:
        if cell:
            rows[-1].append(span(cell))
            cell.clear()

    for i in range(at, end):
        line = lines[i]
        before_tab = i + 1 < end and lines[i + 1].tabbed
        first_is_blank = line.blank and i > at and lines[i - 1].tabbed and not lines[i - 1].text.strip()
        if not line.tabbed and before_tab and (not line.blank or first_is_blank):
            close()
            rows.append([])
        elif line.tabbed:
            close()
        cell.append(line)
    close()
    return rows


def _grid(text: str, rows: Sequence[Row], number: int) -> Grid:
    """Rows aligned at the right, for merged cells are left out at the left.

    In a row that is short, the slots left free belong to the cells above them (a merged 序号), in the first row to its
    first cell (工作任务 over three columns), or its last, where the row below parts that; a row of one cell is a
    section row and spans the table. A row that opens with a heading's number (三、) is a section row that lacks cells
    at its end.
    """
    columns = max(map(len, rows))
    usual = usual_width(rows)
    wide = len(rows[0]) - 1 if _parts_last(rows, columns) else 0
    cells: list[Cell] = []
    above: list[int | None] = [None] * columns  # index of the cell that covers each column in the last row
    for r, row in enumerate(rows):
        free = columns - len(row)
        if r and free and HEADING.match(text, *row[0]):
            free = max(0, columns - max(usual, len(row)))
            above = [None] * columns
        if len(row) == 1 and columns > 1:
            cells.append(Cell((Piece(*row[0]),), r, 0, 1, columns))
            above = [None] * columns
            continue
        for column in range(free):
            index = above[column]
            if r and index is not None and cells[index].column + cells[index].column_span <= free:
                old = cells[index]
                cells[index] = Cell(old.pieces, old.row, old.column, r - old.row + 1, old.column_span)
        for c, place in enumerate(row):
            column = free + c if r or c > wide else c
            slots = free + 1 if not r and c == wide else 1
            above[column : column + slots] = [len(cells)] * slots
            cells.append(Cell((Piece(*place),), r, column, 1, slots))
    return Grid(tuple(cells), len(rows), columns, number)


def _parts_last(rows: Sequence[Row], columns: int) -> bool:
    """Whether the second row is blank under all of the first but its last cell: 责任单位 over 牵头单位 and 配合单位."""
    first, second = rows[0], rows[1] if len(rows) > 1 else []
    blank = [start == end for start, end in second]
    return len(first) < len(second) == columns and blank == [n < len(first) - 1 for n in range(columns)]
