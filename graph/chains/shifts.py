"""What happened to a duty on its way from one document's task to its counterpart in another's.

The upper task is what was handed down, the lower what was made of it. Bearers are compared along the line (条): 教育部,
山西省教育厅 and 太原市教育局 are one line of work, so that a duty passed down that line has kept its lead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Literal

from graph.chains.texts import containment
from ontology.edtf import bounds
from ontology.records import Assignment, Deadline, Target, Task
from ontology.regions import regions

Wording = Literal["copied", "restated", "narrowed", "widened"]
Force = Literal["strengthened", "weakened", "mixed", "unchanged"]
Lead = Literal[
    "kept", "handed-down", "alike", "to-co-lead", "assigned", "internal", "reassigned", "unassigned", "not-stated"
]

COPIED = 0.9  # of either text's pairs of characters stand in the other: what differs are a few words
UNEVEN = 0.25  # between the two shares: one text holds much that the other does not
ALIKE = 0.5  # of the shorter indicator's characters stand in the other: 实训基地 and 高水平实训基地
DUE = ("by", "in", "during")


@dataclass(frozen=True, slots=True)
class TargetShift:
    """A figure and what became of it; None where one side states none. `change` is None where they do not compare."""

    upper: Target | None
    lower: Target | None
    change: float | None  # lower minus upper, in the unit; of ranges, of their lower ends


@dataclass(frozen=True, slots=True)
class Shift:
    """What differs between a task and its counterpart. Bearers are names as their documents have them."""

    wording: Wording
    force: Force  # by dates and figures: set, raised or brought forward; dropped, lowered or put off; both; neither
    lead: Lead
    copied: float  # share of the lower text's pairs of characters that stand in the upper's, 0 to 1
    days: int | None  # the lower deadline minus the upper; None where they do not compare
    upper_due: Deadline | None
    lower_due: Deadline | None
    targets: tuple[TargetShift, ...]
    joined: tuple[str, ...]  # bearers whose line the upper task does not bind
    left_out: tuple[str, ...]  # bearers whose line the lower task does not bind

    @property
    def outcomes(self) -> tuple[str, ...]:
        """All that happened, by name: the wording, what changed in force, and a lead that went to another line."""
        force = {"mixed": ("strengthened", "weakened"), "unchanged": ()}.get(self.force, (self.force,))
        return (self.wording, *force, *(("reassigned",) if self.lead == "reassigned" else ()))


def shift(upper: Task, lower: Task, *, same_region: bool = False, whole: bool = True) -> Shift:
    """What happened to the upper task in the lower one.

    `same_region` says that both documents speak of one territory: 300 groups in the nation and 10 in a province do not
    compare, but shares (50%) and rates (12000 元/生) always do. Where the two are counterparts in a part only, `whole`
    is false: a date or figure that the lower lacks may stand in another counterpart, and is no weakening.
    """
    before, after = due(upper), due(lower)
    targets = tuple(_target_shifts(upper.targets, lower.targets, same_region))
    days = _days(before, after)
    signs = {_deadline_sign(before, after, days, whole), *(_sign(target, whole) for target in targets)}
    forward, back = containment(lower.text, upper.text), containment(upper.text, lower.text)
    return Shift(
        _wording(forward, back),
        _force(signs),
        _lead(upper, lower),
        forward,
        days,
        before,
        after,
        targets,
        joined=_others(lower, upper),
        left_out=_others(upper, lower),
    )


def principals(task: Task) -> tuple[Assignment, ...]:
    """The leads; where none is marked, the joint bearers: the design's rule of who co-leads. In the printed order."""
    leads = tuple(one for one in task.assignments if one.role == "lead")
    return leads or tuple(one for one in task.assignments if one.role == "joint")


def line(bearer: Assignment) -> str:
    """What makes bearers of different tiers counterparts: the line of an agency, the tier of a government, else a name.

    山西省教育厅 is `education`, 各市人民政府 and 太原市人民政府 `government prefecture`, 教务处 itself.
    """
    governs = bearer.kind == "government" or (bearer.kind == "collective" and bearer.agency.endswith("政府"))
    if governs and bearer.level:
        return f"government {bearer.level}"
    return bearer.function or bearer.agency


def due(task: Task) -> Deadline | None:
    """When the whole task is due: the last of its dates to be kept; where it has none, the earliest that it begins."""
    dated = [(bounds_of(deadline), deadline) for deadline in task.deadlines]
    ends = [(last, deadline) for (_, last), deadline in dated if last and deadline.type in DUE]
    starts = [(first, deadline) for (first, _), deadline in dated if first and deadline.type == "from"]
    if ends:
        return max(ends, key=lambda pair: pair[0])[1]
    return min(starts, key=lambda pair: pair[0])[1] if starts else None


