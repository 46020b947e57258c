"""JSON-LD 1.1 under the published context, ontology/context.jsonld, which policykg.ttl gives (tested)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from graph.store.index import PREFIXES
from ontology.iri import BASE
from ontology.terms import DCTERMS, PK, PROV, RDF, RDFS, SKOS, XSD
from ontology.vocabulary import Term, vocabulary

NATIVE: dict[str, Callable[[str], int | bool]] = {
    XSD.base + "integer": int,
    XSD.base + "boolean": lambda text: text == "true",
}
IRI = {"@type": "@id"}
STRING = XSD.base + "string"


@cache
def context() -> dict[str, Any]:
    """The context: each property by its name, typed as the vocabulary says, so that values need no types."""
    others = {
        "identifier": {"@id": DCTERMS.identifier.value},
        "label": {"@id": RDFS.label.value},
        "title": {"@id": DCTERMS.title.value},
        **{name: {"@id": getattr(SKOS, name).value, "@container": "@language"} for name in ("prefLabel", "altLabel")},
        **{
            name: {"@id": getattr(PROV, name).value, **IRI}
            for name in ("hadPrimarySource", "used", "wasAssociatedWith", "wasGeneratedBy")
        },
    }
    own = {name: entry for name, term in vocabulary().items() if (entry := _entry(term)) is not None}
    return {"@version": 1.1, "@base": BASE, **PREFIXES, **dict(sorted((others | own).items()))}


def _entry(term: Term) -> dict[str, str] | None:
    if "ObjectProperty" in term.types:
        return {"@id": f"pk:{term.name}", **IRI}
    if "DatatypeProperty" in term.types:
        typed = {} if term.range in (None, STRING) else {"@type": _compact(term.range or "")}
        return {"@id": f"pk:{term.name}", **typed}
    return None


def context_file() -> bytes:
    """ontology/context.jsonld."""
    return (json.dumps({"@context": context()}, ensure_ascii=False, indent=1) + "\n").encode()


def as_jsonld(quads: Iterable[Quad]) -> bytes:
    """The quads, sorted by graph and subject, one node a line; the context stands inside, for readers offline."""
    graphs = []
    for graph, inside in groupby(quads, key=attrgetter("graph_name")):
        nodes = [_node(subject, list(said)) for subject, said in groupby(inside, key=attrgetter("subject"))]
        lines = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)
        graphs.append(f'{{"@id": {json.dumps(_short(graph.value))}, "@graph": [\n{lines}\n]}}')
    head, body = json.dumps(context(), ensure_ascii=False), ",\n".join(graphs)
    return f'{{"@context": {head},\n"@graph": [\n{body}\n]}}\n'.encode()


def _node(subject: NamedNode, quads: list[Quad]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _short(subject.value)}
    for quad in quads:
        term = quad.object
        assert isinstance(term, NamedNode | Literal)  # the graph has no blank nodes
        if quad.predicate == RDF.type:
            node.setdefault("@type", []).append(_compact(term.value))
            continue
        name = _names().get(quad.predicate.value, _compact(quad.predicate.value))
        entry = context().get(name)
        if isinstance(term, Literal) and isinstance(entry, dict) and "@container" in entry:
            node.setdefault(name, {}).setdefault(term.language, []).append(term.value)
        else:
            node.setdefault(name, []).append(_value(term, entry))
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in node.items()}


def _value(term: NamedNode | Literal, entry: Any) -> Any:  # noqa: ANN401 - JSON
    """The term as the context reads it; spelled out where it is of another type than the context says."""
    typed = entry.get("@type") if isinstance(entry, dict) else None
    if isinstance(term, NamedNode):
        return _short(term.value) if typed == "@id" else {"@id": _short(term.value)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    if typed == _compact(kind):
        return NATIVE[kind](term.value) if kind in NATIVE else term.value
    return term.value if typed is None and kind == STRING else {"@value": term.value, "@type": _compact(kind)}


@cache
def _names() -> dict[str, str]:
    """The context's name of each property's IRI."""
    known = {name: entry["@id"] for name, entry in context().items() if isinstance(entry, dict)}
    return {iri.replace("pk:", PK.base): name for name, iri in known.items()}


def _short(iri: str) -> str:
    return iri.removeprefix(BASE)


@cache
def _compact(iri: str) -> str:
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri
