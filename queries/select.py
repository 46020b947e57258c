"""SELECT queries on the index, their answers as records for tables: ids short, dates as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from graph.store.index import Binding, Index, Rows, cell
from graph.store.index import Cell as Found
from ontology.iri import BASE
from ontology.terms import PK
from queries.tables import Cell

GIVEN = "given_"  # a parameter `document` is the variable $given_document of a query
Record = dict[str, Cell]


def rows(index: Index, query: str, given: Mapping[str, Binding] | None = None) -> Rows[Cell]:
    """The answer of a SELECT query; `given` are the values of its $given_… variables, by parameter.

    Raises QuestionError where the query cannot run.
    """
    return index.read(table_cell, query, {GIVEN + name: value for name, value in (given or {}).items()})


def records(index: Index, query: str, given: Mapping[str, Binding] | None = None) -> list[Record]:
    """The same rows by column."""
    answer = rows(index, query, given)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer]


def table_cell(term: object) -> Cell:
    """A term as a table's cell."""
    return plain(cell(term))


def plain(value: Found) -> Cell:
    """A value as a table's cell."""
    if isinstance(value, str):
        return short(value) if value.startswith("https:") else value
    return value.isoformat() if isinstance(value, date) else value


def short(text: str) -> str:
    """An id without the base that all share; a class or role of the vocabulary by its name: agency, lead."""
    if text.startswith(PK.base):
        return text.removeprefix(PK.base).lower()
    return text.removeprefix(BASE)
