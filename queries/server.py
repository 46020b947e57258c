"""The Oxigraph server on a knowledge graph: read-only, on this machine alone, with its editor and our questions."""

from __future__ import annotations

import html
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.parse import quote, urlencode
from urllib.request import urlopen

from pyoxigraph import RdfFormat, serialize

from graph.binding import bound
from graph.index import Index, as_term
from ontology.errors import GraphError, QuestionError
from queries.gallery import questions
from queries.parameters import check
from queries.select import GIVEN

HOST = "127.0.0.1"  # whoever is to see more than this machine puts a web server with a password in front
UP, DOWN = 30.0, 0.8  # seconds that it may take to start and to stop
STEP = 0.05


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: `home` shows the editor, `query` is the endpoint."""

    process: subprocess.Popen[bytes]
    home: str

    @property
    def query(self) -> str:
        """The SPARQL 1.1 endpoint."""
        return f"{self.home}query"


@contextmanager
def served(index: Index, port: int = 7878, seconds: int = 60) -> Iterator[Server]:
    """The index behind a server until the block ends; a query may take `seconds`.

    The server has a copy of its own, made anew, so that it is never stale. Raises GraphError where the server cannot be
    found or started.
    """
    program = _program()
    _refuse_taken(port)
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
            server = Server(process, f"http://{HOST}:{port}/")
            _wait_until_up(server, log)
            yield server
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


def _refuse_taken(port: int) -> None:
    """Whoever listens there would answer in our server's name."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((HOST, port))
        except OSError as error:
            raise GraphError(
                f"port {port} of {HOST} cannot be had ({error.strerror}); choose another --port"
            ) from error


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise GraphError(f"oxigraph {command[1]} failed: {done.stderr.decode('utf-8', 'replace').strip()}")


def _wait_until_up(server: Server, log: Path) -> None:
    end = time.monotonic() + UP
    while time.monotonic() < end:
        if server.process.poll() is not None:
            said = log.read_text("utf-8", "replace").strip()
            raise GraphError(f"the server did not start at {server.home}: {said}; choose another --port")
        try:
            urlopen(server.home, timeout=1).close()
        except (URLError, OSError):
            time.sleep(STEP)
        else:
            return
    raise GraphError(f"no server at {server.home} within {UP:g} s; choose another --port")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(DOWN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def examples(index: Index) -> dict[str, str]:
    """Each question of the gallery that is a query, with its examples put in: ready to be run in an editor."""
    found = {}
    for name, one in questions().items():
        if one.query is None:
            continue
        given = {p.name: p.example for p in one.header.parameters if p.default is None}
        try:
            values = check(name, one.header.parameters, given, index)
        except QuestionError:  # the example names something that this graph has not
            continue
        found[name] = bound(one.query, {GIVEN + key: str(as_term(value)) for key, value in values.items()})
    return found


def link(server: Server, name: str, query: str) -> str:
    """An address that opens the query in the server's editor (YASGUI's own form of a shared query)."""
    return f"{server.home}#{urlencode({'query': query, 'endpoint': server.query, 'tabTitle': name}, quote_via=quote)}"


def page(server: Server, index: Index) -> str:
    """A page of links that open the gallery's questions in the server's editor."""
    items = []
    for name, query in examples(index).items():
        title, address = questions()[name].header.title, html.escape(link(server, name, query))
        items.append(f'<li><a href="{address}">{html.escape(title.zh)}<br>{html.escape(title.en)}</a></li>')
    head = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>policykg</title>'
    return f"{head}<ul>{''.join(items)}</ul>\n"
