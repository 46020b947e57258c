"""Alignment as people see it: their verdicts on two tasks overrule the method; where it is in doubt, they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.align import Pair, align_profiles, model, paired, probabilities
from graph.candidates import nearest
from graph.index import Index
from graph.judgements import Relation, Verdicts, verdicts
from graph.profiles import Profile, profile
from graph.tasktexts import TaskText, tasks_in

METHOD = "person"  # by which a pair that a person judged is paired


class Alignment:
    """A graph's documents aligned with one another by id; each is read and profiled once."""

    def __init__(self, index: Index) -> None:
        self.index, self.verdicts = index, verdicts(index)
        self._profiles: dict[str, list[Profile]] = {}

    def profiles(self, document: str) -> list[Profile]:
        """The document's tasks. Raises QuestionError where the graph has no such document."""
        if document not in self._profiles:
            self._profiles[document] = [profile(task) for task in tasks_in(self.index, document)]
        return self._profiles[document]

    def tasks(self, document: str) -> list[TaskText]:
        """The same without their features."""
        return [one.task for one in self.profiles(document)]

    def pairs(self, a: str, b: str) -> tuple[Pair, ...]:
        """The counterparts of a's tasks in b, in the order of both."""
        return settled(align_profiles(self.profiles(a), self.profiles(b)), self.tasks(a), self.tasks(b), self.verdicts)

    def nearest(self, document: str, most: int = 20) -> list[str]:
        """The documents (at most `most`) that share most with this one, nearest first, without comparing all pairs."""
        others = ((name, self.profiles(name)) for name in self.index.documents() if name != document)
        return nearest(self.profiles(document), others, most)


def settled(pairs: Iterable[Pair], a: Sequence[TaskText], b: Sequence[TaskText], given: Verdicts) -> tuple[Pair, ...]:
    """The pairs of a's and b's tasks as people judged them: what is different left out, what is the same put in."""
    below = {task.id: task for task in b}
    judged = {
        (one.position, below[other].position): paired(profile(one), profile(below[other]), verdict, 1.0, METHOD)
        for one in a
        for other, verdict in given.get(one.id, {}).items()
        if other in below
    }
    found = {(pair.a_position, pair.b_position): pair for pair in pairs} | judged
    return tuple(pair for _, pair in sorted(found.items()) if pair.relation != "different")


def doubtful(a: Sequence[TaskText], b: Sequence[TaskText], given: Verdicts) -> tuple[Pair, ...]:
    """The pairs that a person should judge and has not, in the order of both.

    Near the threshold on either side (those below it with the relation `different`), and tasks with several
    counterparts.
    """
    weights, above, below = model(), [profile(task) for task in a], [profile(task) for task in b]
    found = []
    for one in probabilities(above, below, weights):
        upper, lower = above[one.a], below[one.b]
        kept = one.probability >= weights.threshold
        judged = lower.task.id in given.get(upper.task.id, {})
        if not judged and (is_near(one.probability) or (kept and not one.mutual)):
            relation: Relation = "different" if not kept else "same" if one.mutual else "part"
            found.append(paired(upper, lower, relation, one.probability, weights.method))
    return tuple(sorted(found, key=lambda pair: (pair.a_position, pair.b_position)))


def is_near(probability: float) -> bool:
    """Whether the method may well be wrong about a pair of that probability."""
    return abs(probability - model().threshold) <= model().doubt
