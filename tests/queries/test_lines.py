"""Lines of government across levels, places and reforms; and Shanxi's two plans, five years and a reform apart."""

from pathlib import Path

import networkx as nx
import pytest

from graph.measures.lines import lines
from graph.store.index import open_index
from policykg import build
from queries.gallery import ask

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
SHANXI = {"before": "shanxi-2015-task-table", "after": "shanxi-2020-action-plan"}
CHANGES = [  # change, function, tasks of 2015 and 2020, bodies then and then
    ("fewer", "planning", 16, 9, "山西省发展和改革委员会", "山西省发展和改革委员会"),
    ("fewer", "finance", 17, 12, "山西省财政厅", "山西省财政厅"),
    ("lost", "sme", 4, 0, "山西省中小企业局", ""),
    ("fewer", "education", 28, 24, "山西省教育厅", "山西省教育厅"),
    ("fewer", "human-resources", 26, 24, "山西省人力资源和社会保障厅", "山西省人力资源和社会保障厅"),
    ("lost", "housing", 2, 0, "山西省住房和城乡建设厅", ""),
    ("lost", "justice", 2, 0, "山西省人民政府法制办公室", ""),  # merged into 司法厅 in 2018
    ("lost", "culture", 2, 0, "山西省旅游局", ""),  # merged into 文化和旅游厅
    ("lost", "coal-industry", 2, 0, "山西省煤炭工业厅", ""),
    ("lost", "central-bank", 1, 0, "中国人民银行太原中心支行", ""),
    ("lost", "commerce", 1, 0, "山西省商务厅", ""),
    ("lost", "staffing", 1, 0, "山西省机构编制委员会办公室", ""),
    ("lost", "civil", 1, 0, "山西省民政厅", ""),
    ("lost", "power-grid", 1, 0, "国网山西省电力公司", ""),
    ("fewer", "natural-resources", 2, 1, "山西省国土资源厅", "山西省自然资源厅"),
    ("more", "taxation", 1, 4, "山西省国家税务局、山西省地方税务局", "国家税务总局山西省税务局"),
    ("gained", "union", 0, 2, "", "山西省总工会"),
    ("gained", "vocational-society", 0, 1, "", "山西省中华职业教育社"),
    ("gained", "youth", 0, 1, "", "共青团山西省委员会"),
    ("gained", "publicity", 0, 1, "", "中共山西省委宣传部"),
    ("more", "poverty-relief", 1, 2, "山西省扶贫开发办公室", "山西省扶贫开发办公室"),
    ("same", "agriculture", 2, 2, "山西省农业厅", "山西省农业农村厅"),
    ("same", "state-assets", 6, 6, *["山西省人民政府国有资产监督管理委员会"] * 2),
    ("same", "industry", 6, 6, "山西省经济和信息化委员会", "山西省工业和信息化厅"),
]
TASKS = """
SELECT ?there ?name ?tasks {
  { SELECT ?there ?name (COUNT(DISTINCT ?task) AS ?tasks) {
      ?own skos:prefLabel "山西省教育厅"@zh ; pk:function ?function ; pk:region ?here .
      ?there pk:function ?function ; skos:prefLabel ?name . ?task pk:bearer ?there
      FILTER(?there != ?own && LANG(?name) = "zh")
    } GROUP BY ?there ?name }
} ORDER BY ?there"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside this checkout (../shared/corpus)")
    folder = tmp_path_factory.mktemp("corpus") / "kg"
    build([CORPUS], folder)
    return open_index(folder)


def test_shanxi_2015_against_2020(corpus):
    columns = ("change", "id", "tasks_before", "tasks_after", "bearers_before", "bearers_after")
    rows = [tuple(row[column] for column in columns) for row in ask(corpus, "lead-changes", SHANXI).records()]
    assert sorted(rows) == sorted((change, f"function/{code}", *more) for change, code, *more in CHANGES)


@pytest.mark.parametrize("view", ["printed", "today"])
def test_a_view_changes_the_names_and_not_the_counts(corpus, view):
    columns = ("change", "id", "tasks_before", "tasks_after")
    rows = [
        {tuple(row[column] for column in columns) for row in ask(corpus, "lead-changes", given).records()}
        for given in (SHANXI, {**SHANXI, "view": view})
    ]
    assert rows[0] == rows[1]


def test_losses_come_first_and_what_stayed_last(corpus):
    rows = ask(corpus, "lead-changes", SHANXI).records()
    steps = [row["tasks_after"] - row["tasks_before"] for row in rows]
    losses, gains = [step for step in steps if step < 0], [step for step in steps if step > 0]
    assert steps == [*sorted(losses), *sorted(gains, reverse=True), *[0] * (len(steps) - len(losses) - len(gains))]


def test_marked_leads_only(corpus):
    rows = ask(corpus, "lead-changes", {**SHANXI, "role": "lead"}).records()
    assert {row["id"]: row["tasks_before"] for row in rows}["function/industry"] == 1
    assert {row["change"] for row in rows} == {"lost"}  # the plan of 2020 marks no lead


def test_counterparts_of_an_education_department(corpus):
    rows = ask(corpus, "agency-counterparts", {"agency": "山西省教育厅"}).records()
    assert [(row["where"], row["bearer"]) for row in rows] == [
        ("above", "教育部"),
        ("across", "安徽省教育厅"),
        ("across", "河南省教育厅"),
    ]
    asked = {str(name): tasks for _, name, tasks in corpus.select(TASKS)}
    assert {row["bearer"]: row["tasks"] for row in rows}.items() <= asked.items()
    assert asked.keys() - {row["bearer"] for row in rows} <= {"广元市教育局", "广州市教育局", "石城县教育局"}


def test_a_body_and_what_it_became_are_of_one_place(corpus):
    rows = ask(corpus, "agency-counterparts", {"agency": "山西省农业厅"}).records()
    assert ("here", "山西省农业农村厅") in {(row["where"], row["bearer"]) for row in rows}


def test_the_finance_line_from_the_nation_to_the_county(corpus):
    rows = ask(corpus, "line", {"function": "财政"}).records()
    bearers = list(dict.fromkeys((row["level"], row["bearer"]) for row in rows))
    assert bearers == [
        ("national", "财政部"),
        ("province", "山西省财政厅"),
        ("province", "河南省财政厅"),
        ("prefecture", "广元市财政局"),
        ("county", "石城县财政局"),
    ]
    assert sum(row["bearer"] == "山西省财政厅" for row in rows) == 29


def test_which_functions_lead_in_which_province(corpus):
    rows = ask(corpus, "functions-by-province", {"function": "finance"}).records()
    assert [(row["region"], row["tasks"], row["marked"]) for row in rows] == [
        ("四川省", 7, 1),
        ("山西省", 29, 0),
        ("江西省", 1, 0),
        ("河南省", 19, 0),
    ]


def test_a_line_leads_down_through_the_territory(corpus):
    graph = lines(corpus)
    assert nx.is_directed_acyclic_graph(graph)
    labels = nx.get_node_attributes(graph, "label")
    edges = {(labels[one], labels[other]) for one, other in graph.edges}
    assert {("财政部", "山西省财政厅"), ("财政部", "广元市财政局")} <= edges
    assert ("山西省财政厅", "广元市财政局") not in edges
    for one, other in graph.edges:
        assert graph.nodes[one]["function"] == graph.nodes[other]["function"]
