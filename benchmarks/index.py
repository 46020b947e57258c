"""A million triples: loading them against pyoxigraph's own bulk load, and each question against its query alone.

python -m benchmarks.index [DOCUMENTS]        default: 500, made up; some 2,000 triples each
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from pyoxigraph import RdfFormat, Store, Variable

from benchmarks.corpus import write_sources
from benchmarks.timing import Ratio, in_turn, machine, report
from graph.store.index import PREFIXES, Index, as_term, open_index
from ontology.errors import QuestionError
from policykg import build
from queries.gallery import Question, ask, questions
from queries.parameters import Value, check
from queries.seeing import PARAMETERS
from queries.select import GIVEN

DOCUMENTS = 500
REPEATS = 3
# what takes a value without a default is asked with one of the graph's own
ANY = {
    "document": "SELECT ?id { ?d a pk:Document ; dcterms:identifier ?id } ORDER BY ?id LIMIT 1",
    "region": "SELECT ?name { ?d a pk:Document ; pk:region/pk:fullName ?name } ORDER BY ?name LIMIT 1",
    "agency": "SELECT ?name { ?b a pk:Agency ; skos:prefLabel ?name } ORDER BY ?name LIMIT 1",
    "id": "SELECT ?task { ?task a pk:Task } ORDER BY ?task LIMIT 1",
    "function": "SELECT ?name { ?f a pk:Function ; skos:prefLabel ?name } ORDER BY ?name LIMIT 1",
}


def measure(documents: int = DOCUMENTS) -> list[Ratio]:
    """Loading first, then the questions that are one query, the longest first."""
    with TemporaryDirectory() as place:
        sources, kg = Path(place) / "sources", Path(place) / "kg"
        write_sources(documents, sources)
        build([sources], kg, jobs=2)
        index = open_index(kg)
        data = b"".join((kg / name).read_bytes() for name in index.manifest.files)
        pair = in_turn(partial(open_index, kg), partial(_bulk, data), REPEATS, process_time)
        loading = Ratio(
            f"open an index of {len(index.store):,} triples, CPU", pair[0], "pyoxigraph's bulk load", pair[1]
        )
        return [loading, *sorted(_asked(index), key=lambda one: -one.seconds)]


def _bulk(data: bytes) -> None:
    Store().bulk_load(data, format=RdfFormat.N_QUADS)


def _asked(index: Index) -> Iterator[Ratio]:
    for name, question in questions().items():
        if question.query is None:
            continue
        given = {
            one.name: _any(index, one.type, one.example) for one in question.header.parameters if one.default is None
        }
        try:
            values = check(name, question.header.parameters, given, index)
        except QuestionError:
            continue
        pair = in_turn(
            partial(ask, index, name, given), partial(_alone, index, question, values), REPEATS, process_time
        )
        yield Ratio(f"ask {name}, CPU", pair[0], "the query alone", pair[1])


def _any(index: Index, type: str, example: str) -> str:
    found = index.select(ANY[type]).rows if type in ANY else ()
    return str(found[0][0]) if found else example


def _alone(index: Index, question: Question, values: dict[str, Value]) -> None:
    """The query as pyoxigraph runs it, its rows taken."""
    assert question.query is not None
    seen = {one.name for one in PARAMETERS}
    given = {Variable(GIVEN + name): as_term(value) for name, value in values.items() if name not in seen}
    for _ in index.store.query(question.query, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=given):
        pass


if __name__ == "__main__":
    report(machine(), measure(*map(int, sys.argv[1:])))
