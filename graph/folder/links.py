"""What holds between documents: which of the policies that they cite was itself read into the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode

from graph.folder.ondisk import Shelf
from graph.folder.quads import Quad
from graph.folder.uses import Shared
from ontology import iri
from ontology.policies import known, number_key
from ontology.terms import PK

LINKS = NamedNode(iri.LINKS)


class Titled(NamedTuple):
    """A document by its title and its number, under which others cite it."""

    id: str
    title: str
    number: str | None


def link_quads(documents: Iterable[Titled], shared: Shared) -> Iterator[Quad]:
    """`policy pk:readAs document` for each cited policy that exactly one document of the graph turns out to be."""
    shelf = _shelf(documents)
    for _, citations in shared.policies():
        for title, number, _ in citations:
            document = next(filter(None, map(shelf.get, _keys(title, number))), None)
            if document:
                yield Quad(NamedNode(iri.policy(title)), PK.readAs, NamedNode(iri.document(document)), LINKS)


def _keys(title: str, number: str | None) -> tuple[str, ...]:
    """What a citation may be found by: its number, else its title, else the number that the title is known to have."""
    return tuple(key for key in (number_key(number or ""), iri.policy_name(title), _number(title)) if key)


def _shelf(documents: Iterable[Titled]) -> Shelf:
    """The document of each key: number, title, title without the issuer before 关于."""
    shelf = Shelf()
    for one in documents:
        title = iri.policy_name(one.title)
        about = title.find("关于")
        keys = {number_key(one.number or ""), title, title[about:] if about > 0 else title, _number(title)}
        shelf.put(filter(None, keys), one.id)
    return shelf


def _number(title: str) -> str | None:
    """The number that the policy of that title is known to have."""
    policy = known(title)
    return policy.number if policy else None
