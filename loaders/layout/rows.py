"""Rows as tasks: what each row of a table is, and what merged and blank cells in it stand for.

What a row is (GUIDE: Task): a task where it states work and somebody is bound by it; a heading where one cell speaks
for the whole row; a further task of the number above where it has none. A merged cell holds for every row that it
spans. In tables flattened to text, merged cells are blank: a blank cell of the one column that says who is bound, or
of a column of headings, means what stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.finders.collectives import chain
from loaders.finders.named import complete
from loaders.finders.roles import verb_at
from loaders.finders.setting import Setting
from loaders.layout.above import Above
from loaders.layout.columns import ROLES, Meaning, meaning
from loaders.layout.items import Item, Line, Path, Responsibility, Schedule
from loaders.layout.notes import find
from loaders.layout.ordinals import Ordinal, cell_ordinal, ordinal
from loaders.layout.repair import BRANCH, is_vertical, listed, unwrapped
from loaders.layout.table import Columns, Table, names_bearer
from loaders.layout.witness import Witness
from loaders.view import View
from ontology.agencies import is_known
from ontology.records import Evidence, Fate

_SAID: frozenset[Meaning | None] = frozenset({*ROLES, "number", "deadline", "period", "category"})
_FOOTNOTE = re.compile(r"(?:备\s*注|注|(?:填表)?说明)\s*\d?(?:[:：]|$)")
_TOTAL = re.compile(r"(?:合计|总计|总分|小计|共计)")


class RowReader:
    """Reads the rows of one table. `section` and `path` are what stands above the table in the text."""

    def __init__(
        self, table: Table, cols: Columns, setting: Setting, witness: Witness, section: tuple[View, ...], path: Path
    ) -> None:
        self.table, self.cols, self.setting, self.witness = table, cols, setting, witness
        self.section, self.path = section, path
        self.above = Above()
        self.items: list[Item] = []
        self.counted = any(  # whether items count in digits, so that Chinese numbers are those of headings
            (number := cell_ordinal(table.text(row, column))) and number.rank > 2
            for row in range(table.grid.rows)
            for column in cols.of("number")
        )
        self.numbered = False  # whether a row has had a number
        self.headed = {c for r in cols.header for c in cols.of(*ROLES) if meaning(table.text(r, c)) in ROLES}
        self.lines: list[Line] = []

    def read(self) -> None:
        """Read all rows into `items` and `lines`."""
        top = min(self.cols.header, default=0)
        for row in range(self.table.grid.rows):
            own = self.table.own(row)
            if not own:
                continue
            if row in self.cols.header:
                self._line(row, "heading", "heads the columns")
            elif row < top:
                self._line(row, "note", "stands above the columns' headings")
            elif _FOOTNOTE.match(self.table.text(row, own[0])):
                self._line(row, "note", "says something on the table")
            elif self._is_section(row, own):
                self._section(row, own)
            elif any(_TOTAL.fullmatch(self.table.text(row, c)) for c in own):
                self._line(row, "note", "sums up")
            else:
                self._row(row, own)

    def _is_section(self, row: int, own: list[int]) -> bool:
        """Whether one cell speaks for the whole row, or a heading's number and its words do: 一 | 深化改革."""
        first = self.table.text(row, own[0])
        if len(own) == 1:
            wide = self.table.cells[row, own[0]].column_span >= self.table.grid.columns - 1
            number = ordinal(first)
            return wide or bool(number and number.rank <= 2) or own[0] == 0
        number = cell_ordinal(first)
        if number is None or number.rank > 2:
            return False
        states_work = any(c in self.cols.texts for c in own)
        binds = any(c in self.cols.of(*ROLES) for c in own)
        return not states_work or (not binds and self.counted)

    def _section(self, row: int, own: list[int]) -> None:
        words = [self.table.views[row, c] for c in own if self.cols.meanings[c] not in ("score", "note")]
        printed = View.join(words[:2]) if cell_ordinal(words[0].text) else words[0]
        where = next((c for c in own if printed.text.endswith(self.table.text(row, c))), own[0])
        view = self.table.views[row, where]
        notes = find(view.text, self.setting)
        evidence = self._evidence(row, where)
        said = tuple(Responsibility(view[n.first : n.last], "joint", evidence, True) for n in notes)
        self.above.enter(printed, said, row + 1)
        self._line(row, "heading", "heads rows")

    def _row(self, row: int, own: list[int]) -> None:
        number = self._number(row, own)
        self._group(row, own)
        if not any(c in self.cols.texts or self.cols.meanings[c] in _SAID for c in own):
            self._line(row, "note", "says neither what is to be done nor by whom nor when")
            return
        text, start = self._text(row)
        responsible = self._responsible(row)
        item = number
        if text.text and (number is None or self._numbered_above(row)):
            own_number = ordinal(text.text)
            if own_number and (not self.cols.of("number") or number is not None):
                item, text = own_number, text[own_number.end :].strip()
        if not text.text or not responsible:
            self._spare(row, own, responsible)
            return
        self.above.count(item)
        follows = item is None and self.numbered
        self.numbered = self.numbered or item is not None
        path, section = (*self.path, *self.above.path(item, number)), (*self.section, *self.above.section())
        evidence = self.witness.evidence(text, self.table.grid.number, row + 1, start + 1)  # of one cell or of several
        self.items.append(Item(path, follows, section, text, evidence, responsible, self._timetable(row)))
        self._line(row, "task", "", len(self.items) - 1)

    def _spare(self, row: int, own: list[int], responsible: tuple[Responsibility, ...]) -> None:
        """A row that is no task: further bearers of the task before, a heading, or unread."""
        bound = [c for c in own if self.cols.meanings[c] in ROLES]
        if bound and self.items and not any(c in own for c in self.cols.texts):
            self.items[-1] = self.items[-1].bound_by(*responsible)
            self._line(row, "task", "", len(self.items) - 1)
        elif bound:
            self._line(row, "unread", "names bearers but states no work; correct the table or its headings")
        else:
            self._line(row, "note", "states work but binds nobody")

    def _number(self, row: int, own: list[int]) -> Ordinal | None:
        """The row's number, of its own or merged from above; labels beside it (重点考核部门) become headings."""
        left = min((*self.cols.texts, *self.cols.of(*ROLES)), default=0)
        found: Ordinal | None = None
        numbers = self.cols.of("number")
        for column in (c for c in own if c < left or c in numbers):
            text = self.table.text(row, column)
            number = cell_ordinal(text)
            if number and found is None and (not numbers or column in numbers or column < left):
                found = number
            elif number is None and column not in self.cols.groups and self.cols.meanings[column] in (None, "number"):
                self.above.label = self.table.views[row, column]
        return found

    def _numbered_above(self, row: int) -> bool:
        return bool(self.cols.groups) and not any(c in self.table.own(row) for c in self.cols.of("number"))

    def _group(self, row: int, own: list[int]) -> None:
        """Take note of the headings that begin in this row's group columns."""
        for column in self.cols.groups:
            if column in own:
                self.above.group(column, self.table.raw[row, column], row)
                for right in [c for c in self.cols.groups if c > column and c not in own]:
                    self.above.leave(right)

    def _text(self, row: int) -> tuple[View, int]:
        """The task's text, of one column or of several with a space between, and the column where it begins."""
        parts: list[View] = []
        first = min(self.cols.texts, default=0)
        for column in self.cols.texts:
            view = self.table.views.get((row, column))
            if view is None or not view.text or any(view.text == part.text for part in parts):  # merged, or said twice
                continue
            if parts:
                parts.append(View(" ", (parts[-1].at[-1],)))
            else:
                first = column
            parts.append(view)
        return View.join(parts), first

    def _responsible(self, row: int) -> tuple[Responsibility, ...]:
        """The cells that name this row's bearers, by role; what the heading above states where the row has none."""
        responsible: list[Responsibility] = []
        seen: set[int] = set()
        bound = self.cols.of(*ROLES)
        for column in bound:
            slot = self._slot(row, column, bound)
            if slot is None or id(self.table.cells[slot]) in seen:
                continue
            seen.add(id(self.table.cells[slot]))
            view = self._bearers(slot)
            if self.cols.meanings[column] == "joint" and not self._bears(column, view):
                self.above.title(column, unwrapped(view))
                continue
            self.above.leave(column)
            name = self.cols.meanings[column]
            if name in ROLES:
                responsible.append(Responsibility(view, ROLES[name], self._evidence(*slot), slot[0] != row))
        if not responsible:
            return self.above.responsible
        return tuple(responsible)

    def _bears(self, column: int, view: View) -> bool:
        """Whether a cell of a column that no heading calls one of bearers names any (县水利局, not 组织领导)."""
        return column in self.headed or names_bearer(unwrapped(view).text)

    def _slot(self, row: int, column: int, bound: Sequence[int]) -> tuple[int, int] | None:
        """The cell that says who is bound in this row: its own, a merged one, or in flattened tables the one above."""
        if self.table.text(row, column):
            return row, column
        leads = [c for c in bound if self.cols.meanings[c] in ("lead", "joint")]
        if self.table.explicit or not leads or column != leads[0]:
            return None
        return self.table.above(row, column, self.above.floor)

    def _bearers(self, slot: tuple[int, int]) -> View:
        raw = self.table.raw[slot]
        return unwrapped(raw) if is_vertical(raw.text) else listed(raw, self.table.width(slot[1]), self._whole)

    def _whole(self, words: str, registered: bool) -> bool:
        setting = self.setting
        bare = words.strip()
        if BRANCH.fullmatch(bare):
            return False
        if registered and setting.level != "institution":
            for name in (bare, re.split("[和及与]", bare)[-1], re.split("[和及与]", bare)[0]):
                tiers = chain(name, 0, len(name))
                if tiers and tiers[-1].end == len(name):
                    return True
                if is_known(name, home=setting.region, level=setting.level, year=setting.year):
                    return True
            return False
        if verb_at(bare, 0, len(bare)):  # the line goes on: 省经信委 / 牵头冶金职教集团
            return False
        return complete(bare) and not (registered and setting.level == "institution")

    def _timetable(self, row: int) -> tuple[Schedule, ...]:
        """The cells that say when; in flattened tables a blank one left of the work means what stands above it."""
        found: dict[int, Schedule] = {}
        for column in self.cols.of("deadline", "period"):
            slot: tuple[int, int] | None = (row, column)
            if not self.table.text(row, column):
                merged = not self.table.explicit and column < min(self.cols.texts, default=0)
                slot = self.table.above(row, column, self.above.floor) if merged else None
            if slot is None or slot[0] in self.cols.header:
                continue
            cell = self.table.cells[slot]
            period = self._heading(column) if self.cols.meanings[column] == "period" else None
            schedule = Schedule(self.table.raw[slot].strip(), self._evidence(cell.row, cell.column), period)
            found.setdefault(id(cell), schedule)
        return tuple(found.values())

    def _heading(self, column: int) -> str:
        return next(text for r in sorted(self.cols.header, reverse=True) if meaning(text := self.table.text(r, column)))

    def _evidence(self, row: int, column: int) -> Evidence:
        cell = self.table.cells[row, column]
        return self.witness.evidence(self.table.raw[row, column], self.table.grid.number, cell.row + 1, cell.column + 1)

    def _line(self, row: int, fate: Fate, reason: str, item: int | None = None) -> None:
        self.lines.append(Line(*self.table.place(row), fate, reason, item))
