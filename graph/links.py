"""What holds between documents: which of the policies that they cite was itself read into the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pyoxigraph import NamedNode, Quad

from graph.manifest import Listed
from ontology import iri
from ontology.policies import known, number_key
from ontology.terms import PK

LINKS = NamedNode(iri.LINKS)


def link_quads(documents: Mapping[str, Listed]) -> list[Quad]:
    """`policy pk:readAs document` for each cited policy that exactly one document of the graph turns out to be."""
    shelf = _Shelf(documents)
    cited = {policy for listed in documents.values() for policy in listed.uses.policies}
    found = {(iri.policy(title), document) for title, number in cited if (document := shelf.find(title, number))}
    return [
        Quad(NamedNode(policy), PK.readAs, NamedNode(iri.document(document)), LINKS)
        for policy, document in sorted(found)
    ]


class _Shelf:
    """The documents by number, by title, and by title without the issuer that stands before 关于."""

    def __init__(self, documents: Mapping[str, Listed]) -> None:
        self.by: dict[str, set[str]] = defaultdict(set)
        for name, listed in documents.items():
            title = iri.policy_name(listed.title)
            about = title.find("关于")
            for key in {number_key(listed.number or ""), title, title[about:] if about > 0 else title, _number(title)}:
                if key:
                    self.by[key].add(name)

    def find(self, title: str, number: str | None) -> str | None:
        """The document of that number, else of that title; None where none or several are."""
        for key in (number_key(number or ""), iri.policy_name(title), _number(title)):
            if key and len(self.by.get(key, ())) == 1:
                return next(iter(self.by[key]))
        return None


def _number(title: str) -> str | None:
    """The number that the policy of that title is known to have."""
    policy = known(title)
    return policy.number if policy else None
