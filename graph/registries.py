"""What the registries know of the regions and lines of work that documents name: the common graph's second half."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.quads import REGISTRIES, Value, quad
from ontology import iri
from ontology.regions import Region, regions
from ontology.terms import PK, RDF, SKOS, XSD


def region_of(jurisdiction: str | None, issued: str | None = None) -> str | None:
    """Id of the region whose authority issues a document; None for an institution's or an unknown one."""
    year = int(issued[:4]) if issued and issued[:4].isdigit() else None
    region = regions().parse(jurisdiction, year) if jurisdiction else None
    return region.id if region else None


def known_region(region_id: str) -> bool:
    """Whether the registry describes the region."""
    return _region(region_id) is not None


def _region(region_id: str) -> Region | None:
    try:
        return regions().get(region_id)
    except KeyError:
        return None


def registry_quads(region_ids: Iterable[str], functions: Iterable[str]) -> list[Quad]:
    """The regions with their ancestors and the lines of work, by id; ids that no registry knows are left out."""
    found: dict[str, Region] = {}
    for region_id in region_ids:
        if region := _region(region_id):
            found |= {one.id: one for one in (region, *regions().ancestors(region))}
    return [*_roles(), *(one for region in found.values() for one in _region_quads(region))]


def _roles() -> list[Quad]:
    """The roles with their names, so that a graph can be read without the vocabulary at hand."""
    vocabulary = files("ontology").joinpath("policykg.ttl").read_bytes()
    triples = list(parse(vocabulary, format=RdfFormat.TURTLE))
    roles = {triple.subject for triple in triples if triple.object == PK.Role and triple.predicate == RDF.type}
    told = (RDF.type, SKOS.prefLabel)
    return [
        Quad(triple.subject, triple.predicate, triple.object, REGISTRIES)
        for triple in triples
        if triple.subject in roles and triple.predicate in told
    ]


def _region_quads(region: Region) -> list[Quad]:
    facts: list[tuple[NamedNode, Value]] = [
        (RDF.type, PK.Region),
        (SKOS.prefLabel, Literal(region.name, language="zh")),
        *((SKOS.altLabel, Literal(name, language="zh")) for name in region.short_names),
        (PK.fullName, region.full_name),
        (PK.level, region.level),
        (PK.kind, region.kind),
        (PK.code, region.code),
        (PK.within, NamedNode(iri.region(region.parent)) if region.parent else None),
        (PK.validFrom, _year(region.valid_from)),
        (PK.validTo, _year(region.valid_to)),
    ]
    return _about(NamedNode(iri.region(region.id)), facts)


def _about(subject: NamedNode, facts: Iterable[tuple[NamedNode, Value]]) -> list[Quad]:
    return [one for predicate, value in facts for one in quad(subject, predicate, value, REGISTRIES)]


def _year(year: int | None) -> Literal | None:
    return Literal(str(year), datatype=XSD.gYear) if year is not None else None
