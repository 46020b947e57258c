"""Measures on graphs whose values are known."""

import networkx as nx
import pytest

from queries.questions.networks import _pagerank


def weighted(*edges):
    graph = nx.Graph()
    graph.add_weighted_edges_from(edges)
    return graph


def test_pagerank_of_a_regular_graph_is_even():
    ring = weighted(("a", "b", 2), ("b", "c", 2), ("c", "d", 2), ("d", "a", 2))
    assert _pagerank(ring) == pytest.approx(dict.fromkeys("abcd", 0.25))


def test_pagerank_of_a_star_is_known():
    # Two equations: centre c = .05 + .85·2·l, leaf l = .05 + .85·c/2, with three nodes and damping .85
    star = weighted(("c", "x", 1), ("c", "y", 1))
    centre = (0.05 + 0.85 * 2 * 0.05) / (1 - 0.85 * 0.85)
    assert _pagerank(star) == pytest.approx({"c": centre, "x": (1 - centre) / 2, "y": (1 - centre) / 2}, abs=1e-6)


def test_pagerank_follows_the_weight_of_ties():
    rank = _pagerank(weighted(("a", "b", 9), ("a", "c", 1)))
    assert rank["b"] > 5 * rank["c"] * 0.5 and sum(rank.values()) == pytest.approx(1)


def test_pagerank_of_nothing_is_nothing():
    assert _pagerank(nx.Graph()) == {}
