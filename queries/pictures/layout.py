"""Where a picture's nodes stand: computed once and fixed, so that a page opens at once and looks the same each time."""

from __future__ import annotations

from math import cos, pi, sin, sqrt

import networkx as nx

SEED = 7
SPACE = 130  # pixels of room for each node's radius share
GAP = 160  # between components
LARGE = 400  # nodes of one component, beyond which springs take long and show little
SMALL = 80  # nodes of a community that springs spread
WIDTH = 1.2  # how much wider than high the whole is to be


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
    plain.add_weighted_edges_from((one, other, sqrt(weight)) for one, other, weight in _edges(part))
    found = nx.spring_layout(plain, seed=SEED, iterations=120, k=3 / sqrt(count), method="force")
    side = SPACE * sqrt(count)
    left, top = (min(float(place[axis]) for place in found.values()) for axis in (0, 1))
    return {n: ((float(found[n][0]) - left) * side, (float(found[n][1]) - top) * side) for n in nodes}


def _rows(blocks: list[dict[str, tuple[float, float]]]) -> dict[str, tuple[float, float]]:
    sizes = [tuple(max(place[axis] for place in block.values()) + GAP for axis in (0, 1)) for block in blocks]
    room = WIDTH * sqrt(sum(wide * high for wide, high in sizes))
    row_width = max([room, *(wide for wide, _ in sizes)], default=0)
    placed: dict[str, tuple[float, float]] = {}
    x = y = tallest = 0.0
    for block, (wide, high) in zip(blocks, sizes, strict=True):
        if x and x + wide > row_width:
            x, y, tallest = 0.0, y + tallest, 0.0
        placed |= {node: (x + at[0], y + at[1]) for node, at in block.items()}
        x, tallest = x + wide, max(tallest, high)
    return placed
