"""The graph against ontology/shapes.ttl. Needs pySHACL, as no other part does: import this module only to validate."""

from __future__ import annotations

from importlib.resources import files

from pyoxigraph import RdfFormat, serialize
from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import Node

from graph.check import Problem
from graph.index import Index


def violations(index: Index) -> tuple[Problem, ...]:
    """What breaks a shape: node, path and message. Slow: some seconds for each 10,000 triples."""
    triples = serialize((quad.triple for quad in index.store), format=RdfFormat.N_TRIPLES)
    shapes = Graph().parse(files("ontology").joinpath("shapes.ttl").read_bytes(), format="turtle")
    _, report, _ = validate(Graph().parse(triples, format="nt"), shacl_graph=shapes, inference="none")
    return tuple(sorted(_problem(report, result) for result in report.objects(None, SH.result)))


def _problem(report: Graph, result: Node) -> Problem:
    node, path, message = (report.value(result, term) for term in (SH.focusNode, SH.resultPath, SH.resultMessage))
    return Problem("shape", str(node), f"{path}: {message}" if path else str(message))
