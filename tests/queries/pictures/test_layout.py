"""Where a picture's nodes stand."""

from math import hypot

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.pictures.layout import GAP, LEAST, positions

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


def test_those_with_the_same_neighbours_are_both_seen():
    places = list(positions(graph_of([(a, b, 3) for a in range(12) for b in range(20, 24)])).values())
    apart = [hypot(x - a, y - b) for n, (x, y) in enumerate(places) for a, b in places[:n]]
    assert min(apart) > LEAST / 2


def test_many_components_fill_a_screen_that_is_wider_than_high():
    places = positions(graph_of([(10 * n, 10 * n + k, 1) for n in range(30) for k in range(1, 5)])).values()
    wide, high = (max(at[axis] for at in places) - min(at[axis] for at in places) for axis in (0, 1))
    assert 1.2 < wide / high < 2.2


def test_nothing_has_no_places():
    assert positions(nx.Graph()) == {}


def test_a_large_component_is_laid_out_by_communities_the_same_each_time():
    stars = [(hub, hub * 1000 + leaf, 1) for hub in range(1, 7) for leaf in range(1, 100)]
    ring = [(hub, hub % 6 + 1, 1) for hub in range(1, 7)]
    once, again = (
        positions(graph_of(stars + ring)),
        positions(graph_of([(b, a, w) for a, b, w in reversed(stars + ring)])),
    )
    assert once == again and len(set(once.values())) == 600
    own, others = [], []
    for hub in range(1, 7):
        for other in range(1, 7):
            (x, y), (a, b) = once[f"n{hub}"], once[f"n{other * 1000 + 1}"]
            (own if hub == other else others).append((x - a) ** 2 + (y - b) ** 2)
    assert max(own) < min(others)
