"""What people judge of tasks: whether two pursue the same duty, and which codes of a codebook one has.

Counterparts and codes are not in the graph: they are found when they are asked for. What a person says of them is: each
judgement, with the corrections that it comes from, stands in the graph of what holds between documents. Builds write it
from the file of corrections (files.py); graph/store/judged.py reads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from graph.folder.quads import Pair, Quad, part, quads_about
from ontology import iri
from ontology.corrections import BETWEEN, Line
from ontology.terms import PK, RDF

_LINKS = NamedNode(iri.LINKS)


def judgement_quads(lines: Iterable[Line], texts: Mapping[str, str]) -> list[Quad]:
    """The judgements that the lines make of tasks of these texts (by IRI), the last word deciding.

    A line is left out where a task is none of these, or has other words than the line says it had.
    """
    given: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        told = [texts.get(iri.BASE + id) for id in line.tasks]
        if told and None not in told and line.was in ("", BETWEEN.join(map(str, told))):
            given[_node(line)].append(line)
    return [quad for node, own in given.items() for quad in _judgement(NamedNode(node), own)]


def _node(line: Line) -> str:
    tasks = sorted(iri.BASE + id for id in line.tasks)
    return iri.correspondence(*tasks) if line.scheme is None else iri.coding(tasks[0], line.scheme)


def _judgement(node: NamedNode, lines: Sequence[Line]) -> Iterable[Quad]:
    last = lines[-1]
    facts: list[Pair] = [
        (RDF.type, PK.Judgement),
        (PK.scheme, last.scheme),
        (PK.verdict, last.verdict),
        *((PK.task, NamedNode(iri.BASE + id)) for id in last.tasks),
    ]
    yield from quads_about(node, facts, _LINKS)
    for n, line in enumerate(lines, 1):
        facts = [
            (RDF.type, PK.Correction),
            (PK.corrects, node),
            (PK.position, n),
            (PK.given, line.given),
            (PK.act, line.action),
            (PK.became, line.value if line.scheme else None),
            (PK.who, line.who),
            (PK.when, line.when),
            (PK.why, line.why),
        ]
        yield from quads_about(part(node, "correction", n), facts, _LINKS)
