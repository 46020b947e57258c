"""Which node of the graph a document's task or bearer is: what the graph writes and corrections refer to."""

from __future__ import annotations

from collections import Counter

from ontology import iri
from ontology.membership import government_named
from ontology.records import Assignment, Document


def task_iris(document: Document) -> list[str]:
    """The IRIs of the document's tasks, in order: tasks of one key are told apart by their number."""
    seen: Counter[str] = Counter()
    found = []
    for task in document.tasks:
        seen[task.key] += 1
        found.append(iri.task(document.id, task.key, seen[task.key]))
    return found


def bearer_iri(document: Document, assignment: Assignment) -> str:
    """The bearer's IRI. A department belongs to its institution: 教务处 of two colleges are two bearers.

    A region's government has the id that it has as a member of a collective, however its document calls it.
    """
    known = assignment.agency_id
    if known is None and assignment.kind == "government":
        named = government_named(assignment.agency, assignment.level, assignment.region)
        known = named.id if named else None
    home = (document.jurisdiction or document.id) if assignment.kind == "unit" else ""
    return iri.bearer(assignment.agency, known, home)
