"""Which tasks are worth a close comparison: those that share rare topics or characters, by an inverted index.

One task is never held against all others: only the lists of those that share a feature with it are read, and features
that stand in more than a third of all tasks have no list.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.alignment.profiles import Profile, rarity

_COMMON = 1 / 3  # share of the tasks from which a feature tells nothing apart
_FEW = 6  # tasks: among so few, every feature is common


class Postings:
    """The tasks that have a feature, by feature."""

    def __init__(self, tasks: Sequence[Profile], most: int) -> None:
        features = [task.features for task in tasks]
        self.most = most
        self._weights = rarity(features)
        lists: defaultdict[str, list[int]] = defaultdict(list)
        for place, found in enumerate(features):
            for feature in found:
                lists[feature].append(place)
        limit = max(_FEW, len(tasks) * _COMMON)
        self._lists = {feature: places for feature, places in lists.items() if len(places) <= limit}
        self._lengths = [math.sqrt(sum(self._weights[f] ** 2 for f in found)) or 1.0 for found in features]

    def like(self, task: Profile) -> list[tuple[int, float]]:
        """The places of the tasks most like it (at most `most`), the best first, with the weight of what they share."""
        shared: defaultdict[int, float] = defaultdict(float)
        for feature in task.features:
            weight = self._weights.get(feature, 0.0) ** 2
            for place in self._lists.get(feature, ()):
                shared[place] += weight
        scored = ((place, weight / self._lengths[place]) for place, weight in shared.items())
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[: self.most]


def candidates(a: Sequence[Profile], b: Sequence[Profile], most: int) -> list[tuple[int, int]]:
    """Pairs of places (from 0) in the two: for each task of either, the `most` of the other that are most like it."""
    forward, backward = Postings(b, most), Postings(a, most)
    pairs = {(i, j) for i, task in enumerate(a) for j, _ in forward.like(task)}
    return sorted(pairs | {(i, j) for j, task in enumerate(b) for i, _ in backward.like(task)})


def nearest(one: Sequence[Profile], others: Iterable[tuple[str, Sequence[Profile]]], most: int) -> list[str]:
    """The names of the documents (at most `most`) that share most with the one, best first: each of its tasks votes."""
    owners, tasks = _flat(others)
    postings, votes = Postings(tasks, most), defaultdict[str, float](float)
    for task in one:
        best: dict[str, float] = {}
        for place, weight in postings.like(task):
            best.setdefault(owners[place], weight)  # a document's best task speaks for it
        for name, weight in best.items():
            votes[name] += weight
    return sorted(votes, key=lambda name: (-votes[name], name))[:most]


def _flat(documents: Iterable[tuple[str, Sequence[Profile]]]) -> tuple[list[str], list[Profile]]:
    owners: list[str] = []
    tasks: list[Profile] = []
    for name, found in documents:
        owners += [name] * len(found)
        tasks += found
    return owners, tasks
