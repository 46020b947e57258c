"""Measures of how responsibility is laid out: coordination load, concentration of leads, orphans, direction of ties.

All are pure functions over duties (portfolio.py) or plain numbers, and give None where there is nothing to
divide by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.measures.portfolio import Duty, lead_counts


@dataclass(frozen=True, slots=True)
class Governance:
    """The measures of a set of duties; see `governance` for the formulas."""

    tasks: int
    bearers: float | None
    hhi: float | None
    gini: float | None
    orphan: float | None
    leaderless: float | None
    over_shared: float | None
    undated: float | None
    collective: float | None
    vertical: float | None
    horizontal: float | None


def governance(found: Sequence[Duty], most: int) -> Governance:
    """The measures of these duties.

    - bearers: bodies bound, on average over tasks (coordination load).
    - hhi, gini: of the numbers of tasks that each principal leads; see there.
    - orphan: share of tasks that bind nobody; leaderless: that mark no lead (责任单位 only); undated: without a date.
    - over_shared: share of tasks that bind more than `most` bodies.
    - collective: share of tasks passed, wholly or with others, to a class of bearers (各市人民政府).
    - vertical, horizontal: of all pairs of bodies bound by one task whose levels are known, the share of those of
      different levels (省教育厅 with 各市人民政府) and of one level (省教育厅 with 省财政厅).
    """
    leads = list(lead_counts(found).values())
    pairs = [
        one.level == other.level
        for duty in found
        for one, other in combinations(duty.bearers, 2)
        if one.level and other.level
    ]
    total = len(found)
    return Governance(
        total,
        _share(sum(len(duty.bearers) for duty in found), total),
        hhi(leads),
        gini(leads),
        _share(sum(not duty.bound for duty in found), total),
        _share(sum(all(one.role != "lead" for one in duty.bound) for duty in found), total),
        _share(sum(len(duty.bearers) > most for duty in found), total),
        _share(sum(not duty.dated for duty in found), total),
        _share(sum(any(one.kind == "collective" for one in duty.bound) for duty in found), total),
        _share(len(pairs) - sum(pairs), len(pairs)),
        _share(sum(pairs), len(pairs)),
    )


def hhi(counts: Sequence[float]) -> float | None:
    """Herfindahl-Hirschman index: the sum of squared shares, from 1/n (even) to 1 (one has all).

    Hirschman (1964), The paternity of an index, American Economic Review 54(5).
    """
    total = sum(counts)
    return sum((count / total) ** 2 for count in counts) if total else None


def gini(counts: Sequence[float]) -> float | None:
    """Gini coefficient: 0 where all have the same, (n - 1) / n where one of n has all.

    G = sum over i of (2 i - n - 1) x_i / (n sum of x), x in rising order and i from 1: Gini (1912), as in Dixon et al.
    (1987), Ecology 68(5), without their correction for small samples.
    """
    ordered, n, total = sorted(counts), len(counts), sum(counts)
    if not total:
        return None
    return sum((2 * i - n - 1) * count for i, count in enumerate(ordered, start=1)) / (n * total)


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None
