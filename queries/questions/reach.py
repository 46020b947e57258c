"""Whom a duty reaches on its way down, and where a place's duties come from: the same way, walked from either end."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.chains.cascade import Cascade, Step
from graph.store.index import Index
from ontology.errors import QuestionError
from ontology.iri import BASE
from queries.questions.cascade import document_id, titled
from queries.select import Record, plain, records

# Governments by name, members of closed collectives of governments, and open collectives, whose members nobody lists
BOUND = """
SELECT ?role ?bearer ?through ?government ?level ?id {
  ?id pk:task $given_task ; pk:agency ?who ; pk:role ?role ; pk:order ?order .
  ?who skos:prefLabel ?bearer . FILTER(LANG(?bearer) = "zh")
  {
    { ?who a pk:Government BIND(?who AS ?node) BIND("named" AS ?through) }
    UNION { ?id pk:roster/pk:hasMember ?node BIND("collective" AS ?through) }
    ?node skos:prefLabel ?government . FILTER(LANG(?government) = "zh")
    OPTIONAL { ?node pk:level ?level }
  } UNION {
    ?id pk:agency ?who . ?who a pk:Collective ; skos:prefLabel ?bearer BIND("open" AS ?through)
    FILTER(REGEX(?bearer, "政府$") && NOT EXISTS { ?id pk:roster ?roster FILTER EXISTS { ?roster pk:hasMember ?any } })
  }
} ORDER BY ?order ?government ?id
"""
OWED = """
SELECT ?bearer ?through ?role ?document ?task ?id {
  $given_region pk:level ?level .
  ?who a pk:Government ; pk:region $given_region ; pk:level ?level .
  { ?id pk:agency ?who BIND("named" AS ?through) }
  UNION { ?id pk:roster/pk:hasMember ?who BIND("collective" AS ?through) }
  ?id pk:agency/skos:prefLabel ?bearer ; pk:role ?role ; pk:task ?task . FILTER(LANG(?bearer) = "zh")
  ?task pk:document ?document ; pk:position ?position .
} ORDER BY ?document ?position ?id
"""


def duty_reach(index: Index, task: NamedNode) -> list[Record]:
    """title.en: Which governments does this duty reach?
    title.zh: 这项任务最终约束哪些政府？
    about.en: From a task down its counterparts in the documents that apply its document, to every government bound
        there: by name, or as a member of a class (各市人民政府) in the document's year. A class whose members nobody
        can list is shown as open.
    about.zh: 从一项任务出发，经各级落实文件中的对应任务，直到所约束的每个政府：点名者，或当年属于集合主体者；
        成员无法列举的集合主体标为“开放”。
    parameter task: id | task/shanxi-2020/2 | the task, by its id | 任务编号
    column distance: Steps | 级数
    column document: Document | 文件
    column key: No. | 序号
    column task: Task | 任务
    column role: Role | 角色
    column bearer: Bearer | 责任主体
    column through: Bound by | 方式
    column government: Government | 政府
    column level: Level | 层级
    column id: Id | 编号
    """
    found, document = Cascade(index), document_of(index, task)
    rows: list[Record] = []
    places = [(0, document, found.placed(document, task.value))]
    places += [(step.distance, step.document, step.at) for step in found.down(document, task.value)]
    for distance, name, at in places:
        title = titled(found.document(name))
        for bound in records(index, BOUND, {"task": NamedNode(at.id)}):
            rows.append({"distance": distance, "document": title, "key": at.task.key, "task": at.task.text, **bound})
    return rows


def duty_origins(index: Index, region: NamedNode) -> list[Record]:
    """title.en: Where do the duties of this place come from?
    title.zh: 这个地区承担的任务从何而来？
    about.en: Each duty that binds the region's government, by name or as a member of a class, and its counterparts in
        the documents above, up to the first that states it.
    about.zh: 约束该地区政府的每项任务（点名或以集合主体），及其在各级上位文件中的对应任务，直至最初的表述。
    parameter region: region | 山西省阳曲县 | the region, by its name with the province's | 地区名称，前加省名
    column through: Bound by | 方式
    column bearer: Bearer | 责任主体
    column role: Role | 角色
    column document: Document | 文件
    column key: No. | 序号
    column task: Task | 任务
    column distance: Steps up | 上溯级数
    column origin: Above | 上位文件
    column origin_key: No. | 序号
    column origin_task: Duty above | 上位任务
    column wording: Wording | 表述变化
    column force: Force | 力度变化
    column origin_id: Id above | 上位任务编号
    column id: Id | 编号
    """
    found = Cascade(index)
    return [row for owed in records(index, OWED, {"region": region}) for row in _origins(index, found, owed)]


def document_of(index: Index, task: NamedNode) -> str:
    """The id of the document that a task is of. Raises QuestionError where the node is no task."""
    query = "SELECT ?document { $given_task a pk:Task ; pk:document ?document }"
    answer = index.select(query, {"given_task": task})
    if not answer.rows:
        raise QuestionError(f"“{plain(task.value)}” is no task; copy a task's id: task/shanxi-2020/5")
    return document_id(index, NamedNode(str(answer.rows[0][0])))


def _origins(index: Index, found: Cascade, owed: Record) -> Iterator[Record]:
    """A row for each counterpart above; one with nothing above where there is none."""
    document = document_id(index, NamedNode(f"{BASE}{owed.pop('document')}"))
    at = found.placed(document, f"{BASE}{owed.pop('task')}")
    own: Record = {**owed, "document": titled(found.document(document)), "key": at.task.key, "task": at.task.text}
    steps: tuple[Step | None, ...] = found.up(document, at.id) or (None,)
    for step in steps:
        yield {
            **own,
            "distance": step.distance if step else 0,
            "origin": titled(found.document(step.document)) if step else None,
            "origin_key": step.at.task.key if step else None,
            "origin_task": step.at.task.text if step else None,
            "wording": step.by.shift.wording if step else None,
            "force": step.by.shift.force if step else None,
            "origin_id": plain(step.at.id) if step else None,
        }
