"""Oxigraph servers on one database, each with one query at a time: what takes too long or too much costs one of them.

Oxigraph's own time-out lets some queries run on (a COUNT over a product), and puts the words of an error into the midst
of an answer that has begun. So an answer is read to its end, within bounds, before any of it is given, and a server
that does not end in time is ended and started anew.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Condition
from typing import NamedTuple, TypeVar
from urllib.parse import urlencode

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results, serialize

from ontology.errors import GraphError

if sys.platform == "linux":
    import resource

LOOPBACK = "127.0.0.1"
UP = 30.0  # seconds that a server may take to start
STEP = 0.05
SLACK = 2.0  # seconds beyond a query's own, within which Oxigraph ends most of what takes too long
PIECE = 1 << 16
ASKED = "text/tab-separated-values, application/n-triples"  # a line a row, or a triple
PLAIN = "text/plain; charset=utf-8"
WEIGHT = re.compile(r";\s*q\s*=\s*([01](?:\.\d*)?)")
Format = TypeVar("Format", QueryResultsFormat, RdfFormat)


class Bounds(NamedTuple):
    """What queries may take; those beyond `at_once` wait, at most `waiting` of them, as long as one may run."""

    seconds: float = 60
    rows: int = 100_000  # rows or triples of an answer
    size: int = 64 * 1024**2  # bytes of one
    at_once: int = 4
    waiting: int = 200
    memory: int = 4 * 1024**3  # bytes of a server; bounded on Linux alone


class Reply(NamedTuple):
    """An answer of HTTP."""

    status: int
    content: bytes
    type: str = PLAIN


class Engines:
    """The servers on a database; each is started when it is first needed."""

    def __init__(self, database: Path, bounds: Bounds) -> None:
        self.bounds = bounds
        self._all = [_Engine(database, bounds) for _ in range(bounds.at_once)]
        self._idle: LifoQueue[_Engine] = LifoQueue()  # the last one used is up
        for engine in reversed(self._all):
            self._idle.put(engine)
        self._change = Condition()
        self._here, self._closed = 0, False

    def ask(self, given: list[tuple[str, str]], accept: str) -> Reply:
        """The answer to the query, by the parameters of the SPARQL protocol, in the best form that is accepted."""
        with self._change:
            if self._closed or self._here >= self.bounds.at_once + self.bounds.waiting:
                return _said(503, "too many ask at once; ask again")
            self._here += 1
        try:
            engine = self._idle.get(timeout=self.bounds.seconds)
            try:
                found = _said(503, "the server is stopping") if self._closed else engine.ask(given)
            finally:
                self._idle.put(engine)
            return converted(found, accept) if found.status == 200 else found
        except Empty:
            return _said(503, "too many ask at once; ask again")
        finally:
            with self._change:
                self._here -= 1
                self._change.notify_all()

    def file(self, path: str) -> Reply:
        """A file of the editor, which each server carries."""
        engine = self._idle.get()
        try:
            return engine.file(path)
        finally:
            self._idle.put(engine)

    def close(self, within: float) -> None:
        """Take no more queries, let those that run end within so many seconds, and end the servers."""
        with self._change:
            self._closed = True
            self._change.wait_for(lambda: self._here == 0, within)
        for engine in self._all:
            engine.kill()
        for engine in self._all:
            engine.end()


class _Engine:
    """One server, started when it is needed."""

    def __init__(self, database: Path, bounds: Bounds) -> None:
        self.database, self.bounds = database, bounds
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0

    def ask(self, given: list[tuple[str, str]]) -> Reply:
        """What the server answers; where it does not end in time, or breaks down, it is ended and that is said."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": ASKED}
        try:
            return self._asked("POST", "/query", urlencode(given), headers)
        except TimeoutError:
            self.end()
            return _said(504, f"the query took longer than {self.bounds.seconds:g} s and was given up; ask for less")
        except (HTTPException, OSError):
            self.end()
            return _said(500, "the query ended its server, which may be for want of memory; ask for less")

    def file(self, path: str) -> Reply:
        """A file that the server carries."""
        return self._asked("GET", path, None, {})

    def _asked(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Reply:
        self._start()
        bounds, content, lines = self.bounds, bytearray(), 0
        end = time.monotonic() + bounds.seconds + SLACK
        link = HTTPConnection(LOOPBACK, self._port, timeout=bounds.seconds + SLACK)
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            while piece := answer.read1(PIECE):
                content += piece
                lines += piece.count(b"\n")
                if headers and lines > bounds.rows + 1:  # the heading is one
                    return _said(400, f"the answer has more than {bounds.rows} rows; ask for less, or LIMIT it")
                if len(content) > bounds.size:
                    return _said(400, f"the answer has more than {bounds.size} bytes; ask for less, or LIMIT it")
                if time.monotonic() > end:
                    raise TimeoutError
            return Reply(answer.status, bytes(content), answer.getheader("Content-Type") or PLAIN)
        finally:
            link.close()

    def kill(self) -> None:
        """Tell the server to end, whatever it does: it only reads."""
        if self._process is not None:
            self._process.kill()

    def end(self) -> None:
        """End the server, and wait for it."""
        self.kill()
        if self._process is not None:
            self._process.wait()
            self._process = None

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self._port = _free_port()
        command = [program(), "serve-read-only", "--location", str(self.database), "--union-default-graph"]
        self._process = subprocess.Popen(
            [*command, "--bind", f"{LOOPBACK}:{self._port}", "--timeout-s", str(int(self.bounds.seconds) or 1)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is ours to pass on
        )
        if sys.platform == "linux":
            resource.prlimit(self._process.pid, resource.RLIMIT_AS, (self.bounds.memory, self.bounds.memory))
        end = time.monotonic() + UP
        while time.monotonic() < end and self._process.poll() is None:
            with suppress(OSError), socket.create_connection((LOOPBACK, self._port), 1):
                return
            time.sleep(STEP)
        raise GraphError("the Oxigraph server does not start; is its database whole, and memory free?")


def program() -> str:
    """The Oxigraph server's program. Raises GraphError where it is not installed."""
    beside = str(Path(sys.executable).parent)
    found = shutil.which("oxigraph", path=beside) or shutil.which("oxigraph")
    if found is None:
        raise GraphError("the Oxigraph server is not installed; pip install 'policykg[serve]'")
    return found


def converted(found: Reply, accept: str) -> Reply:
    """An answer in lines as a whole answer in the form that is wanted; an error where it was broken off."""
    try:
        if found.type.startswith("application/n-triples"):
            form = preferred(accept, RdfFormat) or RdfFormat.N_TRIPLES
            triples = (quad.triple for quad in parse(found.content, format=RdfFormat.N_TRIPLES))
            return Reply(200, serialize(triples, format=form) or b"", f"{form.media_type}; charset=utf-8")
        results = parse_query_results(found.content, format=QueryResultsFormat.TSV)
        shape = preferred(accept, QueryResultsFormat) or QueryResultsFormat.JSON
        return Reply(200, results.serialize(format=shape) or b"", f"{shape.media_type}; charset=utf-8")
    except (SyntaxError, ValueError):
        why = found.content.rpartition(b"\n")[2].decode("utf-8", "replace")
        return _said(504, f"the answer was broken off: {why[-200:]}; ask for less")


def preferred(accept: str, forms: type[Format]) -> Format | None:
    """The form of an Accept header, by its weights and then its order, that can be written; None where it has none."""
    weighed = []
    for place, one in enumerate(accept.split(",")):
        weight = WEIGHT.search(one)
        weighed.append((-float(weight[1]) if weight else -1.0, place, one.partition(";")[0].strip()))
    return next((form for _, _, media in sorted(weighed) if (form := forms.from_media_type(media))), None)


def _said(status: int, message: str) -> Reply:
    return Reply(status, f"policykg: {message}\n".encode())


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((LOOPBACK, 0))
        return int(one.getsockname()[1])
