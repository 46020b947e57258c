"""Measures by rustworkx are those of NetworkX, and the user's backend goes first."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.measures import centrality
from graph.measures.centrality import betweenness, closeness

GRAPHS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=60)


@given(GRAPHS)
def test_both_ways_give_the_same_values(ties):
    graph = nx.Graph((f"n{a}", f"n{b}") for a, b in ties if a != b)
    graph.add_node("alone")
    assert centrality.fast is not None
    for ours, theirs in ((betweenness, nx.betweenness_centrality), (closeness, nx.closeness_centrality)):
        assert ours(graph) == pytest.approx(theirs(graph), abs=1e-9)


@pytest.mark.parametrize(("measure", "name"), [(betweenness, "betweenness"), (closeness, "closeness")])
def test_networkx_where_rustworkx_is_not_or_a_backend_is_set(measure, name, monkeypatch):
    graph, called = nx.path_graph(5), []
    monkeypatch.setattr(nx, f"{name}_centrality", lambda graph: called.append(graph) or {})
    with nx.config.backend_priority(algos=["networkx"]):
        measure(graph)
    monkeypatch.setattr(centrality, "fast", None)
    measure(graph)
    assert called == [graph, graph]
