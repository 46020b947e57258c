"""A task as tables and prose hand it over: its place in the outline and the texts that finders have still to read."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.view import View
from ontology.records import Evidence, Role

Path = tuple[tuple[int, int], ...]
"""(depth, printed number) of each numbered heading above an item and of the item itself, outermost first."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A text that names bearers: a table's cell under a column of one role, or a note of prose."""

    view: View
    role: Role  # what a bearer is where the text itself does not say
    evidence: Evidence
    inherited: bool = False  # stated on a heading above


@dataclass(frozen=True, slots=True)
class Draft:
    """One task before its texts are read. `timetable` is a table's cell; prose has its dates in text and notes."""

    path: Path
    follows: bool  # an unnumbered row, or a further note's piece, of the item before it
    section: tuple[View, ...]
    text: View
    evidence: Evidence
    duties: tuple[Duty, ...]
    timetable: tuple[View, Evidence] | None = None
