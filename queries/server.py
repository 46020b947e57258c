"""The Oxigraph server on a knowledge graph, read-only and on this machine alone, behind the pages that people see."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from pyoxigraph import RdfFormat, serialize

from graph.index import Index
from ontology.errors import GraphError
from queries.front import EXPLORER, HOST, Site, fronted

UP, DOWN = 30.0, 0.8  # seconds that it may take to start and to stop
STEP = 0.05


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: `home` shows the editor, `explorer` the explorer, `query` is the endpoint."""

    process: subprocess.Popen[bytes]
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
    index: Index, port: int = 7878, seconds: int = 60, texts: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """The index behind a server until the block ends; a query may take `seconds`; `texts` are for the explorer.

    Raises GraphError where the server cannot be found or started.
    """
    home = f"http://{HOST}:{port}/"
    inner = _free_port()
    with fronted(Site(index, home, texts), port, inner, seconds), _oxigraph(index, inner, seconds) as process:
        yield Server(process, home)


@contextmanager
def _oxigraph(index: Index, port: int, seconds: int) -> Iterator[subprocess.Popen[bytes]]:
    """The Oxigraph server on that port; it has a copy of its own, made anew, so that it is never stale."""
    program = _program()
    with tempfile.TemporaryDirectory(prefix="policykg-") as place:
        database = str(Path(place) / "db")
        quads = Path(place) / "graph.nq"
        serialize(index.store, str(quads), format=RdfFormat.N_QUADS)
        _run([program, "load", "--location", database, "--file", str(quads)])
        address = ["--bind", f"{HOST}:{port}", "--union-default-graph", "--timeout-s", str(seconds)]
        log = Path(place) / "log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [program, "serve-read-only", "--location", database, *address],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,  # Ctrl-C is ours to pass on
            )
        try:
            _wait_until_up(process, port, log)
            yield process
        finally:
            _stop(process)


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


def wait(server: Server, noted: list[int]) -> None:
    """Until a signal is noted. Raises GraphError where the server ends by itself."""
    while not noted:
        if server.process.poll() is not None:
            raise GraphError("the Oxigraph server ended by itself; start it again")
        time.sleep(STEP)


def _program() -> str:
    beside = str(Path(sys.executable).parent)
    found = shutil.which("oxigraph", path=beside) or shutil.which("oxigraph")
    if found is None:
        raise GraphError("the Oxigraph server is not installed; pip install 'policykg[serve]'")
    return found


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise GraphError(f"oxigraph {command[1]} failed: {done.stderr.decode('utf-8', 'replace').strip()}")


def _wait_until_up(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + UP
    while time.monotonic() < end:
        if process.poll() is not None:
            raise GraphError(f"the Oxigraph server did not start: {log.read_text('utf-8', 'replace').strip()}")
        try:
            urlopen(f"http://{HOST}:{port}/", timeout=1).close()
        except (URLError, OSError):
            time.sleep(STEP)
        else:
            return
    raise GraphError(f"the Oxigraph server did not answer within {UP:g} s; start it again")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(DOWN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
