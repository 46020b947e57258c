"""Tasks as alignment takes them, from records or from a graph."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from graph.store.index import Index
from ontology import iri
from ontology.errors import QuestionError
from ontology.nodes import task_iris
from ontology.records import Document

_TASKS = """
SELECT ?task ?key ?position ?text ?function WHERE {
  $document pk:hasTask ?task . ?task pk:key ?key ; pk:position ?position ; pk:text ?text .
  OPTIONAL { ?task pk:bearer/pk:function ?function }
} ORDER BY ?position ?function
"""


@dataclass(frozen=True, slots=True)
class TaskText:
    """A task as alignment takes it: `functions` are the lines (条) of the bearers that it binds."""

    key: str
    position: int  # 1-based, in its document
    text: str
    functions: frozenset[str]
    id: str = ""  # IRI


def task_texts(document: Document) -> tuple[TaskText, ...]:
    """The document's tasks in order."""
    return tuple(
        TaskText(task.key, place, task.text, frozenset(a.function for a in task.assignments if a.function), id)
        for place, (task, id) in enumerate(zip(document.tasks, task_iris(document), strict=True), 1)
    )


def tasks_in(index: Index, document: str) -> tuple[TaskText, ...]:
    """The tasks of the document of that id in order; functions are the IRIs of their concepts.

    Raises QuestionError where the graph has no such document.
    """
    if document not in index.documents():
        raise QuestionError(f"no document {document!r} in the graph; `policykg ask documents` lists their ids")
    found: dict[int, TaskText] = {}
    for id, key, position, text, function in index.select(_TASKS, {"document": NamedNode(iri.document(document))}):
        place = int(str(position))
        before = found.get(place, TaskText(str(key), place, str(text), frozenset(), str(id)))
        functions = before.functions | {str(function)} if function else before.functions
        found[place] = replace(before, functions=functions)
    return tuple(found.values())
