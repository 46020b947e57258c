"""The form that the registries' tables share: CSV in UTF-8, the columns in the first line, years of four digits."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from ontology.errors import RegistryError


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each line's cells with the place to name in a message. Raises RegistryError for other columns or cells."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if next(reader, None) != [*columns]:
            raise RegistryError(f"{path.name}, line 1: the columns must be {','.join(columns)}")
        for row in reader:
            place = f"{path.name}, line {reader.line_num}"
            if len(row) != len(columns):
                raise RegistryError(
                    f"{place}: {len(row)} cells instead of {len(columns)}; quote cells that hold a comma"
                )
            yield place, row


def year(place: str, text: str) -> int | None:
    """The year, or None for an empty cell. Raises RegistryError, naming the place, for anything else."""
    if not text:
        return None
    if not (text.isdecimal() and len(text) == 4):
        raise RegistryError(f"{place}: {text!r} is no year; write four digits or nothing")
    return int(text)
