"""Errors put into a sound graph, one at a time: `check` finds each, names its node, and says so in two languages."""

import re

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.checks.check import problems
from graph.checks.shapes import violations
from graph.store.index import open_index
from ontology import iri
from ontology.terms import DCTERMS, PK, PROV, RDF, SKOS, XSD

DOCUMENT = "document/sample-plan"
TASK = "task/sample-plan/1"
LEAD, DEADLINE, TARGET = f"{TASK}/assignment/1", f"{TASK}/deadline/1", f"{TASK}/target/1"
RANGE, MENTION = f"{TASK}~2/target/1", f"{TASK}~2/region/1"
BEARER = "bearer/education-140000"
CHINESE = re.compile("[\u4e00-\u9fff]")

# what is wrong; the node and property that lose their values; the values they get instead; the node that is named
SEEDS = [
    ("a document without a title", DOCUMENT, DCTERMS.title, (), DOCUMENT),
    ("two titles", DOCUMENT, DCTERMS.title, (Literal("甲"), Literal("乙")), DOCUMENT),
    ("an unknown level", DOCUMENT, PK.level, (Literal("village"),), DOCUMENT),
    ("a date of issue that is a plain text", DOCUMENT, PK.issued, (Literal("2016年3月"),), DOCUMENT),
    ("no source file", DOCUMENT, PROV.hadPrimarySource, (), DOCUMENT),
    ("a task without text", TASK, PK.text, (), TASK),
    ("an empty text", TASK, PK.text, (Literal(""),), TASK),
    ("a task at position 0", TASK, PK.position, (Literal(0),), TASK),
    ("a task of no document", TASK, PK.document, (), TASK),
    ("a task without its words", TASK, PK.evidence, (), TASK),
    ("a bearer that is nobody", LEAD, PK.agency, (NamedNode(iri.BASE + "bearer/nobody"),), LEAD),
    ("an unknown role", LEAD, PK.role, (PK.roles,), LEAD),
    ("two roles", LEAD, PK.role, (PK.lead, PK.joint), LEAD),
    ("an end before its start", LEAD, PK.end, (Literal(1),), LEAD),
    ("no rule", LEAD, PK.rule, (), LEAD),
    ("an ongoing deadline with a date", DEADLINE, PK.deadlineType, (Literal("ongoing"),), DEADLINE),
    ("a last day before the first", DEADLINE, PK.latest, (Literal("2016-01-01", datatype=XSD.date),), DEADLINE),
    ("a number that is a text", TARGET, PK.value, (Literal("三十"),), TARGET),
    ("half a range", RANGE, PK.maxValue, (), RANGE),
    ("a bearer of two kinds", BEARER, RDF.type, (PK.Bearer, PK.Agency, PK.Enterprise), BEARER),
    ("a place that is no region", MENTION, PK.region, (NamedNode(iri.BASE + BEARER),), MENTION),
    ("a nameless bearer", BEARER, SKOS.prefLabel, (), BEARER),
    ("a deadline before the document", DEADLINE, PK.latest, (Literal("2015-12-31", datatype=XSD.date),), DEADLINE),
]


def seeded(folder, node, predicate, values):
    index = open_index(folder)
    subject, store = NamedNode(iri.BASE + node), index.store
    old = list(store.quads_for_pattern(subject, predicate, None))
    assert old, "the seed has nothing to spoil"
    for quad in old:
        store.remove(quad)
    for value in values:
        store.add(Quad(subject, predicate, value, old[0].graph_name))
    return index


def found(index, language="en"):
    return {
        (problem.code, problem.node): problem.message for problem in (*problems(index), *violations(index, language))
    }


def test_there_are_twenty():
    assert len(SEEDS) >= 20


@pytest.mark.parametrize(("wrong", "node", "predicate", "values", "named"), SEEDS, ids=[seed[0] for seed in SEEDS])
def test_a_seeded_error_is_found(folder, wrong, node, predicate, values, named):
    sound = found(open_index(folder))
    index = seeded(folder, node, predicate, values)
    new = {key: message for key, message in found(index).items() if sound.get(key) != message}
    assert iri.BASE + named in {one for _, one in new}
    if any(code == "shape" for code, _ in new):
        chinese = {key: message for key, message in found(index, "zh").items() if key[0] == "shape"}
        assert all(CHINESE.search(message) for message in chinese.values())