def bounds_of(deadline: Deadline | Target) -> tuple[date | None, date | None]:
    """First and last day of a date; None for what is no EDTF, which graph/checks/check.py reports."""
    try:
        return bounds(deadline.date) if deadline.date else (None, None)
    except ValueError:
        return None, None


def _force(signs: Set[int]) -> Force:
    if {1, -1} <= signs:
        return "mixed"
    return "strengthened" if 1 in signs else "weakened" if -1 in signs else "unchanged"


def _wording(forward: float, back: float) -> Wording:
    if min(forward, back) >= COPIED:
        return "copied"
    if abs(forward - back) < UNEVEN:
        return "restated"
    return "narrowed" if forward > back else "widened"


def _days(before: Deadline | None, after: Deadline | None) -> int | None:
    """A date to be kept compares with one, a beginning with one; 2015年起 and 2015年底前 do not compare."""
    if before is None or after is None or (before.type == "from") != (after.type == "from"):
        return None
    side = 0 if before.type == "from" else 1
    one, other = bounds_of(before)[side], bounds_of(after)[side]
    return (other - one).days if one and other else None


def _deadline_sign(before: Deadline | None, after: Deadline | None, days: int | None, whole: bool) -> int:
    """1 for a date earlier than above or set where none was, -1 for a later one or one that was dropped."""
    if days is not None:
        return (days < 0) - (days > 0)
    return (after is not None and before is None) - (whole and before is not None and after is None)


def _target_shifts(upper: Iterable[Target], lower: Iterable[Target], same_region: bool) -> Iterable[TargetShift]:
    """Figures of one unit with the most similar indicators, then those that only one side has."""
    before, after = ([one for one in some if not one.optional] for some in (upper, lower))
    scored = sorted(
        ((-_alike(one, other), i, j) for (i, one), (j, other) in product(enumerate(before), enumerate(after))),
    )
    taken: dict[int, int] = {}
    for score, i, j in scored:
        if -score >= ALIKE and i not in taken and j not in taken.values():
            taken[i] = j
    for i, one in enumerate(before):
        other = after[taken[i]] if i in taken else None
        yield TargetShift(one, other, _change(one, other, same_region) if other else None)
    yield from (TargetShift(None, one, None) for j, one in enumerate(after) if j not in taken.values())


def _alike(one: Target, other: Target) -> float:
    if one.unit != other.unit:
        return 0.0
    common = (Counter(one.indicator) & Counter(other.indicator)).total()
    return common / max(1, min(len(one.indicator), len(other.indicator)))


def _change(upper: Target, lower: Target, same_region: bool) -> float | None:
    if not (same_region or upper.unit == "%" or "/" in upper.unit):
        return None
    return _least(lower) - _least(upper)


def _least(target: Target) -> float:
    return target.value[0] if isinstance(target.value, tuple) else target.value


def _sign(target: TargetShift, whole: bool) -> int:
    """1 for a figure raised or set, -1 for one lowered or dropped; a ceiling (<=) is stronger the lower it is."""
    if target.upper is None or target.lower is None:
        return (target.upper is None) - (whole and target.lower is None)
    change = target.change or 0.0
    raised = (change > 0) - (change < 0)
    return -raised if target.lower.comparator == "<=" else raised


def _lead(upper: Task, lower: Task) -> Lead:
    """What became of the lead: of the first principal, which is the conventional lead, and its line.

    A duty of 教育厅 and 财政厅 that 财政局 leads below went to a co-lead; one that 农业局 leads was reassigned.
    """
    above, below = principals(upper), principals(lower)
    if not below:
        return "unassigned" if above else "not-stated"
    if not above:
        return "assigned"
    if above[0].agency == below[0].agency:
        return "kept"
    if line(above[0]) in map(line, below):
        return _way(above[0].region, below[0].region)
    if line(below[0]) in map(line, above):
        return "to-co-lead"
    return "internal" if all(one.kind == "unit" for one in below) else "reassigned"


def _way(above: str | None, below: str | None) -> Lead:
    """How a lead stays in its line: down the territory, or with the like body of another place, as of two provinces."""
    if above == below:
        return "kept"
    try:
        upper, lower = (regions().get(one) if one else None for one in (above, below))
    except KeyError:  # of an older registry
        return "alike"
    return "handed-down" if upper is None or (lower and regions().is_within(lower, upper)) else "alike"


def _others(task: Task, other: Task) -> tuple[str, ...]:
    """The task's bearers whose line binds nobody in the other; none where the other names nobody at all."""
    lines = set(map(line, other.assignments))
    return tuple(one.agency for one in task.assignments if lines and line(one) not in lines)
