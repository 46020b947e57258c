"""How responsibility is laid out: formulas on numbers whose answers are known, and on a few duties."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.measures.governance import Governance, gini, governance, hhi
from graph.measures.portfolio import Bound, Duty, grouped, lead_counts, without

COUNTS = st.lists(st.integers(0, 50), min_size=1, max_size=20).filter(any)


@pytest.mark.parametrize(
    ("counts", "concentration", "inequality"),
    [
        ([1, 1, 1, 1], 1 / 4, 0.0),
        ([4, 0, 0, 0], 1.0, 3 / 4),
        ([1, 3], 10 / 16, 1 / 4),
        ([1, 2, 3, 4], 30 / 100, 1 / 4),
        ([], None, None),
        ([0], None, None),
    ],
)
def test_concentration_of_leads(counts, concentration, inequality):
    assert hhi(counts) == (concentration if concentration is None else pytest.approx(concentration))
    assert gini(counts) == (inequality if inequality is None else pytest.approx(inequality))


@given(COUNTS)
def test_gini_is_the_mean_difference(counts):
    """Half the relative mean difference, the definition that the sorted form follows."""
    n, total = len(counts), sum(counts)
    assert gini(counts) == pytest.approx(sum(abs(a - b) for a in counts for b in counts) / (2 * n * total))
    assert 1 / n - 1e-9 <= hhi(counts) <= 1


def bound(name, role, level="province", kind="agency", doubtful=False):
    return Bound(name, name, kind, level, role, doubtful)


def duty(n, *bodies, dated=False):
    return Duty(f"task/{n}", "document", str(n), "", (), "山西省", "2015", dated, False, bodies)


DUTIES = [
    duty(1, bound("教育厅", "lead"), bound("财政厅", "lead"), bound("各市政府", "support", "prefecture", "collective")),
    duty(2, bound("教育厅", "joint"), bound("某局", "joint", None, doubtful=True), dated=True),
    duty(3, bound("教育厅", "lead"), bound("教育厅", "support")),
    duty(4),
]


def test_the_measures_of_duties():
    """Leads: 教育厅 3, 财政厅 1, 某局 1. Of the ties with known levels one is within a level, two lead to 各市政府."""
    assert governance(DUTIES, most=2) == Governance(
        tasks=4,
        bearers=6 / 4,
        hhi=pytest.approx((9 + 1 + 1) / 25),
        gini=pytest.approx((-2 * 1 + 0 * 1 + 2 * 3) / (3 * 5)),
        orphan=1 / 4,
        leaderless=2 / 4,
        over_shared=1 / 4,
        undated=3 / 4,
        collective=1 / 4,
        vertical=pytest.approx(2 / 3),
        horizontal=pytest.approx(1 / 3),
    )


def test_no_duties_have_no_measures():
    assert governance([], most=5) == Governance(0, *[None] * 10)


def test_leads_are_counted_once_a_task_and_ties_go_by_name():
    assert lead_counts(DUTIES) == {"教育厅": 3, "某局": 1, "财政厅": 1}


def test_what_is_left_without_collectives_and_doubtful_names():
    assert [len(one.bound) for one in without(DUTIES, collectives=True)] == [2, 2, 2, 0]
    assert [len(one.bound) for one in without(DUTIES, doubtful=True)] == [3, 1, 2, 0]


def test_groups_keep_the_order_of_their_first_duty():
    other = replace(DUTIES[0], region="河南省")
    groups = grouped([other, *DUTIES], lambda one: one.region or "")
    assert {name: len(found) for name, found in groups.items()} == {"河南省": 1, "山西省": 4}
    assert list(groups) == ["河南省", "山西省"]
