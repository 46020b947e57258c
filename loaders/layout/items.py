"""A task as tables and prose hand it over: its place in the outline and the texts that finders have still to read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loaders.view import View
from ontology.records import Evidence, Fate, Role

Path = tuple[tuple[int, int], ...]
"""(depth, printed number) of each numbered heading above an item and of the item itself, outermost first."""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A text that names bearers: a table's cell under a column of one role, or a note of prose."""

    view: View
    role: Role  # what a bearer is where the text itself does not say
    evidence: Evidence
    inherited: bool = False  # stated on a heading above


@dataclass(frozen=True, slots=True)
class Schedule:
    """A cell that says when: a timetable's (完成时限), or one of a column that a `period` heads (一季度目标)."""

    view: View
    evidence: Evidence
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One task before its texts are read. `timetable` are a table's cells; prose has its dates in text and notes."""

    path: Path
    follows: bool  # an unnumbered row, or a further note's piece, of the item before it
    section: tuple[View, ...]
    text: View
    evidence: Evidence
    responsible: tuple[Responsibility, ...]
    timetable: tuple[Schedule, ...] = ()

    def bound_by(self, *more: Responsibility) -> Item:
        """The same item with further texts that name its bearers."""
        return replace(self, responsible=(*self.responsible, *more))


@dataclass(frozen=True, slots=True)
class Line:
    """The fate of a row or paragraph [start, end): `item` is the index of its task, else `reason` says what it is."""

    start: int
    end: int
    fate: Fate
    reason: str
    item: int | None = None

    def shifted(self, by: int) -> Line:
        """The same line where `by` items come before its own list of items."""
        return self if self.item is None else replace(self, item=self.item + by)
