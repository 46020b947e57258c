"""What a person should look at in a built graph: what the readers found, what they left unread, what does not agree."""

from __future__ import annotations

from typing import NamedTuple

from graph.store.index import Index

# Each query selects ?node and ?message of what is amiss; the code is what `policykg check` groups by. What must not be
# there is subtracted: Oxigraph joins a MINUS once, but a NOT EXISTS of several patterns anew, whole, for every row.
_CHECKS = {
    "unread": """
        SELECT ?node ?message WHERE {
          ?node a pk:LedgerEntry ; pk:fate "unread" ; pk:reason ?reason ; pk:start ?start ; pk:end ?end ; pk:document ?d
          MINUS { ?d pk:hasFinding ?told . ?told pk:findingCode "unread" ; pk:start ?start }
          BIND(CONCAT("characters ", STR(?start), " to ", STR(?end), " were not read: ", ?reason) AS ?message)
        }""",
    # The ledger names a paragraph of several tasks (3, 3+1, 3+2) by the first of them.
    "task-without-ledger": """
        SELECT ?node ?message WHERE {
          { SELECT DISTINCT ?document WHERE { ?document pk:hasLedgerEntry/pk:fate "task" } }
          ?document pk:hasTask ?node . ?node pk:key ?key
          BIND(STRBEFORE(CONCAT(?key, "+"), "+") AS ?paragraph)
          MINUS { ?document pk:hasLedgerEntry ?own . ?own pk:fate "task" ; pk:reason ?key }
          MINUS { ?document pk:hasLedgerEntry ?one . ?one pk:fate "task" ; pk:reason ?paragraph }
          BIND(CONCAT("no row or paragraph of the ledger became task ", ?key) AS ?message)
        }""",
    "ledger-without-task": """
        SELECT ?node ?message WHERE {
          ?document pk:hasLedgerEntry ?node . ?node pk:fate "task" ; pk:reason ?key
          MINUS { ?document pk:hasTask/pk:key ?key }
          BIND(CONCAT("the ledger says that this became task ", ?key, ", which is not there") AS ?message)
        }""",
    "outside-source": """
        SELECT ?node ?message WHERE {
          ?node a pk:Evidence ; pk:start ?start ; pk:end ?end ; pk:quote ?quote ;
            pk:document/prov:hadPrimarySource/pk:characters ?length
          FILTER(?end > ?length || STRLEN(?quote) != ?end - ?start)
          BIND("the quote is not what its offsets cover" AS ?message)
        }""",
    "outside-evidence": """
        SELECT ?node ?message WHERE {
          ?node pk:task ?task ; pk:evidence ?evidence ; pk:start ?start ; pk:end ?end ; pk:surface ?surface .
          ?evidence pk:start ?from ; pk:end ?to
          FILTER(?start < ?from || ?end > ?to)
          BIND(CONCAT(?surface, " stands outside of the passage given as its evidence") AS ?message)
        }""",
    "order-gap": """
        SELECT ?node ?message WHERE {
          { SELECT ?node (COUNT(DISTINCT ?order) AS ?n) (MAX(?order) AS ?last) (COUNT(?a) AS ?all)
            WHERE { ?node pk:hasAssignment ?a . ?a pk:order ?order } GROUP BY ?node }
          FILTER(?n != ?last || ?n != ?all)
          BIND("its bearers are not numbered one by one" AS ?message)
        }""",
    "impossible-date": """
        SELECT ?node ?message WHERE {
          ?node pk:date|pk:issued ?date FILTER NOT EXISTS { ?node pk:earliest|pk:latest ?day }
          BIND(CONCAT(STR(?date), " is no date; correct it as EDTF: 2015, 2015-06, 2018-23, 2016/2020") AS ?message)
        }""",
    "due-before-issue": """
        SELECT ?node ?message WHERE {
          ?node a pk:Deadline ; pk:latest ?latest ; pk:task/pk:document/pk:earliest ?issued ; pk:surface ?surface
          FILTER(?latest < ?issued)
          BIND(CONCAT(?surface, " is over before the document is issued") AS ?message)
        }""",
}
_FINDINGS = "SELECT ?code ?node ?message WHERE { ?node a pk:Finding ; pk:findingCode ?code ; pk:message ?message }"


class Problem(NamedTuple):
    """Something to look at: `code` says of which sort, `node` is the IRI that it is about."""

    code: str
    node: str
    message: str


def problems(index: Index) -> tuple[Problem, ...]:
    """The readers' findings, then what the ledger and the graph's own facts do not agree on; in a fixed order."""
    found = [Problem(str(code), str(node), str(message)) for code, node, message in index.select(_FINDINGS)]
    amiss = [
        Problem(code, str(node), str(message))
        for code, query in _CHECKS.items()
        for node, message in index.select(query)
    ]
    return (*sorted(found), *sorted(amiss))
