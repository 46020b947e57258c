"""The institutional reforms of 1998, 2003, 2008, 2013, 2018 and 2023: which body became which, and when.

`reforms.csv` has one line for each body that ended: the date, what happened (rename: one became one; merge: it went up
in a body with others; split: it went to several), the tiers that it holds for, both names as `function:name` with the
placeholders of agencies.csv, and the source. Localities followed the nation within a year; their lines carry the month
in which most of the provinces' plans took effect.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from ontology.agency_forms import registry
from ontology.agency_naming import canonical, identifier
from ontology.agency_places import tier_of
from ontology.agency_table import AgencyName
from ontology.errors import RegistryError
from ontology.regions import Region, regions
from ontology.registry_tables import rows

Event = Literal["rename", "merge", "split"]
COLUMNS = "date,kind,levels,before,after,source".split(",")


@dataclass(frozen=True, slots=True)
class Reform:
    """One dated event: `before` became (a part of) `after`, each a function's code and a name with placeholders."""

    date: str  # 2018-03
    kind: Event
    tiers: str
    before: tuple[str, str]
    after: tuple[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Succession:
    """What a body had become by a year, as far as one became one. `unmapped` says why it goes no further."""

    id: str
    name: str
    steps: tuple[Reform, ...]
    unmapped: str | None


@cache
def reforms() -> tuple[Reform, ...]:
    """All events, in the table's order. Raises RegistryError where a line cannot be right."""
    return tuple(_reform(place, row) for place, row in rows(Path(__file__).parent / "reforms.csv", COLUMNS))


def successors(id: str, year: int) -> Succession:
    """What the body of that id had become by the end of `year`.

    Follows renames only; a merger or a split is reported in `unmapped`, since duties cannot be carried over one to one.
    Raises RegistryError where no name of the registry has that id.
    """
    name, region = _named(id)
    steps: list[Reform] = []
    while True:
        own = (name.function, name.name)
        events = [e for e in reforms() if e.before == own and tier_of(region) in e.tiers and int(e.date[:4]) <= year]
        following = [_find(event.after, region) for event in events]
        if len(events) != 1 or events[0].kind != "rename" or following[0] is None:
            return Succession(
                identifier(name, region), canonical(name, region, region), tuple(steps), _told(events, region)
            )
        steps.append(events[0])
        name = following[0]


def _told(events: list[Reform], region: Region) -> str | None:
    """Why the events lead to no single successor; None where there is none."""
    if not events:
        return None
    targets = [_find(event.after, region) for event in events]
    into = "、".join(canonical(name, region, region) for name in targets if name is not None)
    return f"{events[0].kind} of {events[0].date}: {into or 'no body of this region'} ({events[0].source})"


def _named(id: str) -> tuple[AgencyName, Region]:
    parts = id.split(".")
    try:
        function, _, region_id, since = parts[:4]
        region = regions().get(region_id)
    except (ValueError, KeyError):
        raise RegistryError(f"agencies.csv: {id!r} is no id of an agency; take it from an Identity") from None
    for name in registry().forms.names:
        if name.function == function and str(name.since or 0) == since and identifier(name, region) == id:
            return name, region
    raise RegistryError(f"agencies.csv: no name has the id {id!r}; it may be from an older table")


def _find(side: tuple[str, str], region: Region) -> AgencyName | None:
    tier = tier_of(region)
    return next(
        (name for name in registry().forms.names if (name.function, name.name) == side and tier in name.tiers), None
    )


def _reform(place: str, row: list[str]) -> Reform:
    date, kind, tiers, before, after, source = row
    if kind not in get_args(Event):
        raise RegistryError(f"{place}: kind {kind!r}; use one of {', '.join(get_args(Event))}")
    sides = [tuple(side.split(":", 1)) for side in (before, after)]
    for side in sides:
        if len(side) != 2 or side[0] not in registry().functions:
            raise RegistryError(f"{place}: {':'.join(side)!r} must be function:name with a code of functions.csv")
    return Reform(date, cast(Event, kind), tiers, (sides[0][0], sides[0][1]), (sides[1][0], sides[1][1]), source)
