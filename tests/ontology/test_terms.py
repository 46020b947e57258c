"""The vocabulary: the same terms in Turtle and in Python, each explained in two languages, aligned and constrained."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from ontology.terms import DCTERMS, PK, SKOS

FOLDER = Path(__file__).resolve().parents[2] / "ontology"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
STANDARDS = {
    "http://www.w3.org/ns/org#",
    "http://www.w3.org/ns/prov#",
    "http://data.europa.eu/eli/ontology#",
    "http://www.w3.org/ns/oa#",
    SKOS.base,
    DCTERMS.base,
    "https://schema.org/",
    "http://www.w3.org/ns/odrl/2/",
}


def triples(name):
    return list(parse(path=FOLDER / name, format=RdfFormat.TURTLE))


def terms_of(kind):
    return {
        t.subject.value
        for t in triples("policykg.ttl")
        if t.predicate.value == RDF_TYPE and t.object.value == OWL + kind
    }


def namespace(value):
    return value[: max(value.rfind("#"), value.rfind("/")) + 1]


def test_python_and_turtle_name_the_same_terms():
    declared = {
        t.subject.value
        for t in triples("policykg.ttl")
        if t.predicate.value == RDF_TYPE and t.subject.value.startswith(PK.base)
    }
    assert {PK.base + name for name in PK.names} == declared


def test_a_misspelt_term_raises():
    assert PK.hasTask == NamedNode("https://w3id.org/policykg/ontology#hasTask")
    with pytest.raises(AttributeError):
        _ = PK.hasTsk


@pytest.mark.parametrize("name", sorted(PK.names))
def test_every_term_is_labelled_and_defined_in_chinese_and_english(name):
    said = [t for t in triples("policykg.ttl") if t.subject.value == PK.base + name]
    for predicate in (RDFS + "label", SKOS.base + "definition"):
        assert sorted(t.object.language for t in said if t.predicate.value == predicate) == ["en", "zh"]


def test_every_property_has_a_range_and_every_parent_is_of_its_kind():
    said = triples("policykg.ttl")
    objects, data = terms_of("ObjectProperty"), terms_of("DatatypeProperty")
    classes = terms_of("Class")
    ranges = {t.subject.value: t.object.value for t in said if t.predicate.value == RDFS + "range"}
    assert set(ranges) == objects | data
    assert {ranges[name] for name in objects} <= classes
    assert not {ranges[name] for name in data} & classes
    for t in said:
        if t.predicate.value == RDFS + "domain":
            assert t.object.value in classes
        if t.predicate.value == RDFS + "subPropertyOf":
            assert t.object.value in objects


def test_alignments_lead_from_our_terms_to_each_standard():
    said = [t for t in triples("alignments.ttl") if t.subject.value.startswith(PK.base)]
    assert {t.subject.value.removeprefix(PK.base) for t in said} <= PK.names
    assert {namespace(t.object.value) for t in said} >= STANDARDS
    assert "http://data.europa.eu/eli/ontology#implements" not in {
        t.object.value for t in said
    }  # deprecated in ELI 1.1


def test_shapes_speak_of_known_terms():
    used = {
        term.value for t in triples("shapes.ttl") for term in (t.predicate, t.object) if isinstance(term, NamedNode)
    }
    assert {value.removeprefix(PK.base) for value in used if value.startswith(PK.base)} <= PK.names
