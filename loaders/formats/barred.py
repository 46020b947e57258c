"""Tables copied from web pages whose cells are parted by lines that hold only a stroke.

    | / 工作任务 / | / 责任单位 / |
    | / 修建校舍 / | / 县教育局 / |

Two strokes on end part two rows. Where there are none, a running number says where a row begins. A cell that a row
shares with the one above (a merged 工作任务) is left out at the row's left, or a blank one at its end stands for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from loaders.formats.headed import headed
from loaders.formats.textlines import Line, Row, span
from loaders.layout.columns import is_heading_row, meaning
from loaders.layout.ordinals import cell_ordinal

_STROKE = "|"
_CELL_MOST = 12  # lines

_Cell = list[Line]


def barred(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of the barred table that begins at line `at` and the line after it; None where none begins."""
    opened = _is_stroke(lines[at])
    if not opened and not (at + 1 < len(lines) and _is_stroke(lines[at + 1]) and meaning(lines[at].text)):
        return None
    cells, end = _cells(lines, at)
    if rows := headed([_whole(cell) for cell in cells if cell], 0):
        return rows, end
    parted = [list(row) for full, row in groupby(cells, key=bool) if full]
    found = _by_number(parted[0]) if len(parted) == 1 else parted
    if len(found) < 2 or not is_heading_row([_words(cell) for cell in found[0]]):
        return None
    heads, *others = found
    width = max(map(len, others))
    head = [span(cell) for cell in heads]
    if width == len(head) + 1 and (column := _number_column(others, width)) is not None:  # it has no heading
        head.insert(column, (head[max(0, column - 1)][1 if column else 0],) * 2)
    if width != len(head) or any(len(row) < width - 1 for row in others):
        return None
    return [head, *([span(cell) for cell in row] for row in others)], end


def _is_stroke(line: Line) -> bool:
    return line.text.strip() == _STROKE


def _cells(lines: Sequence[Line], at: int) -> tuple[list[_Cell], int]:
    """What stands between the strokes from line `at`, an empty cell between two on end; and the line after the last."""
    cells: list[_Cell] = []
    cell: _Cell = []
    end = at
    for i in range(at, len(lines)):
        if _is_stroke(lines[i]):
            cells.append(cell)
            cell, end = [], i + 1
        elif not lines[i].blank:
            cell.append(lines[i])
        if len(cell) > _CELL_MOST:
            break
    return cells, end


def _whole(cell: _Cell) -> Line:
    return Line(cell[0].start, "\n".join(line.text for line in cell))


def _words(cell: _Cell) -> str:
    return "".join(line.text.strip() for line in cell)


def _by_number(cells: list[_Cell]) -> list[list[_Cell]]:
    """The rows of cells in which every row has a number, 1, 2, 3 …: a merged cell before it opens some of them."""
    numbered = [(i, found.value) for i, cell in enumerate(cells) if (found := cell_ordinal(_words(cell)))]
    if len(numbered) < 2 or any(b != a + 1 for (_, a), (_, b) in pairwise(numbered)):
        return []
    places = [i for i, _ in numbered]
    least = min([b - a for a, b in pairwise(places)] + [len(cells) - places[-1]])
    starts = [places[0] - 1, *(b - (b - a - least) for a, b in pairwise(places)), len(cells)]
    return [cells[: starts[0]], *(cells[a:b] for a, b in pairwise(starts))]


def _number_column(rows: list[list[_Cell]], width: int) -> int | None:
    """The column in which every row has a number."""
    for column in range(width):
        at = [column - (width - len(row)) for row in rows]
        if all(n >= 0 and cell_ordinal(_words(row[n])) for n, row in zip(at, rows, strict=True)):
            return column
    return None
