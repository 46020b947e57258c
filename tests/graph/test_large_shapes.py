"""The shapes of a large graph: what pyrudof finds is what pySHACL finds, in the same words."""

import pytest

from graph.checks import large_shapes, shapes
from tests.graph.test_seeded import SEEDS, seeded


@pytest.mark.parametrize(("wrong", "node", "predicate", "values", "named"), SEEDS, ids=[seed[0] for seed in SEEDS])
def test_both_find_the_same(folder, wrong, node, predicate, values, named):
    index = seeded(folder, node, predicate, values)
    assert large_shapes.violations(index) == shapes.violations(index)


def test_both_say_it_in_chinese(folder):
    _, node, predicate, values, _ = next(seed for seed in SEEDS if seed[0] == "an end before its start")
    index = seeded(folder, node, predicate, values)
    found = large_shapes.violations(index, "zh")
    assert found == shapes.violations(index, "zh") != ()
