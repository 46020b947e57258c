"""A knowledge graph served on this machine, read-only, until a signal: its database, servers and pages."""

from __future__ import annotations

import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from pyoxigraph import RdfFormat, serialize

from graph.store.index import Index
from ontology.errors import GraphError
from queries.serving.engines import LOOPBACK, Bounds, Engines, program
from queries.serving.front import EXPLORER, STEP, Site, fronted

BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: `home` shows the editor, `explorer` the explorer, `query` is the endpoint."""

    home: str

    @property
    def query(self) -> str:
        """The SPARQL 1.1 endpoint."""
        return f"{self.home}query"

    @property
    def explorer(self) -> str:
        """The page to browse documents, tasks and bearers."""
        return self.home.removesuffix("/") + EXPLORER


@contextmanager
def served(
    index: Index,
    port: int = 7878,
    bounds: Bounds = BOUNDS,
    texts: Mapping[str, str] | None = None,
    host: str = LOOPBACK,
) -> Iterator[Server]:
    """The index behind a server until the block ends; queries keep within the bounds; `texts` are for the explorer.

    The servers have a copy of their own, made anew, so that it is never stale. Raises GraphError where they cannot be
    found or started, or the port cannot be had.
    """
    home = f"http://{host}:{port}/"
    with tempfile.TemporaryDirectory(prefix="policykg-") as place:
        database, quads = Path(place) / "db", Path(place) / "graph.nq"
        serialize(index.store, str(quads), format=RdfFormat.N_QUADS)
        _run([program(), "load", "--location", str(database), "--file", str(quads)])
        quads.unlink()
        with fronted(Site(index, home, texts), host, port, Engines(database, bounds)):
            yield Server(home)


@contextmanager
def stoppable() -> Iterator[list[int]]:
    """In the block, SIGINT and SIGTERM break nothing off; they are noted in the list."""
    noted: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        noted.append(number)

    before = [(number, signal.signal(number, note)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield noted
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def wait(noted: list[int]) -> None:
    """Until a signal is noted."""
    while not noted:
        time.sleep(STEP)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise GraphError(f"oxigraph {command[1]} failed: {done.stderr.decode('utf-8', 'replace').strip()}")
