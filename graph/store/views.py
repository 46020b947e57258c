"""The graph as other eyes see it: bearers as printed or as of today, collectives as their members.

A view is an index of its own, in which the bearers of tasks are exchanged; a question asks it as it asks the first.
`dated` is the graph as it is: bodies as of the document's date. `today` has the body that one became where one became
one, and leaves the others as of their documents' dates (`pk:unmapped` says why). `printed` has a bearer for each way in
which a body is called: 省人社厅 and 省人力资源和社会保障厅 are two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, get_args

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode, Quad, Store

from graph.folder.duties import ROLES
from graph.store.index import Index
from ontology import iri
from ontology.errors import QuestionError
from ontology.terms import PK, RDF, SKOS

View = Literal["printed", "dated", "today"]
VIEWS: tuple[View, ...] = get_args(View)
Exchange = Callable[[Quad], Iterable[Quad]]

AS_PRINTED = "/as/"  # of the id of a bearer as printed, which goes on from that of the bearer
SHORTCUTS = frozenset({PK.bearer, PK.principal, PK.firstAgency, *(shortcut for _, _, shortcut in ROLES.values())})
OF_ROLE = {shortcut: role for role, _, shortcut in ROLES.values()}
TODAY = "SELECT ?node ?today { ?node pk:today|pk:regionToday ?today }"
PRINTED = """
SELECT ?assignment ?task ?bearer ?role ?order ?surface {
  ?assignment a pk:Assignment ; pk:task ?task ; pk:agency ?bearer ; pk:role ?role ; pk:order ?order .
  ?assignment pk:surface ?surface
} ORDER BY ?assignment"""
MEMBERS = """
SELECT ?task ?assignment ?collective ?member {
  ?assignment pk:task ?task ; pk:agency ?collective ; pk:roster/pk:hasMember ?member
} ORDER BY ?assignment ?member"""


def seen(index: Index, view: View = "dated", members: bool = False) -> Index:
    """The index in that view; with `members`, those of a closed collective stand in its place, each for itself.

    Members are those of the document's year. Views are made once an index. Raises QuestionError for an endpoint.
    """
    if view == "dated" and not members:
        return index
    if not isinstance(index.store, Store):
        raise QuestionError("Another view needs the graph's folder; an endpoint answers as of the documents' dates.")
    key = f"{view} {members}"
    if key not in index.views:
        store: Store = index.store
        for exchange in (_members if members else None, _VIEWS.get(view)):
            store = _exchanged(store, exchange(Index(store, index.manifest))) if exchange else store
        index.views[key] = Index(store, index.manifest)
    return index.views[key]


def unprinted(id: str) -> str:
    """The id of the bearer that one as printed stands for; any other id as it is."""
    return id.partition(AS_PRINTED)[0]


def carried(index: Index, node: NamedNode) -> NamedNode:
    """The body or region of today that a node of this index became; the node itself where there is none."""
    for predicate in (PK.today, PK.regionToday):
        for quad in index.store.quads_for_pattern(node, predicate, None):
            if isinstance(quad.object, NamedNode):
                return quad.object
    return node


def _exchanged(store: Store, exchange: Exchange) -> Store:
    made = Store()
    made.bulk_extend(new for quad in store for new in exchange(quad))
    return made


def _today(index: Index) -> Exchange:
    today = {str(node): NamedNode(str(now)) for node, now in index.select(TODAY)}
    exchanged = {*SHORTCUTS, PK.agency, PK.hasMember, PK.region, PK.inRegion}

    def exchange(quad: Quad) -> Iterator[Quad]:
        now = today.get(_id(quad.object)) if quad.predicate in exchanged else None
        yield Quad(quad.subject, quad.predicate, now, quad.graph_name) if now else quad

    return exchange


def _printed(index: Index) -> Exchange:
    """Each bearer's node becomes one for each of its names, with what is said of the bearer."""
    of_assignment: dict[str, NamedNode] = {}
    of_task: dict[tuple[str, str], list[tuple[str, bool, NamedNode]]] = defaultdict(list)
    names: dict[str, dict[str, NamedNode]] = defaultdict(dict)
    for assignment, task, bearer, role, order, surface in index.select(PRINTED):
        node = names[str(bearer)].setdefault(str(surface), NamedNode(f"{bearer}{AS_PRINTED}{iri.digest(str(surface))}"))
        of_assignment[str(assignment)] = node
        of_task[str(task), str(bearer)].append((str(role), order == 1, node))

    def nodes(quad: Quad) -> Iterable[NamedNode]:
        """Of a shortcut: those of the names that the task uses in that role, or first."""
        told = of_task[_id(quad.subject), _id(quad.object)]
        role = OF_ROLE.get(quad.predicate)
        if quad.predicate == PK.principal:
            return {node for one, _, node in told if one in (PK.lead.value, PK.joint.value)}
        if quad.predicate == PK.firstAgency:
            return {node for _, first, node in told if first}
        return {node for one, _, node in told if role is None or one == role.value}

    def exchange(quad: Quad) -> Iterator[Quad]:
        subject, predicate, graph = quad.subject, quad.predicate, quad.graph_name
        if predicate in SHORTCUTS:
            yield from (Quad(subject, predicate, node, graph) for node in nodes(quad))
        elif predicate == PK.agency:
            yield Quad(subject, predicate, of_assignment.get(_id(subject), quad.object), graph)
        elif _id(subject) not in names or predicate in (SKOS.altLabel, PK.today, PK.unmapped):
            yield quad
        else:
            for surface, node in names[_id(subject)].items():
                label = Text(surface, language="zh") if predicate == SKOS.prefLabel else quad.object
                yield Quad(node, predicate, label, graph)
            if predicate != RDF.type:  # the bearer that all these names mean is a bearer no more
                yield quad

    return exchange


def _members(index: Index) -> Exchange:
    of_task: dict[tuple[str, str], list[NamedNode]] = defaultdict(list)
    of_assignment: dict[str, list[NamedNode]] = defaultdict(list)
    for task, assignment, collective, member in index.select(MEMBERS):
        of_task[str(task), str(collective)].append(NamedNode(str(member)))
        of_assignment[str(assignment)].append(NamedNode(str(member)))

    def exchange(quad: Quad) -> Iterator[Quad]:
        found: Iterable[NamedNode] = ()
        if quad.predicate in SHORTCUTS:
            found = of_task.get((_id(quad.subject), _id(quad.object)), ())
        elif quad.predicate == PK.agency:
            found = of_assignment.get(_id(quad.subject), ())
        for member in found:
            yield Quad(quad.subject, quad.predicate, member, quad.graph_name)
        if not found:
            yield quad

    return exchange


def _id(term: object) -> str:
    """The IRI, or a literal's text: the same thing to look up, since no IRI that is looked up is a text."""
    return str(getattr(term, "value", ""))


_VIEWS: dict[str, Callable[[Index], Exchange]] = {"today": _today, "printed": _printed}
