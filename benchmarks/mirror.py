"""Networks: the co-lead projection against NetworkX's own, and betweenness by rustworkx against NetworkX.

python -m benchmarks.mirror
"""

from __future__ import annotations

from random import Random

import networkx as nx

from benchmarks.timing import Ratio, in_turn, machine, report, seconds
from graph.measures import centrality
from graph.measures.mirror import projected

TASKS, BEARERS, SOME = 100_000, 2_000, 600
CLOSE = 1e-9  # how near the values of both are


def groups(tasks: int, bearers: int) -> list[list[str]]:
    """Made-up principals of tasks, one to four each; a few bearers are in many tasks, as ministries are."""
    random = Random(1)
    names = [f"bearer/{n}" for n in range(bearers)]
    often = [1 / (n + 1) for n in range(bearers)]
    return [sorted(set(random.choices(names, often, k=random.randrange(1, 5)))) for _ in range(tasks)]


def measure() -> list[Ratio]:
    """Both, on the same made-up tasks; the answers are compared."""
    made = groups(TASKS, BEARERS)
    about: dict[str, dict[str, str]] = {bearer: {} for group in made for bearer in group}
    both = nx.Graph((f"task/{n}", bearer) for n, group in enumerate(made) for bearer in group)
    ours, theirs = projected(made, about), nx.bipartite.weighted_projected_graph(both, about)
    assert nx.utils.graphs_equal(nx.Graph(ours.edges(data=True)), nx.Graph(theirs.edges(data=True)))
    fast = seconds(lambda: projected(made, about))
    slow = seconds(lambda: nx.bipartite.weighted_projected_graph(both, about))
    found = [Ratio(f"co-lead projection of {TASKS:,} tasks", fast, "NetworkX's own", slow)]
    if centrality.fast:
        busiest = sorted(ours, key=lambda node: -ours.nodes[node]["tasks"])[:SOME]
        part = nx.Graph(ours.subgraph(busiest))
        quick, plain = centrality.betweenness(part), nx.betweenness_centrality(part)
        assert all(abs(quick[node] - plain[node]) < CLOSE for node in part)
        pair = in_turn(lambda: centrality.betweenness(part), lambda: nx.betweenness_centrality(part), repeats=3)
        found.append(Ratio(f"betweenness of {SOME} bearers by rustworkx", pair[0], "NetworkX's own", pair[1]))
    return found


if __name__ == "__main__":
    report(machine(), measure())
