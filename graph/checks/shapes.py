"""The graph against ontology/shapes.ttl. Needs pySHACL (policykg[check]), as no other part does."""

from __future__ import annotations

from importlib.resources import files
from typing import Literal as OneOf

from pyoxigraph import RdfFormat, serialize
from pyshacl import validate
from rdflib import Graph, Literal
from rdflib.namespace import SH
from rdflib.term import Node

from graph.checks.check import Problem
from graph.store.index import Index


def violations(index: Index, language: OneOf["en", "zh"] = "en") -> tuple[Problem, ...]:
    """What breaks a shape: node, path and message. About 2 seconds for each 10,000 triples."""
    triples = serialize((quad.triple for quad in index.store), format=RdfFormat.N_TRIPLES)
    shapes = Graph().parse(files("ontology").joinpath("shapes.ttl").read_bytes(), format="turtle")
    _, report, _ = validate(Graph().parse(triples, format="nt"), shacl_graph=shapes, inference="none")
    return tuple(sorted({_problem(report, result, language) for result in report.objects(None, SH.result)}))


def _problem(report: Graph, result: Node, language: str) -> Problem:
    node, path, value = (report.value(result, term) for term in (SH.focusNode, SH.resultPath, SH.value))
    said = list(report.objects(result, SH.resultMessage))
    message = next((one for one in said if isinstance(one, Literal) and one.language == language), *said[:1])
    found = f" ({value})" if isinstance(value, Literal) else ""
    name = str(path).rpartition("#")[2] if path is not None and not str(path).startswith("n") else ""
    return Problem("shape", str(node), f"{name}: {message}{found}" if name else f"{message}{found}")
