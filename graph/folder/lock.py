"""One writer at a time: a lock that the operating system gives back when its holder ends, killed or not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ontology.errors import GraphError

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the folder for writing. Raises GraphError where another process does; the empty file `.lock` stays."""
    with (folder / ".lock").open("ab") as file:
        try:
            _take(file)
        except OSError as error:
            told = "another build or review is writing here; wait for it to end, or stop it"
            raise GraphError(f"{folder}: {told}") from error
        yield
