"""The index: a folder's N-Quads in Oxigraph's memory, for questions in SPARQL.

The default graph of a query is the union of all graphs, which hold no triple in common. Values are bound to variables
as terms (binding.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from graph.folder.manifest import Manifest, content, damaged, manifest, states
from graph.store.binding import bound
from graph.store.endpoint import Endpoint
from ontology.errors import GraphError, QuestionError
from ontology.terms import DCTERMS, EDTF, ORG, PK, PROV, RDF, RDFS, SKOS, XSD

Cell = str | int | float | bool | date | None
Binding = NamedNode | Literal | str | int | Decimal | bool | date
Value = TypeVar("Value")

PREFIXES = {
    "pk": PK.base,
    "dcterms": DCTERMS.base,
    "edtf": EDTF.value.removesuffix("EDTF"),
    "org": ORG.base,
    "prov": PROV.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "skos": SKOS.base,
    "xsd": XSD.base,
}
_DOCUMENTS = "SELECT ?id { ?document a pk:Document ; dcterms:identifier ?id } ORDER BY ?id"
_KNOWN = 4096  # terms whose values a query keeps at hand: documents, roles and counts fill many rows


@dataclass(frozen=True, slots=True)
class Rows(Generic[Value]):
    """A query's answer: a value for each column in each row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Index:
    """A knowledge graph ready for questions."""

    store: Store | Endpoint
    manifest: Manifest
    views: dict[str, Index] = field(default_factory=dict, repr=False, compare=False)  # views.py

    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that were read, sorted."""
        return tuple(str(id) for (id,) in self.select(_DOCUMENTS))

    def select(self, query: str, bindings: Mapping[str, Binding] | None = None) -> Rows[Cell]:
        """The answer of a SELECT query: IRIs and other texts as str, numbers, truth values and dates as Python's.

        What is bound and what is raised: as `read`.
        """
        return self.read(cell, query, bindings)

    def read(
        self, value: Callable[[object], Value], query: str, bindings: Mapping[str, Binding] | None = None
    ) -> Rows[Value]:
        """The answer of a SELECT query with the `value` of each term, None where a variable has none.

        `bindings` give some of the query's variables (named without `?`) a value.

        The prefixes of `PREFIXES` need no declaration. A bound variable is no column of the answer; a str is bound as
        a plain literal: bind `NamedNode(...)` for an IRI. Raises QuestionError where the query cannot run, with
        Oxigraph's words on the place.
        """
        text = bound(query, {name: str(as_term(value)) for name, value in (bindings or {}).items()})
        try:
            answer = self.store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise QuestionError(f"not a SPARQL query: {error}") from error
        if not isinstance(answer, QuerySolutions):
            raise QuestionError("not a SELECT query; ASK, CONSTRUCT and DESCRIBE run on `index.store`")
        columns = tuple([variable.value for variable in answer.variables])
        known = lru_cache(_KNOWN)(value)
        return Rows(columns, tuple([tuple(map(known, solution)) for solution in answer]))


def open_index(folder: Path) -> Index:
    """The folder's graph in memory, every file verified against the manifest.

    Raises GraphError where the folder is no knowledge graph, or for all files that are not what the manifest lists.
    """
    before = None
    while True:
        # What waits is of a build whose files take their places, or which was killed meanwhile: all of them are there.
        for next in (False, True):
            with suppress(GraphError):
                return _load(manifest(folder, next=next))
        now = states(folder)
        if now == before:  # else a build may have come between
            return _load(manifest(folder))
        before = now


def remote(url: str, seconds: float = 60) -> Index:
    """A SPARQL 1.1 endpoint that holds a knowledge graph, to be asked as an index is; each query waits `seconds`."""
    return Index(Endpoint(url, seconds), Manifest(Path()))


def _load(listed: Manifest) -> Index:
    store = Store()
    for name, expected in listed.files.items():
        found = content(listed.folder, name, expected)
        if found is None:
            raise GraphError("\n".join(damaged(listed)))
        store.load(found, format=RdfFormat.N_QUADS, lenient=True)  # the writer's own bits: IRIs need no second look
    return Index(store, listed)


def as_term(value: Binding) -> NamedNode | Literal:
    """A Python value as a term; a str is a plain literal."""
    if isinstance(value, NamedNode | Literal):
        return value
    if isinstance(value, Decimal):
        return Literal(str(value), datatype=XSD.decimal)
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=XSD.date)
    return Literal(value)


def cell(term: object) -> Cell:
    """A term as a Python value: IRIs and other texts as str."""
    if isinstance(term, NamedNode):
        return term.value
    if isinstance(term, Literal):
        read = _READ.get(term.datatype)
        return read(term.value) if read else term.value
    return None if term is None else str(getattr(term, "value", term))


def _number(text: str) -> int | float:
    return int(text) if "." not in text else float(text)


_READ: dict[NamedNode, Callable[[str], Cell]] = {
    XSD.boolean: lambda text: text in ("true", "1"),  # Virtuoso writes 1
    XSD.integer: int,
    XSD.decimal: _number,
    XSD.double: float,
    XSD.float: float,
    XSD.date: date.fromisoformat,
}
