"""What a query would cost on rdflib's own store, against what rdflib does there."""

import pytest
from rdflib import Graph

from graph.store.index import PREFIXES
from queries.gallery import questions
from queries.runaway import BINDINGS, cost

PAIRS_OF_TASKS = "SELECT ?t ?u { ?t a pk:Task . ?u a pk:Task . ?t pk:key ?key . ?u pk:key ?key }"
BY_KEY = "SELECT ?t ?u { ?t pk:key ?key . ?u pk:key ?key }"
OPTIONAL = "SELECT ?t ?who { ?t a pk:Task OPTIONAL { ?a pk:agency ?who . ?t pk:hasAssignment ?a } }"
CO_LEADS = """SELECT ?one ?other (COUNT(DISTINCT ?task) AS ?n) {
  ?task a pk:Task ; pk:hasAssignment ?a, ?b .
  ?a pk:role pk:joint ; pk:agency ?one . ?b pk:role pk:joint ; pk:agency ?other
} GROUP BY ?one ?other"""


class Counting(Graph):
    """A graph that counts the triples that rdflib tries."""

    tried = 0

    def triples(self, pattern):
        """As the graph's own, each one counted."""
        for triple in super().triples(pattern):
            self.tried += 1
            yield triple


@pytest.fixture(scope="module")
def on_rdflib(vocational):
    """The documents' triples in rdflib's own store."""
    own = Counting()
    for quad in vocational.store:
        own.parse(data=f"{quad.triple} .", format="nt")
    return own


@pytest.mark.parametrize("query", [PAIRS_OF_TASKS, BY_KEY, OPTIONAL])
def test_the_cost_is_of_the_order_of_what_rdflib_tries(vocational, on_rdflib, query):
    on_rdflib.tried = 0
    list(on_rdflib.query(query, initNs=PREFIXES))
    assert on_rdflib.tried / 3 < cost(vocational, query).seconds * BINDINGS < on_rdflib.tried * 3


def test_a_product_is_recognised_and_said_with_its_step(vocational):
    note = cost(vocational, CO_LEADS).note()
    assert note is not None and "minutes, most of them at ?t" in note.en and "rdflib" in note.zh
    assert (
        cost(vocational, CO_LEADS.replace("?task a pk:Task ; ", "?task ")).seconds
        < cost(vocational, CO_LEADS).seconds / 100
    )


def test_no_question_of_the_gallery_runs_away(vocational):
    asked = [one for one in questions().values() if one.query]
    assert len(asked) >= 30
    found = {one.name: cost(vocational, one.query, [f"given_{p.name}" for p in one.header.parameters]) for one in asked}
    assert [name for name, one in found.items() if one.note()] == []


@pytest.mark.parametrize("query", ["SELECT ?t { ?t a pk:Task", "ASK {}"])
def test_a_query_without_a_plan_costs_nothing(vocational, query):
    assert cost(vocational, query).note() is None
