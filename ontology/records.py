"""The records that loaders hand to the graph: what a policy document says, and where it says so.

A document has tasks; a task has assignments (who is bound, and how), deadlines, targets and regions. Each fact keeps
its offsets `start`, `end` into the source's text ([start, end), counted in characters from 0, as in Web Annotation's
text position selector), the passage that it stands in as `evidence`, and the name of the `rule` that read it.
Finders leave `evidence` empty and count offsets in the text that they were given; `extract` moves both to the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["national", "province", "prefecture", "county", "township", "institution"]
Layout = Literal["task-table", "prose-plan", "breakdown-table"]
Kind = Literal["agency", "government", "collective", "enterprise", "unit", "body"]
Role = Literal["lead", "joint", "support", "oversee"]
DeadlineType = Literal["ongoing", "by", "from", "in", "during"]
Comparator = Literal[">=", "<=", "=", "~", "range"]
Relation = Literal["applies", "cites", "replaces", "repeals"]
Fate = Literal["task", "heading", "note", "unread"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of the source: a table cell, a note or a paragraph. `quote` is its text[start:end], verbatim."""

    start: int
    end: int
    quote: str
    page: int | None = None  # 1-based, like table, row and column
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """One bearer of a task: who is bound, in which role and place of the list."""

    surface: str  # the characters that name the bearer, layout line breaks removed
    agency: str  # canonical full name at the document's date
    kind: Kind
    role: Role
    order: int  # 1-based, as printed over the whole task
    scope: str | None  # the part of the task to which the text limits the bearer
    agency_id: str | None  # the registry's id of the body; None for a body that the registry does not know
    function: str | None  # code of its line (条) in ontology/functions.csv
    level: Level | None  # the tier (块) that the bearer belongs to
    region: str | None  # id of its region in ontology/regions.csv
    match: str  # how the name was recognised: registry, alias, elided, spelling, composed, collective, unknown
    rule: str
    start: int
    end: int
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the work, or the milestone `action`, is due. `date` is EDTF at the printed precision; None when ongoing."""

    surface: str
    type: DeadlineType
    date: str | None
    action: str | None
    rule: str
    start: int
    end: int
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity that the duty is to reach, 万 and 亿 multiplied out; (low, high) where the comparator is `range`."""

    surface: str
    indicator: str
    value: float | tuple[float, float]
    unit: str
    comparator: Comparator
    date: str | None  # EDTF, where the clause dates the target
    optional: bool  # a rule or criterion (eligibility, cycle, rate of a grant) rather than something to reach
    rule: str
    start: int
    end: int
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A named place that a task singles out: `name` in full form with the province (山西省太原市)."""

    surface: str
    name: str
    region: str  # id in ontology/regions.csv
    rule: str
    start: int
    end: int
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One duty as the annotation guide cuts it."""

    key: str  # the printed number in ASCII digits: 12, 12+1, 2.6.3
    section: tuple[str, ...]  # headings above it, outermost first
    text: str  # verbatim, without layout breaks and responsibility note
    assignments: tuple[Assignment, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    regions: tuple[Mention, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Citation:
    """Another policy that the document names: title without 《》, number where printed, and what it is to this one."""

    title: str
    number: str | None
    relation: Relation
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what became of a row or paragraph of the source."""

    start: int
    end: int
    fate: Fate
    reason: str  # the task's key, or why it is a heading, a note or unread


@dataclass(frozen=True, slots=True)
class Finding:
    """Something for a person to look at: an unknown name, an impossible date, an unread row."""

    code: str  # unknown-agency, ambiguous-region, impossible-date, unread, no-responsibility-column …
    message: str  # names the words, the place and the mend
    start: int
    end: int
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact that a person corrected: what it was, what it became, and who says so, when and why."""

    about: str  # the fact's id in the graph: task/plan/3/assignment/2
    given: str  # the id or words that the line of corrections.csv begins with
    action: str  # same, different, alias, bearer, role, date or value
    was: str
    became: str
    who: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that a document was read from."""

    name: str  # its path relative to the folder that was built, with forward slashes
    sha256: str
    media: str  # text/plain, application/pdf …
    encoding: str | None  # of a text file
    characters: int  # length of the text that offsets count in


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document and all that was read from it."""

    id: str
    title: str
    number: str | None  # 发文字号
    issued: str | None  # EDTF
    jurisdiction: str | None  # full name of the region or institution whose authority issues it
    level: Level | None
    layout: Layout
    issuers: tuple[str, ...]
    addressees: str | None  # 主送
    citations: tuple[Citation, ...]
    inferred: tuple[tuple[str, str], ...]  # (field, reason) for what an option or an inference gave, not the text
    source: SourceFile
    tasks: tuple[Task, ...]
    ledger: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    corrections: tuple[Correction, ...] = ()
