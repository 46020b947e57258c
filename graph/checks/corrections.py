"""Which of a file's corrections apply to nothing in a graph."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from graph.folder.manifest import content, manifest
from graph.store.index import Index
from ontology.corrections import Line
from ontology.terms import PK

_CLASS = str(PK.Correction).encode()  # as N-Quads have it
_APPLIED = """
SELECT DISTINCT ?given ?act ?who ?when ?why {
  ?correction a pk:Correction ; pk:given ?given ; pk:act ?act ; pk:who ?who ; pk:when ?when ; pk:why ?why
}"""


def corrected_documents(folder: Path) -> Index:
    """The index of those documents alone that carry corrections: the whole graph may not fit into memory."""
    listed, store = manifest(folder), Store()
    for name, expected in listed.files.items():
        found = content(folder, name, expected)
        if found and _CLASS in found:
            store.load(found, format=RdfFormat.N_QUADS, lenient=True)
    return Index(store, listed)


def unapplied(index: Index, lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that nothing in the graph was corrected by."""
    applied = set(index.select(_APPLIED))
    return tuple(line for line in lines if (line.given, line.action, line.who, line.when, line.why) not in applied)
