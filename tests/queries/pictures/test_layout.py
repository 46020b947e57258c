"""Where a picture's nodes stand."""

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.pictures.layout import GAP, positions

EDGES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(1, 9)), max_size=25)


def graph_of(edges):
    graph = nx.Graph()
    graph.add_weighted_edges_from((f"n{a}", f"n{b}", w) for a, b, w in edges if a != b)
    return graph


@settings(max_examples=30, deadline=None)
@given(EDGES, st.randoms(use_true_random=False))
def test_places_depend_on_the_graph_and_not_on_how_it_was_built(edges, random):
    unique = list({(min(a, b), max(a, b)): w for a, b, w in edges if a != b}.items())
    once = graph_of([(a, b, w) for (a, b), w in unique])
    random.shuffle(unique)
    again = graph_of([(b, a, w) for (a, b), w in unique])
    assert positions(once) == positions(again)
    assert set(positions(once)) == set(once)


def test_components_stand_apart():
    places = positions(graph_of([(0, 1, 1), (1, 2, 1), (5, 6, 1), (8, 9, 1)]))
    first, second = [places["n0"], places["n1"], places["n2"]], [places["n5"], places["n6"]]

    def box(points):
        return (
            min(x for x, _ in points),
            min(y for _, y in points),
            max(x for x, _ in points),
            max(y for _, y in points),
        )

    one, other = box(first), box(second)
    gap = max(other[0] - one[2], one[0] - other[2], other[1] - one[3], one[1] - other[3])
    assert gap >= GAP - 2


def test_nothing_has_no_places():
    assert positions(nx.Graph()) == {}
