"""What people see of a served graph: the editor, the explorer, and the endpoint, which asks the Oxigraph servers.

Nothing but what is named here is answered or passed on, so that nothing can be written or fetched; and only to whoever
calls this machine by its own name, so that no web page can ask by way of a name that leads here (DNS rebinding).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, parse_qsl, urlsplit

from graph.store.index import Index
from ontology.errors import GraphError, QuestionError
from queries.gallery import question
from queries.parameters import named
from queries.pictures.editor import editor
from queries.pictures.explorer import answer, explorer, shelf
from queries.serving.engines import LOOPBACK, Engines
from queries.serving.fetching import refuse_fetching

EDITOR, EXPLORER, ANSWER = "/", "/explorer", "/answer"
FILES = frozenset({"/yasgui.min.js", "/yasgui.min.css", "/logo.svg"})
ENDPOINTS = frozenset({"/query", "/sparql"})
PARAMETERS = frozenset({"query", "default-graph-uri", "named-graph-uri"})  # of the SPARQL 1.1 protocol
LONGEST = 1 << 20  # bytes of a query
STEP, DOWN = 0.05, 0.3  # seconds between looks for a signal, and for work to be finished after one
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "img-src 'self' data: blob:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Site:
    """What is shown of a graph at `home`; each page and answer is made when it is first asked for, and kept."""

    index: Index
    home: str
    texts: Mapping[str, str] | None = None
    made: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def content(self, path: str, about: str) -> bytes:
        """What stands at the path; `about` is a question's name, or a document whose explorer is not kept.

        Raises QuestionError where there is no such question or document.
        """
        key = (path, about)
        if key not in self.made:
            found = SHOWN[path](self, about).encode()
            if path == EXPLORER and about:
                return found
            self.made[key] = found
        return self.made[key]


def _explorer(site: Site, document: str) -> str:
    if document:
        return explorer(site.index, site.texts, named("document", document, site.index), site.home)
    return shelf(site.index) or explorer(site.index, site.texts, home=site.home)


def _answer(site: Site, name: str) -> str:
    return json.dumps(answer(site.index, question(name)), ensure_ascii=False)


SHOWN: dict[str, Callable[[Site, str], str]] = {
    EDITOR: lambda site, _: editor(site.index, site.home),
    EXPLORER: _explorer,
    ANSWER: _answer,
}


@contextmanager
def fronted(site: Site, host: str, port: int, engines: Engines) -> Iterator[None]:
    """The site on that port of that address of this machine; the engines answer the queries, and end with the block.

    Raises GraphError where the port cannot be had.
    """
    handler = type("Handler", (_Handler,), {"site": site, "host": host, "port": port, "engines": engines})
    try:
        server = _Front((host, port), handler)
    except OSError as error:
        raise GraphError(f"port {port} of {host} cannot be had ({error.strerror}); choose another --port") from error
    thread = Thread(target=server.serve_forever, args=(STEP,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        engines.close(DOWN)  # first, so that who asks from now on is sent away at once
        server.shutdown()
        server.server_close()


class _Front(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128  # who asks at the same moment

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked has gone before the answer was there: nobody is left to be told."""


class _Handler(BaseHTTPRequestHandler):
    site: Site
    host: str
    port: int
    engines: Engines
    timeout = 30  # seconds without a byte from whoever asks
    server_version = "policykg"

    def do_GET(self) -> None:
        """A page, a file of the editor, or the answer to a query."""
        asked = urlsplit(self.path)
        if not self._is_called_by_name():
            return
        if asked.path in FILES:
            status, content, type = self.engines.file(asked.path)
            self._send(status, content, type)
        elif asked.path in ENDPOINTS:
            self._answer("")
        elif asked.path in SHOWN:
            given = {} if asked.path == EDITOR else parse_qs(asked.query)
            try:
                content = self.site.content(asked.path, given.get("about", [""])[0])
            except QuestionError as error:
                self._say(404, str(error))
            else:
                form = "application/json" if asked.path == ANSWER else "text/html; charset=utf-8"
                self._send(200, content, form)
        else:
            self._say(404, f"there is nothing here; the pages are {EDITOR} and {EXPLORER}")

    def do_POST(self) -> None:
        """The answer to a query."""
        if not self._is_called_by_name():
            return
        length = self.headers.get("Content-Length", "")
        if urlsplit(self.path).path not in ENDPOINTS:
            self._say(405, "this server is read-only")
        elif not length.isdecimal():
            self._say(411, "say how long the query is (Content-Length)")
        elif int(length) > LONGEST:
            self.rfile.read(min(int(length), 8 * LONGEST))  # or who still sends would not hear the answer
            self._say(413, f"a query has at most {LONGEST} bytes")
        else:
            self._answer(self.rfile.read(int(length)).decode("utf-8", "replace"))

    def _is_called_by_name(self) -> bool:
        own = {self.host, "localhost"} if self.host == LOOPBACK else {self.host}
        names = {f"{name}:{self.port}" for name in own} | (own if self.port == 80 else set())
        if self.headers.get("Host") in names:
            return True
        self._say(
            403, f"call this server {self.host}:{self.port}; a web server in front of it has to send this as Host"
        )
        return False

    def _answer(self, body: str) -> None:
        """By the SPARQL 1.1 protocol: the query in the address, as a form, or bare."""
        given = parse_qsl(urlsplit(self.path).query)
        bare = self.headers.get("Content-Type", "").startswith("application/sparql-query")
        given += [("query", body)] if bare else parse_qsl(body)
        queries = [value for name, value in given if name == "query"]
        try:
            for query in queries:
                refuse_fetching(query)
        except QuestionError as error:
            self._say(403, str(error))
            return
        if len(queries) != 1:
            self._say(400, "give one query, as the parameter `query` or as application/sparql-query")
            return
        asked = [(name, value) for name, value in given if name in PARAMETERS]
        status, content, type = self.engines.ask(asked, self.headers.get("Accept", ""))
        self._send(status, content, type)

    def _say(self, status: int, message: str) -> None:
        self._send(status, f"policykg: {message}\n".encode(), "text/plain; charset=utf-8")

    def _send(self, status: int, content: bytes, type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(content)))
        self._end_headers()
        self.wfile.write(content)

    def _end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: requests are no news."""
