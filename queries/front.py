"""What people see of a served graph: the editor and the explorer, and the Oxigraph server's endpoint passed on to them.

Nothing but what is named here is answered or passed on, so that nothing can be written; and only to whoever calls this
machine by its own name, so that no web page can ask by way of a name that leads here (DNS rebinding).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from graph.index import Index
from ontology.errors import GraphError, QuestionError
from queries.gallery import question
from queries.parameters import named
from queries.pictures.editor import editor
from queries.pictures.explorer import answer, explorer, shelf

HOST = "127.0.0.1"  # whoever is to see more than this machine puts a web server with a password in front
EDITOR, EXPLORER, ANSWER = "/", "/explorer", "/answer"
PASSED = frozenset({"/query", "/sparql", "/store", "/yasgui.min.js", "/yasgui.min.css", "/logo.svg"})
POSTED = frozenset({"/query", "/sparql"})
LONGEST = 1 << 20  # bytes of a query
SLACK = 10  # seconds that an answer may take beyond the query's own
STEP = 0.05
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
def fronted(site: Site, port: int, inner: int, seconds: float) -> Iterator[None]:
    """The site on the port of this machine, its endpoint that of the Oxigraph server on the port `inner`.

    Raises GraphError where the port cannot be had.
    """
    handler = type("Handler", (_Handler,), {"site": site, "port": port, "inner": inner, "seconds": seconds + SLACK})
    try:
        server = _Front((HOST, port), handler)
    except OSError as error:
        raise GraphError(f"port {port} of {HOST} cannot be had ({error.strerror}); choose another --port") from error
    thread = Thread(target=server.serve_forever, args=(STEP,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


class _Front(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked has gone before the answer was there: nobody is left to be told."""


class _Handler(BaseHTTPRequestHandler):
    site: Site
    port: int
    inner: int
    seconds: float
    timeout = 30  # seconds without a byte from whoever asks
    server_version = "policykg"

    def do_GET(self) -> None:
        """A page, or what the Oxigraph server answers."""
        asked = urlsplit(self.path)
        if not self._is_called_by_name():
            return
        if asked.path in PASSED:
            self._pass_on(None)
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
        """A query for the Oxigraph server."""
        if not self._is_called_by_name():
            return
        length = self.headers.get("Content-Length", "")
        if urlsplit(self.path).path not in POSTED:
            self._say(405, "this server is read-only")
        elif not length.isdecimal():
            self._say(411, "say how long the query is (Content-Length)")
        elif int(length) > LONGEST:
            self._say(413, f"a query has at most {LONGEST} bytes")
        else:
            self._pass_on(self.rfile.read(int(length)))

    def _is_called_by_name(self) -> bool:
        names = {f"{name}:{self.port}" for name in (HOST, "localhost")}
        names |= {HOST, "localhost"} if self.port == 80 else set()
        if self.headers.get("Host") in names:
            return True
        self._say(403, f"call this server {HOST}:{self.port}; a web server in front of it has to send this as Host")
        return False

    def _pass_on(self, body: bytes | None) -> None:
        kept = {name: self.headers[name] for name in ("Accept", "Content-Type") if name in self.headers}
        link = HTTPConnection(HOST, self.inner, timeout=self.seconds)
        try:
            link.request(self.command, self.path, body, kept)
            answer = link.getresponse()
        except (HTTPException, OSError) as error:
            self._say(502, f"the Oxigraph server does not answer ({error}); start it again")
        else:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.getheader("Content-Type", "text/plain"))
            self._end_headers()
            shutil.copyfileobj(answer, self.wfile)
        finally:
            link.close()

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
