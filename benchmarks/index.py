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

from pyoxigraph import RdfFormat, Store

from benchmarks.corpus import write_sources
from benchmarks.gallery import own
from benchmarks.timing import Ratio, in_turn, machine, report
from graph.store.binding import bound
from graph.store.index import PREFIXES, Index, as_term, open_index
from ontology.errors import QuestionError
from policykg import build
from queries.gallery import ask, questions
from queries.parameters import Value, check
from queries.seeing import PARAMETERS
from queries.select import GIVEN

DOCUMENTS = 500
REPEATS = 5


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
        given = own(index, question)
        try:
            values = check(name, question.header.parameters, given, index)
        except QuestionError:
            continue
        alone = partial(_alone, index, _text(question.query, values))
        pair = in_turn(partial(ask, index, name, given), alone, REPEATS, process_time)
        yield Ratio(f"ask {name}, CPU", pair[0], "the query alone", pair[1])


def _text(query: str, values: dict[str, Value]) -> str:
    seen = {one.name for one in PARAMETERS}
    return bound(query, {GIVEN + name: str(as_term(value)) for name, value in values.items() if name not in seen})


def _alone(index: Index, query: str) -> None:
    """The query as pyoxigraph runs it, its rows taken."""
    for _ in index.store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True):
        pass


if __name__ == "__main__":
    report(machine(), measure(*map(int, sys.argv[1:])))
