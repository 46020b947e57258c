"""The accuracy of extracted documents against gold ones, field by field: precision, recall and F1, micro-averaged.

Documents are dictionaries in the annotation guide's schema. Tasks are paired one to one by the likeness of their texts
(Ratcliff and Obershelp's ratio), the most alike first; in each pair a field is a multiset of comparable values, and
what both sides have counts as hit. A task without a partner loses all that it says. Gold targets marked `optional`
neither help nor hurt, unless they are asked for.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ontology.errors import UnreadableError

Record = Mapping[str, Any]
Values = Counter[Hashable]

LIKENESS = 0.6  # below it, two texts are not the same task
NEARNESS = 1e-6  # a place further up or down the document breaks ties between equal texts
IDENTICAL = 2.0
DOCUMENT_FIELDS = ("number", "issued", "jurisdiction", "level", "layout")
SAME_END = {"in": "by"}  # 2016年完成 and 2016年底前完成 fall due together


@dataclass(slots=True)
class Tally:
    """How many values were found and right (hit), found and wrong (extra), or not found (missed)."""

    hit: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def gold(self) -> int:
        """How many values there are to find."""
        return self.hit + self.missed

    @property
    def precision(self) -> float:
        """The share of the found that is right; 1 where nothing was found."""
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 1 where there is none."""
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a difference is: the gold document, its task (None: the document's own fields) and the field."""

    document: str | None
    task: str | None
    field: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A difference: the values found too much, and those missed."""

    place: Place
    extra: tuple[Hashable, ...]
    missed: tuple[Hashable, ...]


@dataclass(slots=True)
class Score:
    """Tallies by field, in the order of the guide, and all differences."""

    tallies: dict[str, Tally]
    misses: list[Miss] = field(default_factory=list)

    def count(self, name: str, place: Place, got: Values, want: Values, harmless: Values | None = None) -> None:
        """Add what a field has and should have; `harmless` values may be there or not."""
        extra, missed = got - want - (harmless or Counter()), want - got
        tally = self.tallies[name]
        tally.hit += (got & want).total()
        tally.extra += extra.total()
        tally.missed += missed.total()
        if extra or missed:
            self.misses.append(Miss(place, tuple(extra.elements()), tuple(missed.elements())))


def score(pairs: Iterable[tuple[Record, Record]], *, optional: bool = False) -> Score:
    """Score documents, each with its gold. `optional` counts the gold's optional targets like the others."""
    result = Score({name: Tally() for name in ("document", *facts({}))})
    for found, gold in pairs:
        for name in DOCUMENT_FIELDS:
            if gold.get(name) is not None:
                got, want = [fold(str(found.get(name)))], [fold(str(gold[name]))]
                result.count("document", Place(gold.get("id"), None, name), Counter(got), Counter(want))
        for mine, theirs in pair(found.get("tasks") or [], gold.get("tasks") or []):
            place = Place(gold.get("id"), (theirs or mine or {}).get("key"), "")
            _count_task(result, place, mine, theirs, optional=optional)
    return result


def _count_task(result: Score, place: Place, found: Record | None, gold: Record | None, *, optional: bool) -> None:
    spared = [] if optional or not gold else [t for t in gold.get("targets") or [] if t.get("optional")]
    got = facts(found) if found else {}
    want = facts(gold, optional=optional) if gold else {}
    for name in facts({}):
        harmless = Counter(target_value(target) for target in spared if name == "target")
        result.count(name, replace(place, field=name), got.get(name, Counter()), want.get(name, Counter()), harmless)


def facts(task: Record, *, optional: bool = True) -> dict[str, Values]:
    """What a task says by field, as values that can be compared; without its optional targets if so asked."""
    bearers: Sequence[Record] = task.get("assignments") or []
    surfaces = tuple(fold(bearer.get("surface")) for bearer in bearers)
    return {
        "task": Counter(["task"]),
        "text": Counter([fold(task.get("text"))]),
        "section": Counter(["/".join(fold(heading) for heading in task.get("section") or [])]),
        "bearer": Counter(surfaces),
        "agency": Counter(fold(bearer.get("agency")) for bearer in bearers),
        "agency+role": Counter((fold(bearer.get("agency")), bearer.get("role")) for bearer in bearers),
        "order": Counter([surfaces] if surfaces else []),
        "scope": Counter((fold(b.get("surface")), fold(b["scope"])) for b in bearers if b.get("scope")),
        "deadline": Counter(deadline_value(deadline) for deadline in task.get("deadlines") or []),
        "target": Counter(target_value(t) for t in task.get("targets") or [] if optional or not t.get("optional")),
        "region": Counter(fold(region) for region in task.get("regions") or []),
    }


def deadline_value(deadline: Record) -> Hashable:
    """A deadline as it is compared: type and date."""
    kind = deadline.get("type")
    return SAME_END.get(str(kind), kind), deadline.get("date")


def target_value(target: Record) -> Hashable:
    """A target as it is compared: value or range, unit and comparator."""
    value = target.get("value")
    rounded = tuple(round(float(v), 6) for v in value) if isinstance(value, (list, tuple)) else value
    if isinstance(rounded, (int, float, str)):
        rounded = round(float(rounded), 6)
    return rounded, fold(target.get("unit")), target.get("comparator")


def pair(found: Sequence[Record], gold: Sequence[Record]) -> list[tuple[Record | None, Record | None]]:
    """Pair tasks by likeness of text, the best first; those without a partner stand alone at the end."""
    likenesses = sorted(
        _likenesses([fold(t.get("text")) for t in found], [fold(t.get("text")) for t in gold]), reverse=True
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, mine, theirs in likenesses:
        if mine not in partner and theirs not in taken:
            partner[mine] = theirs
            taken.add(theirs)
    both: list[tuple[Record | None, Record | None]] = [(found[mine], gold[theirs]) for mine, theirs in partner.items()]
    both += [(task, None) for index, task in enumerate(found) if index not in partner]
    return both + [(None, task) for index, task in enumerate(gold) if index not in taken]


def _likenesses(found: Sequence[str], gold: Sequence[str]) -> Iterable[tuple[float, int, int]]:
    for mine, text in enumerate(found):
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(text)
        for theirs, other in enumerate(gold):
            distance = abs(mine - theirs) * NEARNESS
            if text == other:
                yield IDENTICAL - distance, mine, theirs
                continue
            matcher.set_seq1(other)
            bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)  # the quick ones are never lower
            if all(bound() >= LIKENESS for bound in bounds):
                yield matcher.ratio() - distance, mine, theirs


def fold(text: str | None) -> str:
    """The text for comparison: without white space, full-width forms as half-width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


def read_record(path: Path) -> Record:
    """A document in the guide's schema. Raises UnreadableError where the file is missing or holds something else."""
    try:
        record = json.loads(path.read_text("utf-8"))
    except OSError as problem:
        raise UnreadableError(f"{path}: cannot be read ({problem.strerror}); check the name and the rights") from None
    except ValueError as problem:
        raise UnreadableError(
            f"{path}: is not JSON in UTF-8 ({problem}); write it with `policykg extract --json`"
        ) from None
    if not isinstance(record, dict) or not isinstance(record.get("tasks"), list):
        raise UnreadableError(f"{path}: holds no tasks; it must be one document in the schema of `extract --json`")
    return record
