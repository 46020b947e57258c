"""The gallery's questions as queries that run as they stand, and addresses that open them in an editor."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from graph.store.binding import bound
from graph.store.index import Index, as_term
from ontology.errors import QuestionError
from queries.gallery import questions
from queries.parameters import check
from queries.select import GIVEN


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
        _, _, query = one.query.partition("\n\n")  # what the header says, the page says
        terms = {GIVEN + key: str(as_term(value)) for key, value in values.items()}
        found[name] = f"# {one.header.title.zh} {one.header.title.en}\n{bound(query, terms)}"
    return found


def link(home: str, name: str, query: str) -> str:
    """An address that opens the query in the editor at `home` (YASGUI's own form of a shared query)."""
    return f"{home}#{urlencode({'query': query, 'endpoint': f'{home}query', 'tabTitle': name}, quote_via=quote)}"
