"""The graph of what documents share: bearers, cited policies, and the registries' regions and lines of work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files
from itertools import chain

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.folder.changes import region_facts, through_time
from graph.folder.quads import Pair, Quad, dates, quads_about
from graph.folder.uses import Described, Shared, cited, described
from ontology import iri
from ontology.agency_table import Function, read_functions
from ontology.policies import known
from ontology.regions import Region, regions
from ontology.terms import DCTERMS, PK, PROV, RDF, SKOS, XSD

REGISTRIES = NamedNode(iri.REGISTRIES)
KINDS = {
    "agency": PK.Agency,
    "government": PK.Government,
    "collective": PK.Collective,
    "enterprise": PK.Enterprise,
    "unit": PK.Unit,
    "body": PK.Body,
}


def registry_quads(shared: Shared) -> Iterator[Quad]:
    """All that the graph's documents share, each described once; regions with their ancestors."""
    yield from _about(NamedNode(iri.SOFTWARE), [(RDF.type, PROV.SoftwareAgent)])
    yield from _roles()
    met: dict[str, Described] = {}
    for subject, facts in through_time(shared, met):
        yield from _about(subject, facts)
    places = shared.regions | {(bearer.region, bearer.region) for bearer in met.values() if bearer.region}
    functions: set[str] = set()
    for bearer in chain(described(shared), met.values()):
        functions.update([bearer.function] if bearer.function else [])
        yield from _bearer(bearer)
    for code in sorted(functions):
        yield from _function(code)
    yield from _regions(dict(sorted(places)))
    for title, number in cited(shared):
        yield from _policy(title, number)


def _about(subject: NamedNode, facts: Iterable[Pair]) -> list[Quad]:
    return quads_about(subject, facts, REGISTRIES)


def _zh(text: str) -> Literal:
    return Literal(text, language="zh")


def _bearer(bearer: Described) -> list[Quad]:
    facts: list[Pair] = [
        (RDF.type, PK.Bearer),
        (RDF.type, KINDS[bearer.kind]),
        (SKOS.prefLabel, _zh(bearer.name)),
        *((SKOS.altLabel, _zh(name)) for name in bearer.other_names),
        (PK.level, bearer.level),
        (PK.function, NamedNode(iri.function(bearer.function)) if bearer.function else None),
        (PK.region, NamedNode(iri.region(bearer.region)) if bearer.region else None),
    ]
    return _about(NamedNode(iri.BASE + bearer.node), facts)


def _policy(title: str, number: str | None) -> list[Quad]:
    policy = known(title)
    facts: list[Pair] = [
        (RDF.type, PK.Policy),
        (DCTERMS.title, title),
        (PK.number, number or (policy.number if policy else None)),
        *((SKOS.altLabel, _zh(name)) for name in (policy.other_names if policy else ())),
        *dates(policy.issued if policy else None, PK.issued),
    ]
    return _about(NamedNode(iri.policy(title)), facts)


@cache
def _roles() -> tuple[Quad, ...]:
    """The roles with their names, so that a graph can be read without the vocabulary at hand."""
    vocabulary = files("ontology").joinpath("policykg.ttl").read_bytes()
    triples = list(parse(vocabulary, format=RdfFormat.TURTLE))
    roles = {triple.subject for triple in triples if triple.predicate == RDF.type and triple.object == PK.Role}
    return tuple(
        Quad(triple.subject, triple.predicate, triple.object, REGISTRIES)
        for triple in triples
        if triple.subject in roles and triple.predicate in (RDF.type, SKOS.prefLabel)
    )


def _function(code: str) -> list[Quad]:
    known = _functions().get(code)
    names = [(SKOS.prefLabel, _zh(known.zh)), (SKOS.prefLabel, Literal(known.en, language="en"))] if known else []
    return _about(NamedNode(iri.function(code)), [(RDF.type, PK.Function), (RDF.type, SKOS.Concept), *names])


@cache
def _functions() -> dict[str, Function]:
    with as_file(files("ontology").joinpath("functions.csv")) as path:
        return read_functions(path)


def _regions(named: Mapping[str, str]) -> Iterator[Quad]:
    """The regions, what they lie in and what became of them; one that the registry does not know has only its name."""
    waiting: list[Region] = []
    for region_id, name in named.items():
        try:
            waiting.append(regions().get(region_id))
        except KeyError:
            facts: list[Pair] = [(RDF.type, PK.Region), (SKOS.prefLabel, _zh(name)), (PK.fullName, name)]
            yield from _about(NamedNode(iri.region(region_id)), facts)
    done: set[str] = set()
    while waiting:
        region = waiting.pop()
        if region.id not in done:
            done.add(region.id)
            yield from _region(region)
            waiting += (*regions().ancestors(region), *regions().successors(region))


def _region(region: Region) -> list[Quad]:
    facts: list[Pair] = [
        (RDF.type, PK.Region),
        (SKOS.prefLabel, _zh(region.name)),
        *((SKOS.altLabel, _zh(name)) for name in region.short_names),
        (PK.fullName, region.full_name),
        (PK.level, region.level),
        (PK.kind, region.kind),
        (PK.code, region.code),
        (PK.within, NamedNode(iri.region(region.parent)) if region.parent else None),
        *((PK.succeededBy, NamedNode(iri.region(one.id))) for one in regions().successors(region)),
        (PK.validFrom, _year(region.valid_from)),
        (PK.validTo, _year(region.valid_to)),
    ]
    events = [one for subject, told in region_facts(region) for one in _about(subject, told)]
    return [*_about(NamedNode(iri.region(region.id)), facts), *events]


def _year(year: int | None) -> Literal | None:
    return Literal(str(year), datatype=XSD.gYear) if year is not None else None
