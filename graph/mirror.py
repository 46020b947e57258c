"""The mirror: NetworkX graphs made from the index, each with one meaning an edge.

Nodes are IRIs as str and attributes are scalars, None left out, so that every NetworkX writer takes them.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations, groupby
from operator import itemgetter
from typing import Any

import networkx as nx

from graph.index import Cell, Index

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
SELECT ?task ?bearer ?assignment ?role ?order ?scope ?surface WHERE {
  ?assignment a pk:Assignment ; pk:task ?task ; pk:agency ?bearer ; pk:role ?role ; pk:order ?order .
  ?assignment pk:surface ?surface .
  OPTIONAL { ?assignment pk:scope ?scope }
} ORDER BY ?task ?order ?assignment
"""
_PRINCIPALS = "SELECT DISTINCT ?task ?bearer WHERE { ?task pk:principal ?bearer } ORDER BY ?task ?bearer"
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


def task_agency(index: Index) -> nx.MultiDiGraph[str]:
    """Who is bound to what: an edge from a task to a bearer for each assignment, keyed by the assignment's IRI.

    Edges have role, order, surface and scope; tasks (`node` = task) key, text, document and title; bearers (`node` =
    bearer) label, kind, level, function and region.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in _dicts(index, _TASKS):
        graph.add_node(row.pop("task"), node="task", **row)
    _add_bearers(graph, index)
    for row in _dicts(index, _ASSIGNMENTS):
        task, bearer, key = row.pop("task"), row.pop("bearer"), row.pop("assignment")
        graph.add_edge(task, bearer, key=key, **row | {"role": _local(row["role"])})
    return graph


def co_lead(index: Index, collectives: bool = True) -> nx.Graph[str]:
    """Who leads together with whom: bearers joined by the number of tasks (`weight`) that both are principals of.

    Nodes are the principals, with what bearers have in `task_agency` and the number of their `tasks`; who never shares
    a task stands alone. `collectives=False` leaves out classes of bearers such as 各市人民政府: they are not one body.
    """
    bearers: nx.Graph[str] = nx.Graph()
    _add_bearers(bearers, index)
    wanted = {bearer for bearer, about in bearers.nodes.items() if collectives or about["kind"] != "Collective"}
    tasks: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for _, rows in groupby(index.select(_PRINCIPALS), key=itemgetter(0)):
        leads = [str(bearer) for _, bearer in rows if bearer in wanted]
        tasks.update(leads)
        together.update(combinations(leads, 2))
    graph: nx.Graph[str] = nx.Graph()
    for bearer, number in sorted(tasks.items()):
        graph.add_node(bearer, **bearers.nodes[bearer], tasks=number)
    for (one, other), weight in sorted(together.items()):
        graph.add_edge(one, other, weight=weight)
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


def _add_bearers(graph: nx.Graph[str], index: Index) -> None:
    for row in _dicts(index, _BEARERS):
        bearer = row.pop("bearer")
        if bearer not in graph:  # a bearer that documents describe in several ways: the first in order
            graph.add_node(bearer, node="bearer", **row | {"kind": _local(row["kind"])})


def _dicts(index: Index, query: str) -> list[dict[str, Any]]:
    answer = index.select(query)
    return [{k: v for k, v in zip(answer.columns, row, strict=True) if v is not None} for row in answer]


def _local(iri: Cell) -> str:
    return str(iri).rpartition("#")[2]
