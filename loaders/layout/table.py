"""A grid as a table of views: its cells found from any slot that they cover, its columns by their headings' meaning."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from loaders.finders.milestones import in_cell
from loaders.finders.named import complete
from loaders.layout.columns import LONGEST, ROLES, Meaning, is_heading_row, meaning
from loaders.layout.ordinals import cell_ordinal
from loaders.layout.repair import clean, unwrapped
from loaders.source import Cell, Grid
from loaders.view import View

_HEADER_MOST = 8  # rows before which a table's headings stand
DITTO = re.compile("同上|同前|〃|″")
_BEARERS_LEAST = 0.5  # share of a column's cells that name bearers, where no heading says that it does


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table mean, and the rows that say so."""

    meanings: tuple[Meaning | None, ...]
    header: frozenset[int]
    texts: tuple[int, ...]  # columns whose cells make up a task's text
    groups: tuple[int, ...]  # columns of headings that each hold for several rows

    def of(self, *names: Meaning) -> tuple[int, ...]:
        """The columns that mean one of these."""
        return tuple(i for i, name in enumerate(self.meanings) if name in names)


class Table:
    """A grid whose cells are views, each found from any slot that it covers."""

    def __init__(self, grid: Grid, text: str, explicit: bool) -> None:
        self.grid, self.explicit = grid, explicit
        self.views: dict[tuple[int, int], View] = {}
        self.raw: dict[tuple[int, int], View] = {}
        self.cells: dict[tuple[int, int], Cell] = {}
        for cell in sorted(grid.cells, key=lambda cell: cell.row):
            raw = View.join([clean(View.of(text, p.start, p.end)) for p in cell.pieces])
            view, said = unwrapped(raw), cell
            above = cell.row - 1, cell.column
            if DITTO.fullmatch(view.text) and above in self.cells:  # as if it were merged with the cell above
                view, raw, said = self.views[above], self.raw[above], self.cells[above]
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self.views[row, column], self.raw[row, column], self.cells[row, column] = view, raw, said

    def text(self, row: int, column: int) -> str:
        """The cell's text on one line; blank where the grid has no such slot."""
        view = self.views.get((row, column))
        return view.text if view else ""

    def width(self, column: int) -> int:
        """The longest line of the column's cells, in characters."""
        return self._widths.get(column, 0)

    @cached_property
    def _widths(self) -> dict[int, int]:
        widths: dict[int, int] = {}
        for cell in self.grid.cells:
            if cell.column_span == 1:
                lines = self.raw[cell.row, cell.column].text.splitlines()
                widths[cell.column] = max(widths.get(cell.column, 0), *(len(line.strip()) for line in lines), 0)
        return widths

    def own(self, row: int) -> list[int]:
        """Columns at which a cell with text begins in this row."""
        return self._own.get(row, [])

    @cached_property
    def _own(self) -> dict[int, list[int]]:
        own: dict[int, list[int]] = defaultdict(list)
        for cell in self.grid.cells:
            slot = cell.row, cell.column
            if self.cells[slot] is cell and self.views[slot].text:
                own[cell.row].append(cell.column)
        return own

    def place(self, row: int) -> tuple[int, int]:
        """The source's [start, end) from the row's first own cell to its last; the row must have one."""
        places = [self.raw[row, c].place(0, len(self.raw[row, c])) for c in self.own(row)]
        return min(start for start, _ in places), max(end for _, end in places)

    def above(self, row: int, column: int, floor: int) -> tuple[int, int] | None:
        """The slot at or above (row, column), not above row `floor`, whose cell has text."""
        filled = self._filled[column]
        at = bisect_right(filled, row) - 1
        return (filled[at], column) if at >= 0 and filled[at] >= floor else None

    @cached_property
    def _filled(self) -> dict[int, list[int]]:
        """Rows with text, by column."""
        filled: dict[int, list[int]] = defaultdict(list)
        for row, column in sorted(slot for slot, view in self.views.items() if view.text):
            filled[column].append(row)
        return filled


def columns(table: Table) -> Columns | None:
    """The columns' meanings by their headings; None where the table has no headings or binds nobody."""
    grid = table.grid
    top = next((r for r in range(min(grid.rows, _HEADER_MOST)) if _is_header(table, r)), None)
    if top is None:
        return None
    bottom = top + 1 if top + 1 < grid.rows and _refines(table, top) else top
    meanings = [meaning(table.text(bottom, c)) or meaning(table.text(top, c)) for c in range(grid.columns)]
    headings = _row_text(table, top)
    header = frozenset(
        r for r in range(grid.rows) if top <= r <= bottom or (r > bottom and _row_text(table, r) == headings)
    )
    data = [r for r in range(bottom + 1, grid.rows) if r not in header]
    if sum(1 for m in meanings if m == "lead") > 1:  # 主责单位 beside 牵头部门
        said = ["".join(table.text(r, c) for r in sorted(header)) for c in range(grid.columns)]
        if any("牵头" in words for words in said):
            meanings = ["joint" if m == "lead" and "牵头" not in w else m for m, w in zip(meanings, said, strict=True)]
    _place_units(table, meanings, top, data)
    _place_stages(table, meanings, data)
    _place_numbers(table, meanings, data)
    _place_bearers(table, meanings, data)
    if not any(m in ROLES for m in meanings):
        return None
    texts, groups = _texts_and_groups(table, meanings, data)
    return Columns(tuple(meanings), header, texts, groups)


