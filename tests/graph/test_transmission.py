"""What became of a document's duties in another: taken up, dropped, added, and the measures of it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.alignment.align import Pair
from graph.chains.transmission import Measures, delay, measures, placed, specificity, transmission
from ontology.exchange import from_json

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"


def pair(a, b, relation="same"):
    return Pair(str(a), str(b), a, b, relation, 0.9, (), (), "hand")


def texts(document, *texts):
    """The sample document with one task a text, without facts."""
    bare = replace(document.tasks[0], assignments=(), deadlines=(), targets=())
    return replace(document, tasks=tuple(replace(bare, key=str(n), text=t) for n, t in enumerate(texts, 1)))


@pytest.fixture
def upper(document):
    return texts(document, "建设实训基地", "改善教师待遇", "开展职业培训")


@pytest.fixture
def lower(document):
    return replace(texts(document, "建设实训基地八个", "宣传先进典型", "开展培训"), id="lower", issued="2017-06-01")


def test_tasks_are_taken_up_dropped_and_added(upper, lower):
    found = transmission(upper, lower, [pair(3, 3), pair(1, 1)])
    assert [(one.upper.task.text, one.lower.task.text) for one in found.passed] == [
        ("建设实训基地", "建设实训基地八个"),
        ("开展职业培训", "开展培训"),
    ]
    assert [one.task.text for one in found.dropped] == ["改善教师待遇"]
    assert [one.task.text for one in found.added] == ["宣传先进典型"]
    assert found.counts() == {"widened": 1, "narrowed": 1}


def test_measures_follow_their_formulas(upper, lower):
    """Of the 7 + 3 pairs of characters that are taken up, 5 and 2 stand above: 建设实训基地 whole, 开展 and 培训."""
    found = measures(transmission(upper, lower, [pair(1, 1), pair(3, 3)]))
    assert found == Measures(
        adoption=2 / 3,
        origin=2 / 3,
        delay=(427, 457),
        reproduction=pytest.approx(1 - 7 / 10),
        specificity_upper=0.0,
        specificity_lower=0.0,
    )


def test_a_task_of_several_counterparts_counts_once_for_each_share(upper, lower):
    found = measures(transmission(upper, lower, [pair(1, 1), pair(2, 1), pair(3, 1)]))
    assert (found.adoption, found.origin) == (1.0, pytest.approx(1 / 3))


def test_without_tasks_there_is_no_share(upper, lower):
    empty = replace(upper, tasks=(), issued=None)
    assert measures(transmission(empty, replace(lower, tasks=()), [])) == Measures(None, None, None, None, None, None)


def test_specificity_counts_dates_figures_and_leads(document):
    """Task 1 of the sample has all three; task 2 joint bearers, but its date is none and its figure a criterion."""
    assert specificity(document) == pytest.approx((3 + 1) / 6)


def test_delay_is_as_sure_as_the_dates_are(upper, lower):
    assert delay(replace(upper, issued="2019-01-24"), replace(lower, issued="2020-10-27")) == (642, 642)
    assert delay(replace(upper, issued="2019-01-24"), replace(lower, issued="2019")) == (-23, 341)
    assert delay(upper, replace(lower, issued="某日")) is None


def test_two_tasks_of_one_key_have_ids_of_their_own(document):
    assert [one.id.rpartition("id/")[2] for one in placed(document)] == ["task/sample-plan/1", "task/sample-plan/1~2"]


# Adoption, origin, and what became of the leads, by the pairs that both annotators saw
EXPECTED = {
    ("shanxi-2015-task-table", "guangyuan-2015-task-table"): (25 / 32, 22 / 24, {"reassigned"}),
    ("shanxi-2015-task-table", "shanxi-2020-action-plan"): (30 / 32, 22 / 25, {"kept", "reassigned"}),
    ("national-2019-vocational-reform", "shanxi-2020-action-plan"): (18 / 20, 23 / 25, {"assigned"}),
    ("national-2019-vocational-reform", "college-2019-task-breakdown"): (17 / 20, 1.0, {"assigned"}),
}


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold files are not beside this checkout (../shared/gold)")
@pytest.mark.parametrize("names", EXPECTED)
def test_what_the_gold_alignment_says_of_adoption(names):
    """The national plan names no bearers, so each lead is assigned; the gold does not say which line a bearer is of."""
    above, below = (from_json(json.loads((GOLD / f"{name}.json").read_text("utf-8"))) for name in names)
    places = [{task.key: n for n, task in enumerate(one.tasks, 1)} for one in (above, below)]
    listed = json.loads((GOLD / "alignment.json").read_text("utf-8"))
    pairs = next(one["pairs"] for one in listed if (one["a"], one["b"]) == names)
    found = transmission(
        above,
        below,
        [pair(places[0][p["a"]], places[1][p["b"]], p["relation"] or "part") for p in pairs if not p["optional"]],
    )
    adoption, origin, leads = EXPECTED[names]
    assert (measures(found).adoption, measures(found).origin) == pytest.approx((adoption, origin))
    assert {one.shift.lead for one in found.passed} == leads
