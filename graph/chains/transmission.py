"""One document's duties in another: which were taken up and how, which were dropped, which were added; and measures.

Measures are shares from 0 to 1, days, or None where there is nothing to divide by. They count tasks as the annotation
guide cuts them, each counterpart alike whatever its score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from graph.alignment.align import Pair
from graph.chains.shifts import Shift, principals, shift
from graph.chains.texts import pairs as pairs_of_characters
from ontology.edtf import bounds
from ontology.nodes import task_iris
from ontology.records import Document, Task


@dataclass(frozen=True, slots=True)
class Placed:
    """A task with its IRI."""

    id: str
    task: Task


@dataclass(frozen=True, slots=True)
class Passed:
    """A task that was taken up, by which, and what became of it."""

    upper: Placed
    lower: Placed
    pair: Pair
    shift: Shift


@dataclass(frozen=True, slots=True)
class Transmission:
    """What became of the upper document's tasks in the lower one, in the order of the documents."""

    upper: Document
    lower: Document
    passed: tuple[Passed, ...]
    dropped: tuple[Placed, ...]  # upper tasks without a counterpart
    added: tuple[Placed, ...]  # lower tasks without one

    def counts(self) -> Counter[str]:
        """How many counterparts have each outcome; one may have several."""
        return Counter(outcome for one in self.passed for outcome in one.shift.outcomes)


@dataclass(frozen=True, slots=True)
class Measures:
    """Of one transmission; see `measures` for the formulas."""

    adoption: float | None
    origin: float | None
    delay: tuple[int, int] | None
    reproduction: float | None
    specificity_upper: float | None
    specificity_lower: float | None


def transmission(upper: Document, lower: Document, pairs: Iterable[Pair]) -> Transmission:
    """What became of the upper document's tasks, by their alignment with the lower's."""
    above, below = placed(upper), placed(lower)
    same_region = upper.jurisdiction is not None and upper.jurisdiction == lower.jurisdiction
    passed = []
    for pair in sorted(pairs, key=lambda pair: (pair.a_position, pair.b_position)):
        one, other = above[pair.a_position - 1], below[pair.b_position - 1]
        found = shift(one.task, other.task, same_region=same_region, whole=pair.relation == "same")
        passed.append(Passed(one, other, pair, found))
    taken, given = {one.upper.id for one in passed}, {one.lower.id for one in passed}
    return Transmission(
        upper,
        lower,
        tuple(passed),
        tuple(one for one in above if one.id not in taken),
        tuple(one for one in below if one.id not in given),
    )


def placed(document: Document) -> tuple[Placed, ...]:
    """The document's tasks with their IRIs."""
    return tuple(map(Placed, task_iris(document), document.tasks))


def measures(found: Transmission) -> Measures:
    """How far and how the duties were passed on.

    - adoption = upper tasks with a counterpart / upper tasks; the adoption rate of the diffusion literature (Walker
      1969), counted by duty instead of by government. 1 - adoption is the gap downwards.
    - origin = lower tasks with a counterpart / lower tasks; 1 - origin is the gap upwards: what the lower added.
    - delay = days from the upper's issue to the lower's, negative if it came before; see `delay`.
    - reproduction (政策内容再生产; reinvention in Glick and Hays 1991) = 1 - copied, where copied is the share of the
      pairs of characters of all lower tasks with counterparts that stand in those counterparts (Broder 1997).
    - specificity of a document = mean over its tasks of (has a date + has a figure + names a lead) / 3.
    """
    taken = len(found.upper.tasks) - len(found.dropped)
    given = len(found.lower.tasks) - len(found.added)
    return Measures(
        _share(taken, len(found.upper.tasks)),
        _share(given, len(found.lower.tasks)),
        delay(found.upper, found.lower),
        _reproduction(found),
        specificity(found.upper),
        specificity(found.lower),
    )


def specificity(document: Document) -> float | None:
    """The mean share of three things that tasks state: a date, a figure, a lead. None without tasks."""
    stated = [
        any(one.date for one in task.deadlines) + any(not one.optional for one in task.targets) + bool(principals(task))
        for task in document.tasks
    ]
    return _share(sum(stated), 3 * len(stated))


def delay(upper: Document, lower: Document) -> tuple[int, int] | None:
    """Least and most days from the upper document's issue to the lower's; None where either is not dated.

    The two are the same where both dates name a day; of 2019-01-24 and 2019 nobody knows which came first.
    """
    try:
        (first, last), (least, most) = (bounds(one.issued) if one.issued else (None, None) for one in (upper, lower))
    except ValueError:
        return None
    return ((least - last).days, (most - first).days) if first and last and least and most else None


def _reproduction(found: Transmission) -> float | None:
    copied = total = 0
    for _, counterparts in groupby(sorted(found.passed, key=lambda one: one.lower.id), key=lambda one: one.lower.id):
        group = list(counterparts)
        own, above = pairs_of_characters(group[0].lower.task.text), Counter[str]()
        for one in group:
            above |= pairs_of_characters(one.upper.task.text)
        copied, total = copied + (own & above).total(), total + own.total()
    return 1 - copied / total if total else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
