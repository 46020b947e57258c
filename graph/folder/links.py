"""What holds between documents: which of the policies that they cite was itself read into the graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from pyoxigraph import NamedNode

from graph.folder.quads import Quad
from ontology import iri
from ontology.policies import known, number_key
from ontology.terms import PK

LINKS = NamedNode(iri.LINKS)


class Titled(NamedTuple):
    """A document by its title and its number, under which others cite it."""

    id: str
    title: str
    number: str | None


def link_quads(documents: Iterable[Titled], cited: Iterable[tuple[str, str | None]]) -> list[Quad]:
    """`policy pk:readAs document` for each cited policy that exactly one document of the graph turns out to be."""
    keys = {policy: _keys(*policy) for policy in cited}
    shelf = _shelf(documents, {key for wanted in keys.values() for key in wanted})
    found = set()
    for (title, _), wanted in keys.items():
        document = next((shelf[key] for key in wanted if shelf.get(key)), None)
        if document:
            found.add((iri.policy(title), document))
    return [
        Quad(NamedNode(policy), PK.readAs, NamedNode(iri.document(document)), LINKS)
        for policy, document in sorted(found)
    ]


def _keys(title: str, number: str | None) -> tuple[str, ...]:
    """What a citation may be found by: its number, else its title, else the number that the title is known to have."""
    return tuple(key for key in (number_key(number or ""), iri.policy_name(title), _number(title)) if key)


def _shelf(documents: Iterable[Titled], wanted: Collection[str]) -> dict[str, str | None]:
    """The document of each wanted key: number, title, title without the issuer before 关于. None where several are."""
    shelf: dict[str, str | None] = {}
    for one in documents:
        title = iri.policy_name(one.title)
        about = title.find("关于")
        for key in {number_key(one.number or ""), title, title[about:] if about > 0 else title, _number(title)}:
            if key and key in wanted:
                shelf[key] = None if key in shelf else one.id
    return shelf


def _number(title: str) -> str | None:
    """The number that the policy of that title is known to have."""
    policy = known(title)
    return policy.number if policy else None
