"""Records read back from a graph: what alignment and comparison work on, without the sources at hand.

`recall` is the inverse of graph/folder/rdf.py. Of a bearer it gives what the registries' graph says, which is what most
documents say of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode

from graph.folder.registries import KINDS
from graph.store.index import Index, cell
from ontology import iri
from ontology.errors import QuestionError
from ontology.records import (
    Assignment,
    Citation,
    Correction,
    Deadline,
    Document,
    Entry,
    Evidence,
    Finding,
    Mention,
    SourceFile,
    Target,
    Task,
)
from ontology.terms import DCTERMS, PK, PROV, RDF, SKOS

Facts = Mapping[NamedNode, list[NamedNode | Literal]]
_HASHED = re.compile(r"[0-9a-f]{20}")
_KIND = {node: kind for kind, node in KINDS.items()}


def recall(index: Index, document_id: str) -> Document:
    """The document of that id as it was handed to the graph. Raises QuestionError where the graph has none."""
    documents = index.documents()
    if document_id not in documents:
        known = ", ".join(documents[:5])
        raise QuestionError(f"The graph has no document “{document_id}”; it has {known} … (`policykg ask documents`).")
    return _Reader(index, document_id).document()


class _Reader:
    """Reads the named graph of one document."""

    def __init__(self, index: Index, document_id: str) -> None:
        self.store, self.id, self.own = index.store, document_id, NamedNode(iri.document(document_id))
        self.nodes: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value, _ in index.store.quads_for_pattern(None, None, None, self.own):
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                self.nodes[subject][predicate].append(value)
        self.bearers: dict[NamedNode, tuple[list[str], dict[str, Any]]] = {}

    def document(self) -> Document:
        about = self.nodes[self.own]
        told = sorted(literal.value for literal in about[PK.inferred])
        return Document(
            id=self.id,
            title=self._one(about, DCTERMS.title) or "",
            issuers=tuple(sorted(literal.value for literal in about[PK.issuer])),
            citations=tuple(map(self._citation, self._parts(about, PK.hasCitation))),
            inferred=tuple((name, reason) for name, _, reason in (text.partition(": ") for text in told)),
            source=self._source(about),
            tasks=tuple(map(self._task, self._tasks(about))),
            ledger=tuple(map(self._entry, self._parts(about, PK.hasLedgerEntry))),
            findings=tuple(map(self._finding, self._parts(about, PK.hasFinding))),
            corrections=tuple(map(self._correction, self._parts(about, PK.hasCorrection))),
            **self._some(about, "number issued jurisdiction level layout addressees"),
        )

    def _one(self, facts: Facts, predicate: NamedNode) -> Any:  # noqa: ANN401  # of the type that the record says
        values = facts.get(predicate)
        if not values:
            return None
        value = values[0]
        if predicate in (PK.date, PK.issued):
            return value.value
        return cell(value)

    def _some(self, facts: Facts, names: str) -> dict[str, Any]:
        return {name: self._one(facts, getattr(PK, name)) for name in names.split()}

    def _parts(self, facts: Facts, predicate: NamedNode) -> list[Facts]:
        """The parts in the order of their numbers: `<task>/assignment/2` before `<task>/assignment/10`."""
        nodes = [node for node in facts.get(predicate, ()) if isinstance(node, NamedNode)]
        return [self.nodes[node] for node in sorted(nodes, key=lambda node: int(node.value.rpartition("/")[2]))]

    def _tasks(self, about: Facts) -> list[Facts]:
        found = [self.nodes[node] for node in about.get(PK.hasTask, ()) if isinstance(node, NamedNode)]
        return sorted(found, key=lambda facts: int(facts[PK.position][0].value))

    def _task(self, facts: Facts) -> Task:
        section = self._one(facts, PK.section)
        evidence = self._evidence(facts)
        assert evidence is not None  # each task is written with the passage that it stands in
        return Task(
            section=tuple(section.split(" / ")) if section else (),
            assignments=tuple(one for part in self._parts(facts, PK.hasAssignment) for one in self._assignments(part)),
            deadlines=tuple(map(self._deadline, self._parts(facts, PK.hasDeadline))),
            targets=tuple(map(self._target, self._parts(facts, PK.hasTarget))),
            regions=tuple(map(self._mention, self._parts(facts, PK.regionMention))),
            evidence=evidence,
            **self._some(facts, "key text"),
        )

    def _words(self, facts: Facts) -> dict[str, Any]:
        return self._some(facts, "surface rule start end") | {"evidence": self._evidence(facts)}

    def _assignments(self, facts: Facts) -> list[Assignment]:
        """One, or one a member where the view (views.py) puts the members into a collective's place."""
        nodes = sorted((node for node in facts[PK.agency] if isinstance(node, NamedNode)), key=str)
        return [self._assignment(facts, node) for node in nodes]

    def _assignment(self, facts: Facts, node: NamedNode) -> Assignment:
        if node not in self.bearers:
            self.bearers[node] = self._bearer(node)
        names, bearer = self.bearers[node]
        said, known = self._one(facts, PK.agencyName), node.value.rpartition("/")[2]
        role: Any = facts[PK.role][0].value.removeprefix(PK.base)
        return Assignment(
            agency=said if said in names else names[0],
            role=role,
            agency_id=None if _HASHED.fullmatch(known) else known,
            **bearer,
            **self._some(facts, "order scope match"),
            **self._words(facts),
        )

    def _bearer(self, node: NamedNode) -> tuple[list[str], dict[str, Any]]:
        """The bearer's names, its own first, and its other fields."""
        facts: dict[NamedNode, list[NamedNode | Literal]] = defaultdict(list)
        for quad in self.store.quads_for_pattern(node, None, None, NamedNode(iri.REGISTRIES)):
            if isinstance(quad.object, NamedNode | Literal):
                facts[quad.predicate].append(quad.object)
        told = (*facts[SKOS.prefLabel], *facts[SKOS.altLabel])
        names = [name.value for name in told if isinstance(name, Literal) and name.language == "zh"]
        kinds = [_KIND[one] for one in facts[RDF.type] if isinstance(one, NamedNode) and one in _KIND]
        return names, {
            "kind": kinds[0],
            "level": self._one(facts, PK.level),
            "function": _local(facts[PK.function]),
            "region": _local(facts[PK.region]),
        }

    def _deadline(self, facts: Facts) -> Deadline:
        return Deadline(
            type=self._one(facts, PK.deadlineType), **self._some(facts, "date action"), **self._words(facts)
        )

    def _target(self, facts: Facts) -> Target:
        low, high = self._one(facts, PK.minValue), self._one(facts, PK.maxValue)
        value = self._one(facts, PK.value)
        given = self._some(facts, "indicator unit comparator date optional")
        return Target(value=value if value is not None else (low, high), **given, **self._words(facts))

    def _mention(self, facts: Facts) -> Mention:
        return Mention(name=self._one(facts, PK.fullName), region=_local(facts[PK.region]) or "", **self._words(facts))

    def _citation(self, facts: Facts) -> Citation:
        return Citation(title=self._one(facts, PK.surface), **self._some(facts, "number relation start end"))

    def _entry(self, facts: Facts) -> Entry:
        return Entry(**self._some(facts, "start end fate reason"))

    def _finding(self, facts: Facts) -> Finding:
        return Finding(code=self._one(facts, PK.findingCode), **self._some(facts, "message start end row"))

    def _correction(self, facts: Facts) -> Correction:
        about = str(self._one(facts, PK.corrects)).removeprefix(iri.BASE)
        return Correction(
            about=about, action=self._one(facts, PK.act), **self._some(facts, "given was became who when why")
        )

    def _evidence(self, facts: Facts) -> Evidence | None:
        nodes = facts.get(PK.evidence)
        if not nodes or not isinstance(nodes[0], NamedNode):
            return None
        return Evidence(**self._some(self.nodes[nodes[0]], "start end quote page table row column"))

    def _source(self, about: Facts) -> SourceFile:
        node = about[PROV.hadPrimarySource][0]
        assert isinstance(node, NamedNode)
        facts = self.nodes[node]
        given = self._some(facts, "sha256 encoding characters")
        return SourceFile(name=self._one(facts, PK.fileName), media=self._one(facts, PK.mediaType), **given)


def _local(nodes: list[NamedNode | Literal]) -> str | None:
    return nodes[0].value.rpartition("/")[2] if nodes else None
