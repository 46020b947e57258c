"""What a view gives: a graph, its nodes' places, and headings that stand above groups of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeAlias

import networkx as nx

from queries.pictures.facts import Facts
from queries.tables import Words, words

Graph: TypeAlias = (
    "nx.Graph[str]"  # of short ids; nodes have kind, zh, en; edges tasks, weight, and relation where they are no duty
)


@dataclass(frozen=True, slots=True)
class Caption:
    """Words above a column of nodes, whose place is that of the topmost node of all."""

    words: Words
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The graph, where its nodes stand, and how many nodes were left out."""

    graph: Graph
    places: dict[str, tuple[int, int]]
    captions: tuple[Caption, ...] = ()
    subject: Words | None = None
    omitted: int = 0


def tie(graph: Graph, one: str, other: str, tasks: Collection[str] = (), relation: str | None = None) -> None:
    """An edge for these tasks, or for a relation (a code of queries/words.toml) that is none."""
    about: dict[str, Any] = {"weight": max(1, len(tasks)), "tasks": list(tasks)}
    graph.add_edge(one, other, **about, **({"relation": relation} if relation else {}))


def describe(graph: Graph, facts: Facts) -> None:
    """Give each bearer, document and task of the graph its kind, names and what there is to filter it by."""
    for node in graph:
        about = graph.nodes[node]
        if node in facts.bearers:
            about.update({key: value for key, value in facts.bearers[node].items() if key not in ("id", "line")})
        elif node in facts.documents:
            about.update(facts.documents[node], kind="document", en=None)
        elif node in facts.tasks:
            about.update(kind="task", zh=str(facts.tasks[node]["key"]), en=None)


def busiest(counts: Counter[str], facts: Facts, limit: int) -> set[str]:
    """The bearers with the highest counts; of equals, those whose names come first."""
    ranked = sorted(counts, key=lambda bearer: (-counts[bearer], str(facts.bearers[bearer]["zh"]), bearer))
    return set(ranked[:limit])


def word(section: str, code: str) -> Words:
    """The words for a code, or the code itself."""
    return words()[section].get(code, Words(code, code))
