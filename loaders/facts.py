"""Facts of an item: its texts read by the finders, and all that they find moved to the source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from loaders.finders import bearers, deadlines, places, targets
from loaders.finders.roles import Cue, labels
from loaders.finders.setting import Setting
from loaders.layout.items import Item, Schedule
from loaders.layout.repair import milestones, unwrapped
from loaders.source import Source
from loaders.view import View
from ontology.records import Assignment, Deadline, Evidence, Finding, Mention, Target, Task

_OFFICE = re.compile("(?:人民政府|行政公署)$")
_Fact = TypeVar("_Fact", Assignment, Deadline, Target, Mention)


class TaskReader:
    """Reads items with the finders and moves what they find to the source. Collects what a person should look at."""

    def __init__(self, source: Source, script: str, setting: Setting) -> None:
        self.source, self.setting = source, setting
        self.same_script = script == source.text
        self.findings: list[Finding] = []
        self.ruling = bearers.who_leads(script)

    def task(self, item: Item, key: str) -> Task:
        """The task of an item, its texts read."""
        text = item.text
        year = self.setting.year
        assignments = self._assignments(item)
        in_text = deadlines.in_prose(text.text, year)
        if item.timetable:
            due = tuple(deadline for cell in item.timetable for deadline in self._in_cell(cell))
        else:
            due = self._moved(in_text, text, item.evidence) + self._in_notes(item)
            self._impossible(text, item.evidence.row)
        self._undated(due)
        return Task(
            key=key,
            section=tuple(self._verbatim(heading) for heading in item.section),
            text=self._verbatim(text),
            assignments=assignments,
            deadlines=due,
            targets=self._moved(targets.in_text(text.text, year, in_text), text, item.evidence),
            regions=self._regions(item, assignments),
            evidence=item.evidence,
        )

    def _assignments(self, item: Item) -> tuple[Assignment, ...]:
        found: list[Assignment] = []
        for said in item.responsible:
            leads = self.ruling.first is not None and said.evidence.start > self.ruling.first
            reading = bearers.read(said.view.text, said.role, self.setting, leads and not found, self.ruling)
            found += self._moved(reading.assignments, said.view, said.evidence)
            self.findings += [
                Finding(r.code, r.message, *said.view.place(r.start, r.end), said.evidence.row) for r in reading.remarks
            ]
        once: dict[tuple[str, str, str | None], Assignment] = {}
        for bearer in found:  # named again for all tasks: 以下各项均需各县落实
            once.setdefault((bearer.agency, bearer.role, bearer.scope), bearer)
        return tuple(b if b.order == n else replace(b, order=n) for n, b in enumerate(once.values(), 1))

    def _in_cell(self, schedule: Schedule) -> tuple[Deadline, ...]:
        """The deadlines of a timetable's cell, or of one that its column's heading dates."""
        cell = milestones(schedule.view)
        self._impossible(cell, schedule.evidence.row)
        due = deadlines.in_cell(cell.text, self.setting.year)
        if not due and schedule.period:
            due = deadlines.under_period(schedule.period, cell.text, self.setting.year)
        return self._moved(due, cell, schedule.evidence)

    def _in_notes(self, item: Item) -> tuple[Deadline, ...]:
        """Deadlines that stand beside the bearers in a note: （…负责，2023年完成）."""
        found: list[Deadline] = []
        for said in item.responsible:
            if not said.inherited:
                for cue, words in _labelled_parts(unwrapped(said.view)):
                    due = deadlines.in_prose(words.text, self.setting.year, note=True)
                    if cue == "time" and not due:  # 完成时限：2022年6月 says by its label what the date is
                        due = deadlines.in_cell(words.text, self.setting.year)
                    found += self._moved(due, words, said.evidence)
        return tuple(found)

    def _regions(self, item: Item, assignments: Iterable[Assignment]) -> tuple[Mention, ...]:
        """Places that the text singles out, and those whose governments its list names."""
        region = self.setting.registered
        said = self._moved(places.regions_in(item.text.text, region, self.setting.year), item.text, item.evidence)
        named = {mention.region for mention in said}
        bound = tuple(
            Mention(
                a.surface,
                _OFFICE.sub("", a.agency),
                a.region,
                "bearer",
                a.start,
                a.end,
                a.evidence,
            )
            for a in assignments
            if a.kind == "government"
            and a.region
            and a.region not in named
            and (region is None or a.region != region.id)
        )
        return said + bound

    def _impossible(self, view: View, row: int | None) -> None:
        mend = "correct the source or the date in a review"
        self.findings += [
            Finding("impossible-date", f"{view.text[a:b]!r}: {why}; {mend}", *view.place(a, b), row)
            for a, b, why in deadlines.impossible(view.text, self.setting.year)
        ]

    def _undated(self, due: Iterable[Deadline]) -> None:
        """Findings for dates whose year is printed nowhere: 6月底前 in a document of unknown year."""
        self.findings += [
            Finding(
                "no-year",
                f"{d.surface!r}: the year is not known; give --issued, or a line in corpus.toml",
                d.start,
                d.end,
            )
            for d in due
            if d.type != "ongoing" and d.date is None
        ]

    def _moved(self, facts: Iterable[_Fact], view: View, evidence: Evidence) -> tuple[_Fact, ...]:
        """Facts with their offsets in the source, their surface in its script and the passage that they stand in."""
        moved = []
        for fact in facts:
            start, end = view.place(fact.start, fact.end)
            surface = "".join(self._verbatim(view[fact.start : fact.end]).split())
            same = len(surface) == len(fact.surface)
            moved.append(
                replace(fact, start=start, end=end, surface=surface if same else fact.surface, evidence=evidence)
            )
        return tuple(moved)

    def _verbatim(self, view: View) -> str:
        """The view's text in the source's own script (繁体 stays 繁体)."""
        source = self.source.text
        if self.same_script:
            return view.text
        return "".join(s if s == " " else source[at] for s, at in zip(view.text, view.at, strict=True))


def _labelled_parts(note: View) -> list[tuple[Cue | None, View]]:
    """What stands before the first label of a note and what each label governs: 完成时限：2021年底前 states no work."""
    marks = labels(note.text)
    edges = [0, *(mark.start for mark in marks), len(note)]
    starts = [(None, 0), *((mark.cue, mark.end) for mark in marks)]
    return [(cue, note[a:b]) for (cue, a), b in zip(starts, edges[1:], strict=True) if a < b]
