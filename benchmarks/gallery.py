"""Every question of the gallery: on the corpus, each within its limit of CPU time; on made-up graphs, how it grows.

python -m benchmarks.gallery                   on the corpus, with the values that its parameters have as examples
python -m benchmarks.gallery DOCUMENTS...      on so many made-up documents, some 2,000 triples each: 500 5000
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.corpus import write_sources
from benchmarks.texts import CORPUS, SAMPLE
from benchmarks.timing import Ratio, seconds
from graph.store.index import Index, open_index
from ontology.errors import QuestionError
from policykg import build
from queries.gallery import Question, ask, questions

LIMIT = 0.2  # seconds of CPU time, to which other work on the machine adds little
REPEATS = 5
# of each type, a value that the graph itself has
OWN = {
    "document": "SELECT ?id { ?d a pk:Document ; dcterms:identifier ?id } ORDER BY ?id LIMIT 1",
    "region": "SELECT ?name { ?d a pk:Document ; pk:region/pk:fullName ?name } ORDER BY ?name LIMIT 1",
    "agency": "SELECT ?name { ?b a pk:Agency ; skos:prefLabel ?name } ORDER BY ?name LIMIT 1",
    "id": "SELECT ?task { ?task a pk:Task } ORDER BY ?task LIMIT 1",
    "function": "SELECT ?name { ?f a pk:Function ; skos:prefLabel ?name } ORDER BY ?name LIMIT 1",
    "date": "SELECT (MAX(?day) AS ?last) { ?deadline pk:latest ?day }",
    "text": "SELECT ?text { ?task pk:text ?text } ORDER BY ?text LIMIT 1",
}
Values = Callable[[Index, Question], dict[str, str]]


def examples(index: Index, question: Question) -> dict[str, str]:
    """The examples of the parameters that must be given."""
    return {one.name: one.example for one in question.header.parameters if one.default is None}


def own(index: Index, question: Question) -> dict[str, str]:
    """Values of the graph for the parameters that must be given, examples where it has none."""
    given = examples(index, question)
    for one in question.header.parameters:
        if one.name in given and one.type in OWN and (found := index.select(OWN[one.type]).rows):
            given[one.name] = str(found[0][0])
    return given


def times(index: Index, values: Values = examples, repeats: int = REPEATS) -> dict[str, float]:
    """How long each question takes, in seconds; those whose values the graph does not have are left out."""
    found = {}
    for name, question in questions().items():
        given = values(index, question)
        try:
            ask(index, name, given)
        except QuestionError:
            continue
        asked = partial(ask, index, name, given)
        found[name] = min(seconds(asked, process_time) for _ in range(repeats))
    return found


def measure() -> list[Ratio]:
    """The slowest question on the corpus, and the middle one."""
    taken = sorted(_on_the_corpus().items(), key=lambda pair: pair[1])
    slowest, middle = taken[-1], taken[len(taken) // 2]
    return [
        Ratio(f"slowest of {len(taken)} questions on the corpus ({slowest[0]}), CPU", slowest[1], "its limit", LIMIT),
        Ratio(f"the middle one ({middle[0]}), CPU", middle[1], "its limit", LIMIT),
    ]


def _on_the_corpus() -> dict[str, float]:
    with TemporaryDirectory() as folder:
        build([CORPUS if CORPUS.is_dir() else SAMPLE], Path(folder) / "kg")
        return times(open_index(Path(folder) / "kg"))


def _on_made_up(documents: int) -> tuple[int, dict[str, float]]:
    """How many triples there are, and how long each question takes."""
    with TemporaryDirectory() as folder:
        sources, kg = Path(folder) / "sources", Path(folder) / "kg"
        write_sources(documents, sources)
        build([sources], kg)
        index = open_index(kg)
        return len(index.store), times(index, own, repeats=1)


def _growth(sizes: list[int]) -> None:
    """Print each question's seconds by the number of triples, those that take longest on the last graph first."""
    triples, taken = zip(*map(_on_made_up, sizes), strict=True)
    print(" ".join(f"{number:>12,}" for number in triples), "triples, CPU seconds")
    for name in sorted(taken[-1], key=lambda name: -taken[-1][name]):
        print(" ".join(f"{each.get(name, float('nan')):12.3f}" for each in taken), name)


def _on_the_corpus_within_the_limit() -> bool:
    taken = _on_the_corpus()
    for name, time in sorted(taken.items(), key=lambda pair: -pair[1]):
        print(f"{time:.3f} s  {name}")
    slow = [name for name, time in taken.items() if time > LIMIT]
    print(f"{len(taken) - len(slow)} of {len(taken)} questions within {LIMIT} s")
    return not slow


if __name__ == "__main__":
    sizes = list(map(int, sys.argv[1:]))
    if sizes:
        _growth(sizes)
    elif not _on_the_corpus_within_the_limit():
        sys.exit(1)
