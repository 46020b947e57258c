"""Who applies whom: policies, read or only cited, joined by the citations that make one carry out another.

A policy that is cited but not in the graph is a node like any other, so that two plans under one absent parent are
found to be siblings. Cited policies of one number are one policy, whatever title each document gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.store.index import Cell, Index
from ontology import iri
from ontology.policies import number_key

_POLICIES = """
SELECT ?node ?title ?number ?issued ?first ?level ?place ?read WHERE {
  ?node a pk:Policy ; dcterms:title ?title
  OPTIONAL { ?node pk:number ?number }
  OPTIONAL { ?node pk:issued ?issued }
  OPTIONAL { ?node pk:earliest ?first }
  OPTIONAL { ?node pk:level ?level }
  OPTIONAL { ?node pk:jurisdiction ?place }
  OPTIONAL { ?node pk:readAs ?read }
} ORDER BY ?node
"""
_CITATIONS = """
SELECT ?citation ?document ?policy ?relation ?surface WHERE {
  ?citation a pk:Citation ; pk:document ?document ; pk:policy ?policy ; pk:relation ?relation ; pk:surface ?surface ;
    pk:position ?position
} ORDER BY ?document ?position
"""


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy by its IRI; `document` is the id of the document that it was read as, None where it is only cited."""

    node: str
    title: str
    number: str | None
    issued: str | None
    first: date | None  # the first day that `issued` may mean
    level: str | None
    jurisdiction: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """One policy names another: `lower` applies (cites, replaces, repeals) `upper`, in the words of a citation."""

    lower: Policy
    upper: Policy
    relation: str
    citation: str
    surface: str


_Step = Callable[[str], tuple[Link, ...]]
_End = Callable[[Link], str]


@dataclass(frozen=True)
class Chain:
    """All policies of a graph and what joins them."""

    policies: Mapping[str, Policy]
    links: tuple[Link, ...]

    @cached_property
    def applied(self) -> tuple[Link, ...]:
        """The links by which duties come down: one a pair of policies, in a fixed order."""
        found: dict[tuple[str, str], Link] = {}
        for link in self.links:
            if link.relation == "applies":
                found.setdefault((link.lower.node, link.upper.node), link)
        return tuple(found.values())

    @cached_property
    def _up(self) -> Mapping[str, tuple[Link, ...]]:
        return _grouped((link.lower.node, link) for link in self.applied)

    @cached_property
    def _down(self) -> Mapping[str, tuple[Link, ...]]:
        return _grouped((link.upper.node, link) for link in self.applied)

    def parents(self, node: str) -> tuple[Link, ...]:
        """What the policy applies."""
        return self._up.get(node, ())

    def children(self, node: str) -> tuple[Link, ...]:
        """What applies the policy, the earliest first."""
        found = self._down.get(node, ())
        return tuple(sorted(found, key=lambda link: (link.lower.first or date.max, link.lower.node)))

    def siblings(self, node: str) -> tuple[tuple[Policy, Policy], ...]:
        """Each other policy that applies a parent of this one, with that parent."""
        return tuple(
            (other.lower, link.upper)
            for link in self.parents(node)
            for other in self.children(link.upper.node)
            if other.lower.node != node
        )

    def ancestors(self, node: str) -> tuple[tuple[int, Link], ...]:
        """The links from the policy upwards, each once, with its distance from 1."""
        return tuple(self._walk(node, self.parents, lambda link: link.upper.node))

    def descendants(self, node: str) -> tuple[tuple[int, Link], ...]:
        """The links from the policy downwards, each once, with its distance from 1."""
        return tuple(self._walk(node, self.children, lambda link: link.lower.node))

    def _walk(self, node: str, step: _Step, end: _End) -> Iterator[tuple[int, Link]]:
        """Level by level; a circle (two plans that name each other) is walked once."""
        seen, level, distance = {node}, [node], 1
        while level:
            following = []
            for link in (link for one in level for link in step(one)):
                yield distance, link
                if end(link) not in seen:
                    seen.add(end(link))
                    following.append(end(link))
            level, distance = following, distance + 1


def chain(index: Index) -> Chain:
    """The policies of the graph and their links."""
    rows = [dict(zip(("node", *_FIELDS), row, strict=True)) for row in index.select(_POLICIES)]
    ids = {iri.document(name): name for name in index.documents()}
    stands_for = _merged(rows, ids)
    policies = {str(row["node"]): _policy(row, ids) for row in rows if stands_for[str(row["node"])] == row["node"]}
    links = []
    for citation, document, cited, relation, surface in index.select(_CITATIONS):
        lower, upper = policies[str(document)], policies[stands_for[str(cited)]]
        if lower.node != upper.node:
            links.append(Link(lower, upper, str(relation), str(citation), str(surface)))
    return Chain(policies, tuple(links))


_FIELDS = ("title", "number", "issued", "first", "level", "place", "read")


def _merged(rows: list[dict[str, Cell]], ids: Mapping[str, str]) -> dict[str, str]:
    """For each node the one that stands for it: the document that it was read as, else the first of its number."""
    first: dict[str, str] = {}
    for row in rows:
        if row["node"] not in ids and row["number"]:
            first.setdefault(number_key(str(row["number"])), str(row["read"] or row["node"]))
    return {
        str(row["node"]): str(row["node"])
        if row["node"] in ids
        else str(row["read"] or first.get(number_key(str(row["number"])), row["node"]))
        for row in rows
    }


def _policy(row: Mapping[str, Cell], ids: Mapping[str, str]) -> Policy:
    node, first = str(row["node"]), row["first"]
    number, issued, level, place = (
        str(row[name]) if row[name] else None for name in ("number", "issued", "level", "place")
    )
    return Policy(
        node, str(row["title"]), number, issued, first if isinstance(first, date) else None, level, place, ids.get(node)
    )


def _grouped(pairs: Iterable[tuple[str, Link]]) -> dict[str, tuple[Link, ...]]:
    groups: dict[str, list[Link]] = {}
    for key, link in pairs:
        groups.setdefault(key, []).append(link)
    return {key: tuple(links) for key, links in groups.items()}
