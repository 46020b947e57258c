"""The bundled sample says what the documents that it restates say: same bearers, dates and figures, task by task.

Texts are restated in other words, so only the facts are compared; the annotations of the originals are not shipped.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from loaders.context import read_corpus_file
from loaders.extract import extract
from loaders.formats.read import read
from ontology.records import Document

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "loaders" / "sample"
GOLD = ROOT.parent / "shared" / "gold"
RESTATES = {
    "national-2019": "national-2019-vocational-reform",
    "shanxi-2015": "shanxi-2015-task-table",
    "henan-2017": "henan-2017-task-table",
    "guangyuan-2015": "guangyuan-2015-task-table",
    "shanxi-2020": "shanxi-2020-action-plan",
    "college-2019": "college-2019-task-breakdown",
}

each_document = pytest.mark.parametrize("name", RESTATES)


@cache
def document(name: str) -> Document:
    context = read_corpus_file(SAMPLE / "corpus.toml").get(name)
    return extract(read(SAMPLE / f"{name}.txt"), context)


@cache
def annotation(name: str) -> dict[str, Any]:
    path = GOLD / f"{RESTATES[name]}.json"
    if not path.exists():
        pytest.skip(f"annotations are not beside the checkout: no {path.name} in ../shared/gold")
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def figure(value: Any) -> Any:
    return tuple(float(v) for v in value) if isinstance(value, list | tuple) else float(value)


def test_the_sample_holds_the_six_documents_and_their_context() -> None:
    assert {path.stem for path in SAMPLE.glob("*.txt")} == set(RESTATES)
    assert set(read_corpus_file(SAMPLE / "corpus.toml")) == set(RESTATES) - {"national-2019", "shanxi-2020"}


@each_document
def test_the_same_tasks_in_the_same_order(name: str) -> None:
    assert [task.key for task in document(name).tasks] == [task["key"] for task in annotation(name)["tasks"]]


@each_document
def test_the_same_head_of_the_document(name: str) -> None:
    fields = ("title", "number", "level", "layout")
    found = {field: getattr(document(name), field) for field in fields}
    assert found == {field: annotation(name)[field] for field in fields}


@each_document
def test_each_task_binds_the_same_bearers_in_the_same_order_and_roles(name: str) -> None:
    found = {task.key: [(a.agency, a.role) for a in task.assignments] for task in document(name).tasks}
    expected = {t["key"]: [(a["agency"], a["role"]) for a in t["assignments"]] for t in annotation(name)["tasks"]}
    assert found == expected


@each_document
def test_each_task_falls_due_on_the_same_dates(name: str) -> None:
    found = {task.key: Counter((d.type, d.date) for d in task.deadlines) for task in document(name).tasks}
    expected = {t["key"]: Counter((d["type"], d["date"]) for d in t["deadlines"]) for t in annotation(name)["tasks"]}
    assert found == expected


@each_document
def test_each_task_aims_at_the_same_figures(name: str) -> None:
    """A criterion or cycle that the guide leaves optional may be found or not."""
    for task, gold in zip(document(name).tasks, annotation(name)["tasks"], strict=True):
        found = Counter((figure(t.value), t.unit, t.comparator) for t in task.targets)
        stated: dict[bool, Counter[Any]] = {True: Counter(), False: Counter()}
        for target in gold["targets"]:
            stated[target["optional"]][(figure(target["value"]), target["unit"], target["comparator"])] += 1
        missed, extra = stated[False] - found, found - stated[False] - stated[True]
        assert not (missed or extra), f"task {task.key}: missed {dict(missed)}, not in the original {dict(extra)}"


@each_document
def test_each_task_singles_out_the_same_places(name: str) -> None:
    found = {task.key: Counter(m.name for m in task.regions) for task in document(name).tasks}
    assert found == {t["key"]: Counter(t["regions"]) for t in annotation(name)["tasks"]}