def _is_header(table: Table, row: int) -> bool:
    return is_heading_row([table.text(row, c) for c in table.own(row)])


def _refines(table: Table, top: int) -> bool:
    """Whether the row below the headings heads them further: 责任单位 over 牵头单位 and 配合单位."""
    own = table.own(top + 1)
    known = [
        c for c in own if meaning(table.text(top + 1, c)) in ROLES or meaning(table.text(top + 1, c)) == "deadline"
    ]
    spans = any(cell.row == top and cell.row_span > 1 for cell in table.grid.cells)
    if not own:
        return False
    said = [table.text(top + 1, c) for c in own]
    if len(own) < table.grid.columns and is_heading_row(said) and all(len(text) <= LONGEST for text in said):
        return True
    return len(known) == len(own) or (spans and all(meaning(table.text(top + 1, c)) for c in own))


def _row_text(table: Table, row: int) -> tuple[str, ...]:
    return tuple(table.text(row, c) for c in table.own(row))


def _place_numbers(table: Table, meanings: list[Meaning | None], data: Sequence[int]) -> None:
    """Find the column of numbers where it has no heading: each of its cells holds one."""
    if "number" in meanings:
        return
    for column, name in enumerate(meanings):
        said = [table.text(r, column) for r in data if column in table.own(r)] if name is None else []
        if len(said) > 1 and all(map(cell_ordinal, said)):
            meanings[column] = "number"
            return


def _place_units(table: Table, meanings: list[Meaning | None], top: int, data: Sequence[int]) -> None:
    """Take 单位 for what a figure is counted in, where another column says who is bound and its cells name nobody."""
    bound = [c for c, name in enumerate(meanings) if name in ROLES]
    for column in bound:
        said = [table.text(r, column) for r in data if column in table.own(r)]
        if table.text(top, column) == "单位" and len(bound) > 1 and said and not any(map(names_bearer, said)):
            meanings[column] = "task"


def _place_stages(table: Table, meanings: list[Meaning | None], data: Sequence[int]) -> None:
    """Take a column of times for one of headings, where it names no date (第一周) and another column does."""
    times = [c for c, name in enumerate(meanings) if name == "deadline"]
    dated = {c for c in times if any(in_cell(table.text(r, c), None) for r in data)}
    for column in times if dated else ():
        if column not in dated:
            meanings[column] = "category"


def _place_bearers(table: Table, meanings: list[Meaning | None], data: Sequence[int]) -> None:
    """Where no heading says who is bound, the column whose cells name bearers does: 考核项目 over 县水利局."""
    if any(m in ROLES for m in meanings):
        return
    for column, name in enumerate(meanings):
        if name in ("category", "task", None):
            said = [table.text(r, column) for r in data if column in table.own(r)]
            if said and sum(1 for text in said if names_bearer(text)) >= _BEARERS_LEAST * len(said):
                meanings[column] = "joint"
                return


def names_bearer(text: str) -> bool:
    """Whether a cell of an unnamed column lists bearers and nothing else."""
    return len(text) <= 40 and all(complete(part) for part in re.split("[、，,；; ]", text) if part)


def _texts_and_groups(
    table: Table, meanings: Sequence[Meaning | None], data: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Columns of the task's text, and columns of headings, whose cells hold for several rows."""
    spoken = [c for c, m in enumerate(meanings) if m in ("task", "criteria") and any(c in table.own(r) for r in data)]
    groups = [c for c, m in enumerate(meanings) if m == "category" and (not spoken or c < spoken[-1])]  # 目标类型: A类
    number = next((c for c, m in enumerate(meanings) if m == "number"), 0)
    texts: list[int] = []
    for n, column in enumerate(spoken):
        rows = sum(1 for r in data if column in table.own(r))
        most = max(sum(1 for r in data if other in table.own(r)) for other in spoken)
        heads = column < number or rows < 0.75 * most  # 工作任务 | 序号 | 具体要求
        if n + 1 < len(spoken) and meanings[column] == "task" and heads:
            groups.append(column)
        else:
            texts.append(column)
    if not texts and groups:
        texts = [groups.pop()]
    return tuple(texts), tuple(sorted(groups))
