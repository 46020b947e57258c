"""The review queue: what a person should look at, what matters most first, in the columns of corrections.csv.

Of two aligned tasks only the action is wanted (same, part or different): id and value name them, `was` has their texts.
Of a task's codes, the action is `code` and the value to be mended where it is wrong.

A row's `effect` is the number of entries of the rankings that a correction of it would change: for a name, each of its
tasks in the counts by bearer, and each pair in which it co-leads; for an unread passage, the bearers that a task of its
document has on average; for an inferred field of a document, all of its tasks; for two aligned tasks, their row among
the counterparts, and each of the two that gains its first counterpart or loses its last; for codes, the task.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from graph.alignment.align import is_near
from graph.alignment.verdicts import Alignment
from graph.chains.chain import chain
from graph.store.index import Index
from ontology import iri
from ontology.corrections import BETWEEN, COLUMNS
from queries.questions.codes import book_of, codings
from queries.select import Record, plain, records
from queries.tables import Column, Table, Words

SHOWN = (*COLUMNS, "effect", "question", "read_as", "recognised", "document", "task")
NAMES = """
SELECT ?assignment ?task ?text ?bearer ?read_as ?surface ?match ?document ?message {
  ?assignment a pk:Assignment ; pk:task ?task ; pk:agency ?bearer ; pk:agencyName ?read_as ; pk:surface ?surface ;
    pk:match ?match ; pk:start ?start .
  ?task pk:document ?document ; pk:text ?text .
  OPTIONAL {
    ?document pk:hasFinding ?finding . ?finding pk:start ?start ; pk:findingCode ?code ; pk:message ?message
    FILTER(?code IN ("unknown-agency", "doubtful-agency"))
  }
  FILTER(BOUND(?message) || ?match IN ("unknown", "composed", "spelling"))
} ORDER BY ?assignment ?message"""
PRINCIPALS = "SELECT ?task ?bearer { ?task pk:principal ?bearer } ORDER BY ?task ?bearer"
FINDINGS = """
SELECT ?id ?question ?document ?message {
  { ?id a pk:Finding ; pk:findingCode ?question ; pk:message ?message
    FILTER(?question NOT IN ("unknown-agency", "doubtful-agency")) }
  UNION
  { ?id a pk:LedgerEntry ; pk:fate "unread" ; pk:reason ?message ; pk:start ?start ; pk:document ?of
    BIND("unread" AS ?question)
    MINUS { ?told a pk:Finding ; pk:findingCode "unread" ; pk:start ?start ; pk:document ?of } }
  UNION
  { ?id a pk:Document ; pk:inferred ?message BIND("inferred" AS ?question)
    FILTER(!STRENDS(?message, ": context")) }
  OPTIONAL { ?id pk:document ?in }
  BIND(COALESCE(?in, ?id) AS ?document)
} ORDER BY ?id ?message"""
SIZES = """
SELECT ?document (COUNT(DISTINCT ?task) AS ?tasks) (COUNT(?assignment) AS ?assignments) {
  ?task a pk:Task ; pk:document ?document OPTIONAL { ?task pk:hasAssignment ?assignment }
} GROUP BY ?document"""


def queue(index: Index, beside: Sequence[tuple[str, str]] = (), codebook: str = "themes") -> Table:
    """Doubtful names, findings, unread passages, inferred fields, doubtful counterparts and codes, by effect.

    A field that the user gave (corpus.toml, options) is not inferred. Counterparts are those along the chains, and of
    the pairs of documents given by id; codes those of the codebook of that name or file. Raises QuestionError where the
    graph has no document of such an id, RegistryError where the codebook is none.
    """
    rows = [*_names(index), *_findings(index), *_pairs(index, beside), *_codes(index, codebook)]
    rows.sort(key=lambda row: (-int(row["effect"] or 0), str(row["question"]), str(row["id"]), str(row["was"])))
    columns = tuple(Column(name, Words(name, name)) for name in SHOWN)
    return Table(columns, tuple(tuple(row.get(name) for name in SHOWN) for row in rows))


def _names(index: Index) -> Iterator[Record]:
    """A row for each bearer and way to print it: one line settles all of its places."""
    partners = Counter(str(row["task"]) for row in records(index, PRINCIPALS))
    leads = {(row["task"], row["bearer"]) for row in records(index, PRINCIPALS)}
    effects: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    first: dict[tuple[str, str], Record] = {}
    for row in records(index, NAMES):
        key = str(row["bearer"]), str(row["surface"])
        pairs = partners[str(row["task"])] - 1 if (row["task"], row["bearer"]) in leads else 0
        effects[key][str(row["assignment"])] = 1 + pairs
        first.setdefault(key, row)
    for (bearer, surface), row in first.items():
        yield {
            "id": bearer,
            "was": surface,
            "effect": sum(effects[bearer, surface].values()),
            "question": str(row["message"] or f"{row['match']} name: is it this body?"),
            "read_as": row["read_as"],
            "recognised": row["match"],
            "document": row["document"],
            "task": row["text"],
        }


def _findings(index: Index) -> Iterator[Record]:
    sizes = {row["document"]: row for row in records(index, SIZES)}
    for row in records(index, FINDINGS):
        size = sizes.get(row["document"], {"tasks": 0, "assignments": 0})
        tasks, assignments = int(size["tasks"] or 0), int(size["assignments"] or 0)
        each = round(assignments / tasks) if tasks else 1
        effect = {"unread": max(each, 1), "inferred": tasks}.get(str(row["question"]), 1)
        question = f"{row['question']}: {row['message']}"
        yield {"id": row["id"], "was": "", "effect": effect, "question": question, "document": row["document"]}


def _pairs(index: Index, beside: Sequence[tuple[str, str]]) -> Iterator[Record]:
    """A row for each pair of tasks that the method is not sure of, or that is one of several of a task."""
    alignment = Alignment(index)
    linked = ((link.upper.document, link.lower.document) for link in chain(index).applied)
    for above, below in dict.fromkeys((*((a, b) for a, b in linked if a and b), *beside)):
        upper, lower = alignment.tasks(above), alignment.tasks(below)
        found, doubtful = alignment.reviewed(above, below)
        met = Counter(id for at in found for id in (upper[at.a_position - 1].id, lower[at.b_position - 1].id))
        for pair in doubtful:
            one, other = upper[pair.a_position - 1], lower[pair.b_position - 1]
            doubt = "near the threshold" if is_near(pair) else "one of several counterparts"
            alone = 0 if pair.relation == "different" else 1  # a counterpart counts itself
            yield {
                "id": plain(one.id),
                "value": plain(other.id),
                "was": one.text + BETWEEN + other.text,
                "effect": 1 + sum(met[task.id] == alone for task in (one, other)),
                "question": f"{doubt}: same, part or different?",
                "read_as": f"{pair.relation} {pair.score}",
                "recognised": f"{pair.method}: {'、'.join(pair.words)}",
                "document": f"{plain(iri.document(above))} ← {plain(iri.document(below))}",
            }


def _codes(index: Index, codebook: str) -> Iterator[Record]:
    """A row for each task of which a person should say what codes it has; the value proposes what was found."""
    book = book_of(codebook)
    for task, coding in codings(index, book):
        if coding.doubt:
            found = "|".join(one.code for one in coding.codes)
            yield {
                "id": task["id"],
                "value": f"{book.name}: {found}",
                "was": task["task"],
                "effect": 1,
                "question": f"{coding.doubt}: which codes of {book.name}?",
                "read_as": found,
                "recognised": "、".join(word.text for one in coding.codes for word in one.words),
                "document": task["in"],
            }
