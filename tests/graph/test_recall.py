"""Records come back from the graph as they went in."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.folder.files import write
from graph.store.index import open_index
from graph.store.recall import recall
from ontology.errors import QuestionError
from ontology.exchange import from_json

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"


def test_a_document_comes_back_as_it_was_written(index, document, cited):
    assert recall(index, document.id) == document
    assert recall(index, cited.id) == cited


def test_an_unknown_document_is_refused_with_the_known_ones(index):
    with pytest.raises(QuestionError, match="no document “nothing”; it has sample-plan, 国家方案"):
        recall(index, "nothing")


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold files are not beside this checkout (../shared/gold)")
def test_gold_documents_come_back_with_their_bearers_named_once(tmp_path):
    """The graph gives a bearer one id, kind, line and level however many documents name it; all else is as it was."""
    gold = [from_json(json.loads(path.read_text("utf-8"))) for path in sorted(GOLD.glob("*-*.json"))]
    write(tmp_path / "kg", [(one, "") for one in gold])
    index = open_index(tmp_path / "kg")
    assert [bare(recall(index, one.id)) for one in gold] == [bare(one) for one in gold] and len(gold) > 8


def bare(document):
    shared = {"agency_id": None, "function": None, "level": None, "region": None, "kind": "agency"}
    tasks = (
        replace(
            task,
            assignments=tuple(replace(one, **shared) for one in task.assignments),
            regions=tuple(replace(one, region="") for one in task.regions),
        )
        for task in document.tasks
    )
    return replace(document, tasks=tuple(tasks), inferred=tuple(sorted(document.inferred)))
