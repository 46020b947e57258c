"""What people say of two tasks: same, part or different. It overrules the alignment wherever that is asked for.

Verdicts stand in the graph of what holds between documents (graph/links.py), each with the corrections that it comes
from; they are written at each build from the file of corrections and read back by who aligns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from pyoxigraph import NamedNode, Quad

from graph.align import Pair, Relation, model, paired, probabilities
from graph.index import Index
from graph.profiles import profile
from graph.quads import Pair as Told
from graph.quads import part, quads_about
from graph.tasktexts import TaskText
from ontology import iri
from ontology.corrections import BETWEEN, Line
from ontology.terms import PK, RDF

METHOD = "person"  # by which a pair that a person judged is paired
Verdicts = Mapping[str, Mapping[str, Relation]]  # by the one task's IRI and the other's, either way round
_LINKS = NamedNode(iri.LINKS)
_VERDICTS = """
SELECT ?one ?other ?verdict {
  ?pair a pk:Correspondence ; pk:task ?one , ?other ; pk:verdict ?verdict FILTER(?one != ?other)
} ORDER BY ?one ?other"""


def verdict_quads(lines: Iterable[Line], texts: Mapping[str, str]) -> list[Quad]:
    """The verdicts that the lines give on tasks of these texts (by IRI), the last word deciding.

    A line is left out where a task is none of these, or has other words than the line says it had.
    """
    given: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.pair and _stands(line, texts):
            given[iri.correspondence(*(iri.BASE + id for id in sorted(line.pair)))].append(line)
    return [quad for node, own in given.items() for quad in _correspondence(NamedNode(node), own)]


def verdicts(index: Index) -> Verdicts:
    """All verdicts of the graph."""
    found: dict[str, dict[str, Relation]] = defaultdict(dict)
    for one, other, verdict in index.select(_VERDICTS):
        found[str(one)][str(other)] = cast(Relation, verdict)
    return found


def settled(pairs: Iterable[Pair], a: Sequence[TaskText], b: Sequence[TaskText], given: Verdicts) -> tuple[Pair, ...]:
    """The pairs of a's and b's tasks as people judged them: what is different left out, what is the same put in."""
    below = {task.id: task for task in b}
    judged = {
        (one.position, below[other].position): paired(profile(one), profile(below[other]), verdict, 1.0, METHOD)
        for one in a
        for other, verdict in given.get(one.id, {}).items()
        if other in below
    }
    found = {(pair.a_position, pair.b_position): pair for pair in pairs} | judged
    return tuple(pair for _, pair in sorted(found.items()) if pair.relation != "different")


def doubtful(a: Sequence[TaskText], b: Sequence[TaskText], given: Verdicts) -> tuple[Pair, ...]:
    """The pairs that a person should judge and has not, in the order of both.

    Near the threshold on either side (those below it with the relation `different`), and tasks with several
    counterparts.
    """
    weights, above, below = model(), [profile(task) for task in a], [profile(task) for task in b]
    found = []
    for one in probabilities(above, below, weights):
        upper, lower = above[one.a], below[one.b]
        kept = one.probability >= weights.threshold
        judged = lower.task.id in given.get(upper.task.id, {})
        if not judged and (is_near(one.probability) or (kept and not one.mutual)):
            relation: Relation = "different" if not kept else "same" if one.mutual else "part"
            found.append(paired(upper, lower, relation, one.probability, weights.method))
    return tuple(sorted(found, key=lambda pair: (pair.a_position, pair.b_position)))


def is_near(probability: float) -> bool:
    """Whether the method may well be wrong about a pair of that probability."""
    return abs(probability - model().threshold) <= model().doubt


def _stands(line: Line, texts: Mapping[str, str]) -> bool:
    """Whether both tasks are there, with the words that the line says they had."""
    one, other = (texts.get(iri.BASE + id) for id in line.pair or ())
    return one is not None and other is not None and line.was in ("", one + BETWEEN + other)


def _correspondence(node: NamedNode, lines: Sequence[Line]) -> Iterable[Quad]:
    tasks: list[Told] = [(PK.task, NamedNode(task)) for task in iri.corresponding(node.value) or ()]
    yield from quads_about(node, [(RDF.type, PK.Correspondence), (PK.verdict, lines[-1].action), *tasks], _LINKS)
    for n, line in enumerate(lines, 1):
        facts: list[Told] = [
            (RDF.type, PK.Correction),
            (PK.corrects, node),
            (PK.position, n),
            (PK.given, line.given),
            (PK.act, line.action),
            (PK.became, line.action),
            (PK.who, line.who),
            (PK.when, line.when),
            (PK.why, line.why),
        ]
        yield from quads_about(part(node, "correction", n), facts, _LINKS)
