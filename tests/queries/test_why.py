"""The words behind a node."""

import json

import pytest

from ontology.errors import QuestionError
from queries.why import as_json, as_text, why

TASK = "加强教师培训，2016年底前培训教师2000人，建设500至800个基地。"
NOTE = "省教育厅、省财政厅牵头，各县（市、区）人民政府配合"
PLACE = {"source": "plan.txt", "table": 1, "row": 2}


def test_an_assignment_stands_in_its_note(small):
    assert why(small, "task/plan/1/assignment/3") == [
        {
            "id": "task/plan/1/assignment/3",
            "what": "assignment",
            "document": "山西省教师队伍建设任务分工表",
            "key": "1",
            "words": "各县（市、区）人民政府",
            "start": len(TASK) + 1 + NOTE.index("各县"),
            "end": len(TASK) + 1 + NOTE.index("配合"),
            "rule": "list",
            "match": "collective",
            "role": "support",
            "agency": "山西省各县（市、区）人民政府",
            "order": 3,
            "quote": NOTE,
            "from": len(TASK) + 1,
            "to": len(TASK) + 1 + len(NOTE),
            "column": 3,
            **PLACE,
        }
    ]


def test_a_task_comes_with_all_that_was_read_of_it(small):
    facts = why(small, "https://w3id.org/policykg/id/task/plan/1")
    assert [(fact["what"], fact.get("words"), fact["quote"]) for fact in facts] == [
        ("task", None, TASK),
        ("assignment", "省教育厅", NOTE),
        ("assignment", "省财政厅", NOTE),
        ("assignment", "各县（市、区）人民政府", NOTE),
        ("deadline", "2016年底前", TASK),
        ("target", "培训教师2000人", TASK),
        ("target", "建设500至800个基地", TASK),
    ]
    text = TASK + "\n" + NOTE
    for fact in facts[1:]:
        assert text[fact["start"] : fact["end"]] == fact["words"]


def test_a_bearer_comes_with_each_place_that_names_it(small):
    assert [(fact["id"], fact["key"]) for fact in why(small, "bearer/finance-140000")] == [
        ("task/plan/1/assignment/2", "1"),
        ("task/plan/2/assignment/1", "2"),
    ]


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("task/plan/2/region/1", {"what": "regionmention", "words": "阳曲县", "place": "山西省太原市阳曲县"}),
        ("task/plan/1/target/2", {"what": "target", "least": 500, "most": 800, "unit": "个", "rule": "figure"}),
        ("task/plan/3/deadline/1", {"what": "deadline", "type": "in", "date": "2017-06"}),
        ("document/plan/finding/1", {"what": "finding", "code": "unknown-agency", "start": 0, "end": 3}),
        ("document/plan/ledger/2", {"what": "ledgerentry", "fate": "unread", "reason": "a row without a task"}),
        ("document/plan/citation/1", {"what": "citation", "words": "教师教育振兴计划", "relation": "applies"}),
        ("document/note", {"what": "document", "source": "note.txt", "sha256": "0" * 64, "rules": "test"}),
    ],
)
def test_every_kind_of_node_is_explained(small, id, expected):
    (fact,) = why(small, id)
    assert {name: fact[name] for name in expected} == expected
    assert fact["source"] == ("note.txt" if id == "document/note" else "plan.txt")


def test_it_reads_as_a_paragraph(small):
    assert as_text(why(small, "task/plan/2/assignment/3"), "zh") == (
        "task/plan/2/assignment/3  (责任分工)\n"
        "  文件: 山西省教师队伍建设任务分工表 · 序号 2\n"
        "  原文: 某中心\n"
        "  读作: 某中心 · 共同负责 · 3 · 试点\n"
        "  规则: list · unknown\n"
        "  位置: plan.txt, 表 1, 行 3, 列 3, 字符 81–84\n"
        "  段落: 省财政厅、阳曲县、某中心\n"
    )


def test_it_is_json_for_programs(small):
    facts = why(small, "task/plan/4")
    assert json.loads(as_json(facts)) == facts


@pytest.mark.parametrize(
    ("id", "message"),
    [
        ("task/none", "The graph has nothing with the id “task/none”"),
        ("software/policykg", "“software/policykg” comes from the registries, not from a document"),
    ],
)
def test_what_has_no_words_says_so(small, id, message):
    with pytest.raises(QuestionError, match=message):
        why(small, id)


@pytest.mark.parametrize(
    ("id", "assignments"),
    [
        ("function/finance", ["task/plan/1/assignment/2", "task/plan/2/assignment/1"]),
        ("region/140122", ["task/plan/2/assignment/2"]),
    ],
)
def test_a_line_or_a_place_comes_with_what_binds_its_bearers(small, id, assignments):
    assert [fact["id"] for fact in why(small, id) if fact["what"] == "assignment"] == assignments
