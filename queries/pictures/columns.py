"""Nodes in columns, from left to right: nation to county, document to bearer. Few edges cross, labels stand aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

from queries.pictures.drawing import Caption, Graph
from queries.tables import Words

ROW = 40  # pixels between two nodes of the longest column
LOOSE = 170  # the most between two nodes of a shorter one
HIGH = 640  # pixels of height at least, so that few nodes fill a screen
ASPECT = 1.45  # of width to height, which leaves room for labels at the right of a screen,
BETWEEN = 1.1  # or at both of its sides
SWEEPS = 6  # to and fro; more change little (Sugiyama, Tagawa and Toda 1981, barycentre heuristic)


@dataclass(frozen=True, slots=True)
class Column:
    """Nodes below one another under a heading; `ordered` ones keep their order."""

    heading: Words
    nodes: list[str] = field(default_factory=list)
    ordered: bool = False


def columns(graph: Graph, given: Sequence[Column]) -> tuple[dict[str, tuple[int, int]], tuple[Caption, ...]]:
    """Places and captions; columns without nodes are left out.

    Within a column that is not `ordered`, each node comes near the mean height of its neighbours.
    """
    filled = [column for column in given if column.nodes]
    orders = [list(column.nodes) for column in filled]
    room = max(HIGH, max(map(len, orders), default=0) * ROW)
    heights = _spread(orders, room)
    for sweep in range(SWEEPS):
        for i in range(len(orders)) if sweep % 2 else reversed(range(len(orders))):
            if not filled[i].ordered:
                old = {node: heights[node] for node in orders[i]}
                orders[i].sort(key=lambda node, old=old: (_middle(graph, node, heights), old[node]))  # type: ignore[misc]
                heights |= _spread([orders[i]], room)
    both = any(graph.nodes[node].get("side") == "left" for order in orders for node in order)
    gap = round((BETWEEN if both else ASPECT) * room / max(1, len(orders) - 1))
    places = {node: (i * gap, round(heights[node])) for i, order in enumerate(orders) for node in order}
    top = min((y for _, y in places.values()), default=0)
    return places, tuple(Caption(column.heading, i * gap, top) for i, column in enumerate(filled))


def _spread(orders: Sequence[Sequence[str]], room: float) -> dict[str, float]:
    """Heights around 0, in even steps over the room that there is."""
    steps = [min(LOOSE, room / max(1, len(order))) for order in orders]
    return {
        node: (i - (len(order) - 1) / 2) * step
        for order, step in zip(orders, steps, strict=True)
        for i, node in enumerate(order)
    }


def _middle(graph: Graph, node: str, heights: dict[str, float]) -> float:
    near = sorted(heights[other] for other in graph[node] if other in heights and other != node)
    return round(fmean(near), 6) if near else heights[node]
