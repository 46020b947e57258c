"""One set of assertions over both faces of a graph: SPARQL on the index, and the NetworkX mirror."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import NamedNode

from graph.folder.files import write
from graph.measures.mirror import cascade, co_lead, projected, region_tree, task_agency
from graph.measures.scope import Scope
from graph.store.index import open_index
from ontology import iri
from ontology.errors import QuestionError
from ontology.exchange import from_json

GOLD = sorted((Path(__file__).resolve().parents[3] / "shared" / "gold").glob("*-*.json"))
EDUCATION = iri.BASE + "bearer/education-140000"
FINANCE = iri.BASE + "bearer/finance-140000"
CITIES = iri.bearer("山西省各市人民政府")
UNKNOWN = iri.bearer("某局")
TASK = iri.BASE + "task/sample-plan/1"


@pytest.fixture(scope="module")
def gold_index(tmp_path_factory):
    if not GOLD:
        pytest.skip("no ../shared/gold beside the checkout")
    folder = tmp_path_factory.mktemp("gold") / "kg"
    write(folder, [(from_json(json.loads(path.read_text("utf-8"))), "") for path in GOLD])
    return open_index(folder)


def test_task_agency(index):
    graph = task_agency(index)
    assert graph.nodes[TASK] == {
        "node": "task",
        "key": "1",
        "text": "建设实训中心30所。",
        "document": iri.BASE + "document/sample-plan",
        "title": "山西省实训中心建设方案",
    }
    assert graph.nodes[EDUCATION] == {
        "node": "bearer",
        "label": "山西省教育厅",
        "kind": "Agency",
        "level": "province",
        "function": iri.BASE + "function/education",
        "region": iri.BASE + "region/140000",
    }
    assert graph.nodes[UNKNOWN] == {"node": "bearer", "label": "某局", "kind": "Agency"}
    assert sorted((a, b, about["role"], about["order"]) for a, b, about in graph.edges(data=True)) == sorted(
        [
            (TASK, EDUCATION, "lead", 1),
            (TASK, FINANCE, "support", 2),
            (TASK, CITIES, "support", 3),
            (TASK + "~2", UNKNOWN, "joint", 1),
            (TASK + "~2", EDUCATION, "joint", 2),
        ]
    )
    assert graph.edges[TASK + "~2", UNKNOWN, TASK + "~2/assignment/1"]["scope"] == "试点"
    assert "scope" not in graph.edges[TASK, EDUCATION, TASK + "/assignment/1"]


def test_co_lead_is_over_principals(index):
    graph = co_lead(index)
    assert dict(graph.nodes(data="tasks")) == {EDUCATION: 2, UNKNOWN: 1}
    assert [({a, b}, n) for a, b, n in graph.edges(data="weight")] == [({EDUCATION, UNKNOWN}, 1)]


def test_region_tree(index):
    graph = region_tree(index)
    nation, province, city = (iri.BASE + "region/" + code for code in ("CN", "140000", "140100"))
    members = {f"{iri.BASE}region/14{n:02}00" for n in range(1, 12)}  # of 山西省各市人民政府
    assert set(graph.edges) == {(nation, province), *((province, member) for member in members)}
    assert graph.nodes[city] == {"label": "太原市", "level": "prefecture"}


def test_cascade(index):
    graph = cascade(index)
    plan, national = iri.document("sample-plan"), iri.document("国家方案")
    assert set(graph.edges(keys=True)) == {(plan, national, "applies"), (plan, iri.policy("旧方案"), "repeals")}
    assert graph.nodes[national]["level"] == "national"
    assert graph.nodes[iri.policy("旧方案")] == {"node": "policy", "title": "旧方案"}


@pytest.mark.parametrize("make", [task_agency, co_lead, region_tree, cascade])
def test_every_writer_takes_the_mirror(index, make, tmp_path):
    graph = make(index)
    nx.write_graphml(graph, tmp_path / "g.graphml")
    nx.write_gexf(graph, tmp_path / "g.gexf")
    assert set(nx.read_graphml(tmp_path / "g.graphml")) == set(graph)


def test_both_faces_agree_on_who_co_leads_most(gold_index):
    query = """
        SELECT ?a ?b (COUNT(DISTINCT ?task) AS ?n) WHERE {
          ?task pk:principal ?a , ?b FILTER(STR(?a) < STR(?b))
        } GROUP BY ?a ?b"""
    asked = {frozenset((a, b)): n for a, b, n in gold_index.select(query)}
    walked = {frozenset((a, b)): n for a, b, n in co_lead(gold_index).edges(data="weight")}
    assert asked == walked
    assert max(asked.values()) > 10


def test_both_faces_agree_on_roles(gold_index):
    query = "SELECT ?role (COUNT(?a) AS ?n) WHERE { ?a a pk:Assignment ; pk:role ?role } GROUP BY ?role"
    asked = {str(role).rpartition("#")[2]: n for role, n in gold_index.select(query)}
    assert asked == Counter(role for *_, role in task_agency(gold_index).edges(data="role"))
    printed = Counter(
        a["role"] for path in GOLD for t in json.loads(path.read_text("utf-8"))["tasks"] for a in t["assignments"]
    )
    assert asked == printed


def test_the_manifest_counts_what_the_graph_holds(gold_index):
    for name, listed in gold_index.manifest.documents.items():
        query = """
            SELECT ?document (COUNT(?part) AS ?n) WHERE {
              ?document pk:hasTask ?task . ?task pk:hasAssignment|pk:hasDeadline|pk:hasTarget|pk:regionMention ?part
            } GROUP BY ?document"""
        document = NamedNode(iri.document(name))
        parts = sum(listed.counts[what] for what in ("assignments", "deadlines", "targets", "regions"))
        assert gold_index.select(query, {"document": document}).rows == ((parts,),)


def test_collectives_can_be_left_out(gold_index):
    without = co_lead(gold_index, collectives=False)
    everyone = co_lead(gold_index)
    kept = [n for n, about in everyone.nodes(data=True) if about["kind"] != "Collective"]
    assert nx.utils.graphs_equal(without, everyone.subgraph(kept))
    assert len(kept) < len(everyone)


SCOPES = {
    "documents": (Scope(documents=("shanxi-2015-task-table",)), "FILTER(?id = 'shanxi-2015-task-table')"),
    "region": (Scope(region="山西省"), "?document pk:inRegion <https://w3id.org/policykg/id/region/140000>"),
    "period": (
        Scope(since=date(2016, 1, 1), until=date(2019, 12, 31)),
        "?document pk:earliest ?first ; pk:latest ?last "
        "FILTER(?first >= '2016-01-01'^^xsd:date && ?last <= '2019-12-31'^^xsd:date)",
    ),
}


@pytest.mark.parametrize("name", SCOPES)
def test_a_scope_has_what_a_query_with_its_condition_has(gold_index, name):
    scope, condition = SCOPES[name]
    query = f"""SELECT DISTINCT ?task ?bearer {{ ?document a pk:Document ; dcterms:identifier ?id .
        ?task pk:document ?document ; pk:bearer ?bearer . {condition} }}"""
    found = set(gold_index.select(query))
    part, everything = task_agency(gold_index, scope), task_agency(gold_index)
    assert {(task, bearer) for task, bearer, _ in part.edges} == found
    assert 0 < len(part.edges) < len(everything.edges)
    assert all(part.nodes[node] == everything.nodes[node] for node in part)
    leads = co_lead(gold_index, scope=scope)
    assert dict(leads.nodes(data="tasks")) == Counter(
        bearer for _, bearer in {(t, b) for t, b in found if (t, b) in principals(gold_index)}
    )


def principals(index):
    return set(index.select("SELECT DISTINCT ?task ?bearer { ?task pk:principal ?bearer }"))


@pytest.mark.parametrize("theme", ["vocational.bases", "vocational"])
def test_the_tasks_of_a_theme_and_of_what_it_is_broader_than(index, theme):
    bases = task_agency(index, Scope(theme=theme))
    assert [node for node, about in bases.nodes(data="node") if about == "task"] == [TASK]
    assert set(co_lead(index, scope=Scope(theme=theme))) == {EDUCATION}


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        (Scope(documents=("other",)), "no document “other”"),
        (Scope(region="某省"), "no region “某省”"),
        (Scope(theme="other"), "no theme “other”"),
    ],
)
def test_a_scope_of_nothing_is_refused(index, scope, message):
    with pytest.raises(QuestionError, match=message):
        task_agency(index, scope)


def test_the_projection_is_that_of_networkx(gold_index):
    pairs = principals(gold_index)
    graph = nx.Graph(pairs)
    bearers = {bearer for _, bearer in pairs}
    theirs = nx.bipartite.weighted_projected_graph(graph, bearers)
    groups = [sorted(graph[task]) for task in {task for task, _ in pairs}]
    ours = projected(groups, {bearer: {} for bearer in bearers})
    assert set(ours) == set(theirs)
    assert {frozenset(tie): n for *tie, n in ours.edges(data="weight")} == {
        frozenset(tie): n for *tie, n in theirs.edges(data="weight")
    }
