"""One file to be read, and what comes of it: a document, or why there is none."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from loaders.context import Context
from loaders.corrections import corrected
from loaders.extract import extract
from loaders.read import read
from ontology.corrections import Line
from ontology.errors import PolicyKGError, UnreadableError
from ontology.records import Document

Outcome = Document | Exception


class Job(NamedTuple):
    """A file to be read, its name in the graph, and what is said about it."""

    path: Path
    name: str
    id: str | None = None
    context: Context = Context()
    corrections: tuple[Line, ...] = ()

    @property
    def said(self) -> str:
        """A hash of the id, the context and corrections: another one means reading again."""
        said = (self.id, self.context, *(line.content for line in self.corrections))
        return hashlib.sha256(repr(said).encode()).hexdigest()

    def outcome(self) -> Outcome:
        """The document, corrected; or the exception, since one document that trips a reader must not cost the others.

        An exception that is not ours comes as a RuntimeError that says its kind, which can be sent between processes.
        """
        try:
            document = extract(read(self.path, self.name), self.context, self.id)
            return corrected(document, self.corrections).document
        except PolicyKGError as error:
            return error
        except RecursionError:
            return UnreadableError(f"{self.name}: nested deeper than any document; take the nesting out")
        except MemoryError:
            return UnreadableError(f"{self.name}: needs more memory than a document may; split it, or raise --memory")
        except Exception as error:
            return RuntimeError(f"{type(error).__name__}: {error}")
