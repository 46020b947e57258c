"""What the rows of a table stand under: heading rows, labels, and group columns whose headings hold for many rows."""

from __future__ import annotations

import re
from itertools import pairwise

from loaders.layout.items import Path, Responsibility
from loaders.layout.ordinals import Ordinal, ordinal
from loaders.layout.repair import is_vertical, unwrapped
from loaders.view import View

_DEPTH = 10  # headings inside a table stand below all headings of the text
_ITEM_DEPTH = 2 * _DEPTH + 3

_Group = tuple[View, Ordinal | None]


class Above:
    """The headings over the row that is being read, kept up to date from row to row."""

    def __init__(self) -> None:
        self.label: View | None = None  # beside the numbers: 重点考核部门
        self.responsible: tuple[Responsibility, ...] = ()  # whom the heading row binds
        self.floor = 0  # first row under the current heading
        self._headings: list[tuple[int, View, int | None]] = []  # rank, printed, number
        self._groups: dict[int, _Group] = {}  # by column
        self._pending: dict[int, list[_Group]] = {}  # further headings of the same merged cell
        self._last = 0  # the last item's number

    def enter(self, printed: View, responsible: tuple[Responsibility, ...], floor: int) -> None:
        """Go below a heading row; `responsible` is what its note says, `floor` the row after it."""
        number = ordinal(printed.text)
        rank = number.rank if number else 0
        outer = [heading for heading in self._headings if heading[0] < rank]
        self._headings = [*outer, (rank, printed, number.value if number else None)]
        self.label, self.responsible, self.floor, self._last = None, responsible, floor, 0
        self._groups.clear()
        self._pending.clear()

    def group(self, column: int, cell: View, floor: int) -> None:
        """Take note of a group column's cell, which may hold two headings."""
        first, *further = _parts(cell)
        self._groups[column], self._pending[column] = first, further
        self.floor, self._last = floor, 0

    def title(self, column: int, view: View) -> None:
        """Take a cell for a heading that its column does not say it is."""
        self._groups[column] = (view, None)

    def leave(self, column: int) -> None:
        """Forget the heading of a column."""
        self._groups.pop(column, None)

    def count(self, item: Ordinal | None) -> None:
        """Count an item: where numbers begin anew inside a merged cell of two headings, the second holds from here."""
        if item is None:
            return
        if item.value <= self._last:
            for column, waiting in self._pending.items():
                if waiting:
                    self._groups[column] = waiting.pop(0)
        self._last = item.value

    def section(self) -> list[View]:
        """The headings as printed, outermost first."""
        headings = [printed for _, printed, _ in self._headings]
        label = [self.label] if self.label else []
        return headings + label + [self._groups[column][0] for column in sorted(self._groups)]

    def path(self, item: Ordinal | None, number: Ordinal | None) -> Path:
        """The numbers above an item and its own; `number` is its row's, where the item has one more in its text."""
        steps = [(_DEPTH + rank, value) for rank, _, value in self._headings if value is not None]
        steps += [(_DEPTH + n.rank, n.value) for column in sorted(self._groups) if (n := self._groups[column][1])]
        if number is not None:
            steps.append((_ITEM_DEPTH, number.value))
        if item is not None and item is not number:
            steps.append((_ITEM_DEPTH + (item.rank if number else 0), item.value))
        return tuple(steps)


def _parts(cell: View) -> list[_Group]:
    """The headings that a group's cell holds: one, or several where numbers of one rank open its lines."""
    if is_vertical(cell.text) and "\n\n" not in cell.text.strip():
        view = unwrapped(cell)
        return [(view, ordinal(view.text))]
    first = ordinal(cell.text)
    cuts = [0]
    for match in re.finditer(r"\n\s*", cell.text):
        number = ordinal(cell.text, match.end())
        if first and number and number.rank == first.rank and number.value > first.value:
            cuts.append(match.end())
    views = [unwrapped(cell[a:b]) for a, b in pairwise([*cuts, len(cell)])]
    return [(view, ordinal(view.text)) for view in views if view.text]
