"""The score on documents whose figures can be told by hand, and against the gold folder's own script where at hand."""

import copy
import json
import runpy
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from loaders.score import Miss, Place, pair, read_record, score
from ontology.errors import UnreadableError

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def bearer(agency: str, role: str = "lead", scope: str | None = None) -> dict[str, Any]:
    return {"surface": agency.removeprefix("某省"), "agency": agency, "role": role, "scope": scope}


def task(key: str, text: str, **fields: Any) -> dict[str, Any]:
    return {"key": key, "section": ["一、修路"], "text": text, **fields}


ROADS = "修建乡村道路二十公里，方便群众出行。"
BRIDGES = "加固危桥，设立水位标尺，落实巡查制度。"
TARGET = {"value": 20, "unit": "公里", "comparator": "=", "optional": False}


def test_each_field_is_counted_by_its_values() -> None:
    gold = {
        "id": "g", "number": "某政发〔2020〕1号", "issued": None,
        "tasks": [
            task("1", ROADS, assignments=[bearer("某省交通运输厅"), bearer("某省财政厅", "support")], targets=[TARGET],
                 deadlines=[{"type": "in", "date": "2020"}]),
            task("2", BRIDGES, regions=["某省甲县"]),
        ],
    }  # fmt: skip
    found = {
        "number": "某政发〔2020〕2号", "issued": "2020",
        "tasks": [
            task("1", ROADS.replace("，", ","), assignments=[bearer("某省交通运输厅"), bearer("某省财政厅", "lead")],
                 targets=[TARGET | {"value": [10, 20]}], deadlines=[{"type": "by", "date": "2020"}]),
        ],
    }  # fmt: skip
    result = score([(found, gold)])
    figures = {name: (t.hit, t.extra, t.missed) for name, t in result.tallies.items()}
    assert figures == {
        "document": (0, 1, 1),  # the number; a date that gold leaves open is not counted
        "task": (1, 0, 1),
        "text": (1, 0, 1),  # the comma's width does not count
        "section": (1, 0, 1),
        "bearer": (2, 0, 0),
        "agency": (2, 0, 0),
        "agency+role": (1, 1, 1),
        "order": (1, 0, 0),
        "scope": (0, 0, 0),
        "deadline": (1, 0, 0),  # done in 2020 and by 2020 fall due together
        "target": (0, 1, 1),
        "region": (0, 0, 1),
    }
    assert Miss(Place("g", "2", "region"), (), ("某省甲县",)) in result.misses
    roles = result.tallies["agency+role"]
    assert (roles.precision, roles.recall, roles.f1) == (0.5, 0.5, 0.5)


def test_optional_targets_neither_help_nor_hurt_unless_asked_for() -> None:
    gold = {"id": "g", "tasks": [task("1", ROADS, targets=[TARGET | {"optional": True}])]}
    same, none = copy.deepcopy(gold), {"id": "g", "tasks": [task("1", ROADS)]}
    for found, optional, expected in [
        (same, False, (0, 0, 0)),
        (none, False, (0, 0, 0)),
        (same, True, (1, 0, 0)),
        (none, True, (0, 0, 1)),
    ]:
        tally = score([(found, gold)], optional=optional).tallies["target"]
        assert (tally.hit, tally.extra, tally.missed) == expected


def test_nothing_found_where_nothing_is_to_find_is_perfect() -> None:
    assert {t.f1 for t in score([({"tasks": []}, {"id": "g", "tasks": []})]).tallies.values()} == {1.0}


def test_tasks_pair_by_likeness_and_equal_texts_by_place() -> None:
    one, two, other = task("1", ROADS), task("2", ROADS), task("3", "推广节水灌溉。")
    assert sorted((a["key"], b["key"]) for a, b in pair([two, one], [one, two]) if a and b) == [("1", "2"), ("2", "1")]
    assert pair([task("9", BRIDGES + "并公示。")], [one, task("2", BRIDGES)])[0][1]["key"] == "2"  # type: ignore[index]
    assert pair([other], [one]) == [(other, None), (None, one)]


@pytest.mark.parametrize(
    ("content", "said"), [(None, "cannot be read"), ("{", "not JSON"), ("[]", "no tasks"), ('{"tasks": 1}', "no tasks")]
)
def test_unreadable_records(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "found.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableError, match=said) as problem:
        read_record(path)
    assert str(path) in str(problem.value)


def disturbed(gold: dict[str, Any], random: Random) -> dict[str, Any]:
    """The gold document as a poor reader would have it: tasks lost, moved and cut, facts lost and changed."""
    found = copy.deepcopy(gold)
    found["level"] = random.choice(["county", gold["level"]])
    found["tasks"] = [entry for entry in found["tasks"] if random.random() > 0.1]
    random.shuffle(found["tasks"])
    for entry in found["tasks"]:
        entry["text"] = entry["text"][random.randrange(3) :] + "。" * random.randrange(2)
        for name in ("assignments", "deadlines", "targets", "regions"):
            entry[name] = [fact for fact in entry.get(name) or [] if random.random() > 0.1] + (entry.get(name) or [])[
                :1
            ]
        for assignment in entry["assignments"]:
            assignment["role"] = random.choice(["lead", assignment["role"]])
        for target in entry["targets"]:
            target["unit"] = random.choice(["个", target["unit"]])
    return found


@pytest.mark.skipif(not SHARED.exists(), reason="the gold folder's script is not beside this checkout")
@pytest.mark.parametrize("optional", [False, True])
def test_the_figures_are_those_of_the_gold_folder(optional: bool) -> None:
    script = SimpleNamespace(**runpy.run_path(str(SHARED / "gold" / "score.py")))
    random = Random(7)
    tally = {name: script.Counter() for name in ("document", *script.FIELDS)}
    documents = []
    for path in sorted((SHARED / "gold").glob("*-*.json"))[:6]:
        gold = json.loads(path.read_text("utf-8"))
        documents.append((disturbed(gold, random), gold))
        script.score(*documents[-1], tally, [], optional)
    ours = {
        name: {"gold": t.gold, "precision": t.precision, "recall": t.recall, "f1": t.f1}
        for name, t in score(documents, optional=optional).tallies.items()
    }
    assert ours == script.report(tally)
    assert 0 < ours["agency+role"]["f1"] < 1
