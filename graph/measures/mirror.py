"""The mirror: NetworkX graphs made from the index, each with one meaning an edge.

Nodes are IRIs as str and attributes are scalars, None left out, so that every NetworkX writer takes them. A `Scope` has
only what is in it read: `co_lead(index, scope=Scope(region="山西省", since=date(2019, 1, 1)))`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations, groupby
from operator import itemgetter
from typing import Any

import networkx as nx
from pyoxigraph import NamedNode

from graph.measures.scope import WHOLE, Scope
from graph.store.index import Binding, Cell, Index

_TASKS = """
SELECT ?task ?key ?text ?document ?title WHERE {
  ?task a pk:Task ; pk:key ?key ; pk:text ?text ; pk:document ?document .
  ?document dcterms:title ?title .
} ORDER BY ?task
"""
_BEARERS = """
SELECT ?bearer ?label ?kind ?level ?function ?region WHERE {
  ?bearer a pk:Bearer , ?kind ; skos:prefLabel ?label FILTER(LANG(?label) = "zh")
  FILTER(?kind != pk:Bearer && STRSTARTS(STR(?kind), STR(pk:)))
  OPTIONAL { ?bearer pk:level ?level }
  OPTIONAL { ?bearer pk:function ?function }
  OPTIONAL { ?bearer pk:region ?region }
} ORDER BY ?bearer ?label ?kind
"""
_ASSIGNMENTS = """
SELECT ?task ?bearer ?assignment ?role ?order ?scope ?surface ?document WHERE {
  ?task pk:document ?document .
  ?assignment a pk:Assignment ; pk:task ?task ; pk:agency ?bearer ; pk:role ?role ; pk:order ?order .
  ?assignment pk:surface ?surface .
  OPTIONAL { ?assignment pk:scope ?scope }
} ORDER BY ?task ?order ?assignment
"""
_PRINCIPALS = """
SELECT DISTINCT ?task ?bearer ?document WHERE {
  ?task pk:document ?document ; pk:principal ?bearer
} ORDER BY ?task ?bearer
"""
_REGIONS = """
SELECT ?region ?label ?level ?within WHERE {
  ?region a pk:Region ; skos:prefLabel ?label FILTER(LANG(?label) = "zh")
  OPTIONAL { ?region pk:level ?level }
  OPTIONAL { ?region pk:within ?within }
} ORDER BY ?region ?within ?label
"""
_POLICIES = """
SELECT ?document ?title ?level ?issued WHERE {
  ?document a pk:Document ; dcterms:title ?title
  OPTIONAL { ?document pk:level ?level }
  OPTIONAL { ?document pk:issued ?issued }
} ORDER BY ?document
"""
_CITATIONS = """
SELECT DISTINCT ?document ?relation ?cited ?title ?read WHERE {
  ?citation a pk:Citation ; pk:document ?document ; pk:relation ?relation ; pk:policy ?cited .
  ?cited dcterms:title ?title .
  OPTIONAL { ?cited pk:readAs ?read }
} ORDER BY ?document ?cited ?relation
"""


def task_agency(index: Index, scope: Scope = WHOLE) -> nx.MultiDiGraph[str]:
    """Who is bound to what: an edge from a task to a bearer for each assignment, keyed by the assignment's IRI.

    Edges have role, order, surface and scope; tasks (`node` = task) key, text, document and title; bearers (`node` =
    bearer) label, kind, level, function and region.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in scope.rows(index, _TASKS):
        graph.add_node(row.pop("task"), node="task", **row)
    edges = list(scope.rows(index, _ASSIGNMENTS))
    graph.add_nodes_from(_bearers(index, None if scope.whole else {row["bearer"] for row in edges}).items())
    for row in edges:
        task, bearer, key = row.pop("task"), row.pop("bearer"), row.pop("assignment")
        del row["document"]
        graph.add_edge(task, bearer, key=key, **row | {"role": _local(row["role"])})
    return graph


def co_lead(index: Index, collectives: bool = True, scope: Scope = WHOLE) -> nx.Graph[str]:
    """Who leads together with whom: bearers joined by the number of tasks (`weight`) that both are principals of.

    Nodes are the principals, with what bearers have in `task_agency` and the number of their `tasks`; who never shares
    a task stands alone. `collectives=False` leaves out classes of bearers such as 各市人民政府: they are not one body.
    """
    rows = scope.rows(index, _PRINCIPALS)
    leads = [[row["bearer"] for row in group] for _, group in groupby(rows, key=itemgetter("task"))]
    bearers = _bearers(index, None if scope.whole else {bearer for group in leads for bearer in group})
    wanted = {bearer for bearer, about in bearers.items() if collectives or about["kind"] != "Collective"}
    return projected(([bearer for bearer in group if bearer in wanted] for group in leads), bearers)


def projected(groups: Iterable[Sequence[str]], about: Mapping[str, Mapping[str, Any]]) -> nx.Graph[str]:
    """The members of groups joined by the number of groups (`weight`) that they share, with their number of `tasks`.

    Counted pair by pair: networkx.bipartite.weighted_projected_graph, which looks at all neighbours' neighbours, takes
    some ten times as long. `about` has the nodes' other attributes.
    """
    tasks: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for group in groups:
        tasks.update(group)
        together.update(combinations(sorted(group), 2))
    graph: nx.Graph[str] = nx.Graph()
    for member, number in sorted(tasks.items()):
        graph.add_node(member, **about[member], tasks=number)
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(together.items()))
    return graph


def region_tree(index: Index) -> nx.DiGraph[str]:
    """The territory chain: an edge from each region to those right below it; regions have label and level."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for row in _dicts(index, _REGIONS):
        region, within = row.pop("region"), row.pop("within", None)
        graph.add_node(region, **row)
        if within:
            graph.add_edge(within, region)
    return graph


def cascade(index: Index) -> nx.MultiDiGraph[str]:
    """Which document builds on which policy: an edge from the document, keyed by the relation (applies, cites …).

    A policy that was read itself is the node of its document; one that was only cited has `node` = policy.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in _dicts(index, _POLICIES):
        graph.add_node(row.pop("document"), node="document", **row)
    for row in _dicts(index, _CITATIONS):
        policy = row.get("read") or row["cited"]
        if policy == row["document"]:
            continue
        if policy not in graph:
            graph.add_node(policy, node="policy", title=row["title"])
        graph.add_edge(row["document"], policy, key=row["relation"], relation=row["relation"])
    return graph


def _bearers(index: Index, wanted: Collection[str] | None) -> dict[str, dict[str, Any]]:
    """The attributes of these bearers, or of all; where one is described in several ways, the first in order."""
    asked = [None] if wanted is None else [{"bearer": NamedNode(one)} for one in sorted(wanted)]
    found: dict[str, dict[str, Any]] = {}
    for given in asked:
        for row in _dicts(index, _BEARERS, given):
            bearer = row.pop("bearer", given and given["bearer"].value)
            found.setdefault(bearer, {"node": "bearer", **row, "kind": _local(row["kind"])})
    return found


def _dicts(index: Index, query: str, given: Mapping[str, Binding] | None = None) -> list[dict[str, Any]]:
    answer = index.select(query, given)
    return [{k: v for k, v in zip(answer.columns, row, strict=True) if v is not None} for row in answer]


def _local(iri: Cell) -> str:
    return str(iri).rpartition("#")[2]
