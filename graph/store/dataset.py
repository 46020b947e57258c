"""The index as an rdflib Dataset, for notebooks and libraries that speak rdflib; Oxigraph answers its queries.

A module of its own, because rdflib takes longer to import than the graph to load.
"""

from __future__ import annotations

from oxrdflib import OxigraphStore
from pyoxigraph import Store
from rdflib import Dataset

from graph.store.index import PREFIXES, Index
from ontology.errors import QuestionError


def dataset(index: Index) -> Dataset:
    """The same graph, not a copy: queries without GRAPH see the union of all named graphs.

    Raises QuestionError for the index of an endpoint.
    """
    if not isinstance(index.store, Store):
        raise QuestionError(
            f"{index.store.url}: rdflib reads it with its own SPARQLStore; this is for a graph in memory"
        )
    if not isinstance(index.store, Store):
        raise QuestionError(
            f"{index.store.url}: rdflib reads it with its own SPARQLStore; this is for a graph in memory"
        )
    shared = Dataset(store=OxigraphStore(store=index.store), default_union=True)
    for prefix, base in PREFIXES.items():
        shared.bind(prefix, base, replace=True)
    return shared
