"""Which bearers co-lead the most tasks: the gallery's query on Oxigraph, on rdflib's own store and in kglab."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple, cast

from rdflib import Dataset, Graph, Literal, Variable

from benchmarks.texts import ROOT, sample
from benchmarks.timing import Ratio, machine, report, seconds
from graph.folder.files import write
from graph.folder.rdf import document_quads
from graph.store.index import PREFIXES, Binding, Cell, Rows, open_index
from ontology.records import Document
from policykg import document
from queries.gallery import question

QUESTION = "co-leads"
GIVEN: dict[str, Binding] = {"given_collectives": True, "given_kind": "any", "given_document": "", "given_region": ""}
SIZES = (10_000, 100_000)
LIMIT = 120  # seconds that rdflib is given
REPEATS = 7


def measure() -> list[Ratio]:
    """The question's time at each size; who has no answer within the limit is stopped there."""
    return [ratio for size in SIZES for ratio in _at(size)]


def grown(size: int) -> Iterator[Document]:
    """The sample's documents over and over, each time under new ids, as long as they make no more triples than that."""
    made, texts = 0, sample()
    originals = [document(text.path, context=text.context) for text in texts]
    for n in count():
        for original in originals:
            name = f"{original.id}-{n}"
            copy = replace(original, id=name, source=replace(original.source, name=f"{name}.txt"))
            made += len(document_quads(copy))
            if made > size:
                return
            yield copy


def _at(size: int) -> list[Ratio]:
    with TemporaryDirectory() as folder:
        kg = Path(folder) / "kg"
        write(kg, ((copy, "") for copy in grown(size)))
        index = open_index(kg)
        ours = median(seconds(lambda: index.select(_query(), GIVEN)) for _ in range(REPEATS))
        what, right = f"{QUESTION} at {len(index.store):,} triples, on Oxigraph", _counts(index.select(_query(), GIVEN))
        others = {"on rdflib's own store": "rdflib"} | ({"in kglab": "kglab"} if find_spec("kglab") else {})
        found = []
        for against, engine in others.items():
            answer = _answer_in_time(kg, engine)
            assert answer is None or answer.rows == right, "the two answers differ"
            found.append(Ratio(what, ours, against, answer.seconds if answer else LIMIT, stopped=answer is None))
        return found


def _query() -> str:
    query = question(QUESTION).query
    assert query is not None
    return query


def _counts(rows: Rows[Cell]) -> dict[str, int]:
    at, id = rows.columns.index("tasks"), rows.columns.index("id")
    return {str(row[id]): int(str(row[at])) for row in rows}


class Answer(NamedTuple):
    """How long it took, and the tasks by bearer."""

    seconds: float
    rows: dict[str, int]


def _answer_in_time(kg: Path, engine: str) -> Answer | None:
    """The engine's answer, in a process of its own; None where the limit stops it. Loading is not counted."""
    command = [sys.executable, "-m", "benchmarks.questions", engine, str(kg)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "loaded\n"
        try:
            said, _ = child.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            child.kill()
            return None
    return Answer(*json.loads(said))


def _on_another(engine: str, kg: Path) -> None:
    """What the process of its own does: load, say so, answer once and print the answer."""
    own = Dataset(default_union=True)
    for path in sorted(kg.rglob("*.nq")):
        own.parse(path, format="nquads")
    graph: Graph = own if engine == "rdflib" else _in_kglab(own)
    print("loaded", flush=True)
    given = {name: Literal(value) for name, value in GIVEN.items()}
    start = perf_counter()
    rows = graph.query(_query(), initNs=PREFIXES, initBindings=given).bindings
    taken = perf_counter() - start
    print(json.dumps([taken, {str(row[Variable("id")]): int(str(row[Variable("tasks")])) for row in rows}]))


def _in_kglab(own: Dataset) -> Graph:
    """The same triples in kglab's graph, which knows no named graphs."""
    holder = import_module("kglab").KnowledgeGraph()
    for triple in own.triples((None, None, None)):
        holder.rdf_graph().add(triple)
    return cast("Graph", holder.rdf_graph())


if __name__ == "__main__":
    _on_another(sys.argv[1], Path(sys.argv[2])) if sys.argv[1:] else report(machine(), measure())
