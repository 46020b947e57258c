"""How a pair of tasks ranks among the candidates: an absolute likeness means little where all texts are terse."""

from __future__ import annotations

from collections.abc import Mapping

Place = tuple[int, int]  # of the tasks in their documents, from 0
RANKS = (
    "likeness",
    "below_row",  # its likeness less the best of its row
    "lead_row",  # … less the best other of its row
    "below_column",
    "lead_column",
    "beside",  # the best likeness of a neighbour in its row or column: what carries out one duty stands together
)
_FAR = 6.0  # a lead of so many log-odds is as good as any


def ranked(likenesses: Mapping[Place, float], floor: float) -> dict[Place, dict[str, float]]:
    """What RANKS names for each candidate.

    `floor` is the likeness of tasks that have nothing in common: the rival of a task that has no other.
    """
    rows, columns = _best_two(likenesses, 0, floor), _best_two(likenesses, 1, floor)
    found = {}
    for (i, j), value in likenesses.items():
        below_row, lead_row = _standing(value, *rows[i])
        below_column, lead_column = _standing(value, *columns[j])
        beside = max(likenesses.get(near, floor) for near in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)))
        values = (value, below_row, lead_row, below_column, lead_column, beside)
        found[i, j] = dict(zip(RANKS, values, strict=True))
    return found


def _standing(value: float, best: float, second: float) -> tuple[float, float]:
    """How far below the best of its line, and how far before the best other."""
    lead = value - (second if value == best else best)
    return value - best, max(-_FAR, min(_FAR, lead))


def _best_two(likenesses: Mapping[Place, float], axis: int, floor: float) -> dict[int, tuple[float, float]]:
    lines: dict[int, list[float]] = {}
    for place, value in likenesses.items():
        lines.setdefault(place[axis], [floor]).append(value)
    return {line: (max(values), sorted(values)[-2]) for line, values in lines.items()}
