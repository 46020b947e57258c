"""What a build collects from all documents, on disk, so that its memory does not grow with them.

SQLite keeps it sorted in a temporary file without a name, and in memory only the pages that are in use.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from weakref import finalize

HELD = 10_000  # rows in memory before they are put on disk
MORE = "INSERT INTO tally VALUES (?, ?) ON CONFLICT DO UPDATE SET number = number + excluded.number"


class Tally:
    """How often each row of texts and numbers came; sorted, rows that begin alike stand together."""

    def __init__(self) -> None:
        self._table = _table("CREATE TABLE tally (row TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID")
        self._came: Counter[tuple[str | int | None, ...]] = Counter()  # and are not on disk yet
        finalize(self, self._table.close)

    def add(self, rows: Iterable[Iterable[str | int | None]]) -> None:
        """Each of the rows came once more."""
        self._came.update(map(tuple, rows))
        if len(self._came) > HELD:
            self._put()

    def _put(self) -> None:
        came = ((json.dumps(row, ensure_ascii=False), number) for row, number in self._came.items())
        self._table.executemany(MORE, came)
        self._came.clear()

    def items(self) -> Iterator[tuple[list[Any], int]]:
        """The rows, each with how often it came."""
        self._put()
        for row, number in self._table.execute("SELECT row, number FROM tally ORDER BY row"):
            yield json.loads(row), number


class Shelf:
    """Where the one thing of a key is; nowhere, where several have that key."""

    def __init__(self) -> None:
        self._table = _table("CREATE TABLE shelf (key TEXT PRIMARY KEY, thing TEXT) WITHOUT ROWID")
        finalize(self, self._table.close)

    def put(self, keys: Iterable[str], thing: str) -> None:
        """One more thing, under all its keys."""
        entries = ((key, thing) for key in keys)
        self._table.executemany("INSERT INTO shelf VALUES (?, ?) ON CONFLICT DO UPDATE SET thing = NULL", entries)

    def get(self, key: str) -> str | None:
        """The one thing of that key."""
        found = self._table.execute("SELECT thing FROM shelf WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None


def _table(made_by: str) -> sqlite3.Connection:
    connection = sqlite3.connect("")
    connection.execute("PRAGMA journal_mode = OFF")  # it is for this process alone, and is not taken up again
    connection.execute(made_by)
    return connection
