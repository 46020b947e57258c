"""CSV for `neo4j-admin database import`: a file of nodes a sheet, a file of relationships a property."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from graph.store.index import Index
from ontology.terms import RDF
from queries.exports.model import MANY, SEVERAL, datatype, sheets
from queries.select import short
from queries.tables import Cell, Table

TYPES = {"integer": "long", "decimal": "double", "boolean": "boolean", "date": "date"}
SCRIPT = "import.sh"


def as_neo4j(index: Index, tables: dict[str, Table]) -> dict[str, bytes]:
    """The files, and import.sh, which says how they are read. Ids are those that `policykg why` takes."""
    files, known = {}, set()
    for sheet in sheets():
        if sheet.name == "policies":  # documents are policies: the others are told apart below
            continue
        files[f"nodes-{sheet.name}.csv"] = _nodes(tables[sheet.name], sheet.of.value.rpartition("#")[2])
        known |= {str(row[0]) for row in tables[sheet.name].rows}
    policies = tables["policies"]
    only_cited = Table(policies.columns, tuple(row for row in policies.rows if row[0] not in known))
    files["nodes-policies.csv"] = _nodes(only_cited, "Policy")
    known |= {str(row[0]) for row in only_cited.rows}
    files |= _relationships(index, known)
    return dict(sorted(files.items())) | {SCRIPT: _script(sorted(files))}


def _nodes(table: Table, label: str) -> bytes:
    names = [column.name for column in table.columns]
    kept = [i for i, name in enumerate(names) if i and (datatype(name) != "id" or name == "class") and name != "class"]
    head = [":ID", *(_typed(names[i]) for i in kept), ":LABEL"]
    kind = names.index("class") if "class" in names else None
    rows = (
        [
            row[0],
            *(_plain(names[i], row[i]) for i in kept),
            f"{label};{str(row[kind]).title()}" if kind is not None else label,
        ]
        for row in table.rows
    )
    return _csv(head, rows)


def _typed(name: str) -> str:
    return f"{name}:{TYPES[kind]}" if (kind := datatype(name)) in TYPES else name


def _plain(name: str, value: Cell) -> Cell:
    if isinstance(value, bool):
        return str(value).lower()
    return value.replace(MANY, "; ") if isinstance(value, str) and name in SEVERAL else value


def _relationships(index: Index, known: set[str]) -> dict[str, bytes]:
    """Each property between two nodes; the type is the property's name as Neo4j spells it: LEAD_AGENCY."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for quad in index.store:
        if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode) and quad.predicate != RDF.type:
            pair = short(quad.subject.value), short(quad.object.value)
            if known.issuperset(pair):
                found[quad.predicate.value.replace("/", "#").rpartition("#")[2]].add(pair)
    head = (":START_ID", ":END_ID", ":TYPE")
    return {
        f"relationships-{name}.csv": _csv(head, ((*pair, _upper(name)) for pair in sorted(pairs)))
        for name, pairs in found.items()
    }


def _upper(name: str) -> str:
    return "".join(f"_{c}" if c.isupper() else c.upper() for c in name)


def _csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()


def _script(names: Sequence[str]) -> bytes:
    nodes = [f"  --nodes={name} \\" for name in names if name.startswith("nodes")]
    ties = [f"  --relationships={name} \\" for name in names if name.startswith("relationships")]
    lines = ["#!/bin/sh", "# Run in this folder.", "neo4j-admin database import full \\", *nodes, *ties]
    return ("\n".join([*lines, "  --multiline-fields=true neo4j"]) + "\n").encode()
