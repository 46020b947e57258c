"""What became of a body: the reforms of agencies and the changes of regions, as one chain of dated events.

山西省大同县农业局 is a body of a county that became a district in 2018, in a line that was renamed in the same year. A
chain goes on as long as one became one; a merger or a split ends it, since duties cannot be carried over one to one.
"""

from __future__ import annotations

from typing import NamedTuple

from ontology.agency_forms import registry
from ontology.agency_naming import canonical, identifier
from ontology.agency_places import tier_of
from ontology.agency_table import AgencyName
from ontology.errors import RegistryError
from ontology.records import Kind, Level
from ontology.reforms import Reform, reforms
from ontology.regions import Region, regions

LATEST = 9999
CODE_LISTS = "GB/T 2260"  # the source of what becomes of regions; ontology/regions.py says which lists


class Body(NamedTuple):
    """A body of the registry."""

    id: str
    name: str
    kind: Kind
    function: str
    level: Level
    region: str


class Event(NamedTuple):
    """The end of a body: `date` is EDTF, `kind` that of reforms.csv or region_changes.csv, `after` what it became."""

    date: str
    kind: str
    before: Body
    after: tuple[Body, ...]
    one_to_one: bool
    source: str


class Trail(NamedTuple):
    """The events from a body to the last that it became; `unmapped` says why the trail ends before the year asked."""

    events: tuple[Event, ...]
    last: Body
    unmapped: str | None


def trail(id: str, year: int | None = None) -> Trail:
    """What the body of that id had become by the end of `year`, or by today.

    `events` are those that it went through, the one that ends the trail (a merger) included. Raises RegistryError
    where no name of the registry has that id.
    """
    name, region = _named(id)
    events: list[Event] = []
    while (event := _next(name, region)) and int(event.date[:4]) <= (year or LATEST):
        events.append(event)
        if not event.one_to_one:
            return Trail(tuple(events), event.before, _told(event))
        name, region = _named(event.after[0].id)
    last = _body(name, region)
    ended = name.until is not None and name.until < (year or LATEST) and not event
    return Trail(tuple(events), last, f"{last.name} ended in {name.until}; no event is recorded" if ended else None)


def _told(event: Event) -> str:
    into = "、".join(body.name for body in event.after)
    return f"{event.before.name}: {event.kind} of {event.date}, {into or 'no successor'} ({event.source})"


def _next(name: AgencyName, region: Region) -> Event | None:
    """What ended the body first: a reform of its line, or a change of its region."""
    return min(filter(None, (_reform(name, region), _change(name, region))), key=lambda event: event.date, default=None)


def _reform(name: AgencyName, region: Region) -> Event | None:
    found = [event for event in reforms() if event.before == (name.function, name.name) and _holds(event, region)]
    if not found:
        return None
    first = min(found, key=lambda event: event.date)
    after = [body for event in found if event.date == first.date and (body := _result(event, region))]
    single = first.kind == "rename" and len(after) == 1
    return Event(first.date, first.kind, _body(name, region), tuple(after), single, first.source)


def _holds(event: Reform, region: Region) -> bool:
    return tier_of(region) in event.tiers


def _result(event: Reform, region: Region) -> Body | None:
    tier = tier_of(region)
    names = (n for n in registry().forms.names if (n.function, n.name) == event.after and tier in n.tiers)
    return next((_body(name, region) for name in names), None)


def _change(name: AgencyName, region: Region) -> Event | None:
    """The event that ended the region: its bodies become those of its successor (大同县教育局, 云州区教育局)."""
    ends = (change for change in regions().changes if region.id in change.before and change.year == region.valid_to)
    change = next(ends, None)
    if change is None:
        return None
    heirs = [regions().get(id) for id in change.after]
    after = [_body(name, heir) for heir in heirs if tier_of(heir) in name.tiers]
    single = change.one_to_one and len(after) == 1
    return Event(
        str(change.year), change.kind, _body(name, region), tuple(after), single, f"{CODE_LISTS}: {change.note}"
    )


def _body(name: AgencyName, region: Region) -> Body:
    said = canonical(name, region, None if name.kind == "government" else region)
    return Body(identifier(name, region), said, name.kind, name.function, region.level, region.id)


def _named(id: str) -> tuple[AgencyName, Region]:
    function, _, place, since, *_ = [*id.split("."), "", "", ""]
    try:
        region = regions().get(place)
    except KeyError:
        raise RegistryError(f"agencies.csv: {id!r} is no id of an agency; take it from an Identity") from None
    for name in registry().forms.names:
        if name.function == function and str(name.since or 0) == since and identifier(name, region) == id:
            return name, region
    raise RegistryError(f"agencies.csv: no name has the id {id!r}; it may be from an older table")
