"""A source in, a document out: the one entry point of the loaders, pure.

    Source ──blocks──▶ prose and tables ──drafts──▶ finders ──records──▶ Document

Views mend the layout, finders read views, and everything that they find is moved back to the source's offsets here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TypeVar

from loaders import bearers, deadlines, places, targets
from loaders.citations import citations
from loaders.context import Context
from loaders.draft import Draft
from loaders.heading import Heading, read_heading
from loaders.keys import keys
from loaders.ordinals import ordinal
from loaders.prose import Line, read_prose
from loaders.repair import clean, milestones, paragraphs, unwrapped
from loaders.script import simplified
from loaders.setting import Setting
from loaders.source import Grid, Paragraph, Source
from loaders.table import Columns, Table, TableReader, columns
from loaders.view import View
from loaders.witness import Witness
from ontology.records import (
    Assignment,
    Deadline,
    Document,
    Entry,
    Evidence,
    Finding,
    Layout,
    Mention,
    Target,
    Task,
)

_FURNITURE = re.compile(
    r"[（(]此件|抄\s*送[:：]|主\s*送[:：]|.*印发\s*$|附件\s*\d*\s*[:：]?.{0,40}$|[—－-]+\s*\d+\s*[—－-]+$|第?\s*\d+\s*页?$"
)
_ATTACHMENT = re.compile(r"附\s*[件表]")
_HEADING_MOST = 40  # characters of a heading that stands above a table
_Fact = TypeVar("_Fact", Assignment, Deadline, Target, Mention)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the blocks hold before finders read it."""

    drafts: tuple[Draft, ...]
    lines: tuple[Line, ...]
    layout: Layout
    findings: tuple[Finding, ...]


def extract(source: Source, context: Context | None = None, id: str | None = None) -> Document:
    """All that the source says, as records. `context` gives what its text does not say; `id` is the file's stem by default.

    Whatever the rules do not read is in the document's ledger and findings; nothing is raised.
    """
    script = simplified(View.of(source.text)).text
    heading = read_heading(
        [_words(script, b) for b in source.blocks if isinstance(b, Paragraph)], script, context or Context()
    )
    setting = Setting.of(heading.jurisdiction, heading.region, heading.level, heading.year)
    found = _read_blocks(source, script, heading, setting)
    composer = _Composer(source, script, setting)
    tasks = tuple(composer.task(draft, key) for draft, key in zip(found.drafts, keys(found.drafts), strict=True))
    ledger = tuple(
        Entry(line.start, line.end, line.fate, line.reason if line.draft is None else tasks[line.draft].key)
        for line in found.lines
    )
    unread = tuple(
        Finding("unread", f"{line.reason}: {source.text[line.start : line.end][:60]!r}", line.start, line.end)
        for line in found.lines
        if line.fate == "unread"
    )
    return Document(
        id=id or PurePosixPath(source.file.name).stem,
        title=heading.title,
        number=heading.number,
        issued=heading.issued,
        jurisdiction=heading.jurisdiction,
        level=heading.level,
        layout=found.layout,
        issuers=heading.issuers,
        addressees=heading.addressees,
        citations=citations(script),
        inferred=heading.inferred,
        source=source.file,
        tasks=tasks,
        ledger=ledger,
        findings=(*heading.findings, *found.findings, *unread, *composer.findings),
    )


def _words(text: str, block: Paragraph) -> str:
    return text[block.piece.start : block.piece.end]


