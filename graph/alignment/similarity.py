"""How alike two tasks are, feature by feature; each from 0 (nothing in common) to 1.

Vectors are tf-idf (1 + ln tf, smoothed idf) and compared by cosine: Salton and Buckley (1988), Term-weighting
approaches in automatic text retrieval, Information Processing & Management 24(5).
Coverage is the share of one's weight that the other has too, which finds a short task inside a long one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    shares: Sequence[float]  # of the task's topics, a clause each
    places: Mapping[str, Sequence[tuple[int, float]]]  # the clauses that name a topic, and its weight in each
    opening: Weights
    said: Mapping[str, Sequence[int]]  # the clauses in which two characters stand side by side, …
    weights: Sequence[float]  # … and what each clause's characters weigh together


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
        clauses, one, other = self._clauses(a, b)
        said = sorted(a.profile.pairs & b.profile.pairs)  # in order: the last digit of a sum of floats depends on it
        return (
            dot(a.topics, b.topics),
            clauses,
            max(one, other),
            min(one, other),
            max(self._clause_words(a, said), self._clause_words(b, said)),
            dot(a.opening, b.opening),
            self._functions(a.profile.task.functions, b.profile.task.functions),
        )

    def _vectors(self, task: Profile) -> Vectors:
        shares = [sum(self.topics[topic] for topic in clause.topics) for clause in task.clauses]
        whole = sum(shares) or 1.0
        places: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        said: defaultdict[str, list[int]] = defaultdict(list)
        for place, clause in enumerate(task.clauses):
            for topic, weight in unit(clause.topics, self.topics).items():
                places[topic].append((place, weight))
            for pair in clause.pairs:
                said[pair].append(place)
        weights = [self._weight(clause.pairs, self.grams) for clause in task.clauses]
        topics, opening = unit(task.topics, self.topics), unit(task.opening, self.grams)
        return Vectors(task, topics, [share / whole for share in shares], places, opening, said, weights)

    def _clauses(self, a: Vectors, b: Vectors) -> tuple[float, float, float]:
        """The likeness of the two clauses most alike, and how far each task's clauses meet a like one in the other."""
        cosines: defaultdict[tuple[int, int], float] = defaultdict(float)
        shared: defaultdict[tuple[int, int], float] = defaultdict(float)
        for topic, ones in a.places.items():
            for j, other in b.places.get(topic, ()):
                for i, one in ones:
                    cosines[i, j] += one * other
                    shared[i, j] += self.topics[topic]
        rows, columns, best = defaultdict[int, float](float), defaultdict[int, float](float), 0.0
        for (i, j), cosine in cosines.items():
            rows[i], columns[j] = max(rows[i], cosine), max(columns[j], cosine)
            best = max(best, cosine * shared[i, j] / (shared[i, j] + _FIRM))
        covered = sum(met * a.shares[i] for i, met in rows.items())
        return best, covered, sum(met * b.shares[j] for j, met in columns.items())

    def _clause_words(self, task: Vectors, shared: Iterable[str]) -> float:
        found: defaultdict[int, float] = defaultdict(float)
        for pair in shared:
            for place in task.said.get(pair, ()):
                found[place] += self.grams[pair]
        return max((weight / task.weights[place] for place, weight in found.items()), default=0.0)

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
