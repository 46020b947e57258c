"""The network of those who are bound together, and its measures: NetworkX computes, the docstrings say which formula.

Ties are undirected, `weight` is the number of tasks shared. Path measures count each tie as one step whatever its
weight: ten shared tasks do not make two departments farther apart or nearer.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

from graph.measures.centrality import betweenness, closeness
from graph.measures.portfolio import Duty

_ROUNDS, _CLOSE = 1000, 1e-9  # of the power iteration: it ends when no value moves by more


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bearer stands in the network; see `places` for the formulas."""

    degree: int
    strength: int
    depth: float
    degree_centrality: float
    betweenness: float
    closeness: float
    eigenvector: float
    constraint: float | None
    shell: int
    core: bool
    community: int


@dataclass(frozen=True, slots=True)
class Shape:
    """The network as a whole; see `shape` for the formulas."""

    bearers: int
    ties: int
    density: float | None
    breadth: float | None
    depth: float | None
    components: int
    centralization: float | None
    communities: int
    modularity: float | None
    core: int


def cooperation(found: Sequence[Duty], leads: bool = True) -> nx.Graph[str]:
    """Principals joined by the tasks that they lead together, or, without `leads`, all bearers by the tasks they share.

    Nodes have name, kind, level and tasks; who shares no task stands alone.
    """
    tasks: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    about: dict[str, dict[str, Any]] = {}
    for duty in found:
        bound = duty.principals if leads else duty.bearers
        for one in bound:
            about[one.bearer] = {"name": one.name, "kind": one.kind, "level": one.level or ""}
        nodes = sorted(one.bearer for one in bound)
        tasks.update(nodes)
        together.update(combinations(nodes, 2))
    graph: nx.Graph[str] = nx.Graph()
    for node in sorted(about):
        graph.add_node(node, **about[node], tasks=tasks[node])
    for (left, right), weight in sorted(together.items()):
        graph.add_edge(left, right, weight=weight)
    return graph


def places(graph: nx.Graph[str]) -> dict[str, Place]:
    """The measures of each node.

    - degree: breadth of cooperation (合作广度), the number of partners; strength: shared tasks summed over them;
      depth (合作深度): strength / degree. degree_centrality: degree / (n - 1), Freeman (1978), Social Networks 1(3).
    - betweenness: share of shortest paths between two others that lead through the node, Freeman (1977), computed as
      Brandes (2001), J. Math. Sociol. 25(2); it and a low constraint make a broker.
    - closeness: (r - 1) / sum of distances x (r - 1) / (n - 1), r nodes in reach: Wasserman and Faust (1994), p. 200.
    - eigenvector: Bonacich (1972), of norm 1, on the largest connected part; 0 elsewhere.
    - constraint: Burt (1992), Structural Holes, with weights; None without ties.
    - shell: k-core number, Seidman (1983), Social Networks 5(3); core: see `core`; community: see `communities`.
    """
    strength, others = dict(graph.degree(weight="weight")), max(1, len(graph) - 1)
    between, close = betweenness(graph), closeness(graph)
    eigenvector, shells, inner = _eigenvector(graph), nx.core_number(graph), core(graph)
    member = {node: n for n, part in enumerate(communities(graph), start=1) for node in part}
    return {
        node: Place(
            graph.degree(node),
            strength[node],
            strength[node] / graph.degree(node) if graph.degree(node) else 0.0,
            graph.degree(node) / others,
            between[node],
            close[node],
            eigenvector[node],
            constraint(graph, node),
            shells[node],
            node in inner,
            member[node],
        )
        for node in graph
    }


def shape(graph: nx.Graph[str]) -> Shape:
    """The measures of the whole.

    - density: ties / possible ties. breadth: mean degree; depth: shared tasks a tie.
    - centralization: of degree, sum of (max - degree) / ((n - 1)(n - 2)), Freeman (1978); None below three nodes.
    - communities and modularity Q (Newman and Girvan 2004) by weight, see `communities`. core: size of `core`.
    """
    n, ties = len(graph), graph.number_of_edges()
    degrees = [degree for _, degree in graph.degree()]
    parts = communities(graph)
    return Shape(
        n,
        ties,
        nx.density(graph) if n > 1 else None,
        2 * ties / n if n else None,
        sum(weight for _, _, weight in graph.edges(data="weight", default=1)) / ties if ties else None,
        nx.number_connected_components(graph),
        (n * max(degrees) - sum(degrees)) / ((n - 1) * (n - 2)) if n > 2 else None,
        len(parts),
        nx.community.modularity(graph, map(set, parts)) if ties else None,
        len(core(graph)),
    )


def core(graph: nx.Graph[str]) -> frozenset[str]:
    """The core of the ideal pattern of Borgatti and Everett (1999): all ties within the core, none in the periphery.

    The exact least number of deviations, by degree: Lip (2011), arXiv:1102.5511. Of several cores that fit equally, the
    smallest that does not part nodes of equal degree, else the smallest. Empty without ties.
    """
    ordered = sorted(graph, key=lambda node: (-graph.degree(node), node))
    degrees, ties, taken = [graph.degree(node) for node in ordered], graph.number_of_edges(), 0
    fits = [(ties, False, 0)]
    for k, degree in enumerate(degrees, start=1):
        taken += degree
        parted = k < len(degrees) and degrees[k] == degree
        # deviations: ties missing within the core, and ties within the periphery; the degrees give their sum
        fits.append((k * (k - 1) // 2 + ties - taken, parted, k))
    return frozenset(ordered[: min(fits)[2]])


def communities(graph: nx.Graph[str]) -> list[frozenset[str]]:
    """Groups with more ties within than chance would give: greedy modularity, by weight, the largest first.

    Clauset, Newman and Moore (2004), Physical Review E 70, 066111.
    """
    if not graph.number_of_edges():
        return [frozenset({node}) for node in sorted(graph)]
    parts = nx.community.greedy_modularity_communities(graph, weight="weight")
    return sorted(map(frozenset, parts), key=lambda part: (-len(part), min(part)))


def constraint(graph: nx.Graph[str], node: str) -> float | None:
    """Burt's constraint: sum over partners j of (p_ij + sum over q of p_iq p_qj)², p the share of a node's weight.

    Low for a node whose partners are not tied to each other: a broker over structural holes. None without ties.
    """
    if not graph.degree(node):
        return None
    share = {one: _shares(graph, one) for one in (node, *graph[node])}
    own = share[node]
    return math.fsum(
        (weight + math.fsum(own[via] * share[via].get(other, 0.0) for via in own if via != other)) ** 2
        for other, weight in own.items()
    )


def _shares(graph: nx.Graph[str], node: str) -> dict[str, float]:
    weights = {other: data.get("weight", 1) for other, data in graph[node].items()}
    total = sum(weights.values())
    return {other: weight / total for other, weight in weights.items()}


def _eigenvector(graph: nx.Graph[str]) -> dict[str, float]:
    found = dict.fromkeys(graph, 0.0)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    if parts and len(parts[0]) > 1:
        largest: nx.Graph[str] = nx.Graph()
        largest.add_nodes_from(sorted(parts[0]))
        largest.add_edges_from(sorted(graph.subgraph(parts[0]).edges))
        found |= nx.eigenvector_centrality(largest, max_iter=_ROUNDS, tol=_CLOSE)
    return found
