"""Corrections that people make: a plain file with a line for each, keyed by the ids that answers print.

`corrections.csv` has the columns id, action, value, was, who, when, why; others are passed over, so that a review queue
can be handed back as it is. Actions:

    same       id: a bearer, by id or full name   value: the full name of the body that it is
    different  id: a bearer                       value: the printed words that are not that body
    different  id: an assignment                  value: a name for the other body; else its printed words
    alias      id: printed words                  value: the full name of the body that they mean
    bearer     id: an assignment                  value: the full name of the right bearer
    role       id: an assignment                  value: lead, joint, support or oversee
    same       id: a task                         value: the task of another document that pursues the same duty
    part       id: a task                         value: one that pursues a part of it
    different  id: a task                         value: one that is no counterpart, whatever the method says
    code       id: a task                         value: its codes of a codebook: themes: teachers|finance
    date       id: a deadline or target           value: the date as EDTF: 2015, 2015-06, 2016/2020
    value      id: a target                       value: a number, or two with a hyphen between: 500-800

`was` may hold the words that the fact had (of two tasks, their texts with ⇄ between); if it has others by now, the line
no longer applies. Lines apply in their order, the last word is the last line's; a line that is removed is undone at the
next build.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import NamedTuple, get_args

from ontology.edtf import bounds
from ontology.records import Role

COLUMNS = ("id", "action", "value", "was", "who", "when", "why")
REQUIRED = ("id", "action", "value", "who", "when", "why")
FACT = re.compile(r"task/(?P<document>[^/]+)/[^/]+/(?P<kind>assignment|deadline|target)/[1-9][0-9]*")
TASK = re.compile(r"task/(?P<document>[^/]+)/[^/]+")
VERDICTS = ("same", "part", "different")
CODES = re.compile(r"(?P<scheme>[^:：|]+)[:：]\s*(?P<codes>.*)")  # without codes: the task has none of them
BETWEEN = " ⇄ "  # of two tasks' texts in `was`
KINDS = {  # of the facts that an action is for; None where it is for bearers or words
    "bearer": ("assignment",),
    "role": ("assignment",),
    "date": ("deadline", "target"),
    "value": ("target",),
    "different": None,
    "same": None,
    "part": None,
    "code": None,
    "alias": None,
}
DEFUSED = re.compile(r"^'(?=[=+\-@\t\r\n＝＋－＠].)", re.DOTALL)  # what a queue written as CSV puts before a formula
NUMBER = r"-?\d+(?:\.\d+)?"
VALUE = re.compile(rf"({NUMBER})(?:-({NUMBER}))?")


@dataclass(frozen=True, slots=True)
class Line:
    """One correction as its file says it; `number` is its line there, 0 where it comes from none."""

    id: str
    action: str
    value: str
    was: str
    who: str
    when: str
    why: str
    number: int = 0

    @property
    def document(self) -> str | None:
        """The name of the only document that the line is for, as ids have it; None where it is for all."""
        fact = FACT.fullmatch(self.id)
        return fact["document"] if fact else None

    @property
    def tasks(self) -> tuple[str, ...]:
        """The ids of the two tasks, or of the one, that the line judges; none where it corrects a fact or a name."""
        if self.action == "code":
            return (self.id,)
        return (self.id, self.value) if self.action in VERDICTS and TASK.fullmatch(self.id) else ()

    @property
    def scheme(self) -> str | None:
        """The codebook of which it gives codes; None where it judges no codes."""
        match = CODES.fullmatch(self.value) if self.action == "code" else None
        return match["scheme"] if match else None

    @property
    def verdict(self) -> str:
        """What it says of its tasks: same, part or different; or the codes."""
        match = CODES.fullmatch(self.value) if self.action == "code" else None
        return match["codes"] if match else self.action

    @property
    def given(self) -> str:
        """What it is about, as the graph notes it."""
        return " ".join((self.id, self.value)) if self.tasks else self.id

    @property
    def content(self) -> tuple[str, ...]:
        """All but the number: two lines of one content are one."""
        return astuple(self)[:-1]

    def __str__(self) -> str:
        return f"{self.action} {self.id} → {self.value}" if self.value else f"{self.action} {self.id}"


class Read(NamedTuple):
    """The lines that can be used, and why the others cannot."""

    lines: tuple[Line, ...]
    refused: tuple[str, ...]


def read_lines(rows: Iterable[Sequence[str]], place: str, first: int = 1) -> Read:
    """The corrections that rows of text make, the heading first; rows without an action are no corrections.

    A malformed line is refused with its number and the mend, and the rest is kept. `place` opens such messages; `first`
    is the heading's number.
    """
    lines: list[Line] = []
    refused: list[str] = []
    header: list[str] | None = None
    for number, row in enumerate(rows, first):
        cells = [DEFUSED.sub("", cell.strip().removeprefix("\ufeff")) for cell in row]
        if header is None:
            header = cells
            if missing := [name for name in REQUIRED if name not in header]:
                return Read((), (f"{place}, line {number}: no column {', '.join(missing)}; add it to the heading",))
            continue
        told = dict(zip(header, cells, strict=False))
        if not told.get("action"):
            continue
        line = Line(**{name: told.get(name, "") for name in COLUMNS}, number=number)
        wrong = "more cells than columns; quote cells that hold a comma" if len(cells) > len(header) else _wrong(line)
        if wrong:
            refused.append(f"{place}, line {number}: {wrong}")
        else:
            lines.append(line)
    return Read(tuple(lines), tuple(refused))


def as_csv(lines: Iterable[Line]) -> str:
    """The file of these lines, each content once, in their order."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([COLUMNS, *dict.fromkeys(line.content for line in lines)])
    return out.getvalue()


