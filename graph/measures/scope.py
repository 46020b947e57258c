"""A part of a graph: documents of a region, a period, a theme. What is outside is not read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyoxigraph import NamedNode

from graph.codes.coding import code
from graph.store.index import Index
from ontology import iri
from ontology.codebook import codebook
from ontology.errors import QuestionError
from ontology.regions import regions

THEMES = "themes"
_DOCUMENTS = """
SELECT ?document ?id ?first ?last WHERE {
  ?document a pk:Document ; dcterms:identifier ?id OPTIONAL { ?document pk:earliest ?first ; pk:latest ?last }
} ORDER BY ?document
"""
_IN_REGION = "SELECT ?document WHERE { ?document a pk:Document ; pk:inRegion $region }"
_TEXTS = """
SELECT ?task ?text ?section ?document WHERE {
  ?task a pk:Task ; pk:document ?document ; pk:text ?text OPTIONAL { ?task pk:section ?section }
}
"""


@dataclass(frozen=True, slots=True)
class Scope:
    """What to look at; a field that is not given leaves nothing out.

    `documents` are ids; `region` a name or code, with all that lies in it; `since` and `until` the days between which a
    document was surely issued; `theme` a code of the codebook `themes` that tasks are given, or one that is broader.
    """

    documents: tuple[str, ...] = ()
    region: str | None = None
    since: date | None = None
    until: date | None = None
    theme: str | None = None

    @property
    def whole(self) -> bool:
        """Whether it leaves nothing out."""
        return self == Scope()

    def rows(self, index: Index, query: str) -> Iterator[dict[str, Any]]:
        """The rows of a query for ?task and ?document within the scope, in the query's order, document by document.

        Cells without a value are left out. Raises QuestionError for a document, region or theme that there is not.
        """
        tasks = self._of_theme(index) if self.theme else None
        for row in self._rows(index, query):
            if tasks is None or row["task"] in tasks:
                yield row

    def _rows(self, index: Index, query: str) -> Iterator[dict[str, Any]]:
        documents = self._documents(index)
        for node in [None] if documents is None else documents:
            answer = index.select(query, {"document": NamedNode(node)} if node else None)
            given = {"document": node} if node else {}
            for row in answer:
                yield given | {name: cell for name, cell in zip(answer.columns, row, strict=True) if cell is not None}

    def _documents(self, index: Index) -> list[str] | None:
        """The IRIs of the documents; None where they are all."""
        if not (self.documents or self.region or self.since or self.until):
            return None
        found = {str(node): (id, first, last) for node, id, first, last in index.select(_DOCUMENTS)}
        if unknown := set(self.documents) - {str(id) for id, _, _ in found.values()}:
            raise QuestionError(
                f"The graph has no document “{min(unknown)}”; `policykg ask documents` lists their ids."
            )
        placed = self._in_region(index) if self.region else found.keys()
        return [
            node
            for node, (id, first, last) in found.items()
            if node in placed and (not self.documents or id in self.documents) and self._in_time(first, last)
        ]

    def _in_region(self, index: Index) -> set[str]:
        region = regions().parse(self.region or "")
        if region is None:
            raise QuestionError(f"There is no region “{self.region}”; write its full name (山西省太原市) or its code.")
        answer = index.select(_IN_REGION, {"region": NamedNode(iri.region(region.id))})
        return {str(node) for (node,) in answer}

    def _in_time(self, first: object, last: object) -> bool:
        if self.since is None and self.until is None:
            return True
        return (
            isinstance(first, date)
            and isinstance(last, date)
            and (self.since or first) <= first
            and last <= (self.until or last)
        )

    def _of_theme(self, index: Index) -> set[str]:
        book = codebook(THEMES)
        wanted: set[str] = set()
        for one in book.codes:
            if one.code == self.theme or one.broader in wanted:  # narrower codes follow
                wanted.add(one.code)
        if not wanted:
            known = ", ".join(one.code for one in book.codes)
            raise QuestionError(f"There is no theme “{self.theme}”; the codebook {THEMES} has {known}.")
        return {
            row["task"]
            for row in self._rows(index, _TEXTS)
            if any(one.code in wanted for one in code(row["text"], row.get("section", "").split(" / "), book).codes)
        }


WHOLE = Scope()
