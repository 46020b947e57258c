"""What ontology/policykg.ttl and alignments.ttl say of each term: names, definitions, ranges, super-terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ontology.terms import DCTERMS, PK, RDF, RDFS, SKOS

Both = tuple[str, str]  # English, Chinese; "" where it is not said


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property, role or scheme of the vocabulary. Texts are (English, Chinese)."""

    name: str  # after pk:
    types: tuple[str, ...]  # Class, ObjectProperty, DatatypeProperty, Role …
    label: Both
    definition: Both
    example: str
    sources: tuple[str, ...]
    domain: str | None  # IRIs
    range: str | None
    broader: tuple[str, ...]  # super-classes or super-properties


@cache
def triples(name: str) -> tuple[Triple, ...]:
    """The statements of a Turtle file of this package, in the file's order."""
    return tuple(parse(files("ontology").joinpath(name).read_bytes(), format=RdfFormat.TURTLE))


@cache
def vocabulary() -> Mapping[str, Term]:
    """Every term by its name, in the order of the file."""
    said: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = {}
    for triple in triples("policykg.ttl"):
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(PK.base):
            about = said.setdefault(triple.subject, {})
            assert isinstance(triple.object, NamedNode | Literal)  # the file has no blank nodes
            about.setdefault(triple.predicate, []).append(triple.object)
    return {node.value.removeprefix(PK.base): _term(node, about) for node, about in said.items()}


def _term(node: NamedNode, about: Mapping[NamedNode, list[NamedNode | Literal]]) -> Term:
    def values(predicate: NamedNode) -> tuple[str, ...]:
        return tuple(one.value for one in about.get(predicate, ()))

    def both(predicate: NamedNode) -> Both:
        texts = {one.language: one.value for one in about.get(predicate, ()) if isinstance(one, Literal)}
        return texts.get("en", ""), texts.get("zh", "")

    return Term(
        name=node.value.removeprefix(PK.base),
        types=tuple(value.rpartition("#")[2] for value in values(RDF.type)),
        label=both(RDFS.label),
        definition=both(SKOS.definition),
        example=next(iter(values(SKOS.example)), ""),
        sources=values(DCTERMS.source),
        domain=next(iter(values(RDFS.domain)), None),
        range=next(iter(values(RDFS.range)), None),
        broader=(*values(RDFS.subClassOf), *values(RDFS.subPropertyOf)),
    )


@cache
def standard_terms() -> Mapping[NamedNode, tuple[NamedNode, ...]]:
    """The super-classes and super-properties of each term, near and far, that are terms of other vocabularies."""
    above: dict[NamedNode, set[NamedNode]] = {}
    for triple in (*triples("policykg.ttl"), *triples("alignments.ttl")):
        if triple.predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
            assert isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)
            above.setdefault(triple.subject, set()).add(triple.object)

    def all_above(term: NamedNode) -> set[NamedNode]:
        near = above.get(term, set())
        return near.union(*map(all_above, near)) if near else near

    return {
        term: tuple(sorted((one for one in all_above(term) if not one.value.startswith(PK.base)), key=str))
        for term in above
    }
