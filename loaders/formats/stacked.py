"""Tables copied from web pages with a cell a line: 序号 / 工作任务 / 责任单位, then as many lines for each row.

Two forms are read: lines of plain cells (loaders/formats/headed.py), and cells that end in a stroke (县教育局 |), of
which every so many make a row.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.formats.headed import headed
from loaders.formats.textlines import Line, Row, span
from loaders.layout.columns import is_heading_row, meaning
from loaders.layout.ordinals import cell_ordinal

_HEADINGS_MOST = 12
_HEADING_LONGEST = 12  # characters
_ROW_MOST = 40  # lines


def stacked(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of the stacked table that begins at line `at` and the line after it; None where none begins."""
    words = lines[at].text.strip().rstrip("|").strip()
    if "\t" in lines[at].text or not meaning(words):
        return None
    if lines[at].text.rstrip().endswith("|"):
        return _stroked(lines, at)
    rows = headed(lines, at)
    end = rows[-1][-1][1] if rows else 0
    return (rows, next((i for i in range(at, len(lines)) if lines[i].start >= end), len(lines))) if rows else None


def _width(cells: Sequence[str]) -> int:
    """How many of the cells are headings: all up to the last that is a known one, as long as none has a figure."""
    width = 0
    for n, text in enumerate(cells[:_HEADINGS_MOST]):
        bare = "".join(text.split())
        if not bare or len(bare) > _HEADING_LONGEST or cell_ordinal(bare) or any(sign in bare for sign in "。；，、"):
            break
        if meaning(bare):
            width = n + 1
    return width if width > 2 and is_heading_row(list(cells[:width])) else 0


def _stroked(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of cells that end in a stroke, which stand under the headings that they fit, or else come out even.

    A line of strokes alone is a blank cell, or else it only opens a row.
    """
    cells, end = _cells(lines, at, blank_cells=False)
    if rows := headed([cell for cell in cells if cell.text.strip()], 0):
        return rows, end
    return _even(*_cells(lines, at, blank_cells=True)) or _even(cells, end)


def _cells(lines: Sequence[Line], at: int, blank_cells: bool) -> tuple[list[Line], int]:
    """The cells that end in a stroke, each as one line, and the line after the last."""
    cells: list[Line] = []
    first = i = at
    while i < len(lines) and i - first < _ROW_MOST:
        text = lines[i].text.rstrip()
        if first == i and not blank_cells and text and not text.strip("| "):
            first = i + 1
        elif text.endswith("|"):
            cells.append(Line(lines[first].start, "\n".join([*(line.text for line in lines[first:i]), text[:-1]])))
            first = i + 1
        i += 1
    return cells, first


def _even(cells: Sequence[Line], end: int) -> tuple[list[Row], int] | None:
    width = _width([cell.text for cell in cells])
    rows = [[span([cell]) for cell in cells[n : n + width]] for n in range(0, len(cells), width)] if width else []
    return (rows, end) if len(rows) > 1 and len(cells) % width == 0 else None
