"""One file to be read, as it is sent to whoever reads it, and what comes of it: a document, or why there is none."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from loaders.context import Context
from loaders.formats.limits import FILE_BYTES
from ontology.corrections import Line
from ontology.records import Document

Outcome = Document | Exception


class Job(NamedTuple):
    """A file to be read, its name in the graph, and what is said about it."""

    path: Path
    name: str
    id: str | None = None
    context: Context = Context()
    corrections: tuple[Line, ...] = ()
    most: int = FILE_BYTES  # bytes of the file

    @property
    def said(self) -> str:
        """A hash of the id, the context and corrections: another one means reading again."""
        said = (self.id, self.context, *(line.content for line in self.corrections))
        return hashlib.sha256(repr(said).encode()).hexdigest()