def codes_of(verdict: str) -> tuple[str, ...]:
    """The codes that a correction gives, the weightiest first."""
    return tuple(dict.fromkeys(code.strip() for code in verdict.split("|") if code.strip()))


def number_of(text: str) -> float | tuple[float, float]:
    """The value that a correction gives a target. Raises ValueError where it is none."""
    match = VALUE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no number; write 500, 0.5 or 500-800")
    return (float(match[1]), float(match[2])) if match[2] else float(match[1])


def _wrong(line: Line) -> str | None:
    """What is wrong with the line, and how to mend it."""
    if line.action not in KINDS:
        return f"no action {line.action!r}; use {', '.join(KINDS)}"
    if missing := [name for name in ("id", "who", "when", "why") if not getattr(line, name)]:
        return f"{', '.join(missing)} is empty; say who corrects what, when and why"
    fact, kinds = FACT.fullmatch(line.id), KINDS[line.action]
    if kinds and not (fact and fact["kind"] in kinds):
        return f"{line.action} needs the id of one {' or '.join(kinds)}, not {line.id!r}; copy it from an answer"
    if told := _wrong_judgement(line):
        return told
    if not line.value and not (line.action == "different" and fact):
        return f"{line.action} needs a value"
    try:
        _check_date(line.when)
        _check(line)
    except ValueError as error:
        return str(error)
    return None


def _wrong_judgement(line: Line) -> str | None:
    """What is wrong with what the line says of tasks; None where nothing is, or it is about something else."""
    one, other = TASK.fullmatch(line.id), TASK.fullmatch(line.value)
    if line.action in ("part", "code") and not one:
        return f"{line.action} needs the id of a task, not {line.id!r}; copy it from an answer"
    if line.action == "code" and line.scheme is None:
        return f"code needs a codebook and its codes, not {line.value!r}; write themes: teachers|finance"
    if line.action == "code" or not line.tasks or (one and other and one["document"] != other["document"]):
        return None
    return f"{line.action} needs the id of another document's task as its value, not {line.value!r}"


def _check_date(text: str) -> None:
    try:
        bounds(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no date ({error}); write 2015, 2015-06, 2015-06-30 or 2016/2020") from error


def _check(line: Line) -> None:
    if line.action == "role" and line.value not in get_args(Role):
        raise ValueError(f"{line.value!r} is no role; use {', '.join(get_args(Role))}")
    if line.action == "date":
        _check_date(line.value)
    if line.action == "value":
        number_of(line.value)
