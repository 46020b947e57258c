"""Every question of the gallery on the corpus, with the values that it must have: each within its limit of CPU time.

python -m benchmarks.gallery
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.texts import CORPUS, SAMPLE
from benchmarks.timing import Ratio, seconds
from graph.store.index import Index, open_index
from ontology.errors import QuestionError
from policykg import build
from queries.gallery import ask, questions

LIMIT = 0.2  # seconds of CPU time, to which other work on the machine adds little
REPEATS = 5


def times(index: Index) -> dict[str, float]:
    """How long each question takes, in seconds; those whose example the graph does not have are left out."""
    found = {}
    for name, question in questions().items():
        given = {one.name: one.example for one in question.header.parameters if one.default is None}
        try:
            ask(index, name, given)
        except QuestionError:
            continue
        asked = partial(ask, index, name, given)
        found[name] = min(seconds(asked, process_time) for _ in range(REPEATS))
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


if __name__ == "__main__":
    taken = _on_the_corpus()
    for name, time in sorted(taken.items(), key=lambda pair: -pair[1]):
        print(f"{time:.3f} s  {name}")
    slow = [name for name, time in taken.items() if time > LIMIT]
    print(f"{len(taken) - len(slow)} of {len(taken)} questions within {LIMIT} s")
    sys.exit(bool(slow))
