"""Measures and comparison on the vocational gold: against the records, and what the documents are known to say."""

from collections import Counter, defaultdict

import pytest

from graph.chains.cascade import Cascade
from ontology.codebook import codebook
from queries.compare import by_theme, subjects
from queries.gallery import ask


def principals(task):
    leads = [a for a in task.assignments if a.role == "lead"] or [a for a in task.assignments if a.role == "joint"]
    return {(a.agency, a.kind) for a in leads}


def test_governance_is_what_the_records_say(vocational, gold_documents):
    answer = {str(row["id"]).removeprefix("document/"): row for row in ask(vocational, "governance").records()}
    for document in gold_documents:
        tasks, row = document.tasks, answer[document.id]
        bound = [{(a.agency, a.kind) for a in task.assignments} for task in tasks]
        leads = Counter(one for task in tasks for one in principals(task))
        total = sum(leads.values())
        assert row["tasks"] == len(tasks)
        assert row["bearers"] == pytest.approx(sum(map(len, bound)) / len(tasks), abs=1e-4)
        assert row["hhi"] == pytest.approx(sum((n / total) ** 2 for n in leads.values()), abs=1e-4)
        assert row["undated"] == pytest.approx(sum(not task.deadlines for task in tasks) / len(tasks), abs=1e-4)
        collective = sum(any(kind == "collective" for _, kind in some) for some in bound)
        assert row["collective"] == pytest.approx(collective / len(tasks), abs=1e-4)
        assert row["over_shared"] == pytest.approx(sum(len(some) > 10 for some in bound) / len(tasks), abs=1e-4)


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("year", ["2015", "2017", "2019", "2020"]),
        ("region", ["四川省广元市", "山西省", "某高等职业院校", "河南省"]),
        ("all", [""]),
    ],
)
def test_groups_share_out_all_tasks(vocational, gold_documents, by, groups):
    rows = ask(vocational, "governance", {"by": by}).records()
    assert [row["group"] for row in rows] == groups
    assert sum(row["tasks"] for row in rows) == sum(len(document.tasks) for document in gold_documents)


def test_themes_share_out_all_tasks(vocational, gold_documents):
    rows = ask(vocational, "governance", {"by": "theme"}).records()
    assert sum(row["tasks"] for row in rows) == sum(len(document.tasks) for document in gold_documents)
    assert {"师资队伍", "产教融合校企合作", "经费投入"} <= {row["group"] for row in rows}


def test_the_first_ranks_are_firm_and_a_shared_one_is_not(vocational):
    rows = ask(vocational, "firm-ranks", {"limit": "8"}).records()
    assert [(row["bearer"], row["value"], row["all"], row["no_collectives"], row["firm"]) for row in rows] == [
        ("山西省教育厅", 52, 1, 1, True),
        ("山西省人力资源和社会保障厅", 50, 2, 2, True),
        ("山西省各市人民政府", 31, 3, None, True),
        ("河南省教育厅", 30, 4, 3, True),
        ("山西省财政厅", 29, 5, 4, True),
        ("教务处", 28, 6, 5, True),
        ("山西省各县（市、区）人民政府", 25, 7, None, False),
        ("山西省发展和改革委员会", 25, 7, 6, False),
    ]


@pytest.mark.parametrize(
    ("document", "deepest"),
    [("shanxi-2015-task-table", "山西省教育厅"), ("shanxi-2020-action-plan", "山西省人力资源和社会保障厅")],
)
def test_breadth_and_depth_are_what_the_records_say(vocational, gold_documents, document, deepest):
    partners, shared = defaultdict(set), Counter()
    for task in next(one for one in gold_documents if one.id == document).tasks:
        leads = {name for name, kind in principals(task) if kind != "collective"}
        for lead in leads:
            partners[lead] |= leads - {lead}
            shared[lead] += len(leads) - 1
    rows = ask(vocational, "network-places", {"document": document, "limit": "500"}).records()
    found = {row["bearer"]: (row["degree"], row["strength"]) for row in rows}
    assert found == {lead: (len(partners[lead]), shared[lead]) for lead in partners}
    assert max(rows, key=lambda row: row["strength"])["bearer"] == deepest


def test_funding_in_three_places(vocational):
    """What 山西 2015, 河南 2017 and 广元 2015 say of funding: who leads, by when, which figure."""
    found = Cascade(vocational)
    compared = subjects(found, ["shanxi-2015-task-table", "河南省", "四川省广元市", "湖北省"])
    rows = {row[1]: row[2:] for row in by_theme(found, compared, codebook("themes"), "en").rows if row[0] == "funding"}
    shanxi, henan, guangyuan, absent = zip(*(rows[aspect] for aspect in rows), strict=True)
    assert list(rows) == ["tasks", "who leads", "who else", "by when", "to reach"]
    assert set(absent) == {"document absent"}
    assert "task/shanxi-2015-task-table/26" in shanxi[0] and "task/guangyuan-2015-task-table/14" in guangyuan[0]
    assert {"task/henan-2017-task-table/16", "task/henan-2017-task-table/17"} <= set(henan[0].split())
    assert shanxi[1].startswith("山西省财政厅") and "山西省教育厅" in shanxi[1]
    assert henan[1].startswith("河南省财政厅") and guangyuan[1].startswith("广元市财政局")
    assert "（2018-21）" in henan[3] and "（2015-12）" in guangyuan[3]
    assert "12000元" in henan[4] and guangyuan[4] == "not stated"
