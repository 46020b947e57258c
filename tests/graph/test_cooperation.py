"""Network measures on published example graphs, and on a few duties of our own."""

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.measures.cooperation import communities, constraint, cooperation, core, places, shape
from graph.measures.portfolio import Bound, Duty

KITE = "Andre Beverly Carol Diane Ed Fernando Garth Heather Ike Jane".split()


def named(graph):
    """The graph with names as nodes and ties of one task each."""
    return nx.relabel_nodes(graph, dict(enumerate(KITE))) if 0 in graph else graph


@pytest.fixture(scope="module")
def kite():
    """Krackhardt (1990), Assessing the political landscape, Administrative Science Quarterly 35(2)."""
    return named(nx.krackhardt_kite_graph())


@pytest.fixture(scope="module")
def florence():
    """Padgett and Ansell (1993): marriages among the families of Florence, 1394 to 1434."""
    return nx.florentine_families_graph()


def test_the_kite_has_its_three_different_centres(kite):
    """Diane has the most ties, Fernando and Garth are nearest to all, Heather is the broker, as Krackhardt drew it."""
    found = places(kite)
    assert (found["Diane"].degree, max(one.degree for one in found.values())) == (6, 6)
    assert found["Diane"].degree_centrality == pytest.approx(6 / 9)
    assert found["Heather"].betweenness == pytest.approx(14 / 36) == max(one.betweenness for one in found.values())
    assert found["Fernando"].closeness == found["Garth"].closeness == pytest.approx(9 / 14)
    assert max(one.closeness for one in found.values()) == pytest.approx(9 / 14)
    assert found["Diane"].eigenvector == pytest.approx(0.481, abs=5e-4)
    assert found["Jane"].eigenvector == pytest.approx(0.011, abs=5e-4)
    assert [found[name].shell for name in ("Diane", "Heather", "Jane")] == [3, 2, 1]
    assert shape(kite).density == pytest.approx(18 / 45)


def test_the_medici_stand_between_the_other_families(florence):
    found = places(florence)
    assert found["Medici"].betweenness == pytest.approx(0.522, abs=5e-4)
    assert found["Guadagni"].betweenness == pytest.approx(0.255, abs=5e-4)
    assert found["Medici"].closeness == pytest.approx(14 / 25)
    assert found["Medici"].eigenvector == pytest.approx(0.430, abs=5e-4)
    assert found["Strozzi"].eigenvector == pytest.approx(0.356, abs=5e-4)
    assert min(found, key=lambda name: found[name].constraint) == "Medici"
    whole = shape(florence)
    assert (whole.bearers, whole.ties, whole.components) == (15, 20, 1)
    assert whole.density == pytest.approx(20 / 105)
    assert whole.breadth == pytest.approx(40 / 15)
    assert whole.centralization == pytest.approx((6 * 15 - 40) / (14 * 13))


def test_centralization_is_one_for_a_star_and_none_for_a_ring():
    assert shape(nx.star_graph(5)).centralization == pytest.approx(1.0)
    assert shape(nx.cycle_graph(5)).centralization == pytest.approx(0.0)


def test_constraint_follows_burt():
    """Of a star the centre has 1/n² for each partner, a leaf 1; of a triangle each (1/2 + 1/4)² twice."""
    star, triangle = nx.star_graph(4), nx.complete_graph(3)
    assert constraint(star, 0) == pytest.approx(4 * (1 / 4) ** 2)
    assert constraint(star, 1) == pytest.approx(1.0)
    assert constraint(triangle, 0) == pytest.approx(2 * 0.75**2)


def test_communities_are_the_cliques_that_a_bridge_joins():
    assert communities(nx.barbell_graph(4, 0)) == [frozenset({0, 1, 2, 3}), frozenset({4, 5, 6, 7})]
    assert shape(nx.barbell_graph(4, 0)).communities == 2


def test_the_core_of_an_ideal_pattern_is_its_clique():
    ideal = nx.complete_graph(4)
    ideal.add_edges_from((n, 10 + n) for n in range(4))
    assert core(ideal) == {0, 1, 2, 3}
    assert core(nx.star_graph(4)) == {0}
    assert core(nx.complete_graph(4)) == {0, 1, 2, 3}
    assert core(nx.empty_graph(3)) == frozenset()


def deviations(graph, inner):
    missing = sum(not graph.has_edge(*pair) for pair in combinations(sorted(inner), 2))
    return missing + graph.subgraph(set(graph) - set(inner)).number_of_edges()


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda tie: tie[0] < tie[1])))
def test_no_core_fits_better(ties):
    graph = nx.empty_graph(7)
    graph.add_edges_from(sorted(ties))
    every = (some for size in range(8) for some in combinations(range(7), size))
    assert deviations(graph, core(graph)) == min(deviations(graph, some) for some in every)


def duty(n, *bound):
    bodies = tuple(Bound(name, name, "agency", None, role, False) for name, role in bound)
    return Duty(f"task/{n}", "document", str(n), "", (), None, None, False, False, bodies)


DUTIES = [
    duty(1, ("甲", "lead"), ("乙", "lead"), ("丙", "support")),
    duty(2, ("甲", "joint"), ("乙", "joint")),
    duty(3, ("丁", "lead")),
]


def test_ties_are_shared_tasks():
    graph = cooperation(DUTIES)
    assert list(graph.edges(data="weight")) == [("乙", "甲", 2)] and graph.nodes["甲"]["tasks"] == 2
    everyone = cooperation(DUTIES, leads=False)
    assert sorted(map(sorted, everyone.edges)) == [["丙", "乙"], ["丙", "甲"], ["乙", "甲"]]


def test_breadth_and_depth_of_cooperation():
    """甲 and 乙 share two tasks, 丙 one with each: three ties of four shared tasks among four bearers."""
    whole = shape(cooperation(DUTIES, leads=False))
    assert (whole.breadth, whole.depth, whole.components) == (6 / 4, pytest.approx(4 / 3), 2)
    place = places(cooperation(DUTIES, leads=False))
    assert (place["甲"].degree, place["甲"].strength, place["甲"].depth) == (2, 3, 1.5)
    assert (place["丁"].depth, place["丁"].constraint, place["丁"].eigenvector, place["丁"].closeness) == (
        0,
        None,
        0,
        0,
    )


def test_nobody_is_no_network():
    nothing = shape(cooperation([]))
    assert (nothing.bearers, nothing.density, nothing.breadth, nothing.modularity) == (0, None, None, None)
    assert places(cooperation([])) == {}
