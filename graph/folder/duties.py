"""A task and its facts as quads: assignments with their shortcuts, deadlines, targets, regions."""

from __future__ import annotations

from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from graph.folder.quads import Pair, Writer, dates, part
from graph.folder.uses import roster_iri
from ontology import iri
from ontology.nodes import bearer_iri
from ontology.records import Assignment, Deadline, Mention, Target, Task
from ontology.terms import PK, RDF, XSD

# the role, the assignment's property on the task, and the bearer's shortcut
ROLES = {
    "lead": (PK.lead, PK.leadAssignment, PK.leadAgency),
    "joint": (PK.joint, PK.jointAssignment, PK.jointAgency),
    "support": (PK.support, PK.supportAssignment, PK.supportAgency),
    "oversee": (PK.oversee, PK.overseeAssignment, PK.overseeAgency),
}


def write_task(writer: Writer, task: Task, node: NamedNode, position: int) -> None:
    """The task at `node`, n-th of its document, with all that hangs on it."""
    writer.say(writer.own, (PK.hasTask, node))
    writer.say(
        node,
        (RDF.type, PK.Task),
        (PK.document, writer.own),
        (PK.key, task.key),
        (PK.position, position),
        (PK.section, " / ".join(task.section) or None),
        (PK.text, task.text),
        (PK.evidence, writer.evidence(task.evidence)),
    )
    for n, assignment in enumerate(task.assignments, 1):
        _assignment(writer, assignment, node, n)
    for principal in _principals(task.assignments):
        writer.say(node, (PK.principal, NamedNode(bearer_iri(writer.document, principal))))
    for n, deadline in enumerate(task.deadlines, 1):
        _deadline(writer, deadline, node, n)
    for n, target in enumerate(task.targets, 1):
        _target(writer, target, node, n)
    for n, mention in enumerate(task.regions, 1):
        _mention(writer, mention, node, n)


def _principals(assignments: tuple[Assignment, ...]) -> list[Assignment]:
    """The leads; where none is marked, the joint bearers: the design's rule of who co-leads."""
    roles = {assignment.role for assignment in assignments}
    role = "lead" if "lead" in roles else "joint"
    return [assignment for assignment in assignments if assignment.role == role]


def _assignment(writer: Writer, assignment: Assignment, task: NamedNode, n: int) -> None:
    node, bearer = part(task, "assignment", n), NamedNode(bearer_iri(writer.document, assignment))
    role, leads_to, shortcut = ROLES[assignment.role]
    roster = roster_iri(writer.document, assignment)
    writer.say(task, (PK.hasAssignment, node), (leads_to, node), (PK.bearer, bearer), (shortcut, bearer))
    if assignment.order == 1:
        writer.say(task, (PK.firstAgency, bearer))
    writer.say(
        node,
        (RDF.type, PK.Assignment),
        (PK.task, task),
        (PK.agency, bearer),
        (PK.agencyName, assignment.agency),
        (PK.roster, NamedNode(roster) if roster else None),
        (PK.role, role),
        (PK.order, assignment.order),
        (PK.scope, assignment.scope),
        (PK.match, assignment.match),
        *writer.words(assignment),
    )


def _deadline(writer: Writer, deadline: Deadline, task: NamedNode, n: int) -> None:
    node = part(task, "deadline", n)
    writer.say(task, (PK.hasDeadline, node))
    writer.say(
        node,
        (RDF.type, PK.Deadline),
        (PK.task, task),
        (PK.position, n),
        (PK.deadlineType, deadline.type),
        (PK.action, deadline.action),
        *dates(deadline.date, PK.date),
        *writer.words(deadline),
    )


def _target(writer: Writer, target: Target, task: NamedNode, n: int) -> None:
    node = part(task, "target", n)
    writer.say(task, (PK.hasTarget, node))
    writer.say(
        node,
        (RDF.type, PK.Target),
        (PK.task, task),
        (PK.position, n),
        (PK.indicator, target.indicator),
        *_values(target.value),
        (PK.unit, target.unit),
        (PK.comparator, target.comparator),
        (PK.optional, target.optional),
        *dates(target.date, PK.date),
        *writer.words(target),
    )


def _values(value: float | tuple[float, float]) -> list[Pair]:
    if isinstance(value, tuple):
        return [(PK.minValue, _decimal(value[0])), (PK.maxValue, _decimal(value[1]))]
    return [(PK.value, _decimal(value))]


def _decimal(value: float) -> Literal:
    """As printed, not as stored: 0.1 is 0.1 and 1e5 is 100000."""
    exact = Decimal(repr(value))
    text = format(exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact, "f")
    return Literal(text, datatype=XSD.decimal)


def _mention(writer: Writer, mention: Mention, task: NamedNode, n: int) -> None:
    node, region = part(task, "region", n), NamedNode(iri.region(mention.region))
    writer.say(task, (PK.regionMention, node), (PK.region, region))
    writer.say(
        node,
        (RDF.type, PK.RegionMention),
        (PK.task, task),
        (PK.position, n),
        (PK.region, region),
        (PK.fullName, mention.name),
        *writer.words(mention),
    )
