"""What pictures, pages and reports show: documents, tasks and bearers of a graph with all that is read of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import NamedNode

from graph.store.index import Index
from ontology import iri
from ontology.regions import regions
from queries.select import Record, records

DUE = frozenset({"by", "in", "during"})
TASKS = """
SELECT ?id ?document ?title ?region ?key ?section ?text {
  ?id a pk:Task ; pk:document ?document ; pk:key ?key ; pk:position ?position ; pk:text ?text .
  FILTER($given_document = "" || ?document = $given_document)
  ?document rdfs:label ?title .
  OPTIONAL { ?document pk:region ?region }
  OPTIONAL { ?id pk:section ?section }
} ORDER BY ?document ?position ?id"""
ASSIGNMENTS = """
SELECT ?id ?task ?bearer ?role ?surface ?scope ?order ?evidence {
  ?id a pk:Assignment ; pk:task ?task ; pk:agency ?bearer ; pk:role ?role ; pk:order ?order ; pk:surface ?surface .
  OPTIONAL { ?id pk:scope ?scope }
  OPTIONAL { ?id pk:evidence ?evidence }
} ORDER BY ?task ?order ?id"""
PRINCIPALS = "SELECT ?task ?bearer { ?task pk:principal ?bearer } ORDER BY ?task ?bearer"
BEARERS = """
SELECT ?id ?kind ?zh ?en ?level ?region ?function ?line {
  VALUES ?kind { pk:Agency pk:Government pk:Collective pk:Enterprise pk:Unit pk:Body }
  ?id a ?kind ; skos:prefLabel ?zh . FILTER(LANG(?zh) = "zh")
  OPTIONAL { ?id skos:prefLabel ?en . FILTER(LANG(?en) = "en") }
  OPTIONAL { ?id pk:level ?level }
  OPTIONAL { ?id pk:region ?region }
  OPTIONAL { ?id pk:function ?function . ?function skos:prefLabel ?line . FILTER(LANG(?line) = "zh") }
} ORDER BY ?id ?kind ?region ?function"""
DOCUMENTS = """
SELECT ?id ?number ?issued ?level ?region {
  ?id a pk:Document .
  OPTIONAL { ?id pk:number ?number }
  OPTIONAL { ?id pk:issued ?issued }
  OPTIONAL { ?id pk:level ?level }
  OPTIONAL { ?id pk:region ?region }
} ORDER BY ?issued ?id"""
DEADLINES = """
SELECT ?id ?task ?surface ?type ?date ?earliest ?latest ?action ?evidence {
  ?id a pk:Deadline ; pk:task ?task ; pk:surface ?surface ; pk:deadlineType ?type ; pk:start ?start .
  OPTIONAL { ?id pk:date ?date }
  OPTIONAL { ?id pk:earliest ?earliest }
  OPTIONAL { ?id pk:latest ?latest }
  OPTIONAL { ?id pk:action ?action }
  OPTIONAL { ?id pk:evidence ?evidence }
} ORDER BY ?task ?start ?id"""
TARGETS = """
SELECT ?id ?task ?surface ?indicator ?comparator ?value ?least ?most ?unit ?evidence {
  ?id a pk:Target ; pk:task ?task ; pk:surface ?surface ; pk:indicator ?indicator ; pk:comparator ?comparator ;
    pk:start ?start .
  OPTIONAL { ?id pk:value ?value }
  OPTIONAL { ?id pk:minValue ?least ; pk:maxValue ?most }
  OPTIONAL { ?id pk:unit ?unit }
  OPTIONAL { ?id pk:evidence ?evidence }
} ORDER BY ?task ?start ?id"""
EVIDENCE = """
SELECT ?task ?evidence ?quote ?source ?start ?end ?page ?table ?row {
  { SELECT DISTINCT ?task ?evidence {
    { ?task a pk:Task ; pk:evidence ?evidence } UNION { ?fact pk:task ?task ; pk:evidence ?evidence }
  } }
  ?evidence pk:quote ?quote ; pk:source ?source ; pk:start ?start ; pk:end ?end .
  OPTIONAL { ?evidence pk:page ?page }
  OPTIONAL { ?evidence pk:table ?table }
  OPTIONAL { ?evidence pk:row ?row }
} ORDER BY ?task ?start ?evidence"""


@dataclass(frozen=True)  # no slots: what few views need is read once, when they do
class Facts:
    """The tasks of one document or of all, in order, and whom they bind; everything by its short id."""

    index: Index
    tasks: dict[str, Record]
    bearers: dict[str, Record]

    @classmethod
    def of(cls, index: Index, document: NamedNode | None = None) -> Facts:
        """Read from the index."""
        tasks = {str(record["id"]): record for record in records(index, TASKS, {"document": document or ""})}
        bearers: dict[str, Record] = {}
        for record in records(index, BEARERS):  # whom documents describe in several ways: the first in order
            bearers.setdefault(str(record["id"]), record)
        return cls(index, tasks, bearers)

    @cached_property
    def assignments(self) -> list[Record]:
        """Who is bound by these tasks, in the order of tasks and lists."""
        return [record for record in records(self.index, ASSIGNMENTS) if record["task"] in self.tasks]

    @cached_property
    def principals(self) -> dict[str, list[str]]:
        """The principal bearers of each task that has any."""
        found: dict[str, list[str]] = {}
        for record in records(self.index, PRINCIPALS):
            if record["task"] in self.tasks:
                found.setdefault(str(record["task"]), []).append(str(record["bearer"]))
        return found

    @cached_property
    def documents(self) -> dict[str, Record]:
        """The documents of these tasks, by date; the name of the issuer stands before a title that lacks it."""
        mine = {task["document"]: task["title"] for task in self.tasks.values()}
        found: dict[str, Record] = {}
        for record in records(self.index, DOCUMENTS):
            if record["id"] in mine:
                found.setdefault(str(record["id"]), record | {"zh": mine[record["id"]]})
        return found

    @cached_property
    def bound(self) -> dict[str, dict[str, None]]:
        """The tasks of each bearer, in order."""
        found: dict[str, dict[str, None]] = {}
        for record in self.assignments:
            found.setdefault(str(record["bearer"]), {})[str(record["task"])] = None
        return found

    def details(self, ids: set[str]) -> dict[str, dict[str, Any]]:
        """All that a panel says of each of these tasks."""
        full: dict[str, dict[str, Any]] = {id: {**record} for id, record in self.tasks.items() if id in ids}
        parts = {"bearers": ASSIGNMENTS, "deadlines": DEADLINES, "targets": TARGETS, "evidence": EVIDENCE}
        for name, query in parts.items():
            found: dict[str, list[Record]] = {id: [] for id in full}
            for record in records(self.index, query):
                task = str(record.pop("task"))
                if task in found and record not in found[task]:
                    found[task].append({key: value for key, value in record.items() if value is not None})
            for id in full:
                full[id][name] = found[id]
        return full


def due_in(task: dict[str, Any]) -> list[Record]:
    """The deadlines on whose last day something is due: not those that only begin, or go on."""
    return [one for one in task["deadlines"] if one["type"] in DUE and "latest" in one]


def within(region: object) -> list[tuple[str, str]]:
    """A region, given by its short id, and those above it below the nation: ids and full names, the highest first."""
    try:
        known = regions().get(str(region).removeprefix("region/"))
    except KeyError:
        return []
    chain = [*regions().ancestors(known)[::-1], known]
    return [(iri.region(one.id).removeprefix(iri.BASE), one.full_name) for one in chain if one.level != "national"]
