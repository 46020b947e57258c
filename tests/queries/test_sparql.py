"""Queries of one's own."""

import pytest

from ontology.errors import QuestionError
from queries.sparql import sparql


def test_a_select_is_a_table_and_knows_the_prefixes(small):
    table = sparql(small, "SELECT ?key (COUNT(?b) AS ?n) { ?t pk:key ?key ; pk:bearer ?b } GROUP BY ?key ORDER BY ?key")
    assert [column.name for column in table.columns] == ["key", "n"]
    assert table.rows == (("1", 4), ("2", 3), ("3", 1), ("4", 1))


@pytest.mark.parametrize(("query", "answer"), [("ASK { ?t a pk:Task }", True), ("ASK { ?t a pk:Tsk }", False)])
def test_an_ask_is_yes_or_no(small, query, answer):
    assert sparql(small, query).rows == ((answer,),)


def test_a_construct_is_sorted_triples(small):
    text = sparql(small, "CONSTRUCT { ?t pk:key ?k } { ?t pk:key ?k }")
    assert text.splitlines() == sorted(text.splitlines()) and len(text.splitlines()) == 6
    assert text.startswith(
        '<https://w3id.org/policykg/id/task/note/1> <https://w3id.org/policykg/ontology#key> "1" .\n'
    )


@pytest.mark.parametrize("query", ["SELECT nothing", "DELETE WHERE { ?s ?p ?o }", "SELECT ?x { ?x unknown:y ?z }"])
def test_what_cannot_run_says_why_and_changes_nothing(small, query):
    before = len(small.store)
    with pytest.raises(QuestionError, match=r"(?s)The query cannot run: .*Known prefixes: pk, dcterms"):
        sparql(small, query)
    assert len(small.store) == before
