"""Alignment as people see it: their verdicts on two tasks overrule the method; where it is in doubt, they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.alignment.align import Pair, align_profiles, is_near, paired, weighed
from graph.alignment.candidates import nearest
from graph.alignment.profiles import Profile, profile
from graph.alignment.tasktexts import TaskText, tasks_in
from graph.store.index import Index
from graph.store.judged import Verdicts, verdicts

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

    def found(self, a: str, b: str) -> tuple[Pair, ...]:
        """The counterparts of a's tasks in b as the method alone has them."""
        return align_profiles(self.profiles(a), self.profiles(b))

    def pairs(self, a: str, b: str) -> tuple[Pair, ...]:
        """The counterparts of a's tasks in b, in the order of both."""
        return self._settled(a, b, self.found(a, b))

    def reviewed(self, a: str, b: str) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
        """The same, and those pairs that a person should judge and has not.

        Near the threshold on either side (those below it with the relation `different`), and tasks with several
        counterparts.
        """
        found, above, below = weighed(self.profiles(a), self.profiles(b)), self.tasks(a), self.tasks(b)
        doubtful = (
            pair
            for pair in found
            if (is_near(pair) or pair.relation == "part")
            and below[pair.b_position - 1].id not in self.verdicts.get(above[pair.a_position - 1].id, {})
        )
        return self._settled(a, b, found), tuple(doubtful)

    def _settled(self, a: str, b: str, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
        return settled(pairs, self.tasks(a), self.tasks(b), self.verdicts)

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
