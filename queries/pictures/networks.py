"""Networks without a top or a side: who co-leads with whom, tasks with their bearers; springs give the places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

import networkx as nx

from queries.parameters import Value
from queries.pictures.drawing import Drawing, Graph, busiest, describe, tie
from queries.pictures.facts import Facts
from queries.pictures.layout import positions


def colead(facts: Facts, given: Mapping[str, Value], limit: int) -> Drawing:
    """Bearers joined by the tasks that both are principals of (牵头, or 共同负责 where none leads)."""
    pairs: dict[tuple[str, str], list[str]] = {}
    counts: Counter[str] = Counter()
    for task, leads in facts.principals.items():
        counts.update(leads if len(leads) > 1 else ())
        for pair in combinations(sorted(leads), 2):
            pairs.setdefault(pair, []).append(task)
    kept = busiest(counts, facts, limit)
    graph: Graph = nx.Graph()
    for (one, other), shared in sorted(pairs.items()):
        if {one, other} <= kept:
            tie(graph, one, other, shared)
    describe(graph, facts)
    return Drawing(graph, positions(graph), omitted=len(counts) - len(kept))


def tasks(facts: Facts, given: Mapping[str, Value], limit: int) -> Drawing:
    """Each task with its bearers."""
    kept = set(list(facts.tasks)[:limit])
    graph: Graph = nx.Graph()
    for record in facts.assignments:
        if record["task"] in kept:
            tie(graph, str(record["task"]), str(record["bearer"]), [str(record["task"])])
    describe(graph, facts)
    return Drawing(graph, positions(graph), omitted=len(facts.tasks) - len(kept))
