"""How firm a ranking is: what becomes of it without collectives, without doubtful names, without both.

A rank that ties, or an order that turns when facts are left out that one may well leave out, is no finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graph.measures.portfolio import Duty, without

Ranking = Callable[[Sequence[Duty]], Mapping[str, float]]
VARIANTS = {
    "all": {},
    "no_collectives": {"collectives": True},
    "no_doubtful": {"doubtful": True},
    "neither": {"collectives": True, "doubtful": True},
}


@dataclass(frozen=True, slots=True)
class Rank:
    """A bearer's place: `ranks` by variant (None where it is left out there), equal values sharing one.

    `ties` counts the others of the same value. `flips` names the bearers that stand on another side of it, before or
    behind, in some variant that has both; only of those that stand in the ranking as far as it is shown.
    """

    bearer: str
    value: float
    ranks: Mapping[str, int | None]
    ties: int
    flips: tuple[str, ...]


def firmness(found: Sequence[Duty], measure: Ranking, shown: int) -> list[Rank]:
    """The first `shown` bearers of the ranking by this measure, and how firm each one's place is.

    The measure gives each bearer its value, more being better; those of value 0 are not ranked.
    """
    values = {name: _valued(measure(without(found, **leave))) for name, leave in VARIANTS.items()}
    first = list(values["all"].items())[:shown]
    return [
        Rank(
            bearer,
            value,
            {name: _rank(told, bearer) for name, told in values.items()},
            sum(other == value for other in values["all"].values()) - 1,
            tuple(
                other
                for other, _ in first
                if any(_turned(values["all"], told, bearer, other) for told in values.values())
            ),
        )
        for bearer, value in first
    ]


def _valued(values: Mapping[str, float]) -> dict[str, float]:
    kept = [(bearer, value) for bearer, value in values.items() if value]
    return dict(sorted(kept, key=lambda pair: (-pair[1], pair[0])))


def _rank(values: Mapping[str, float], bearer: str) -> int | None:
    own = values.get(bearer)
    return None if own is None else 1 + sum(value > own for value in values.values())


def _turned(before: Mapping[str, float], after: Mapping[str, float], one: str, other: str) -> bool:
    """Whether the two stand the other way round; a tie that is broken or made is no turn."""
    if one not in after or other not in after:
        return False
    return (before[one] - before[other]) * (after[one] - after[other]) < 0
