"""What a document names that others may name as well: bearers, regions, policies; and how several accounts become one.

Each document describes a bearer from where it stands: a county's government is 阳曲县人民政府 in its own plan and
山西省阳曲县人民政府 in the province's. The graph describes each once, so that a question about it has one answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from sys import intern
from typing import Any, NamedTuple

from graph.folder.ondisk import Tally
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
    """What many documents share, counted as their accounts come in; bearers and policies, which are many, on disk."""

    def __init__(self, accounts: Iterable[Uses] = ()) -> None:
        self.regions: set[tuple[str, str]] = set()
        self.collectives: set[tuple[BearerUse, int | None]] = set()  # with the years of their documents
        self._bearers = Tally()
        self._policies = Tally()  # after what each is named, so that those that are one stand together
        for account in accounts:
            self.add(account)

    def add(self, account: Uses) -> None:
        """One more document's account."""
        self.regions.update(account.regions)
        self.collectives.update((one, account.year) for one in account.bearers if one.kind == "collective")
        self._bearers.add(account.bearers)
        self._policies.add((iri.policy_name(title), title, number) for title, number in account.policies)

    def bearers(self) -> Iterator[tuple[str, list[tuple[BearerUse, int]]]]:
        """Each bearer's node, with how many documents describe it in which way."""
        told = ((BearerUse(*row), number) for row, number in self._bearers.items())
        for node, accounts in groupby(told, key=lambda pair: pair[0].node):
            yield node, list(accounts)

    def policies(self) -> Iterator[tuple[str, list[tuple[str, str | None, int]]]]:
        """What each cited policy is named, with how many documents cite it by which title and number."""
        told = ((name, title, number, count) for (name, title, number), count in self._policies.items())
        for name, citations in groupby(told, key=itemgetter(0)):
            yield name, [citation[1:] for citation in citations]


def described(shared: Shared) -> Iterator[Described]:
    """Each bearer once, by IRI."""
    for node, told in shared.bearers():
        yield _settled(node, told)


def cited(shared: Shared) -> Iterator[tuple[str, str | None]]:
    """Each cited policy once: its title as policies are named, and the number that most documents print."""
    for name, citations in shared.policies():
        yield name, _most((number, count) for _, number, count in citations)


def _settled(node: str, told: list[tuple[BearerUse, int]]) -> Described:
    names = sorted({bearer.name for bearer, _ in told}, key=lambda name: (-len(name), name))
    return Described(
        node,
        names[0],
        tuple(names[1:]),
        _most((bearer.kind, count) for bearer, count in told) or "",
        _most((bearer.level, count) for bearer, count in told),
        _most((bearer.function, count) for bearer, count in told),
        _most((bearer.region, count) for bearer, count in told),
    )


def _most(told: Iterable[tuple[str | None, int]]) -> str | None:
    """The value that most documents give."""
    counts: Counter[str] = Counter()
    for value, count in told:
        if value is not None:
            counts[value] += count
    return min(counts, key=lambda value: (-counts[value], value), default=None)
