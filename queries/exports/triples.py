"""RDF: Turtle, TriG and N-Quads of the whole graph, sorted, so that the same graph is the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from graph.folder.files import nquads
from graph.store.index import PREFIXES, Index
from ontology.terms import RDF
from ontology.vocabulary import standard_terms

STANDARDS = {  # prefixes of the terms that `--profile standards` adds
    "eli": "http://data.europa.eu/eli/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "schema": "https://schema.org/",
}


def quads_of(index: Index, standards: bool = False) -> list[Quad]:
    """The graph's quads, sorted; with `standards` also what follows from them by ontology/alignments.ttl.

    A task is then an eli:LegalResourceSubdivision too, and pk:applies is said again as eli:applies.
    """
    quads = set(index.store)
    if standards:
        quads |= {added for quad in quads for added in _aligned(quad)}
    return sorted(quads, key=lambda quad: tuple(map(str, (quad.graph_name, quad.subject, quad.predicate, quad.object))))


def _aligned(quad: Quad) -> Iterator[Quad]:
    above = standard_terms()
    for term in above.get(quad.predicate, ()):
        yield Quad(quad.subject, term, quad.object, quad.graph_name)
    if quad.predicate == RDF.type and isinstance(quad.object, NamedNode):
        for term in above.get(quad.object, ()):
            yield Quad(quad.subject, RDF.type, term, quad.graph_name)


def as_nquads(quads: Iterable[Quad]) -> bytes:
    """One quad a line."""
    return b"".join(nquads(quads))


def as_trig(quads: Iterable[Quad]) -> bytes:
    """A block for each document's named graph."""
    return serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES | STANDARDS) or b""


def as_turtle(quads: Iterable[Quad]) -> bytes:
    """The union of all graphs, each triple once: which document says it, pk:document tells."""
    triples = sorted({quad.triple for quad in quads}, key=lambda one: tuple(map(str, one)))
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES | STANDARDS) or b""
