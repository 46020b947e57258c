"""Networks for Gephi, Pajek and UCINET: one edge a pair, because Gephi hides parallel edges.

Two networks: `tasks` joins each task to its bearers, `bearers` joins bearers that are bound to a task together.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from io import BytesIO
from itertools import combinations
from typing import Any

import networkx as nx

from graph.measures.mirror import task_agency
from graph.store.index import Index
from queries.select import short

NETWORKS = ("tasks", "bearers")
SIGNS = re.compile(r"""[\s,;:="'\\]+""")  # what would end a label
ROLES = ("lead", "joint", "support", "oversee")
# What XML 1.0 cannot hold, not even escaped.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CLOCK = re.compile(rb' lastmodifieddate="[^"]*"')


def network(index: Index, kind: str) -> nx.Graph[str]:
    """The network of that kind; nodes are ids, each with a `label`; edges count roles in lead_n, support_n …

    `weight` is the number of assignments that tie a task to a bearer, or of tasks that two bearers share. Of two
    bearers, lead_n counts the tasks that both lead and support_n those in which one or both only support.
    """
    parallel = task_agency(index)
    graph: nx.Graph[str] = _of_tasks(parallel) if kind == "tasks" else _of_bearers(parallel)
    for _, about in graph.nodes(data=True):
        about.update({name: UNWRITABLE.sub("\ufffd", text) for name, text in about.items() if isinstance(text, str)})
    return graph


def _of_tasks(parallel: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for node in sorted(parallel):
        about: dict[str, Any] = parallel.nodes[node]
        if about["node"] == "task" or parallel.degree(node):
            graph.add_node(short(node), **_about(about))
    found: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for task, bearer, key, edge in parallel.edges(keys=True, data=True):
        found[short(task), short(bearer)].append((key, edge))
    for (task, bearer), edges in sorted(found.items()):
        said = [about for _, about in sorted(edges, key=lambda edge: (edge[1]["order"], edge[0]))]
        graph.add_edge(task, bearer, **_counts(Counter(one["role"] for one in said)), **_words(said))
    return graph


def _words(said: list[dict[str, Any]]) -> dict[str, Any]:
    texts = {name: " | ".join(dict.fromkeys(one[name] for one in said if name in one)) for name in ("surface", "scope")}
    return {"order": said[0]["order"], **{name: text for name, text in texts.items() if text}}


def _of_bearers(parallel: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for node in sorted(parallel):
        about: dict[str, Any] = parallel.nodes[node]
        if about["node"] == "bearer" and (tasks := {task for task, _ in parallel.in_edges(node)}):
            graph.add_node(short(node), **_about(about), tasks=len(tasks))
    together: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for task in sorted(node for node, about in parallel.nodes(data=True) if about["node"] == "task"):
        roles: dict[str, str] = {}
        for _, bearer, edge in sorted(parallel.out_edges(task, data=True), key=lambda edge: edge[2]["order"]):
            roles.setdefault(short(bearer), edge["role"])
        for one, other in combinations(sorted(roles), 2):
            together[one, other][_weaker(roles[one], roles[other])] += 1
    for (one, other), counts in sorted(together.items()):
        graph.add_edge(one, other, **_counts(counts))
    return graph


def _weaker(one: str, other: str) -> str:
    return ROLES[max(ROLES.index(one), ROLES.index(other))]


def _about(about: dict[str, Any]) -> dict[str, Any]:
    """A node's attributes, ids short: a task is called by its text, a bearer by its name."""
    plain = {name: short(value) if isinstance(value, str) else value for name, value in about.items()}
    if "key" in plain:  # a name that NetworkX changes on writing
        plain["number"] = plain.pop("key")
    return {"label": plain.pop("label", None) or plain.get("text", ""), **plain}


def _counts(roles: Counter[str]) -> dict[str, int]:
    return {"weight": roles.total(), **{f"{role}_n": roles[role] for role in ROLES}}


def as_gexf(graph: nx.Graph[str]) -> bytes:
    """GEXF 1.2, without the date of writing."""
    out = BytesIO()
    nx.write_gexf(graph, out)
    return CLOCK.sub(b"", out.getvalue()) + b"\n"


def as_graphml(graph: nx.Graph[str]) -> bytes:
    """GraphML; Gephi takes `label` for the name."""
    out = BytesIO()
    nx.write_graphml_xml(graph, out, named_key_ids=True)
    return out.getvalue() + b"\n"


def as_pajek(graph: nx.Graph[str]) -> bytes:
    """A Pajek network, UTF-8: names and weights, which is all that the format is sure to hold."""
    places = {node: place for place, node in enumerate(graph, 1)}
    lines = [f"*Vertices {len(graph)}", *(f'{places[node]} "{name}"' for node, name in _names(graph).items()), "*Edges"]
    lines += [f"{places[one]} {places[other]} {about['weight']}" for one, other, about in graph.edges(data=True)]
    return ("\n".join(lines) + "\n").encode()


def as_dl(graph: nx.Graph[str]) -> bytes:
    """A UCINET DL file, UTF-8: a list of weighted edges between named nodes, each pair both ways."""
    lines = [f"DL n={len(graph)}", "format = edgelist1", "labels:", *_names(graph).values(), "data:"]
    places = {node: place for place, node in enumerate(graph, 1)}
    for one, other, about in graph.edges(data=True):
        lines += [f"{places[a]} {places[b]} {about['weight']}" for a, b in ((one, other), (other, one))]
    return ("\n".join(lines) + "\n").encode()


def _names(graph: nx.Graph[str]) -> dict[str, str]:
    """Bearers by name, told apart by id where several share it, and tasks by id; neither format escapes signs."""
    labels = {
        node: SIGNS.sub("_", about["label"] if about["node"] == "bearer" else node)
        for node, about in graph.nodes(data=True)
    }
    shared = Counter(labels.values())
    return {node: label if shared[label] == 1 and label else f"{label}_{node}" for node, label in labels.items()}
