"""A knowledge graph into a store behind the Graph Store Protocol (W3C, 2013): in pieces, resumable, counted.

The last triple of each graph names the SHA-256 of its file (pk:sha256), so that a graph which has it is whole:
another run skips what is there, sends what is not, and drops the graphs of documents that are gone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.folder.manifest import NAME, Manifest
from graph.store.endpoint import Endpoint
from ontology import iri
from ontology.errors import GraphError
from ontology.terms import PK

PIECE = 1_000_000  # bytes: Virtuoso takes no request beyond some megabytes
THERE = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
WHOLE = f"SELECT ?g ?digest {{ GRAPH ?g {{ ?g {PK.sha256} ?digest }} }}"
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH $g { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class Store:
    """Where to publish: `url` takes graphs, `endpoint` answers queries on them."""

    url: str
    endpoint: Endpoint
    user: str = ""
    password: str = field(default="", repr=False)
    seconds: float = 300

    def opener(self) -> OpenerDirector:
        """Opens its addresses with the password, as the server asks for it: basic or digest.

        It asks for something small first: a server that wants a password hangs up in the midst of a large request.
        """
        known = HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, self.url, self.user, self.password)
        opener = build_opener(HTTPBasicAuthHandler(known), _Digest(known))
        try:
            opener.open(f"{self.url}?graph={quote(iri.LINKS, safe='')}", timeout=self.seconds).close()
        except (URLError, OSError, ValueError):  # no such graph; what else is amiss, the first graph sent will tell
            pass
        return opener


class _Digest(HTTPDigestAuthHandler):
    """Digest authentication that answers the server's challenge with each request, not only after a refusal."""

    challenge: dict[str, str] | None = None

    def retry_http_digest_auth(self, req: Request, auth: str) -> Any:  # noqa: ANN401 - as urllib has it
        _, _, challenge = auth.partition(" ")
        self.challenge = parse_keqv_list(list(filter(None, parse_http_list(challenge))))
        return super().retry_http_digest_auth(req, auth)

    def http_request(self, req: Request) -> Request:
        """Sign the request."""
        if self.challenge and not req.has_header(self.auth_header):
            signature = self.get_authorization(req, self.challenge)
            if signature:
                req.add_unredirected_header(self.auth_header, f"Digest {signature}")
        return req

    https_request = http_request


@dataclass(frozen=True, slots=True)
class Published:
    """The graphs that were sent, were there already, and were dropped."""

    sent: tuple[str, ...]
    kept: tuple[str, ...]
    dropped: tuple[str, ...]


def publish(listed: Manifest, store: Store, told: Callable[[str, int], None] | None = None) -> Published:
    """Bring the store to hold the folder's graphs; `told` hears of each one sent, and how many triples it has.

    Raises GraphError where a file is not what the manifest lists, the store refuses, or holds another number of triples
    than was sent.
    """
    opener = store.opener()
    counts = {_value(row["g"]): int(_value(row["n"])) for row in store.endpoint.rows(THERE)}
    whole = {_value(row["g"]): _value(row["digest"]) for row in store.endpoint.rows(WHOLE)}
    sent, kept = [], []
    for name, digest in listed.files.items():
        graph, triples = _graph(listed, name, digest)
        if whole.get(graph) == digest and counts.get(graph) == len(triples) + 1:
            kept.append(graph)
            continue
        _send(opener, store, graph, triples, digest)
        sent.append(graph)
        if told:
            told(graph, len(triples))
    gone = sorted(graph for graph in counts if graph.startswith(iri.BASE) and graph not in {*sent, *kept})
    for graph in gone:
        _ask(opener, store, "DELETE", graph)
    return Published(tuple(sent), tuple(kept), tuple(gone))


def _graph(listed: Manifest, name: str, digest: str) -> tuple[str, list[Triple]]:
    try:
        content = (listed.folder / name).read_bytes()
    except OSError as error:
        raise GraphError(f"{listed.folder / name}: missing, though {NAME} lists it; build again") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise GraphError(f"{listed.folder / name}: not what {NAME} lists; build again")
    quads = list(parse(content, format=RdfFormat.N_QUADS))
    names = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
    return names.pop() if names else iri.LINKS, [quad.triple for quad in quads]  # only links.nq may be empty


def _send(opener: OpenerDirector, store: Store, graph: str, triples: list[Triple], digest: str) -> None:
    mark = Triple(NamedNode(graph), PK.sha256, Literal(digest))
    method = "PUT"  # replaces what an older run left
    for piece in _pieces(triples):
        _ask(opener, store, method, graph, piece)
        method = "POST"
    _ask(opener, store, method, graph, f"{mark} .\n".encode())
    found = next(iter(store.endpoint.rows(COUNT, {"g": NamedNode(graph)})))
    if int(_value(found["n"])) != len(triples) + 1:
        raise GraphError(
            f"{store.url}: {graph} has {_value(found['n'])} triples, not {len(triples) + 1}; publish again"
        )


def _pieces(triples: list[Triple]) -> Iterator[bytes]:
    piece = bytearray()
    for triple in triples:
        piece += f"{triple} .\n".encode()
        if len(piece) >= PIECE:
            yield bytes(piece)
            piece.clear()
    if piece:
        yield bytes(piece)


def _ask(opener: OpenerDirector, store: Store, method: str, graph: str, content: bytes | None = None) -> None:
    address = f"{store.url}?graph={quote(graph, safe='')}"
    request = Request(address, content, {"Content-Type": "text/turtle; charset=utf-8"}, method=method)
    try:
        opener.open(request, timeout=store.seconds).close()
    except HTTPError as error:
        said = error.read(400).decode("utf-8", "replace").strip()
        mend = "; give --user, and the password in POLICYKG_PASSWORD" if error.code in (401, 403) else ""
        raise GraphError(f"{store.url} refuses {method} {graph} ({error.code} {error.reason}): {said}{mend}") from error
    except (URLError, OSError, ValueError) as error:
        raise GraphError(f"{store.url}: cannot be reached ({error}); publish again to go on") from error


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))