def _read_blocks(source: Source, script: str, heading: Heading, setting: Setting) -> _Read:
    """Tables first, as they decide whether prose without notes holds tasks; both in the order of the source."""
    witness = Witness(source)
    explicit = source.file.encoding is None or source.file.media != "text/plain"
    drafts: list[Draft] = []
    lines: list[Line] = []
    findings: list[Finding] = []
    before: list[View] = []
    stack: list[tuple[int, View, int]] = []
    known: Columns | None = None
    grouped = False
    for block in source.blocks:
        if isinstance(block, Paragraph):
            before.append(clean(View.of(script, block.piece.start, block.piece.end)))
            continue
        stack = _headings_above(stack, before)
        before = []
        table = Table(block, script, explicit)
        cols = columns(table, setting) or _continued(known, table)
        if cols is None:
            lines += _unread_table(block, table)
            findings += _no_columns(block, table)
            continue
        known = cols
        reader = TableReader(
            table,
            cols,
            setting,
            witness,
            tuple(title for _, title, _ in stack),
            tuple((rank, n) for rank, _, n in stack),
        )
        reader.read()
        grouped = grouped or any(cols.meanings[c] == "task" for c in cols.groups)
        lines += [_shifted(line, len(drafts)) for line in reader.lines]
        drafts += reader.drafts
    layout: Layout = ("breakdown-table" if grouped else "task-table") if drafts else "prose-plan"
    text, aside = _body(source, script, heading)
    lines += [Line(*view.place(0, len(view)), "note", reason) for view, reason in aside if view.text]
    told, prose = read_prose(paragraphs(text), setting, witness, whole_items=not drafts)
    lines += [_shifted(line, len(drafts)) for line in prose]
    drafts += told
    order = sorted(range(len(drafts)), key=lambda i: drafts[i].evidence.start)
    place = {old: new for new, old in enumerate(order)}
    lines = [replace(line, draft=None if line.draft is None else place[line.draft]) for line in lines]
    return _Read(
        tuple(drafts[i] for i in order), tuple(sorted(lines, key=lambda line: line.start)), layout, tuple(findings)
    )


def _shifted(line: Line, by: int) -> Line:
    return line if line.draft is None else replace(line, draft=line.draft + by)


def _continued(known: Columns | None, table: Table) -> Columns | None:
    """The columns of the table before, for one that goes on without headings of its own on the next page."""
    if known is None or len(known.meanings) != table.grid.columns:
        return None
    return replace(known, header=frozenset())


def _headings_above(stack: list[tuple[int, View, int]], before: Sequence[View]) -> list[tuple[int, View, int]]:
    """The numbered headings (rank, printed, number) that a table stands under, after these paragraphs."""
    for view in before:
        line = unwrapped(view)
        number = ordinal(line.text)
        if number and len(line) <= _HEADING_MOST and "。" not in line.text:
            printed = line[: len(line.text.rstrip("：:"))]
            stack = [*(h for h in stack if h[0] < number.rank), (number.rank, printed, number.value)]
        elif number or _ATTACHMENT.match(line.text):
            stack = []
    return stack


def _unread_table(grid: Grid, table: Table) -> list[Line]:
    lines = []
    for row in range(grid.rows):
        views = [table.raw[row, c] for c in table.own(row)]
        spans = [view.place(0, len(view)) for view in views]
        if spans:
            lines.append(
                Line(
                    min(a for a, _ in spans),
                    max(b for _, b in spans),
                    "note",
                    f"a row of table {grid.number}, which binds nobody",
                )
            )
    return lines


def _no_columns(grid: Grid, table: Table) -> list[Finding]:
    """A finding for a table that looks like one of tasks but has no column that says who is bound."""
    if grid.rows < 3 or grid.columns < 2:
        return []
    first = next((table.raw[0, c] for c in table.own(0)), None)
    if first is None:
        return []
    start, end = first.place(0, len(first))
    message = (
        f"table {grid.number}: no column says who is bound (责任单位, 牵头部门 …); its rows are not read. "
        "Head the column with such a word, or add the word to loaders/columns.csv"
    )
    return [Finding("no-responsibility-column", message, start, end, 1)]


def _body(source: Source, script: str, heading: Heading) -> tuple[list[View], list[tuple[View, str]]]:
    """The paragraphs that may hold tasks, and those that are the document's frame, with the reason."""
    printed = [(field.start, field.end) for field in heading.printed]
    body: list[View] = []
    aside: list[tuple[View, str]] = []
    for block in source.blocks:
        if not isinstance(block, Paragraph):
            continue
        view = clean(View.of(script, block.piece.start, block.piece.end)).strip()
        covered = sum(max(0, min(block.piece.end, end) - max(block.piece.start, start)) for start, end in printed)
        if block.style == "page-furniture" or _FURNITURE.match(view.text):
            aside.append((view, "page furniture"))
        elif covered * 2 > len(view) and not ordinal(view.text):
            aside.append((view, "a part of the document's heading"))
        else:
            body.append(unwrapped(view))
    return body, aside


