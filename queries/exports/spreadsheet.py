"""Tables for statistics and spreadsheets: a folder of CSV with CSVW metadata, and one XLSX workbook."""

from __future__ import annotations

import json
from typing import Any

from ontology.errors import QuestionError
from ontology.iri import BASE
from queries.exports.model import MANY, SEVERAL, datatype, heading, term
from queries.sheets import workbook
from queries.tables import Table, as_csv

ROWS = 1_048_576  # of an XLSX sheet
METADATA = "csv-metadata.json"


def as_csv_folder(tables: dict[str, Table]) -> dict[str, bytes]:
    """A CSV file a sheet, UTF-8 with a byte order mark for Excel, and csv-metadata.json for CSVW readers.

    A text that a spreadsheet would run as a formula has ' before it.
    """
    files = {f"{name}.csv": as_csv(table).encode("utf-8-sig") for name, table in tables.items()}
    return files | {METADATA: _metadata(tables)}


def as_workbook(tables: dict[str, Table]) -> bytes:
    """A workbook with a sheet a table, columns and codes named as in CSV, which the codebook explains.

    Raises QuestionError where a sheet of XLSX cannot hold the rows.
    """
    for name, table in tables.items():
        if len(table.rows) >= ROWS:
            raise QuestionError(f"{len(table.rows)} {name} are more rows than XLSX holds; export csv instead")
    return workbook({name: [[one.name for one in table.columns], *table.rows] for name, table in tables.items()})


def _metadata(tables: dict[str, Table]) -> bytes:
    """CSV on the Web (W3C, 2015): what each column means, its type, and where its ids lead."""
    data = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh", "@base": "./"}],
        "dialect": {"encoding": "utf-8", "header": True},
        "tables": [_described(name, table) for name, table in tables.items()],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _described(name: str, table: Table) -> dict[str, Any]:
    names = [column.name for column in table.columns]
    if name == "codebook":
        columns = [{"name": one, "titles": [one], "datatype": "string"} for one in names]
        return {"url": "codebook.csv", "tableSchema": {"columns": columns}}
    schema = {"aboutUrl": BASE + "{+id}", "primaryKey": "id", "columns": [_column(one) for one in names]}
    return {"url": f"{name}.csv", "tableSchema": schema}


def _column(name: str) -> dict[str, Any]:
    label, kind = heading(name), datatype(name)
    entry: dict[str, Any] = {
        "name": name,
        "titles": [name],
        "dc:description": [{"@value": label.zh, "@language": "zh"}, {"@value": label.en, "@language": "en"}],
        "datatype": "string" if kind == "id" else kind,
    }
    if name == "id":
        return entry | {"suppressOutput": True}
    entry["propertyUrl"] = term(name).value
    if kind == "id":
        entry["valueUrl"] = BASE + f"{{+{name}}}"
    return entry | ({"separator": MANY} if name in SEVERAL else {})
