"""Documents as JSON: the guide's schema, and nothing of the records lost."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.exchange import as_json, from_json
from ontology.records import (
    Assignment,
    Citation,
    Correction,
    Deadline,
    Document,
    Entry,
    Evidence,
    Finding,
    Mention,
    SourceFile,
    Target,
    Task,
)

GOLD = sorted((Path(__file__).resolve().parents[3] / "shared" / "gold").glob("*-*.json"))
CONTEXT = ("jurisdiction", "issued")

number = st.floats(allow_nan=False, allow_infinity=False)
evidence = st.from_type(Evidence)
target = st.builds(Target, value=number | st.tuples(number, number), evidence=st.none() | evidence)
few = {"max_size": 2}


def tuples(strategy):
    return st.lists(strategy, **few).map(tuple)


task = st.builds(
    Task,
    section=tuples(st.text()),
    assignments=tuples(st.from_type(Assignment)),
    deadlines=tuples(st.from_type(Deadline)),
    targets=tuples(target),
    regions=tuples(st.from_type(Mention)),
)
documents = st.builds(
    Document,
    issuers=tuples(st.text()),
    citations=tuples(st.from_type(Citation)),
    inferred=tuples(st.tuples(st.sampled_from(("title", "issued", "level")), st.text())),
    source=st.from_type(SourceFile),
    tasks=tuples(task),
    ledger=tuples(st.from_type(Entry)),
    findings=tuples(st.from_type(Finding)),
    corrections=tuples(st.from_type(Correction)),
)


@settings(max_examples=30, deadline=None)
@given(documents)
def test_nothing_of_the_records_is_lost(document):
    written = json.loads(json.dumps(as_json(document), ensure_ascii=False))
    assert from_json(written) == document


@pytest.mark.parametrize(
    "path", GOLD or [pytest.param(None, marks=pytest.mark.skip("no ../shared/gold"))], ids=lambda p: p and p.stem
)
def test_gold_files_return_as_they_are_with_more_beside(path):
    gold = json.loads(path.read_text("utf-8"))
    written = as_json(from_json(gold))
    for name in gold:
        if name not in ("tasks", *CONTEXT):
            assert written[name] == gold[name]
    for name in CONTEXT:
        assert written[name] == (gold[name] if gold[name] is not None else gold["context"].get(name))
    assert len(written["tasks"]) == len(gold["tasks"])
    for ours, theirs in zip(written["tasks"], gold["tasks"], strict=True):
        for name, value in theirs.items():
            if name in ("assignments", "deadlines", "targets"):
                shown = [{k: one.get(k) for k in two} for one, two in zip(ours[name], value, strict=True)]
                assert shown == value
            else:
                assert ours[name] == value


def test_numbers_are_printed_plainly():
    def value_of(value):
        facts = {"surface": "s", "indicator": "i", "unit": "人", "comparator": "=", "date": None, "optional": False}
        told = {"id": "d", "title": "t", "layout": "task-table", "cites": []}
        bare = {"key": "1", "section": [], "text": "文", "assignments": [], "deadlines": [], "regions": []}
        document = from_json({**told, "tasks": [{**bare, "targets": [{**facts, "value": value}]}]})
        return json.dumps(as_json(document)["tasks"][0]["targets"][0]["value"])

    assert [value_of(v) for v in (100000.0, 0.5, 30, [5e6, 7.5])] == ["100000", "0.5", "30", "[5000000, 7.5]"]


def test_what_a_gold_file_does_not_say_is_filled_neutrally():
    bearer = {"surface": "省教育厅", "agency": "山西省教育厅", "kind": "agency", "role": "lead"}
    bare = {"key": "1", "section": [], "text": "任务。", "deadlines": [], "targets": [], "regions": ["山西省太原市"]}
    told = {"id": "d", "title": "t", "jurisdiction": None, "issued": None, "layout": "task-table", "cites": ["某法"]}
    gold = {
        **told,
        "context": {"issued": "2015"},
        "tasks": [{**bare, "assignments": [bearer]}, {**bare, "key": "2", "assignments": []}],
    }
    document = from_json(gold)
    assert (document.issued, document.jurisdiction, document.inferred) == ("2015", None, (("issued", "given"),))
    assert document.citations == (Citation("某法", None, "applies", 0, 0),)
    first, second = document.tasks
    assert first.assignments == (
        Assignment(
            "省教育厅", "山西省教育厅", "agency", "lead", 1, None, None, None, None, None, "given", "given", 0, 0
        ),
    )
    assert first.regions == (Mention("山西省太原市", "山西省太原市", "山西省太原市", "given", 0, 0),)
    assert (first.evidence, second.evidence) == (Evidence(0, 3, "任务。"), Evidence(4, 7, "任务。"))
    assert document.source == SourceFile("d.json", "", "application/json", None, 8)


def test_a_missing_field_is_named():
    with pytest.raises(KeyError, match="layout"):
        from_json({"id": "d", "title": "t", "cites": [], "tasks": []})
