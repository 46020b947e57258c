"""A query of one's own, whatever its form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pyoxigraph import QueryBoolean, QueryTriples, RdfFormat, serialize

from graph.index import PREFIXES, Index
from graph.index import Cell as Found
from ontology.errors import QuestionError
from queries.tables import Cell, Column, Table, Words


def sparql(index: Index, query: str) -> Table | str:
    """The rows of a SELECT, yes or no for an ASK, sorted N-Triples for a CONSTRUCT or DESCRIBE.

    The prefixes of graph.index are known. Raises QuestionError, with Oxigraph's words on the place, where the query is
    malformed or would change the graph.
    """
    try:
        answer = index.store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QuestionError(f"The query cannot run: {error}. Known prefixes: {', '.join(PREFIXES)}.") from error
    if isinstance(answer, QueryBoolean):
        return _table(["answer"], [(bool(answer),)])
    if isinstance(answer, QueryTriples):
        lines = (serialize(answer, format=RdfFormat.N_TRIPLES) or b"").decode().splitlines(keepends=True)
        return "".join(sorted(lines))
    rows = index.select(query)
    return _table(rows.columns, rows.rows)


def _table(names: Sequence[str], rows: Iterable[Sequence[Found]]) -> Table:
    columns = tuple(Column(name, Words(name, name)) for name in names)
    return Table(columns, tuple(tuple(_cell(value) for value in row) for row in rows))


def _cell(value: Found) -> Cell:
    return value.isoformat() if isinstance(value, date) else value
