"""How firm a ranking is: places with facts left out, ties, and bearers that change sides."""

from dataclasses import replace

import pytest

from graph.measures.firmness import firmness
from graph.measures.portfolio import Bound, Duty, lead_counts


def duties(name, number, kind="agency", doubtful=0):
    """`number` duties that the bearer leads, of which the first `doubtful` have its name doubtful."""
    blank = Duty("task", "document", "1", "", (), None, None, False, False, ())
    return [
        replace(blank, task=f"{name}/{n}", bound=(Bound(name, name, kind, None, "lead", n < doubtful),))
        for n in range(number)
    ]


FOUND = [
    *duties("甲", 5, doubtful=4),
    *duties("乙", 3),
    *duties("各市", 4, "collective"),
    *duties("丙", 3),
    *duties("丁", 1),
]


@pytest.mark.parametrize(
    ("bearer", "ranks", "ties", "flips"),
    [
        ("甲", (1, 1, 4, 3), 0, ("各市", "丙", "乙")),
        ("各市", (2, None, 1, None), 0, ("甲",)),
        ("丙", (3, 2, 2, 1), 1, ("甲",)),
        ("乙", (3, 2, 2, 1), 1, ("甲",)),
        ("丁", (5, 4, 4, 3), 0, ()),
    ],
)
def test_each_place_and_what_becomes_of_it(bearer, ranks, ties, flips):
    found = {one.bearer: one for one in firmness(FOUND, lead_counts, 10)}[bearer]
    assert tuple(found.ranks[name] for name in ("all", "no_collectives", "no_doubtful", "neither")) == ranks
    assert (found.ties, sorted(found.flips)) == (ties, sorted(flips))


def test_only_what_is_shown_can_change_sides():
    assert [(one.bearer, one.flips) for one in firmness(FOUND, lead_counts, 2)] == [
        ("甲", ("各市",)),
        ("各市", ("甲",)),
    ]


def test_who_has_nothing_is_not_ranked():
    assert firmness([], lead_counts, 5) == []
    assert firmness(FOUND, lambda found: {"甲": 0.0}, 5) == []
