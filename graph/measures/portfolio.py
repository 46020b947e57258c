"""Duties as governance and network measures count them: one record a task, with all whom it binds.

Made from an index in three queries, so that measures are pure functions over records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from graph.store.index import Index

DOUBTFUL = frozenset({"unknown", "composed", "spelling"})  # ways of matching a name that a person should look at
_TASKS = """
SELECT ?task ?document ?key ?text ?section ?region ?issued ?dated ?aimed WHERE {
  ?task a pk:Task ; pk:document ?document ; pk:key ?key ; pk:text ?text ; pk:position ?position .
  OPTIONAL { ?task pk:section ?section }
  OPTIONAL { ?document pk:jurisdiction ?region }
  OPTIONAL { ?document pk:issued ?issued }
  BIND(EXISTS { ?task pk:hasDeadline ?deadline } AS ?dated)
  BIND(EXISTS { ?task pk:hasTarget ?target } AS ?aimed)
} ORDER BY ?document ?position ?task
"""
_BEARERS = """
SELECT ?task ?bearer ?role ?match WHERE {
  ?assignment a pk:Assignment ; pk:task ?task ; pk:agency ?bearer ; pk:role ?role ; pk:match ?match ; pk:order ?order .
} ORDER BY ?task ?order ?assignment ?bearer
"""
_NAMES = """
SELECT ?bearer ?label ?kind ?level WHERE {
  VALUES ?kind { pk:Agency pk:Government pk:Collective pk:Enterprise pk:Unit pk:Body }
  ?bearer a ?kind ; skos:prefLabel ?label . FILTER(LANG(?label) = "zh")
  OPTIONAL { ?bearer pk:level ?level }
} ORDER BY ?bearer ?label ?kind
"""


@dataclass(frozen=True, slots=True)
class Bound:
    """One bearer of a task."""

    bearer: str  # IRI
    name: str
    kind: str  # agency, government, collective …
    level: str | None
    role: str
    doubtful: bool  # its name was not found in a registry as it is printed


@dataclass(frozen=True, slots=True)
class Duty:
    """A task with its bearers, in the printed order."""

    task: str  # IRI, like `document`
    document: str
    key: str
    text: str
    section: tuple[str, ...]
    region: str | None  # jurisdiction of its document
    issued: str | None
    dated: bool
    aimed: bool
    bound: tuple[Bound, ...]

    @property
    def principals(self) -> tuple[Bound, ...]:
        """The leads; where none is marked, the joint bearers. Each body once."""
        leads = [one for one in self.bound if one.role == "lead"] or [one for one in self.bound if one.role == "joint"]
        return tuple({one.bearer: one for one in leads}.values())

    @property
    def bearers(self) -> tuple[Bound, ...]:
        """All whom it binds, each body once."""
        return tuple({one.bearer: one for one in self.bound}.values())


def duties(index: Index) -> list[Duty]:
    """All duties of the graph, in the order of the documents."""
    names: dict[str, tuple[str, str, str | None]] = {}
    for bearer, label, kind, level in index.select(_NAMES):
        names.setdefault(str(bearer), (str(label), _local(kind).lower(), str(level) if level else None))
    bound = {
        str(task): tuple(
            Bound(str(bearer), *names[str(bearer)], _local(role), str(match) in DOUBTFUL)
            for _, bearer, role, match in rows
        )
        for task, rows in groupby(index.select(_BEARERS), key=itemgetter(0))
    }
    return [
        Duty(
            str(task),
            str(document),
            str(key),
            str(text),
            tuple(str(section).split(" / ")) if section else (),
            str(region) if region else None,
            str(issued) if issued else None,
            bool(dated),
            bool(aimed),
            bound.get(str(task), ()),
        )
        for task, document, key, text, section, region, issued, dated, aimed in index.select(_TASKS)
    ]


def without(found: Iterable[Duty], *, collectives: bool = False, doubtful: bool = False) -> list[Duty]:
    """The duties without their bearers that are collectives, or whose names are doubtful."""

    def left_out(one: Bound) -> bool:
        return (collectives and one.kind == "collective") or (doubtful and one.doubtful)

    return [
        replace(duty, bound=tuple(one for one in duty.bound if not left_out(one)))
        if any(map(left_out, duty.bound))
        else duty
        for duty in found
    ]


def grouped(found: Iterable[Duty], key: Callable[[Duty], str]) -> dict[str, list[Duty]]:
    """The duties by a key, groups in the order of their first duty."""
    groups: dict[str, list[Duty]] = {}
    for duty in found:
        groups.setdefault(key(duty), []).append(duty)
    return groups


def lead_counts(found: Sequence[Duty]) -> dict[str, int]:
    """How many duties each bearer is a principal of, most first; equal ones by name."""
    counts: dict[tuple[str, str], int] = {}
    for duty in found:
        for one in duty.principals:
            counts[one.name, one.bearer] = counts.get((one.name, one.bearer), 0) + 1
    return {bearer: counts[name, bearer] for name, bearer in sorted(counts, key=lambda one: (-counts[one], one))}


def _local(value: object) -> str:
    return str(value).rpartition("#")[2]
