"""Tables copied from web pages with a cell a line: 序号 / 工作任务 / 责任单位, then as many lines for each row.

Two forms are read: lines of plain cells (loaders/formats/headed.py), and cells that end in a stroke (县教育局 |), of
which every so many make a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from loaders.formats.fitting import misfit
from loaders.formats.headed import HEADINGS_MOST, NEAR, ODD_LEAST, ODD_MOST, headed, may_head
from loaders.formats.strayed import in_place
from loaders.formats.textlines import Line, Row, line_after, span
from loaders.layout.columns import ROLES, is_heading_row, meaning
from loaders.layout.ordinals import cell_ordinal

_ROW_MOST = 40  # lines


def stacked(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of the stacked table that begins at line `at` and the line after it; None where none begins."""
    words = lines[at].text.strip().rstrip("|").strip()
    if "\t" in lines[at].text or not meaning(words):
        return None
    if lines[at].text.rstrip().endswith("|"):
        return _stroked(lines, at)
    rows = headed(lines, at)
    return (rows, line_after(lines, at, rows)) if rows else None


def headings_end(lines: Sequence[Line], at: int) -> int:
    """The line after the headings, a line each, of a table whose rows fit none of the forms; `at` where none begins."""
    said: set[str | None] = set()
    if meaning(lines[at].text) != "number":
        return at
    full = (i for i in range(at, len(lines)) if not lines[i].blank)
    for i in islice(full, NEAR):
        bare = "".join(lines[i].text.split())
        if cell_ordinal(bare):
            return i if "task" in said and not said.isdisjoint(ROLES) else at
        if not may_head(bare):
            return at
        said.add(meaning(bare))
    return at


def _width(cells: Sequence[str]) -> int:
    """How many of the cells are headings: all up to the first number, or else up to the last that is a known one."""
    width = 0
    numbers: int | None = None  # the column that is headed so
    for n, text in enumerate(cells[: HEADINGS_MOST + 1]):
        bare = "".join(text.split())
        if numbers is None and meaning(bare) == "number":
            numbers = n
        if cell_ordinal(bare):
            width = width if numbers is None else n - numbers
            break
        if not bare or not may_head(bare):
            break
        if meaning(bare):
            width = n + 1
    return width if width > 2 and is_heading_row(list(cells[:width])) else 0


def _stroked(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of cells that end in a stroke: they come out even, or else stand under the headings that they fit.

    A line of strokes alone is a blank cell, or else it only opens a row.
    """
    even = _even(*_cells(lines, at, blank_cells=True))
    if even and even.fits:
        return even.rows, even.end
    cells, end = _cells(lines, at, blank_cells=False)
    if rows := headed([cell for cell in cells if cell.text.strip()], 0):
        return rows, end
    return (even.rows, even.end) if (even := even or _even(cells, end)) else None


def _cells(lines: Sequence[Line], at: int, blank_cells: bool) -> tuple[list[Line], int]:
    """The cells that end in a stroke, each as one line, and the line after the last."""
    cells: list[Line] = []
    first = i = at
    while i < len(lines) and i - first < _ROW_MOST:
        text = lines[i].text.rstrip()
        if first == i and not blank_cells and text and not text.strip("| "):
            first = i + 1
        elif text.endswith("|"):
            whole = Line(lines[first].start, "\n".join([*(line.text for line in lines[first:i]), text.rstrip("|")]))
            cells += [whole] * (text.count("|") if first == i and not text.strip("| ") else 1)  # || are two blank cells
            first = i + 1
        i += 1
    return cells, first


class _Even(NamedTuple):
    rows: list[Row]
    end: int
    fits: bool  # hardly a row holds what does not fit the headings


def _even(cells: Sequence[Line], end: int) -> _Even | None:
    width = _width([cell.text for cell in cells])
    if not width or len(cells) % width or len(cells) == width:
        return None
    spans = [span([cell]) for cell in cells]
    said = ["".join(cell.text.split("\n")).strip() for cell in cells]
    starts = range(0, len(cells), width)
    rows = in_place([spans[n : n + width] for n in starts], [said[n : n + width] for n in starts])
    words = dict(zip(spans, said, strict=True))
    meanings = [meaning(words[one]) for one in rows[0]]
    odd = sum(1 for row in rows[1:] if misfit([words.get(one, "") for one in row], meanings[-len(row) :]) > ODD_LEAST)
    return _Even(rows, end, odd <= ODD_MOST * (len(rows) - 1))
