"""Duties on their way down: from a task to its counterparts in the documents that apply its document, and back up.

Transmissions are aligned when they are first asked for, each once, so that a question about one chain does not compare
what it does not touch: the time is linear in the links.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from graph.alignment.verdicts import Alignment
from graph.chains.chain import Chain, Link, chain
from graph.chains.transmission import Passed, Placed, Transmission, placed, transmission
from graph.store.index import Index
from graph.store.recall import recall
from ontology.errors import QuestionError
from ontology.records import Document


@dataclass(frozen=True, slots=True)
class Step:
    """A task at a distance (from 1) from the one where the way began, and the counterpart that led to it."""

    distance: int
    document: str
    at: Placed
    by: Passed


@dataclass(frozen=True)
class Cascade:
    """A graph's documents and what became of their duties, read and aligned as far as they are asked about."""

    index: Index
    _documents: dict[str, Document] = field(default_factory=dict)
    _transmissions: dict[tuple[str, str], Transmission] = field(default_factory=dict)

    @cached_property
    def chain(self) -> Chain:
        """Who applies whom."""
        return chain(self.index)

    @cached_property
    def alignment(self) -> Alignment:
        """Which tasks are counterparts, as people see it."""
        return Alignment(self.index)

    def ids(self, issued: str = "") -> list[str]:
        """The ids of all documents, sorted; only those whose date of issue begins so (2015, 2015-06)."""
        found = self.chain.policies.values()
        return sorted(one.document for one in found if one.document and (one.issued or "").startswith(issued))

    def document(self, document_id: str) -> Document:
        """The document of that id. Raises QuestionError where the graph has none."""
        if document_id not in self._documents:
            self._documents[document_id] = recall(self.index, document_id)
        return self._documents[document_id]

    def transmission(self, upper: str, lower: str) -> Transmission:
        """What became of one document's tasks in another, both given by id."""
        if (upper, lower) not in self._transmissions:
            above, below = self.document(upper), self.document(lower)
            self._transmissions[upper, lower] = transmission(above, below, self.alignment.pairs(upper, lower))
        return self._transmissions[upper, lower]

    def links(self, document_id: str | None = None) -> tuple[Link, ...]:
        """The links by which duties come down: those of the document's chain, up and down, or all; each once."""
        if document_id is None:
            return self.chain.applied
        node = self.node(document_id)
        found = {link.citation: link for _, link in (*self.chain.ancestors(node), *self.chain.descendants(node))}
        return tuple(found.values())

    def node(self, document_id: str) -> str:
        """The IRI of a document. Raises QuestionError where the graph has none of that id."""
        for policy in self.chain.policies.values():
            if policy.document == document_id:
                return policy.node
        raise QuestionError(f"The graph has no document “{document_id}”; `policykg ask documents` lists their ids.")

    def down(self, document_id: str, task: str) -> tuple[Step, ...]:
        """The counterparts of a task (IRI) in the documents that apply its document, and theirs below, each once."""
        return tuple(self._walk(document_id, task, downwards=True))

    def up(self, document_id: str, task: str) -> tuple[Step, ...]:
        """The counterparts of a task in the documents that its document applies, and theirs above, each once."""
        return tuple(self._walk(document_id, task, downwards=False))

    def placed(self, document_id: str, task: str) -> Placed:
        """A task by its IRI. Raises QuestionError where the document has none of it."""
        for one in placed(self.document(document_id)):
            if one.id == task:
                return one
        raise QuestionError(f"“{task}” is no task of {document_id}; copy an id from the id column of an answer.")

    def _walk(self, document_id: str, task: str, downwards: bool) -> Iterator[Step]:
        seen, level, distance = {task}, [(document_id, task)], 1
        while level:
            following = []
            for step in (step for place in level for step in self._next(*place, distance, downwards)):
                if step.at.id not in seen:
                    seen.add(step.at.id)
                    following.append((step.document, step.at.id))
                    yield step
            level, distance = following, distance + 1

    def _next(self, document_id: str, task: str, distance: int, downwards: bool) -> Iterator[Step]:
        """The counterparts one document further."""
        node = self.node(document_id)
        for link in self.chain.children(node) if downwards else self.chain.parents(node):
            other = (link.lower if downwards else link.upper).document
            if other is None:
                continue
            pair = (document_id, other) if downwards else (other, document_id)
            for one in self.transmission(*pair).passed:
                here, there = (one.upper, one.lower) if downwards else (one.lower, one.upper)
                if here.id == task:
                    yield Step(distance, other, there, one)
