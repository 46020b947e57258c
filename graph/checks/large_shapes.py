"""A large graph against ontology/shapes.ttl, some four times as fast as by pySHACL. Needs pyrudof (policykg[check])."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Literal as OneOf

from pyoxigraph import RdfFormat, serialize
from pyrudof import RDFFormat, Rudof, RudofConfig, ShaclFormat, ShaclValidationEntry
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import SH

from graph.checks.check import Problem
from graph.store.index import Index

LEXICAL = re.compile(r'"((?:[^"\\]|\\.)*)"')  # of a literal in Turtle


def violations(index: Index, language: OneOf["en", "zh"] = "en") -> tuple[Problem, ...]:
    """What breaks a shape: node, path and message, as shapes.py says it; about 40 seconds for a million triples."""
    shapes = Graph().parse(files("ontology").joinpath("shapes.ttl").read_bytes(), format="turtle")
    for shape in [one for one in shapes.objects(None, SH.property) if isinstance(one, BNode)]:
        shapes = shapes.skolemize(bnode=shape)  # pyrudof says which shape was broken, and not always in its words
    triples = serialize((quad.triple for quad in index.store), format=RdfFormat.N_TRIPLES) or b""
    rudof = Rudof(RudofConfig())
    rudof.read_data(triples.decode(), RDFFormat.NTriples)
    rudof.read_shacl(shapes.serialize(format="nt"), ShaclFormat.NTriples)
    return tuple(sorted({_problem(shapes, entry, language) for entry in rudof.validate_shacl()}))


def _problem(shapes: Graph, entry: ShaclValidationEntry, language: str) -> Problem:
    messages = shapes.objects(URIRef(entry.source_shape or ""), SH.message)
    said = {one.language: str(one) for one in messages if isinstance(one, Literal)}
    value = LEXICAL.match(entry.value or "")
    message = said.get(language, entry.message) + (f" ({value[1]})" if value else "")
    name = (entry.path or "").rpartition("#")[2]
    return Problem("shape", entry.focus_node, f"{name}: {message}" if name else message)
