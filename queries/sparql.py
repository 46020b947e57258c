"""A query of one's own, whatever its form, within bounds of time and rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Triple, serialize

from graph.store.index import PREFIXES, Index
from ontology.errors import QuestionError
from queries.limits import within
from queries.select import table_cell
from queries.serving.fetching import refuse_fetching
from queries.tables import Column, Table, Words

RESULTS = "http://www.w3.org/2005/sparql-results#"
SECONDS, ROWS = 60.0, 10_000
Term = NamedNode | BlankNode | Literal | Triple | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a SELECT as terms, `more` where the limit cut them; or the truth of an ASK."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term, ...], ...]
    more: bool = False
    truth: bool | None = None

    def table(self) -> Table:
        """As a table, with a note where rows are missing. IRIs are written in full, as queries need them."""
        said = (
            f"Only the first {len(self.rows)} rows; there are more: --limit 0 gives all",
            f"仅列出前 {len(self.rows)} 行，后面还有：--limit 0 给出全部",
        )
        columns = tuple(Column(name, Words(name, name)) for name in self.variables)
        rows = tuple(
            tuple(one.value if isinstance(one, NamedNode) else table_cell(one) for one in row) for row in self.rows
        )
        return Table(columns, rows, (Words(*said),) if self.more else ())

    def xml(self) -> bytes:
        """In the SPARQL Query Results XML Format (W3C, 2013)."""
        root = Element("sparql", {"xmlns": RESULTS})
        head = SubElement(root, "head")
        if self.truth is not None:
            SubElement(root, "boolean").text = str(self.truth).lower()
        else:
            for name in self.variables:
                SubElement(head, "variable", {"name": name})
            results = SubElement(root, "results")
            for row in self.rows:
                result = SubElement(results, "result")
                for name, term in zip(self.variables, row, strict=True):
                    if term is not None:
                        _write(SubElement(result, "binding", {"name": name}), term)
        indent(root, " ")
        written: bytes = tostring(root, encoding="utf-8")
        return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"


def _write(binding: Element, term: Term) -> None:
    if isinstance(term, Literal):
        kind = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
        SubElement(binding, "literal", {} if kind.get("datatype", "").endswith("#string") else kind).text = term.value
    elif isinstance(term, NamedNode | BlankNode):
        SubElement(binding, "uri" if isinstance(term, NamedNode) else "bnode").text = term.value


def answer(index: Index, query: str, seconds: float = SECONDS, rows: int | None = ROWS) -> Answer | str:
    """The first `rows` rows (None: all) of a SELECT, the truth of an ASK, sorted N-Triples of a CONSTRUCT or DESCRIBE.

    The prefixes of graph.store.index are known. Raises QuestionError, with the engine's words on the place, where the
    query is malformed, would change the graph or fetch from elsewhere (SERVICE), and where it takes longer than
    `seconds`.
    """
    refuse_fetching(query)
    return within(seconds, lambda: _answer(index, query, rows))


def sparql(index: Index, query: str, seconds: float = SECONDS, rows: int | None = None) -> Table | str:
    """What `answer` gives, as a table."""
    found = answer(index, query, seconds, rows)
    return found if isinstance(found, str) else found.table()


def _answer(index: Index, query: str, rows: int | None) -> Answer | str:
    try:
        found = index.store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QuestionError(f"The query cannot run: {error}. Known prefixes: {', '.join(PREFIXES)}.") from error
    if isinstance(found, QueryBoolean):
        return Answer(("answer",), ((Literal(bool(found)),),), truth=bool(found))
    if isinstance(found, QuerySolutions):
        got = tuple(tuple(solution) for solution in islice(found, None if rows is None else rows + 1))
        names = tuple(variable.value for variable in found.variables)
        return Answer(names, got[:rows], rows is not None and len(got) > rows)
    lines = (serialize(found, format=RdfFormat.N_TRIPLES) or b"").decode().splitlines(keepends=True)
    return "".join(sorted(lines))
