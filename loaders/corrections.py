"""Replaying corrections on a document that was read: records and lines in, records out, and what no longer applies."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from python_calamine import CalamineError, CalamineWorkbook

from loaders.finders.bearers import read
from loaders.finders.setting import Setting
from loaders.formats.sources import CORRECTIONS
from ontology import iri
from ontology.corrections import Line, Read, number_of, read_lines
from ontology.errors import UnreadableError
from ontology.nodes import bearer_iri, task_iris
from ontology.records import Assignment, Correction, Deadline, Document, Finding, Role, Target, Task
from ontology.regions import Region, regions

CODE = "correction-unapplied"


class Corrected(NamedTuple):
    """The document as corrected; the lines that are for it alone and do not apply stand in its findings."""

    document: Document
    used: frozenset[Line]


def read_corrections(path: Path) -> Read:
    """The lines of a CSV file or workbook. Raises UnreadableError where the file itself cannot be read."""
    try:
        data = path.read_bytes()
        if path.suffix.lower() in (".xlsx", ".xls", ".ods"):
            sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
            return read_lines(([_text(cell) for cell in row] for row in sheet.to_python()), path.name)
        return read_lines(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")), path.name)
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read ({error.strerror}); check the name and the rights") from error
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path}: is not UTF-8; save it as “CSV UTF-8” or as a workbook") from error
    except (CalamineError, csv.Error) as error:
        raise UnreadableError(f"{path}: broken ({error}); save it again as CSV or XLSX") from error


def by_document(lines: Sequence[Line]) -> Callable[[str], tuple[Line, ...]]:
    """Of a document's id, the lines that it must be read with, in their order: its own, and those for all documents."""
    places: dict[str | None, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if not line.tasks:  # those that judge whole tasks concern what holds between documents
            places[line.document].append(place)

    def concerning(document_id: str) -> tuple[Line, ...]:
        own = places.get(iri.slug(document_id), [])
        return tuple(lines[place] for place in sorted([*own, *places.get(None, [])]))

    return concerning


def corrected(document: Document, lines: Sequence[Line]) -> Corrected:
    """The document with the lines that concern it replayed in their order; each change is kept as a Correction."""
    own = by_document(lines)(document.id)
    if not own:
        return Corrected(document, frozenset())
    reviser = _Reviser(document, own)
    tasks = tuple(reviser.task(task, node) for task, node in zip(document.tasks, task_iris(document), strict=True))
    late = tuple(
        Finding(CODE, f"the correction “{line}” no longer applies; look at it again, mend or remove it", 0, 0)
        for line in own
        if line.document and line not in reviser.used
    )
    done = replace(document, tasks=tasks, findings=(*document.findings, *late), corrections=tuple(reviser.done))
    return Corrected(done, frozenset(reviser.used))


class _Reviser:
    """Corrects the facts of one document and keeps account of it."""

    def __init__(self, document: Document, lines: tuple[Line, ...]) -> None:
        self.document, self.lines = document, lines
        year = int(document.issued[:4]) if document.issued and document.issued[:4].isdigit() else None
        self.region = regions().parse(document.jurisdiction, year) if document.jurisdiction else None
        self.setting = Setting.of(document.jurisdiction, self.region, document.level, year)
        self.used: set[Line] = set()
        self.done: list[Correction] = []

    def task(self, task: Task, node: str) -> Task:
        """The task with its facts corrected."""

        def ids(kind: str, facts: Sequence[object]) -> list[str]:
            return [iri.part(node, kind, n).removeprefix(iri.BASE) for n in range(1, len(facts) + 1)]

        return replace(
            task,
            assignments=tuple(map(self._assignment, task.assignments, ids("assignment", task.assignments))),
            deadlines=tuple(map(self._deadline, task.deadlines, ids("deadline", task.deadlines))),
            targets=tuple(map(self._target, task.targets, ids("target", task.targets))),
        )

    def _assignment(self, fact: Assignment, id: str) -> Assignment:
        for line in self.lines:
            change = _ON_ASSIGNMENTS.get(line.action)
            new = change(self, line, fact, id) if change and _is_what_it_was(line, fact.surface, fact.agency) else None
            if new is not None:
                was = fact.role if line.action == "role" else fact.agency
                self._note(line, id, was, new.role if line.action == "role" else new.agency)
                fact = new
        return fact

    def _deadline(self, fact: Deadline, id: str) -> Deadline:
        for line in self.lines:
            if line.id == id and line.action == "date" and _is_what_it_was(line, fact.surface, fact.date):
                self._note(line, id, fact.date or "", line.value)
                fact = replace(fact, date=line.value)
        return fact

    def _target(self, fact: Target, id: str) -> Target:
        for line in self.lines:
            if line.id != id or not _is_what_it_was(line, fact.surface, fact.date, _printed(fact.value)):
                continue
            if line.action == "date":
                self._note(line, id, fact.date or "", line.value)
                fact = replace(fact, date=line.value)
            elif line.action == "value":
                self._note(line, id, _printed(fact.value), line.value)
                fact = _with_value(fact, number_of(line.value))
        return fact

    def _note(self, line: Line, id: str, was: str, became: str) -> None:
        self.used.add(line)
        self.done.append(Correction(id, line.id, line.action, was, became, line.who, line.when, line.why))

    def is_bearer(self, line: Line, fact: Assignment) -> bool:
        """Whether the line's id is the assignment's bearer, by its id or its full name."""
        return line.id in (fact.agency, bearer_iri(self.document, fact).removeprefix(iri.BASE))

    def named(self, fact: Assignment, name: str) -> Assignment:
        """The assignment with the bearer of that full name."""
        found = read(name, fact.role, self.setting).assignments
        if len(found) != 1:  # the cutter makes several of it, so it is no name that documents use
            return self.unnamed(fact, name)
        own = found[0]
        return replace(
            fact,
            agency=own.agency,
            kind=own.kind,
            agency_id=own.agency_id,
            function=own.function,
            level=own.level,
            region=own.region,
            match="corrected",
        )

    def unnamed(self, fact: Assignment, name: str) -> Assignment:
        """The assignment with a bearer of its own that the registry does not know."""
        return replace(fact, agency=name, agency_id=None, function=None, match="corrected")

    def is_near(self, body: Assignment) -> bool:
        """Whether a document of this region can mean the body by an alias: 省教厅 of another province is another."""
        if self.region is None or body.region is None:
            return True
        try:
            place: Region = regions().get(body.region)
        except KeyError:
            return True
        return regions().is_within(self.region, place) or regions().is_within(place, self.region)


def _bearer(reviser: _Reviser, line: Line, fact: Assignment, id: str) -> Assignment | None:
    return reviser.named(fact, line.value) if line.id == id else None


def _role(reviser: _Reviser, line: Line, fact: Assignment, id: str) -> Assignment | None:
    return replace(fact, role=cast(Role, line.value)) if line.id == id else None


def _same(reviser: _Reviser, line: Line, fact: Assignment, id: str) -> Assignment | None:
    return reviser.named(fact, line.value) if reviser.is_bearer(line, fact) else None


def _different(reviser: _Reviser, line: Line, fact: Assignment, id: str) -> Assignment | None:
    if line.id == id:
        return reviser.unnamed(fact, line.value or fact.surface)
    return reviser.unnamed(fact, fact.surface) if reviser.is_bearer(line, fact) and fact.surface == line.value else None


def _alias(reviser: _Reviser, line: Line, fact: Assignment, id: str) -> Assignment | None:
    if fact.surface != line.id:
        return None
    new = reviser.named(fact, line.value)
    return new if reviser.is_near(new) else None


Change = Callable[[_Reviser, Line, Assignment, str], Assignment | None]
_ON_ASSIGNMENTS: dict[str, Change] = {
    "bearer": _bearer,
    "role": _role,
    "same": _same,
    "different": _different,
    "alias": _alias,
}


def _is_what_it_was(line: Line, *told: str | None) -> bool:
    return not line.was or line.was in told


def _with_value(fact: Target, value: float | tuple[float, float]) -> Target:
    """A range compares as one, and no longer does where one number takes its place."""
    if isinstance(value, tuple):
        return replace(fact, value=value, comparator="range")
    return replace(fact, value=value, comparator="=" if fact.comparator == "range" else fact.comparator)


def _printed(value: float | tuple[float, float]) -> str:
    return "-".join(f"{v:.15g}" for v in value) if isinstance(value, tuple) else f"{value:.15g}"


def _text(cell: object) -> str:
    """A spreadsheet's cell as a person typed it: 2026 and not 2026.0, a day without the midnight that Excel adds."""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def read_beside(sources: Sequence[Path], given: Path | None = None) -> Read:
    """The corrections of the given file, else of each corrections.csv that lies in or beside a source."""
    beside = {(path if path.is_dir() else path.parent) / CORRECTIONS for path in sources}
    files = [given] if given else sorted(path for path in beside if path.is_file())
    found = [read_corrections(path) for path in files]
    lines = [line for one in found for line in one.lines]
    return Read(tuple(lines), tuple(message for one in found for message in one.refused))
