"""How one document's facts become quads, and what every fact has in common.

A document's quads stand in the named graph of its own IRI. What documents share (a bearer's name, a cited policy's
title) is described in one common graph instead, registries.py: no triple stands in two graphs, so that a union of
graphs counts each once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ontology import iri
from ontology.edtf import bounds
from ontology.records import Assignment, Deadline, Document, Evidence, Mention, Target
from ontology.terms import EDTF, PK, RDF, XSD

Value = NamedNode | Literal | str | bool | int | None
TERMS = (NamedNode, Literal)
Pair = tuple[NamedNode, Value]
Fact = Assignment | Deadline | Target | Mention


class Quad(NamedTuple):
    """A statement in a named graph; as text, a line of N-Quads without its end. pyoxigraph's own are slower to make."""

    subject: NamedNode
    predicate: NamedNode
    object: NamedNode | Literal
    graph_name: NamedNode

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} {self.graph_name}"


def quads_about(subject: NamedNode, facts: Iterable[Pair], graph: NamedNode) -> list[Quad]:
    """The facts as quads of that graph; those without a value are left out."""
    return [
        Quad(subject, predicate, value if isinstance(value, TERMS) else Literal(value), graph)
        for predicate, value in facts
        if value is not None
    ]


class Writer:
    """Collects the quads of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.own = NamedNode(iri.document(document.id))
        self.quads: list[Quad] = []
        self._passages: set[Evidence] = set()

    def say(self, subject: NamedNode, *facts: Pair) -> None:
        """What the document says; facts without a value are left out."""
        self.quads += quads_about(subject, facts, self.own)

    def words(self, fact: Fact) -> list[Pair]:
        """Where a fact stands and which rule read it."""
        return [
            (PK.surface, fact.surface),
            (PK.rule, fact.rule),
            (PK.start, fact.start),
            (PK.end, fact.end),
            (PK.evidence, self.evidence(fact.evidence) if fact.evidence else None),
        ]

    def evidence(self, passage: Evidence) -> NamedNode:
        """The passage's node, written once however many facts stand in it."""
        place = (("p", passage.page), ("t", passage.table), ("r", passage.row), ("c", passage.column))
        cell = "".join(f"{letter}{number}" for letter, number in place if number is not None)
        node = NamedNode(iri.evidence(self.document.id, passage.start, passage.end, cell))
        if passage in self._passages:
            return node
        self._passages.add(passage)
        self.say(
            node,
            (RDF.type, PK.Evidence),
            (PK.document, self.own),
            (PK.source, self.document.source.name),
            (PK.quote, passage.quote),
            (PK.start, passage.start),
            (PK.end, passage.end),
            (PK.page, passage.page),
            (PK.table, passage.table),
            (PK.row, passage.row),
            (PK.column, passage.column),
        )
        return node


def dates(text: str | None, predicate: NamedNode) -> list[Pair]:
    """A date as read, with its first and last day; without those where it is no EDTF: `check` reports it."""
    if text is None:
        return []
    try:
        first, last = bounds(text)
    except ValueError:
        first = last = None
    return [(predicate, Literal(text, datatype=EDTF)), (PK.earliest, _day(first)), (PK.latest, _day(last))]


def part(owner: NamedNode, kind: str, ordinal: int) -> NamedNode:
    """The node of the owner's n-th part."""
    return NamedNode(iri.part(owner.value, kind, ordinal))


def _day(day: date | None) -> Literal | None:
    return Literal(day.isoformat(), datatype=XSD.date) if day else None
