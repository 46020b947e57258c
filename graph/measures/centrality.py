"""Heavy measures: by rustworkx (policykg[fast]) where it is installed, else by NetworkX and the backend it is set to.

The values are the same to 1e-9. A backend that the user has configured goes first: NetworkX calls it by itself
(NETWORKX_BACKEND_PRIORITY, or `nx.config.backend_priority`).
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import networkx as nx

fast: ModuleType | None
try:
    fast = import_module("rustworkx")
except ImportError:
    fast = None

ONE_THREAD = 10**9  # nodes from which rustworkx adds in several threads, and so in an order that differs


def betweenness(graph: nx.Graph[str]) -> dict[str, float]:
    """The share of shortest paths between two others that lead through each node; a tie is a step."""
    if not (quick := _fast()):
        return dict(nx.betweenness_centrality(graph))
    found = quick.graph_betweenness_centrality(quick.networkx_converter(graph), parallel_threshold=ONE_THREAD)
    return {node: found[place] for place, node in enumerate(graph)}


def closeness(graph: nx.Graph[str]) -> dict[str, float]:
    """(r - 1) / sum of distances x (r - 1) / (n - 1), r nodes in reach of each; a tie is a step."""
    if not (quick := _fast()):
        return dict(nx.closeness_centrality(graph))
    found = quick.graph_closeness_centrality(quick.networkx_converter(graph), parallel_threshold=ONE_THREAD)
    return {node: found[place] for place, node in enumerate(graph)}


def _fast() -> ModuleType | None:
    """rustworkx, unless it is not there or the user has set NetworkX to a backend."""
    return None if nx.config.backend_priority.algos else fast
