"""Questions along the lines (条) of government: counterparts of a body, and what reforms and years changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import networkx as nx
from pyoxigraph import NamedNode

from graph.measures.lines import lines
from graph.store.index import Index
from graph.store.views import unprinted
from queries.select import Record, plain, records

PLACES = ("above", "here", "below", "across")
LEADING = {"principal": "pk:principal", "lead": "pk:leadAgency"}
LEADS = """
SELECT DISTINCT ?task ?body ?name ?function {{
  ?task pk:document $given_document ; {leading} ?body . ?body pk:function ?function ; skos:prefLabel ?name
  FILTER(LANG(?name) = "zh")
}} ORDER BY ?task ?body"""
EVENTS = """
SELECT ?before ?after ?function ?date {
  $given_until pk:latest ?issued .
  ?event org:originalOrganization ?before ; org:resultingOrganization ?after ; pk:kind ?kind ; pk:earliest ?date .
  ?after pk:function ?function .
  FILTER(?kind != "split" && ?date <= ?issued)
} ORDER BY ?date ?before ?after"""
FUNCTIONS = 'SELECT ?id ?name { ?id a pk:Function ; skos:prefLabel ?name FILTER(LANG(?name) = "zh") }'


def agency_counterparts(index: Index, agency: NamedNode) -> list[Record]:
    """title.en: Who does the same work elsewhere: above, below, in other places?
    title.zh: 其他层级和地区的对口部门有哪些？
    about.en: Bodies of the same function with duties in this graph: those above and below in the territory, those of
        the same place under another name (before or after a reform), and those of the same level elsewhere.
    about.zh: 本图谱中承担任务的同一职能部门：上级、下级、同地异名（改革前后）以及其他地区的同级部门。
    parameter agency: agency | 山西省教育厅 | the body, by its full name or a part of it that fits no other
        | 部门全称，或不致混淆的部分名称
    column where: Where | 关系
    column bearer: Bearer | 责任主体
    column level: Level | 层级
    column tasks: Tasks | 任务数
    column id: Id | 编号
    """
    graph = lines(index)
    if agency.value not in graph:
        return []
    own = graph.nodes[agency.value]
    above, below = nx.ancestors(graph, agency.value), nx.descendants(graph, agency.value)
    rows: list[Record] = []
    for node, about in sorted(graph.nodes.items()):
        if node == agency.value or about["function"] != own["function"]:
            continue
        here, across = about["region"] == own["region"], about["level"] == own["level"]
        fits = {"above": node in above, "here": here, "below": node in below, "across": across}
        where = next((place for place in PLACES if fits[place]), None)
        if where:
            told = {"bearer": about["label"], "level": about["level"], "tasks": about["tasks"]}
            rows.append({"where": where, "id": plain(node), **told})
    return sorted(rows, key=lambda row: (PLACES.index(str(row["where"])), str(row["bearer"]), str(row["id"])))


def lead_changes(index: Index, before: NamedNode, after: NamedNode, role: str) -> list[Record]:
    """title.en: Which functions gained or lost leads from one document to another?
    title.zh: 两份文件之间，哪些职能的牵头任务增加或减少？
    about.en: Tasks led by the bodies of each function in both documents. A body that was renamed or merged before the
        second document is counted in the function of what it became (省旅游局 with 省文化和旅游厅); one that was split
        stays in its own.
    about.zh: 两份文件中各职能部门牵头的任务数。在后一文件之前更名或合并的部门，计入其后继部门的职能
        （如省旅游局计入省文化和旅游厅）；被拆分的仍计入原职能。
    parameter before: document | shanxi-2015 | the earlier document, by its id or title
        | 较早的文件（编号或标题）
    parameter after: document | shanxi-2020 | the later document, by its id or title
        | 较晚的文件（编号或标题）
    parameter role: choice(principal, lead) = principal | lead | principals (the jointly responsible where no lead is
        marked), or marked leads only | 牵头主体（未标明牵头时含共同负责），或仅标明牵头者
    column change: Change | 变化
    column function: Function | 职能
    column tasks_before: Tasks before | 前者任务数
    column tasks_after: Tasks after | 后者任务数
    column bearers_before: Bearers before | 前者主体
    column bearers_after: Bearers after | 后者主体
    column id: Id | 编号
    """
    query = LEADS.format(leading=LEADING[role])
    heirs = {str(row["before"]): row for row in reversed(records(index, EVENTS, {"until": after}))}
    early = _by_function(_carried(records(index, query, {"document": before}), heirs))
    late = _by_function(records(index, query, {"document": after}))
    names = {row["id"]: row["name"] for row in records(index, FUNCTIONS)}
    rows: list[Record] = []
    for function in sorted(early.keys() | late.keys()):
        tasks, bodies = early.get(function, (0, ""))
        tasks_after, bodies_after = late.get(function, (0, ""))
        row: Record = {"tasks_before": tasks, "tasks_after": tasks_after}
        row |= {"bearers_before": bodies, "bearers_after": bodies_after, "function": names[function], "id": function}
        rows.append({"change": _change(tasks, tasks_after), **row})
    return sorted(rows, key=lambda row: (_difference(row), str(row["function"])))


def _carried(leads: Iterable[Record], heirs: dict[str, Record]) -> list[Record]:
    """The leads with the function that their bodies' work went to."""
    found = []
    for lead in leads:
        body = unprinted(str(lead["body"]))
        while body in heirs:
            lead, body = {**lead, "function": heirs[body]["function"]}, str(heirs[body]["after"])
        found.append(lead)
    return found


def _by_function(leads: Iterable[Record]) -> dict[str, tuple[int, str]]:
    tasks: dict[str, set[str]] = defaultdict(set)
    bodies: dict[str, set[str]] = defaultdict(set)
    for lead in leads:
        tasks[str(lead["function"])].add(str(lead["task"]))
        bodies[str(lead["function"])].add(str(lead["name"]))
    return {function: (len(found), "、".join(sorted(bodies[function]))) for function, found in tasks.items()}


def _change(before: int, after: int) -> str:
    if not before or not after:
        return "gained" if not before else "lost"
    return "same" if before == after else "more" if after > before else "fewer"


def _difference(row: Record) -> tuple[int, int]:
    """The greatest losses first, then the greatest gains, then what stayed."""
    before, after = int(row["tasks_before"] or 0), int(row["tasks_after"] or 0)
    return (0 if after < before else 1 if after > before else 2), -abs(after - before)
