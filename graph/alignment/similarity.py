"""How alike two tasks are, feature by feature; each from 0 (nothing in common) to 1.

Vectors are tf-idf (1 + ln tf, smoothed idf) and compared by cosine: Salton and Buckley (1988), Term-weighting
approaches in automatic text retrieval, Information Processing & Management 24(5).
Coverage is the share of one's weight that the other has too, which finds a short task inside a long one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from graph.alignment.profiles import Profile, Weights, rarity

FEATURES = (
    "topics",  # cosine of the tasks' topics
    "clause_topics",  # cosine of the topics of two clauses, the more firmly the more they share; the best two
    "topics_covered",  # topics of the one met clause by clause in the other, the better covered of the two …
    "topics_shared",  # … and the less covered
    "clause_words",  # coverage of the best covered clause by the other task's characters
    "opening",  # cosine of the first sentences' characters
    "functions",  # lines of government bound by both, weighted Jaccard
)

_FIRM = 6.0  # weight of shared topics at which a clause pair counts half: one common topic alone proves little


@dataclass(frozen=True, slots=True)
class Vectors:
    """A task's vectors of length one, weighted for the pair of documents at hand."""

    profile: Profile
    topics: Weights
    clauses: tuple[tuple[Weights, float], ...]  # each with its share of the task's topics
    opening: Weights
    said: tuple[tuple[AbstractSet[str], float], ...]  # each clause's characters, and what they weigh


class Comparison:
    """Two documents' tasks, weighted by how rare their features are among the tasks of both."""

    def __init__(self, a: Sequence[Profile], b: Sequence[Profile]) -> None:
        tasks = [*a, *b]
        self.grams = rarity(task.grams for task in tasks)
        self.topics = rarity(task.topics for task in tasks)
        self.functions = rarity(task.task.functions for task in tasks)
        self.a = [self._vectors(task) for task in a]
        self.b = [self._vectors(task) for task in b]

    def features(self, i: int, j: int) -> tuple[float, ...]:
        """What FEATURES names, of task i of the one and task j of the other (from 0)."""
        a, b = self.a[i], self.b[j]
        nothing = [0.0] * len(b.clauses)
        table = [
            nothing if one.keys().isdisjoint(b.topics) else [dot(one, other) for other, _ in b.clauses]
            for one, _ in a.clauses
        ]
        turned = [[row[k] for row in table] for k in range(len(b.clauses))]
        one, other = _covered(table, a.clauses), _covered(turned, b.clauses)
        return (
            dot(a.topics, b.topics),
            self._best_clauses(table, a, b),
            max(one, other),
            min(one, other),
            max(self._clause_words(a, b), self._clause_words(b, a)),
            dot(a.opening, b.opening),
            self._functions(a.profile.task.functions, b.profile.task.functions),
        )

    def _vectors(self, task: Profile) -> Vectors:
        clauses = [(unit(c.topics, self.topics), sum(self.topics[t] for t in c.topics)) for c in task.clauses]
        whole = sum(weight for _, weight in clauses) or 1.0
        kept = tuple((vector, weight / whole) for vector, weight in clauses if vector)
        said = tuple((clause.pairs, self._weight(clause.pairs, self.grams)) for clause in task.clauses)
        return Vectors(task, unit(task.topics, self.topics), kept, unit(task.opening, self.grams), said)

    def _best_clauses(self, table: Sequence[Sequence[float]], a: Vectors, b: Vectors) -> float:
        best = 0.0
        for row, (one, _) in zip(table, a.clauses, strict=True):
            if max(row, default=0.0) <= best:
                continue
            for cosine, (other, _) in zip(row, b.clauses, strict=True):
                if cosine > best:  # else no firmness can lift it
                    shared = self._weight(one.keys() & other.keys(), self.topics)
                    best = max(best, cosine * shared / (shared + _FIRM))
        return best

    def _clause_words(self, a: Vectors, b: Vectors) -> float:
        whole, rare = b.profile.pairs, self.grams
        return max((self._weight(part & whole, rare) / weight for part, weight in a.said if weight), default=0.0)

    def _functions(self, a: AbstractSet[str], b: AbstractSet[str]) -> float:
        return self._weight(a & b, self.functions) / self._weight(a | b, self.functions) if a & b else 0.0

    @staticmethod
    def _weight(features: Iterable[str], rare: Weights) -> float:
        return math.fsum(map(rare.__getitem__, features))  # exact, so that the order of a set cannot tell


def unit(counts: Counter[str], rare: Weights) -> Weights:
    """The tf-idf vector of length one."""
    weights = {feature: (1 + math.log(n)) * rare[feature] for feature, n in sorted(counts.items())}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {feature: weight / length for feature, weight in weights.items()}


def dot(a: Weights, b: Weights) -> float:
    """The cosine of vectors of length one."""
    if a.keys().isdisjoint(b):
        return 0.0
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[feature] for feature, weight in a.items() if feature in b)


def _covered(table: Sequence[Sequence[float]], clauses: Sequence[tuple[Weights, float]]) -> float:
    """How far the clauses, each by its share, meet a like one in the other task; the table has a row a clause."""
    return sum(max(row, default=0.0) * share for row, (_, share) in zip(table, clauses, strict=True))
