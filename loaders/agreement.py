"""How far two coders of the same document agree: percent, Cohen's kappa, Krippendorff's alpha.

The units are decisions. For bearers, deadlines, targets and regions that is, for each task that both have and each
value that either uses in the document: stated or not, as in NVivo's coding comparison query. For `role` it is the role
of each bearer that both give to a task. Tasks that only one coder has are counted in the row `task`, which has no
chance-corrected figures, since nobody lists what is no task; in Krippendorff's alpha they are missing values.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from loaders.score import Record, facts, fold, pair
from ontology.errors import QuestionError

try:
    import krippendorff
    from sklearn.metrics import cohen_kappa_score
except ImportError:  # the extra `score` is not installed; agreement() says so
    krippendorff = cohen_kappa_score = None  # type: ignore[assignment]

CODED = ("agency", "agency+role", "deadline", "target", "region")
Decision = tuple[Hashable | None, Hashable | None]  # of the first and of the second coder; None: has no such task


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on a field; kappa and alpha are None where they are not defined: all decisions are the same."""

    field: str
    units: int
    percent: float
    kappa: float | None
    alpha: float | None


def agreement(documents: Iterable[tuple[Record, Record]]) -> list[Agreement]:
    """Agreement of two coders over their documents, by field. Raises QuestionError where the libraries are missing."""
    if krippendorff is None:
        raise QuestionError(
            "agreement needs scikit-learn and krippendorff; install them with: pip install 'policykg[score]'"
        )
    tasks: list[Decision] = []
    decisions: dict[str, list[Decision]] = {name: [] for name in (*CODED, "role")}
    for first, second in documents:
        pairs = pair(first.get("tasks") or [], second.get("tasks") or [])
        tasks += [("task" if a else None, "task" if b else None) for a, b in pairs]
        for name in CODED:
            decisions[name] += _coded(pairs, name)
        decisions["role"] += _roles(pairs)
    shared = sum(a == b for a, b in tasks)
    rows = [Agreement("task", len(tasks), 100 * shared / len(tasks) if tasks else 100.0, None, None)]
    return rows + [_measured(name, units) for name, units in decisions.items()]


def _coded(pairs: Sequence[tuple[Record | None, Record | None]], name: str) -> list[Decision]:
    """For each task and each value that the document uses: stated (True) or not, by either coder."""
    stated = [(facts(a)[name] if a else None, facts(b)[name] if b else None) for a, b in pairs]
    values = dict.fromkeys(value for sides in stated for side in sides if side for value in side)
    return [
        (None if a is None else value in a, None if b is None else value in b) for a, b in stated for value in values
    ]


def _roles(pairs: Sequence[tuple[Record | None, Record | None]]) -> list[Decision]:
    found: list[Decision] = []
    for first, second in pairs:
        sides = [
            {fold(a.get("agency")): a.get("role") for a in (task or {}).get("assignments") or []}
            for task in (first, second)
        ]
        found += [(role, sides[1][agency]) for agency, role in sides[0].items() if agency in sides[1]]
    return found


def _measured(name: str, units: Sequence[Decision]) -> Agreement:
    """The three figures. A field whose decisions are all alike has no variation that chance could explain."""
    both = [(a, b) for a, b in units if a is not None and b is not None]
    codes = {
        value: code for code, value in enumerate(dict.fromkeys(v for unit in units for v in unit if v is not None))
    }
    percent = 100 * sum(a == b for a, b in both) / len(both) if both else 100.0
    used = {value for unit in both for value in unit}
    if len(used) < 2:
        return Agreement(name, len(both), percent, None, None)
    kappa = float(cohen_kappa_score([codes[a] for a, _ in both], [codes[b] for _, b in both]))
    table = [[float("nan") if unit[side] is None else float(codes[unit[side]]) for unit in units] for side in (0, 1)]
    return Agreement(name, len(both), percent, kappa, float(krippendorff.alpha(table, level_of_measurement="nominal")))
