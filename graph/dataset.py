"""The index as an rdflib Dataset, for notebooks and libraries that speak rdflib; Oxigraph answers its queries.

A module of its own, because rdflib takes longer to import than the graph to load.
"""

from __future__ import annotations

from oxrdflib import OxigraphStore
from rdflib import Dataset

from graph.index import PREFIXES, Index


def dataset(index: Index) -> Dataset:
    """The same graph, not a copy: queries without GRAPH see the union of all named graphs."""
    shared = Dataset(store=OxigraphStore(store=index.store), default_union=True)
    for prefix, base in PREFIXES.items():
        shared.bind(prefix, base, replace=True)
    return shared
