"""Where a picture's nodes stand: computed once and fixed, so that a page opens at once and looks the same each time."""

from __future__ import annotations

from math import sqrt

import networkx as nx

SEED = 7
SPACE = 130  # pixels of room for each node's radius share
GAP = 160  # between components
WIDTH = 1.2  # how much wider than high the whole is to be


def positions(graph: nx.Graph[str]) -> dict[str, tuple[int, int]]:
    """Whole pixels for each node: every connected component laid out by its springs, the components set in rows.

    The graph's nodes are strings; its edges may have a `weight`, which pulls them closer. The same graph gives the
    same places, whatever the order in which it was built.
    """
    components = sorted(map(sorted, nx.connected_components(graph)), key=lambda nodes: (-len(nodes), nodes))
    blocks = [_spring(graph.subgraph(nodes)) for nodes in components]
    return _rows(blocks)


def _edges(graph: nx.Graph[str]) -> list[tuple[str, str, float]]:
    """Each edge once, the same way round and in the same order however the graph was built."""
    edges = graph.edges(data="weight", default=1)
    return sorted((min(one, other), max(one, other), float(weight)) for one, other, weight in edges)


def _spring(part: nx.Graph[str]) -> dict[str, tuple[float, float]]:
    """A component's places, its upper left corner at (0, 0)."""
    nodes, count = sorted(part), len(part)
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(nodes)  # a subgraph view keeps no order of its own
    plain.add_weighted_edges_from((one, other, sqrt(weight)) for one, other, weight in _edges(part))
    found = nx.spring_layout(plain, seed=SEED, iterations=120, k=3 / sqrt(count), method="force")
    side = SPACE * sqrt(count)
    left, top = (min(float(place[axis]) for place in found.values()) for axis in (0, 1))
    return {n: ((float(found[n][0]) - left) * side, (float(found[n][1]) - top) * side) for n in nodes}


def _rows(blocks: list[dict[str, tuple[float, float]]]) -> dict[str, tuple[int, int]]:
    sizes = [tuple(max(place[axis] for place in block.values()) + GAP for axis in (0, 1)) for block in blocks]
    room = WIDTH * sqrt(sum(wide * high for wide, high in sizes))
    row_width = max([room, *(wide for wide, _ in sizes)], default=0)
    placed: dict[str, tuple[int, int]] = {}
    x = y = tallest = 0.0
    for block, (wide, high) in zip(blocks, sizes, strict=True):
        if x and x + wide > row_width:
            x, y, tallest = 0.0, y + tallest, 0.0
        placed |= {node: (round(x + at[0]), round(y + at[1])) for node, at in block.items()}
        x, tallest = x + wide, max(tallest, high)
    return placed
