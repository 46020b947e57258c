"""What time adds to bearers and regions: events, what one became, and the members of collectives in a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from graph.folder.quads import Pair, dates
from graph.folder.uses import Described, Shared
from ontology import iri
from ontology.errors import RegistryError
from ontology.membership import Government, members
from ontology.regions import Change, Region, regions
from ontology.succession import CODE_LISTS, Body, Event, Trail, trail
from ontology.terms import DCTERMS, ORG, PK, RDF, XSD

About = tuple[NamedNode, list[Pair]]
REGISTERED = "bearer/"


def through_time(shared: Shared, met: dict[str, Described]) -> Iterator[About]:
    """The rosters of the documents' collectives, and the events of all bearers from their documents' dates on.

    Bearers to which they lead and which no document names are put into `met`, by node.
    """
    rosters = {
        (bearer.node, year): found
        for bearer, year in sorted(shared.collectives, key=lambda one: tuple(map(str, (*one[0], one[1]))))
        if (found := members(bearer.name, bearer.region, year))
    }
    yield from (_roster(node, year or 0, found) for (node, year), found in rosters.items())
    met |= {_node(one.id): _government(one) for found in rosters.values() for one in found}
    for node in chain(list(met), _nodes(shared)):
        if one := _trail(node):
            yield NamedNode(iri.BASE + node), _fate(one)
            yield from map(_event, one.events)
            for body in (body for event in one.events for body in event.after):
                met.setdefault(_node(body.id), _body(body))
    for node in _nodes(shared):
        met.pop(node, None)


def _nodes(shared: Shared) -> Iterator[str]:
    return (node for node, _ in shared.bearers())


def region_facts(region: Region) -> list[About]:
    """The events that a region went through, and what it is today where one became one."""
    facts: list[About] = []
    node, last = NamedNode(iri.region(region.id)), region
    while last.valid_to is not None:
        change = next((c for c in regions().changes if last.id in c.before and c.year == last.valid_to), None)
        if change is None:
            return [*facts, (node, [(PK.unmapped, f"{last.full_name} ended in {last.valid_to}; no event is recorded")])]
        facts.append(_region_event(last, change))
        if not (change.one_to_one and len(change.after) == 1):
            return [*facts, (node, [(PK.unmapped, f"{change.kind} of {change.year}: {change.note} ({CODE_LISTS})")])]
        last = regions().get(change.after[0])
    return [*facts, (node, [(PK.regionToday, NamedNode(iri.region(last.id)))])] if last.id != region.id else facts


def _node(id: str) -> str:
    return iri.bearer("", id).removeprefix(iri.BASE)


def _trail(node: str) -> Trail | None:
    """None for a bearer that the registry does not know; one of an older registry lasts as its document knew it."""
    id = node.removeprefix(REGISTERED)
    try:
        return trail(id) if "." in id else None
    except RegistryError:
        return None


def _government(one: Government) -> Described:
    """Without a function, as documents' governments have none: they are of a block (块) and not of a line."""
    return Described(_node(one.id), one.name, (), "government", one.level, None, one.region)


def _body(body: Body) -> Described:
    function = None if body.kind == "government" else body.function
    return Described(_node(body.id), body.name, (), body.kind, body.level, function, body.region)


def _roster(collective: str, year: int, found: Iterable[Government]) -> About:
    bearer = iri.BASE + collective
    facts: list[Pair] = [
        (RDF.type, PK.Roster),
        (PK.collective, NamedNode(bearer)),
        (PK.year, Literal(str(year), datatype=XSD.gYear)),
        *((PK.hasMember, NamedNode(iri.BASE + _node(one.id))) for one in found),
    ]
    return NamedNode(iri.roster(bearer, year)), facts


def _fate(found: Trail) -> list[Pair]:
    if found.unmapped:
        return [(PK.unmapped, found.unmapped)]
    return [(PK.today, NamedNode(iri.BASE + _node(found.last.id)))] if found.events else []


def _event(event: Event) -> About:
    before, *after = [NamedNode(iri.BASE + _node(body.id)) for body in (event.before, *event.after)]
    return _change(iri.change(event.before.id, event.date), event, before, after)


def _region_event(region: Region, change: Change) -> About:
    after = [NamedNode(iri.region(id)) for id in change.after]
    before = NamedNode(iri.region(region.id))
    told = _Told(str(change.year), change.kind, change.one_to_one, f"{CODE_LISTS}: {change.note}")
    return _change(iri.change(region.id, told.date), told, before, after)


class _Told(NamedTuple):
    date: str
    kind: str
    one_to_one: bool
    source: str


def _change(node: str, told: Event | _Told, before: NamedNode, after: list[NamedNode]) -> About:
    facts: list[Pair] = [
        (RDF.type, PK.ChangeEvent),
        (RDF.type, ORG.ChangeEvent),
        (PK.kind, told.kind),
        *dates(told.date, PK.date),
        (ORG.originalOrganization, before),
        *((ORG.resultingOrganization, node) for node in after),
        (PK.oneToOne, told.one_to_one),
        (DCTERMS.source, told.source),
    ]
    return NamedNode(node), facts
