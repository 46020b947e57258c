"""How a question looks at bearers: as printed, as of the document's date, as of today; classes closed or as members.

Every question that shows or counts bearers takes `view` and `members`, and its answer's notes say what they mean for
it: which bodies could not be carried to today, which classes have members and which are open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from graph.store.index import Index
from graph.store.views import VIEWS, View, seen
from queries.header import Parameter
from queries.parameters import Value
from queries.tables import Cell, Words

VIEW = Parameter(
    "view",
    "choice",
    VIEWS,
    "dated",
    "today",
    Words("bearers as printed, as of the document's date, or as of today", "主体名称：原文、文件当时或今日"),
)
MEMBERS = Parameter(
    "members",
    "flag",
    (),
    "no",
    "yes",
    Words("the members of 各市人民政府 in the class's place", "以各成员代替集合主体（如各市人民政府）"),
)
PARAMETERS = (VIEW, MEMBERS)
BEARERS = re.compile(r"pk:(?:bearer|agency|principal|(?:lead|joint|support|oversee|first)Agency)\b")
SHOWN = 5  # as many bodies are named in a note
COLLECTIVES = 'SELECT DISTINCT ?name { ?class a pk:Collective ; skos:prefLabel ?name FILTER(LANG(?name) = "zh") }'
UNMAPPED = """
SELECT DISTINCT ?name ?why {
  ?node pk:unmapped ?why ; skos:prefLabel ?name FILTER(LANG(?name) = "zh")
  FILTER EXISTS { ?fact pk:agency|pk:region ?node }
} ORDER BY ?name ?why"""
CLASSES = """
SELECT DISTINCT ?name ?year (COUNT(DISTINCT ?member) AS ?members) {
  ?assignment pk:agency ?class . ?class a pk:Collective ; skos:prefLabel ?name FILTER(LANG(?name) = "zh")
  OPTIONAL { ?assignment pk:roster ?roster . ?roster pk:year ?year ; pk:hasMember ?member }
} GROUP BY ?name ?year ORDER BY ?name ?year"""


@dataclass(frozen=True, slots=True)
class Seeing:
    """What is asked for."""

    view: View = "dated"
    members: bool = False

    @classmethod
    def of(cls, values: dict[str, Value]) -> Seeing:
        """Taken out of a question's checked values."""
        return cls(cast(View, values.pop(VIEW.name, "dated")), bool(values.pop(MEMBERS.name, False)))

    def seen(self, index: Index) -> Index:
        """The index to ask."""
        return seen(index, self.view, self.members)

    def notes(self, index: Index, rows: Sequence[Sequence[Cell]]) -> tuple[Words, ...]:
        """What is to be said of an answer's rows; `index` is the one as of the documents' dates."""
        named = {cell for row in rows for cell in row if isinstance(cell, str)}
        named.update(*(cell.split("、") for cell in named if "、" in cell))
        found = (self._classes(index, named), *((self._today(index, named),) if self.view == "today" else ()))
        return tuple(note for note in found if note)

    def _classes(self, index: Index, named: set[str]) -> Words | None:
        if self.members:
            classes = [(str(name), year, number) for name, year, number in index.select(CLASSES)]
            if not classes:
                return None
            closed = [f"{name} ({year}: {number})" for name, year, number in classes if number]
            open_ones = [name for name, _, number in classes if not number]
            return Words(
                f"Classes of governments stand as their members: {_some(closed)}; open, and left as they are: "
                f"{_some(open_ones)}.",
                f"集合主体以其成员列出：{_some(closed)}；成员不定而保留原样：{_some(open_ones)}。",
            )
        shown = sorted({str(name) for (name,) in index.select(COLLECTIVES)} & named) if named else []
        if not shown:
            return None
        return Words(
            f"Classes of bearers stand closed, each as one: {_some(shown)}; members=yes has their members.",
            f"集合主体各作一个主体：{_some(shown)}；members=yes 则列其成员。",
        )

    def _today(self, index: Index, named: set[str]) -> Words | None:
        unmapped = [(str(name), str(why)) for name, why in index.select(UNMAPPED)]
        told = [why if why.startswith(name) else f"{name}: {why}" for name, why in unmapped if name in named]
        if not unmapped:
            return None
        if not told:
            told = [name for name, _ in unmapped]
        return Words(
            f"Not one body of today, and left as of the document's date ({len(told)}): {_some(told)}.",
            f"今日无单一对应机构或地区，仍按文件当时列出（{len(told)} 个）：{_some(told)}。",
        )


def _some(items: Sequence[str]) -> str:
    return "、".join(items[:SHOWN]) + ("…" if len(items) > SHOWN else "") if items else "—"
