"""Where a picture's nodes stand: computed once and fixed, so that a page opens at once and looks the same each time."""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Places: TypeAlias = NDArray[np.float64]  # x and y of each node
SEED = 7
SPACE = 130  # pixels of room for each node's radius share
GAP = 160  # between components
LEAST = 100  # pixels between two nodes, so that both are seen
PUSHES = 60
LARGE = 400  # nodes of one component, beyond which springs take long and show little
SMALL = 80  # nodes of a community that springs spread
ASPECT = 1.6  # of width to height of the screen or the page that the whole is to fill
WIDTHS = [part / 10 for part in range(6, 31)]  # of the side of a square that would hold all, to be tried for rows


def positions(graph: nx.Graph[str]) -> dict[str, tuple[int, int]]:
    """Whole pixels for each node: every connected component laid out by its springs, the components set in rows.

    The graph's nodes are strings; its edges may have a `weight`, which pulls them closer. The same graph gives the
    same places, whatever the order in which it was built.
    """
    components = sorted(map(sorted, nx.connected_components(graph)), key=lambda nodes: (-len(nodes), nodes))
    return _whole(_rows([_block(graph.subgraph(nodes)) for nodes in components]))


def _block(part: nx.Graph[str]) -> dict[str, tuple[float, float]]:
    """Springs for what they can draw in a moment and people can read; larger parts by their communities, in rows."""
    if len(part) <= LARGE:
        return _spring(part)
    nodes = sorted(part)
    number = {node: i for i, node in enumerate(nodes)}
    plain: nx.Graph[int] = nx.Graph()  # of numbers, whose sets have the same order in each run
    plain.add_nodes_from(range(len(nodes)))
    plain.add_weighted_edges_from((number[one], number[other], weight) for one, other, weight in _edges(part))
    found = sorted(map(sorted, nx.community.louvain_communities(plain, seed=SEED)), key=lambda one: (-len(one), one))
    groups = [[nodes[i] for i in one] for one in found]
    return _rows([_spring(part.subgraph(one)) if len(one) <= SMALL else _sunflower(part, one) for one in groups])


def _sunflower(part: nx.Graph[str], nodes: list[str]) -> dict[str, tuple[float, float]]:
    """A disc, filled from the middle by those with the most ties (Vogel 1979)."""
    order = sorted(nodes, key=lambda node: (-part.degree(node), node))
    reach = SPACE * 0.6 * sqrt(len(order))
    turns = [(SPACE * 0.6 * sqrt(i), i * pi * (3 - sqrt(5))) for i in range(len(order))]
    return {node: (reach + r * cos(a), reach + r * sin(a)) for node, (r, a) in zip(order, turns, strict=True)}


def _whole(places: dict[str, tuple[float, float]]) -> dict[str, tuple[int, int]]:
    return {node: (round(x), round(y)) for node, (x, y) in places.items()}


def _edges(graph: nx.Graph[str]) -> list[tuple[str, str, float]]:
    """Each edge once, the same way round and in the same order however the graph was built."""
    edges = graph.edges(data="weight", default=1)
    return sorted((min(one, other), max(one, other), float(weight)) for one, other, weight in edges)


def _spring(part: nx.Graph[str]) -> dict[str, tuple[float, float]]:
    """A component's places, its upper left corner at (0, 0)."""
    nodes, count = sorted(part), len(part)
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(nodes)  # a subgraph view keeps no order of its own
    plain.add_weighted_edges_from(
        (one, other, sqrt(weight / min(part.degree(one), part.degree(other)))) for one, other, weight in _edges(part)
    )  # those whom one task binds all together would else draw one another into a lump
    found = nx.spring_layout(plain, seed=SEED, iterations=120, k=3 / sqrt(count), method="force")
    at = _apart(np.array([found[node] for node in nodes]) * SPACE * sqrt(count))
    at -= at.min(axis=0)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, at, strict=True)}


def _apart(at: Places) -> Places:
    """Nodes that stand too near, as those with the same neighbours do, pushed from one another."""
    for _ in range(PUSHES):
        between = at[:, None] - at[None]
        distance = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(distance, np.inf)
        lacking = np.clip(LEAST - distance, 0, None)
        if not lacking.any():
            break
        at = at + (between * (lacking / np.maximum(distance, 1) / 4)[..., None]).sum(axis=1)
    return at


def _rows(blocks: list[dict[str, tuple[float, float]]]) -> dict[str, tuple[float, float]]:
    """The blocks in rows, as wide as fills the screen best."""
    sizes = [(max(x for x, _ in block.values()) + GAP, max(y for _, y in block.values()) + GAP) for block in blocks]
    side = sqrt(sum(wide * high for wide, high in sizes))
    corners = min((_corners(sizes, side * width) for width in WIDTHS), key=lambda found: _needed(sizes, found))
    return {
        node: (left + x, top + y)
        for block, (left, top) in zip(blocks, corners, strict=True)
        for node, (x, y) in block.items()
    }


def _corners(sizes: list[tuple[float, float]], row_width: float) -> list[tuple[float, float]]:
    found = []
    x = y = tallest = 0.0
    for wide, high in sizes:
        if x and x + wide > row_width:
            x, y, tallest = 0.0, y + tallest, 0.0
        found.append((x, y))
        x, tallest = x + wide, max(tallest, high)
    return found


def _needed(sizes: list[tuple[float, float]], corners: list[tuple[float, float]]) -> float:
    """The height of the screen that the whole needs."""
    ends = [(x + wide, y + high) for (x, y), (wide, high) in zip(corners, sizes, strict=True)]
    return max((max(x / ASPECT, y) for x, y in ends), default=0)
