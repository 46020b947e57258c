"""What people judged, as the graph has it: verdicts on two tasks, and the codes that a person gave a task.

Who aligns (graph/chains/cascade.py) or codes (graph/codes/coder.py) goes by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Literal, cast

from graph.store.index import Index
from ontology.corrections import codes_of

Relation = Literal["same", "part", "different"]
Verdicts = Mapping[str, Mapping[str, Relation]]  # by the one task's IRI and the other's, either way round
_VERDICTS = """
SELECT ?one ?other ?verdict {
  ?judgement a pk:Judgement ; pk:task ?one , ?other ; pk:verdict ?verdict FILTER(?one != ?other)
} ORDER BY ?one ?other"""
_CODES = """
SELECT ?task ?codes {
  ?judgement a pk:Judgement ; pk:task ?task ; pk:scheme $scheme ; pk:verdict ?codes
} ORDER BY ?task"""


def verdicts(index: Index) -> Verdicts:
    """What people said of two tasks."""
    found: dict[str, dict[str, Relation]] = defaultdict(dict)
    for one, other, verdict in index.select(_VERDICTS):
        found[str(one)][str(other)] = cast(Relation, verdict)
    return found


def given_codes(index: Index, scheme: str) -> dict[str, tuple[str, ...]]:
    """The codes of the codebook of that name that people gave, by the task's IRI; the weightiest first."""
    return {str(task): codes_of(str(told)) for task, told in index.select(_CODES, {"scheme": scheme})}
