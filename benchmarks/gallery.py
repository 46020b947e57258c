"""Every question of the gallery on the corpus, with the values that it must have: each within its limit.

python -m benchmarks.gallery
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.texts import CORPUS, SAMPLE
from benchmarks.timing import seconds
from graph.index import Index, open_index
from ontology.errors import QuestionError
from policykg import build
from queries.gallery import ask, questions

LIMIT = 0.2  # seconds
REPEATS = 3


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
        found[name] = median(seconds(asked) for _ in range(REPEATS))
    return found


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        build([CORPUS if CORPUS.is_dir() else SAMPLE], Path(folder) / "kg")
        taken = times(open_index(Path(folder) / "kg"))
    for name, time in sorted(taken.items(), key=lambda pair: -pair[1]):
        print(f"{time:.3f} s  {name}")
    slow = [name for name, time in taken.items() if time > LIMIT]
    print(f"{len(taken) - len(slow)} of {len(taken)} questions within {LIMIT} s")
    sys.exit(bool(slow))