class _Composer:
    """Reads drafts with the finders and moves what they find to the source."""

    def __init__(self, source: Source, script: str, setting: Setting) -> None:
        self.source, self.setting = source, setting
        self.findings: list[Finding] = []
        self.first_leads_from = bearers.rules_first_leads(script)

    def task(self, draft: Draft, key: str) -> Task:
        """The task of a draft, its texts read."""
        text = draft.text
        year = self.setting.year
        assignments = self._assignments(draft)
        in_text = deadlines.in_prose(text.text, year)
        if draft.timetable:
            cell = milestones(draft.timetable[0])
            due = self._moved(deadlines.in_cell(cell.text, year), cell, draft.timetable[1])
            self._impossible(cell)
        else:
            due = self._moved(in_text, text, draft.evidence) + self._in_notes(draft)
            self._impossible(text)
        return Task(
            key=key,
            section=tuple(self._verbatim(heading) for heading in draft.section),
            text=self._verbatim(text),
            assignments=assignments,
            deadlines=due,
            targets=self._moved(targets.in_text(text.text, year, in_text), text, draft.evidence),
            regions=self._regions(draft, assignments),
            evidence=draft.evidence,
        )

    def _assignments(self, draft: Draft) -> tuple[Assignment, ...]:
        found: list[Assignment] = []
        for duty in draft.duties:
            leads = self.first_leads_from is not None and duty.evidence.start > self.first_leads_from
            reading = bearers.read(duty.view.text, duty.role, self.setting, leads and not found)
            found += self._moved(reading.assignments, duty.view, duty.evidence)
            self.findings += [
                Finding(r.code, r.message, *duty.view.place(r.start, r.end), duty.evidence.row) for r in reading.remarks
            ]
        return tuple(replace(a, order=n) for n, a in enumerate(found, 1))

    def _in_notes(self, draft: Draft) -> tuple[Deadline, ...]:
        """Deadlines that stand beside the bearers in a note: （…负责，2023年完成）."""
        found: list[Deadline] = []
        for duty in draft.duties:
            if not duty.inherited:
                words = unwrapped(duty.view)
                found += self._moved(deadlines.in_prose(words.text, self.setting.year), words, duty.evidence)
        return tuple(found)

    def _regions(self, draft: Draft, assignments: Iterable[Assignment]) -> tuple[Mention, ...]:
        """Places that the text singles out, and those whose governments its list names."""
        region = self.setting.registered
        said = self._moved(places.regions_in(draft.text.text, region, self.setting.year), draft.text, draft.evidence)
        named = {mention.region for mention in said}
        bound = tuple(
            Mention(a.surface, a.agency.removesuffix("人民政府"), a.region, "bearer", a.start, a.end, a.evidence)
            for a in assignments
            if a.kind == "government"
            and a.region
            and a.region not in named
            and (region is None or a.region != region.id)
        )
        return said + bound

    def _impossible(self, view: View) -> None:
        self.findings += [
            Finding(
                "impossible-date",
                f"{view.text[a:b]!r}: {why}; correct the source or the date in a review",
                *view.place(a, b),
            )
            for a, b, why in deadlines.impossible(view.text)
        ]

    def _moved(self, facts: Iterable[_Fact], view: View, evidence: Evidence) -> tuple[_Fact, ...]:
        """Facts with their offsets in the source, their surface in its script and the passage that they stand in."""
        moved = []
        for fact in facts:
            start, end = view.place(fact.start, fact.end)
            surface = re.sub(r"\s", "", self._verbatim(view[fact.start : fact.end]))
            same = len(surface) == len(fact.surface)
            moved.append(
                replace(fact, start=start, end=end, surface=surface if same else fact.surface, evidence=evidence)
            )
        return tuple(moved)

    def _verbatim(self, view: View) -> str:
        """The view's text in the source's own script (繁体 stays 繁体)."""
        source = self.source.text
        return "".join(s if s == " " else source[at] for s, at in zip(view.text, view.at, strict=True))
