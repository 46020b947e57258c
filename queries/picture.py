"""What a picture shows: the bearers and tasks of a graph, with all that its panel says of them, as plain data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal, get_args

import networkx as nx
from pyoxigraph import NamedNode

from graph.index import Index
from ontology.errors import QuestionError
from queries.select import Record, records

View = Literal["colead", "tasks"]
MOST_TASKS = 5000  # some 20 MB of page
VIEWS: tuple[View, ...] = get_args(View)

TASKS = """
SELECT ?id ?document ?title ?key ?section ?text $given_document {
  ?id a pk:Task ; pk:document ?document ; pk:key ?key ; pk:position ?position ; pk:text ?text .
  FILTER($given_document = "" || ?document = $given_document)
  ?document dcterms:title ?own .
  OPTIONAL { ?document pk:jurisdiction ?place }
  BIND(IF(?own = "", REPLACE(STR(?document), "^.*/", ""), ?own) AS ?name_of_document)
  BIND(IF(CONTAINS(CONCAT("中国 ", ?name_of_document), COALESCE(?place, "")), "", CONCAT(?place, "：")) AS ?issuer)
  BIND(CONCAT(?issuer, ?name_of_document) AS ?title)
  OPTIONAL { ?id pk:section ?section }
} ORDER BY ?document ?position ?id"""
ASSIGNMENTS = """
SELECT ?task ?bearer ?role ?surface ?scope ?order ?evidence {
  ?id a pk:Assignment ; pk:task ?task ; pk:agency ?bearer ; pk:role ?role ; pk:order ?order ; pk:surface ?surface .
  OPTIONAL { ?id pk:scope ?scope }
  OPTIONAL { ?id pk:evidence ?evidence }
} ORDER BY ?task ?order ?id"""
PRINCIPALS = "SELECT ?task ?bearer { ?task pk:principal ?bearer } ORDER BY ?task ?bearer"
BEARERS = """
SELECT ?id ?kind ?zh ?en {
  VALUES ?kind { pk:Agency pk:Government pk:Collective pk:Enterprise pk:Unit pk:Body }
  ?id a ?kind ; skos:prefLabel ?zh . FILTER(LANG(?zh) = "zh")
  OPTIONAL { ?id skos:prefLabel ?en . FILTER(LANG(?en) = "en") }
} ORDER BY ?id ?kind"""
DEADLINES = """
SELECT ?task ?surface ?type ?date ?evidence {
  ?id a pk:Deadline ; pk:task ?task ; pk:surface ?surface ; pk:deadlineType ?type ; pk:start ?start .
  OPTIONAL { ?id pk:date ?date }
  OPTIONAL { ?id pk:evidence ?evidence }
} ORDER BY ?task ?start ?id"""
TARGETS = """
SELECT ?task ?surface ?indicator ?comparator ?value ?least ?most ?unit ?evidence {
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


@dataclass(frozen=True, slots=True)
class Picture:
    """The nodes and edges to draw, the tasks behind them by id, and how much was left out to keep it readable."""

    view: View
    graph: nx.Graph[str]  # nodes: kind, zh, en; edges: weight, tasks; all ids short
    tasks: dict[str, dict[str, Any]]
    names: dict[str, Record]  # of all bearers of these tasks: kind, zh, en
    omitted: int


def picture(index: Index, view: str, document: NamedNode | None = None, limit: int = 300) -> Picture:
    """The bearers that co-lead (`colead`) or tasks with their bearers (`tasks`), of one document or of all.

    Of more than `limit` bearers those with the most co-led tasks are kept, of more than `limit` tasks the first.
    Raises QuestionError for another view and where there is nothing to draw.
    """
    if view not in VIEWS:
        raise QuestionError(f"There is no view “{view}”; draw {' or '.join(VIEWS)}.")
    tasks = {str(record["id"]): record for record in records(index, TASKS, {"document": document or ""})}
    bearers = {str(record["id"]): record for record in reversed(records(index, BEARERS))}
    drawn, omitted = _colead(index, tasks, bearers, limit) if view == "colead" else _tasks(index, tasks, bearers, limit)
    if not drawn:
        where = "this document" if document else "the graph"
        raise QuestionError(f"There is nothing to draw: no task of {where} has bearers to join.")
    shown = {task for _, _, data in drawn.edges(data=True) for task in data["tasks"]}
    if len(shown) > MOST_TASKS:
        mend = "draw one document with --document, or fewer nodes with --limit"
        raise QuestionError(
            f"The page would carry {len(shown)} tasks, more than {MOST_TASKS} slow a browser down; {mend}."
        )
    full = _details(index, {id: tasks[id] for id in tasks if id in shown})
    named = {str(record["bearer"]) for task in full.values() for record in task["bearers"]}
    names = {id: bearers[id] for id in sorted(named)}
    return Picture("colead" if view == "colead" else "tasks", drawn, full, names, omitted)


def _colead(
    index: Index, tasks: dict[str, Record], bearers: dict[str, Record], limit: int
) -> tuple[nx.Graph[str], int]:
    leading: dict[str, list[str]] = {}
    for record in records(index, PRINCIPALS):
        if record["task"] in tasks:
            leading.setdefault(str(record["task"]), []).append(str(record["bearer"]))
    pairs: dict[tuple[str, str], list[str]] = {}
    counts: Counter[str] = Counter()
    for task, leads in leading.items():
        counts.update(leads if len(leads) > 1 else ())
        for pair in combinations(sorted(leads), 2):
            pairs.setdefault(pair, []).append(task)
    named = {bearer: str(bearers[bearer]["zh"]) for bearer in counts}
    kept = set(sorted(counts, key=lambda bearer: (-counts[bearer], named[bearer], bearer))[:limit])
    graph: nx.Graph[str] = nx.Graph()
    for (one, other), shared in sorted(pairs.items()):
        if {one, other} <= kept:
            graph.add_edge(one, other, weight=len(shared), tasks=shared)
    _name(graph, bearers)
    return graph, len(counts) - len(kept)


def _tasks(index: Index, tasks: dict[str, Record], bearers: dict[str, Record], limit: int) -> tuple[nx.Graph[str], int]:
    kept = dict(list(tasks.items())[:limit])
    graph: nx.Graph[str] = nx.Graph()
    for record in records(index, ASSIGNMENTS):
        if record["task"] in kept:
            graph.add_edge(str(record["task"]), str(record["bearer"]), weight=1, tasks=[record["task"]])
    _name(graph, bearers)
    for task in kept:
        if task in graph:
            graph.nodes[task].update(kind="task", zh=str(kept[task]["key"]), en=None)
    return graph, len(tasks) - len(kept)


def _name(graph: nx.Graph[str], bearers: dict[str, Record]) -> None:
    for node in graph:
        if node in bearers:
            graph.nodes[node].update(kind=bearers[node]["kind"], zh=bearers[node]["zh"], en=bearers[node]["en"])


def _details(index: Index, tasks: dict[str, Record]) -> dict[str, dict[str, Any]]:
    """All that the panel says of each task."""
    full: dict[str, dict[str, Any]] = {id: {**record} for id, record in tasks.items()}
    parts = {"bearers": ASSIGNMENTS, "deadlines": DEADLINES, "targets": TARGETS, "evidence": EVIDENCE}
    for name, query in parts.items():
        found: dict[str, list[Record]] = {id: [] for id in tasks}
        for record in records(index, query):
            task = str(record.pop("task"))
            if task in found and record not in found[task]:
                found[task].append(record)
        for id in tasks:
            full[id][name] = found[id]
    return full
