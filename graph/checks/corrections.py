"""Which of a file's corrections apply to nothing in a graph."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store.index import Index
from ontology.corrections import Line

_APPLIED = """
SELECT DISTINCT ?given ?act ?who ?when ?why {
  ?correction a pk:Correction ; pk:given ?given ; pk:act ?act ; pk:who ?who ; pk:when ?when ; pk:why ?why
}"""


def unapplied(index: Index, lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that nothing in the graph was corrected by."""
    applied = set(index.select(_APPLIED))
    return tuple(line for line in lines if (line.given, line.action, line.who, line.when, line.why) not in applied)
