"""Short documents read whole, one for each form: tests/cases/<name>/source.txt, context.toml, expected.json.

The expected file holds the annotation guide's fields and, for each line of the ledger, its fate and first words.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from loaders.context import context_of
from loaders.extract import extract
from loaders.formats.read import read
from ontology.exchange import as_json

CASES = sorted(path for path in (Path(__file__).parents[1] / "cases").iterdir() if path.is_dir())
DOCUMENT = ("id", "title", "number", "issued", "jurisdiction", "level", "layout", "cites")
ASSIGNMENT = ("surface", "agency", "kind", "role", "scope")
DEADLINE = ("surface", "type", "date", "action")
TARGET = ("surface", "indicator", "value", "unit", "comparator", "date", "optional")
FIRST = 12  # characters that show which line of the ledger is meant


def read_case(case: Path) -> dict[str, Any]:
    """What the loaders say of a case, reduced to what its expected file states."""
    given = case / "context.toml"
    values = tomllib.loads(given.read_text("utf-8")) if given.exists() else {}
    source = read(case / "source.txt")
    said = as_json(extract(source, context_of(values, str(given)), case.name))
    return {
        **{name: said[name] for name in DOCUMENT},
        "tasks": [
            {
                "key": task["key"],
                "section": task["section"],
                "text": task["text"],
                "assignments": [{name: fact[name] for name in ASSIGNMENT} for fact in task["assignments"]],
                "deadlines": [{name: fact[name] for name in DEADLINE} for fact in task["deadlines"]],
                "targets": [{name: fact[name] for name in TARGET} for fact in task["targets"]],
                "regions": task["regions"],
            }
            for task in said["tasks"]
        ],
        "ledger": [
            [line["fate"], " ".join(source.text[line["start"] : line["end"]].split())[:FIRST]]
            for line in said["ledger"]
        ],
        "findings": sorted({finding["code"] for finding in said["findings"]}),
    }


def test_all_cases_are_found() -> None:
    assert len(CASES) == 37
    assert all((case / "expected.json").exists() for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    assert read_case(case) == json.loads((case / "expected.json").read_text("utf-8"))
