"""A SPARQL 1.1 endpoint in the place of the index's own store: the same questions, asked over HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from graph.store.binding import bound
from ontology.errors import QuestionError
from ontology.iri import BASE

RESULTS, TRIPLES = "application/sparql-results+json", "application/n-triples, text/turtle;q=0.9"
TRUTH = b'{"head": {}, "boolean": %s}'
TOLD = 400  # characters of an endpoint's complaint
Term = NamedNode | BlankNode | Literal | Triple
COMMENT_OR_PROLOGUE = re.compile(r"\s+|#[^\n]*|(?:PREFIX\s+\S*\s*|BASE\s*)<[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Speaks the part of pyoxigraph's Store that questions use. A query sees what the endpoint's default graph holds.

    Virtuoso's is the union of all graphs; an Oxigraph server's, if it is started with --union-default-graph.
    """

    url: str
    seconds: float = 60

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool = True,
    ) -> QuerySolutions | QueryBoolean | Iterator[Triple]:
        """The endpoint's answer. Raises SyntaxError where it refuses the query, QuestionError where it is not there."""
        head = "".join(
            f"PREFIX {name}: <{base}>\n"
            for name, base in (prefixes or {}).items()
            if not re.search(rf"PREFIX\s+{name}:", query, re.IGNORECASE)
        )
        form = _form(query)
        graph = form in ("CONSTRUCT", "DESCRIBE")
        content, media = self._post(head + query, TRIPLES if graph else RESULTS)
        if graph:
            known = RdfFormat.N_TRIPLES if "n-triples" in media else RdfFormat.TURTLE
            return (quad.triple for quad in parse(content, format=known))
        answer = self._read(content)
        if form == "ASK" and isinstance(answer, QuerySolutions):  # Virtuoso's: a row for true, none for false
            return self._read(TRUTH % (b"true" if any(answer) else b"false"))
        return answer

    def _read(self, results: bytes) -> QuerySolutions | QueryBoolean:
        try:
            return parse_query_results(results, format=QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise QuestionError(f"{self.url}: does not answer as a SPARQL endpoint does ({error})") from error

    def quads_for_pattern(
        self,
        subject: NamedNode | None,
        predicate: NamedNode | None,
        object: NamedNode | Literal | None,
        graph_name: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads with these terms, None standing for any; of our graphs only, for a store has graphs of its own."""
        asked = dict(zip("spog", (subject, predicate, object, graph_name), strict=True))
        given = {name: term for name, term in asked.items() if term is not None}
        ours = "" if graph_name else f'FILTER(STRSTARTS(STR(?g), "{BASE}"))'
        for solution in self.rows(f"SELECT ?s ?p ?o ?g {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }}", given):
            s, p, o, g = (known if known is not None else solution[name] for name, known in asked.items())
            assert isinstance(s, NamedNode) and isinstance(p, NamedNode) and isinstance(g, NamedNode)
            assert isinstance(o, NamedNode | Literal)
            yield Quad(s, p, o, g)

    def __iter__(self) -> Iterator[Quad]:
        return self.quads_for_pattern(None, None, None)

    def rows(self, query: str, given: Mapping[str, Term] | None = None) -> QuerySolutions:
        """The answer of a SELECT, some of its variables given."""
        answer = self.query(bound(query, {name: str(term) for name, term in (given or {}).items()}))
        assert isinstance(answer, QuerySolutions)
        return answer

    def _post(self, query: str, accept: str) -> tuple[bytes, str]:
        body = urlencode({"query": query}).encode()
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            with urlopen(Request(self.url, body, headers), timeout=self.seconds) as answer:
                if answer.headers.get("X-SPARQL-MaxRows") or answer.headers.get("X-SQL-State"):
                    cut = "gave only a part of the answer; raise ResultSetMaxRows or MaxQueryExecutionTime there"
                    raise QuestionError(f"{self.url}: {cut}, or ask for less")  # Virtuoso cuts in silence
                return answer.read(), answer.headers.get("Content-Type", "")
        except HTTPError as error:
            said = error.read(4 * TOLD).decode("utf-8", "replace").strip()[:TOLD]
            if error.code in (400, 500):  # Virtuoso refuses what it cannot plan with 500
                raise SyntaxError(f"{self.url} answers {error.code}: {said}") from error
            raise QuestionError(f"{self.url} answers {error.code} {error.reason}: {said}; check the address") from error
        except (URLError, HTTPException, OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise QuestionError(f"{self.url}: no answer within {self.seconds:g} s; allow it more") from error
            raise QuestionError(f"{self.url}: cannot be reached ({reason}); check the address") from error


def _form(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: the first word after prologue and comments."""
    at = 0
    while found := COMMENT_OR_PROLOGUE.match(query, at):
        at = found.end()
    word = re.match(r"[A-Za-z]*", query[at:])
    return word[0].upper() if word else ""
