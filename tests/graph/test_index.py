"""Questions to the index: typed values in, Python values out, no triple counted twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode

from graph.folder.files import write
from graph.store.dataset import dataset
from graph.store.index import Rows, open_index
from ontology import iri
from ontology.errors import GraphError, QuestionError

EDUCATION = iri.BASE + "bearer/education-140000"


def test_rows_hold_python_values(index):
    query = """
        SELECT ?task ?position ?value ?optional ?latest ?none WHERE {
          ?task pk:hasTarget ?target ; pk:position ?position . ?target pk:value ?value ; pk:optional ?optional ;
            pk:latest ?latest OPTIONAL { ?target pk:minValue ?none }
        }"""
    assert index.select(query) == Rows(
        ("task", "position", "value", "optional", "latest", "none"),
        ((iri.BASE + "task/sample-plan/1", 1, 30, False, date(2017, 12, 31), None),),
    )


@pytest.mark.parametrize(
    ("query", "bindings", "expected"),
    [
        (
            "SELECT ?bearer ?key { ?t pk:leadAgency ?bearer ; pk:key ?key }",
            {"bearer": NamedNode(EDUCATION)},
            [("1",)],
        ),
        ("SELECT ?title ?key { ?t pk:document/dcterms:title ?title ; pk:key ?key }", {"title": "没有"}, []),
        (
            "SELECT ?b ?name { ?b skos:prefLabel ?name }",
            {"name": Literal("山西省财政厅", language="zh")},
            [(iri.BASE + "bearer/finance-140000",)],
        ),
        ("SELECT ?least ?v { ?x pk:value ?v FILTER(?v >= ?least) }", {"least": Decimal("29.5")}, [(30,)]),
        ("SELECT ?least ?v { ?x pk:value ?v FILTER(?v >= ?least) }", {"least": 31}, []),
        (
            "SELECT ?day ?type { ?x pk:deadlineType ?type ; pk:latest ?latest FILTER(?latest <= ?day) }",
            {"day": date(2018, 1, 1)},
            [("by",)],
        ),
        ("SELECT ?optional ?u { ?x pk:optional ?optional ; pk:unit ?u }", {"optional": True}, [("元",)]),
        ("SELECT ?unit { ?x pk:optional ?optional ; pk:unit ?unit }", {"optional": True}, [("元",)]),
        (
            "SELECT ?key ?text { ?t pk:key ?key ; pk:text ?text } GROUP BY ?key ?text ORDER BY ?key DESC(?text)",
            {"key": "1"},
            [("建设实训中心30所。",), ("在太原市试点，投入500至800万元。",)],
        ),
    ],
)
def test_values_are_bound_as_terms(index, query, bindings, expected):
    assert list(index.select(query, bindings)) == expected


def test_a_value_cannot_change_the_query(index):
    spiteful = '" } INSERT DATA { <http://a> <http://b> "c'
    assert list(index.select("SELECT ?d ?title { ?d dcterms:title ?title }", {"title": spiteful})) == []


@pytest.mark.parametrize(
    ("query", "bindings", "message"),
    [
        ("SELECT ?x WHERE", {}, "not a SPARQL query"),
        ("ASK { ?x ?y ?z }", {}, "not a SELECT query"),
    ],
)
def test_what_cannot_run_says_why(index, query, bindings, message):
    with pytest.raises(QuestionError, match=message):
        index.select(query, bindings)


def test_every_triple_stands_in_a_named_graph_and_is_counted_once(index):
    assert not index.store.query("ASK { ?s ?p ?o }")
    assert list(index.select("SELECT (COUNT(?name) AS ?n) { pk:lead skos:prefLabel ?name }")) == [(2,)]


def test_rdflib_sees_the_same_graph(index):
    query = "SELECT ?label WHERE { ?t pk:leadAgency/skos:prefLabel ?label }"
    assert [str(row.label) for row in dataset(index).query(query)] == ["山西省教育厅"]
    assert index.select(query).rows == (("山西省教育厅",),)


def test_registries_describe_regions_up_to_the_nation(index):
    query = """
        SELECT ?name ?full ?level ?code WHERE {
          ?task a pk:Task ; pk:region/pk:within* ?r . ?r skos:prefLabel ?name ; pk:fullName ?full ; pk:level ?level
          OPTIONAL { ?r pk:code ?code }
        } ORDER BY ?level"""
    assert index.select(query).rows == (
        ("中国", "中国", "national", None),
        ("太原市", "山西省太原市", "prefecture", "140100"),
        ("山西省", "山西省", "province", "140000"),
    )


def test_an_ended_region_leads_to_what_it_became(tmp_path, document):
    place = replace(document.tasks[1].regions[0], region="140227", name="山西省大同县")
    write(tmp_path, [(replace(document, tasks=(replace(document.tasks[1], regions=(place,)),)), "")])
    query = """
        SELECT ?old ?new ?city WHERE {
          ?r pk:succeededBy ?s ; skos:prefLabel ?old . ?s skos:prefLabel ?new ; pk:within/skos:prefLabel ?city
        }"""
    assert open_index(tmp_path).select(query).rows == (("大同县", "云州区", "大同市"),)


def test_a_cited_policy_is_found_among_the_documents(index):
    query = "SELECT ?title ?read { ?d pk:applies ?p . ?p dcterms:title ?title ; pk:readAs ?read }"
    assert index.select(query).rows == (("国家实训方案", iri.document("国家方案")),)


def test_no_folder(tmp_path):
    with pytest.raises(GraphError, match="no knowledge graph here"):
        open_index(tmp_path)
