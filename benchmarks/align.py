"""Alignment along a chain: seconds for 50, 100 and 200 made-up documents of 30 tasks, each aligned with the one before.

Run it on its own: python -m benchmarks.align. The last column should stay about the same: time goes with the links.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from random import Random

from benchmarks.timing import Ratio, seconds
from graph.alignment.align import align_profiles
from graph.alignment.profiles import profile, topics
from graph.alignment.tasktexts import TaskText

DOCUMENTS = (50, 100, 200)
TASKS = 30
VERBS = ("完善", "推进", "加强", "建立健全", "支持", "落实")
ENDS = ("工作", "机制", "体系建设", "有关政策", "行动计划", "试点")


def chain(documents: int) -> list[list[TaskText]]:
    """Documents of 30 tasks of three clauses each; the next keeps a clause of each task and words the others anew."""
    random, words = Random(1), sorted(topics())
    clauses = [[_clause(random, words) for _ in range(3)] for _ in range(TASKS)]
    found = []
    for _ in range(documents):
        texts = ["，".join(task) + "。" for task in clauses]
        found.append([TaskText(str(n), n, text, frozenset()) for n, text in enumerate(texts, 1)])
        clauses = [[task[0], _clause(random, words), _clause(random, words)] for task in clauses]
    return found


def _clause(random: Random, words: list[str]) -> str:
    return random.choice(VERBS) + random.choice(words) + random.choice(words) + random.choice(ENDS)


def run(documents: list[list[TaskText]]) -> int:
    """Align the chain; how many pairs were found."""
    profiles = [[profile(task) for task in document] for document in documents]
    return sum(len(align_profiles(a, b)) for a, b in pairwise(profiles))


def measure() -> list[Ratio]:
    """A link of the longest chain against one of the shortest."""
    run(chain(2))  # the word lists are read once
    made = {size: chain(size) for size in (DOCUMENTS[0], DOCUMENTS[-1])}
    (short, a), (long, b) = ((size, seconds(partial(run, one)) / (size - 1)) for size, one in made.items())
    return [Ratio(f"align a link of a chain of {long} documents", b, f"of {short} documents", a)]


if __name__ == "__main__":
    run(chain(2))  # the word lists are read once
    for size in DOCUMENTS:
        made = chain(size)
        taken = seconds(lambda made=made: run(made))
        print(f"{size:4} documents, {size - 1:3} links: {taken:6.2f} s, {1000 * taken / (size - 1):5.1f} ms a link")
