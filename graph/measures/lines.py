"""Lines (条) as a graph: the bodies of a function, each joined to those right below it in the territory."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx

from graph.store.index import Index

_BODIES = """
SELECT ?body ?label ?function ?level ?region (COUNT(DISTINCT ?task) AS ?tasks) {
  ?task pk:bearer ?body . ?body pk:function ?function ; pk:region ?region ; skos:prefLabel ?label
  FILTER(LANG(?label) = "zh")
  OPTIONAL { ?body pk:level ?level }
} GROUP BY ?body ?label ?function ?level ?region ORDER BY ?body ?label"""
_WITHIN = "SELECT ?region ?within { ?region a pk:Region ; pk:within ?within } ORDER BY ?region ?within"


def lines(index: Index) -> nx.DiGraph[str]:
    """An edge from each body to those of its function that lie in its region with no other of them between.

    财政部 → 山西省财政厅 → 太原市财政局. Nodes are bodies with a task, with label, function, level, region and the
    number of their tasks. Two bodies of one place (省农业厅 and its successor) are both joined to those around.
    """
    above: dict[str, str] = {str(region): str(within) for region, within in index.select(_WITHIN)}
    graph: nx.DiGraph[str] = nx.DiGraph()
    placed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for body, label, function, level, region, tasks in index.select(_BODIES):
        graph.add_node(str(body), label=label, function=function, level=level or "", region=region, tasks=tasks)
        placed[str(function), str(region)].append(str(body))
    for (function, region), bodies in sorted(placed.items()):
        place = above.get(region)
        while place and (function, place) not in placed:
            place = above.get(place)
        graph.add_edges_from((upper, body) for upper in placed.get((function, place or ""), ()) for body in bodies)
    return graph
