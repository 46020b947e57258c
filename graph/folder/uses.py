"""What a document names that others may name as well: bearers, regions, policies; and how several accounts become one.

Each document describes a bearer from where it stands: a county's government is 阳曲县人民政府 in its own plan and
山西省阳曲县人民政府 in the province's. The graph describes each once, so that a question about it has one answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from sys import intern
from typing import Any, NamedTuple

from ontology import iri
from ontology.membership import members
from ontology.nodes import bearer_iri
from ontology.records import Assignment, Document
from ontology.regions import regions


class BearerUse(NamedTuple):
    """A bearer as one document describes it."""

    node: str  # its IRI after the common base
    name: str
    kind: str
    level: str | None
    function: str | None
    region: str | None


@dataclass(frozen=True, slots=True)
class Uses:
    """What one document shares with others."""

    bearers: tuple[BearerUse, ...]
    regions: tuple[tuple[str, str], ...]  # id, and full name as given
    policies: tuple[tuple[str, str | None], ...]  # title, and number where printed
    year: int | None = None  # of the document: in which its collectives have their members

    def as_lists(self) -> dict[str, Any]:
        """For the manifest."""
        bearers = [list(bearer) for bearer in self.bearers]
        return {
            "year": self.year,
            "bearers": bearers,
            "regions": [list(r) for r in self.regions],
            "policies": [list(p) for p in self.policies],
        }

    @classmethod
    def from_lists(cls, data: Mapping[str, Any]) -> Uses:
        """What `as_lists` gave."""
        bearers = tuple(BearerUse(*bearer) for bearer in data["bearers"])
        regions = tuple((region_id, name) for region_id, name in data["regions"])
        return cls(bearers, regions, tuple((title, number) for title, number in data["policies"]), data["year"])


def year_of(issued: str | None) -> int | None:
    """The year of an EDTF date; None where there is none."""
    return int(issued[:4]) if issued and issued[:4].isdigit() else None


def region_of(jurisdiction: str | None, issued: str | None) -> str | None:
    """Id of the region whose authority issues a document; None for an institution's or an unknown one."""
    region = regions().parse(jurisdiction, year_of(issued)) if jurisdiction else None
    return region.id if region else None


def roster_iri(document: Document, assignment: Assignment) -> str | None:
    """The IRI of the members that a collective has in the document's year; None where it is open, or no collective."""
    year = year_of(document.issued)
    if assignment.kind != "collective" or not members(assignment.agency, assignment.region, year):
        return None
    return iri.roster(bearer_iri(document, assignment), year or 0)


def uses(document: Document) -> Uses:
    """What the document shares, in a fixed order."""
    assignments = [assignment for task in document.tasks for assignment in task.assignments]
    home = region_of(document.jurisdiction, document.issued)
    places = {(home, document.jurisdiction)} if home and document.jurisdiction else set()
    places |= {(mention.region, mention.name) for task in document.tasks for mention in task.regions}
    places |= {(assignment.region, assignment.region) for assignment in assignments if assignment.region}
    policies = {(citation.title, citation.number) for citation in document.citations}
    return Uses(
        tuple(sorted({_bearer(document, one) for one in assignments}, key=lambda one: tuple(map(str, one)))),
        tuple(sorted(places)),
        tuple(sorted(policies, key=lambda policy: (policy[0], policy[1] or ""))),
        year_of(document.issued),
    )


def _bearer(document: Document, one: Assignment) -> BearerUse:
    node = bearer_iri(document, one).removeprefix(iri.BASE)
    return BearerUse(node, one.agency, intern(one.kind), *map(_once, (one.level, one.function, one.region)))


def _once(text: str | None) -> str | None:
    """The one copy of a text that many bearers have: documents that come from other processes have copies."""
    return text if text is None else intern(text)


@dataclass(frozen=True, slots=True)
class Described:
    """A bearer as the graph describes it: its fullest name, and of each further field what most documents say."""

    node: str
    name: str
    other_names: tuple[str, ...]
    kind: str
    level: str | None
    function: str | None
    region: str | None


class Shared:
    """What many documents share, counted as their accounts come in: it grows with the names, not with the documents."""

    def __init__(self, accounts: Iterable[Uses] = ()) -> None:
        self.bearers: Counter[BearerUse] = Counter()
        self.regions: set[tuple[str, str]] = set()
        self.policies: Counter[tuple[str, str | None]] = Counter()
        self.collectives: set[tuple[BearerUse, int | None]] = set()  # with the years of their documents
        for account in accounts:
            self.add(account)

    def add(self, account: Uses) -> None:
        """One more document's account."""
        self.bearers.update(account.bearers)
        self.collectives.update((one, account.year) for one in account.bearers if one.kind == "collective")
        self.regions.update(account.regions)
        self.policies.update(account.policies)


def described(shared: Shared) -> Iterator[Described]:
    """Each bearer once, by IRI."""
    told = sorted(shared.bearers.items(), key=lambda pair: pair[0].node)
    for node, accounts in groupby(told, key=lambda pair: pair[0].node):
        yield _settled(node, [bearer for bearer, number in accounts for _ in range(number)])


def cited(shared: Shared) -> list[tuple[str, str | None]]:
    """Each cited policy once: its title as policies are named, and the number that most documents print."""
    numbers: dict[str, list[str | None]] = defaultdict(list)
    for title, number in shared.policies.elements():
        numbers[iri.policy_name(title)].append(number)
    return [(title, _most(told)) for title, told in sorted(numbers.items())]


def _settled(node: str, told: list[BearerUse]) -> Described:
    names = sorted({bearer.name for bearer in told}, key=lambda name: (-len(name), name))
    return Described(
        node,
        names[0],
        tuple(names[1:]),
        _most(bearer.kind for bearer in told) or "",
        _most(bearer.level for bearer in told),
        _most(bearer.function for bearer in told),
        _most(bearer.region for bearer in told),
    )


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value), default=None)
