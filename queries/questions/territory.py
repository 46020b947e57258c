"""What a region owes: by name, and by each collective that it belongs to, as the registry of regions tells."""

from __future__ import annotations

from pyoxigraph import NamedNode

from graph.store.index import Index
from ontology import iri
from ontology.regions import Region, regions
from queries.select import Record, records

DUTIES = """
SELECT ?bearer ?role ?document ?in ?position ?key ?task ?id WHERE {{
  {binding}
  ?node pk:document ?in ; pk:key ?key ; pk:position ?position ; pk:text ?task .
  ?in rdfs:label ?document .
  FILTER($given_document = "" || ?in = $given_document)
}}"""
BOUND = """?who a {kind} ; pk:region $given_region {level} ; skos:prefLabel ?bearer .
  ?id pk:agency ?who ; pk:role ?role ; pk:task ?node ."""
NAMED = DUTIES.format(
    binding=BOUND.format(kind="pk:Government", level="") + " FILTER NOT EXISTS { ?id pk:roster ?roster }"
)
SINGLED_OUT = DUTIES.format(
    binding="""?id a pk:RegionMention ; pk:region $given_region ; pk:task ?node ; pk:surface ?bearer .
  MINUS { ?node pk:bearer ?who . ?who a pk:Government ; pk:region $given_region }"""
)


BY_CLASS = DUTIES.format(
    binding="""?member pk:region $given_region . ?roster pk:hasMember ?member .
  ?roster pk:collective ?who . ?id pk:roster ?roster ; pk:role ?role ; pk:task ?node .
  ?who skos:prefLabel ?bearer ."""
)


def _open_classes(level: str) -> str:
    """Classes of governments of a level that nobody can list (相关市人民政府); departments bind no region as such."""
    binding = BOUND.format(kind="pk:Collective", level=f'; pk:level "{level}"')
    return DUTIES.format(
        binding=binding + ' FILTER(CONTAINS(?bearer, "政府")) FILTER NOT EXISTS { ?id pk:roster ?roster }'
    )


def region_duties(index: Index, region: NamedNode, collectives: bool, document: NamedNode | str) -> list[Record]:
    """title.en: What do the governments of this region owe?
    title.zh: 这个地区的政府承担哪些任务？
    about.en: Duties that bind the region's government by name, or by a collective that it belongs to in the document's
        year (for a county 各县（市、区）人民政府 of its province), or perhaps by an open one (相关市人民政府), and
        those that single the region out as a place.
    about.zh: 点名该地区政府的任务、以其当年所属集合主体（如全省“各县（市、区）人民政府”）约束它的任务、
        成员不定的集合主体（相关市人民政府）可能涉及它的任务，以及指明该地点的任务。
    parameter region: region | 山西省阳曲县 | the region, by its name with the province's | 地区名称，前加省名
    parameter collectives: flag = yes | no | by a collective too | 是否包括以集合主体约束的任务
    parameter document: document = "" | shanxi-2015 | only this document, by id or title | 只看这份文件（编号或标题）
    column through: Bound by | 方式
    column bearer: Bearer or place | 主体或地点
    column role: Role | 角色
    column document: Document | 文件
    column key: No. | 序号
    column task: Task | 任务
    column id: Id | 编号
    """
    parts = [("named", NAMED, region), ("place", SINGLED_OUT, region)]
    parts += [("collective", BY_CLASS, region)] if collectives else []
    if known := _known(region) if collectives else None:
        above = [NamedNode(iri.region(one.id)) for one in regions().ancestors(known)]
        levels = sorted({known.level, known.run_as or known.level})
        parts += [("open", _open_classes(level), one) for one in above for level in levels]
    found = [
        record | {"through": through}
        for through, query, where in parts
        for record in records(index, query, {"region": where, "document": document})
    ]
    return sorted(
        found, key=lambda row: (str(row["document"]), str(row["in"]), int(row["position"] or 0), str(row["id"]))
    )


def _place(row: Record) -> tuple[str, str, int, str]:
    return str(row["document"]), str(row["in"]), int(row["position"] or 0), str(row["id"])


def _known(region: NamedNode) -> Region | None:
    try:
        return regions().get(region.value.removeprefix(f"{iri.BASE}region/"))
    except KeyError:
        return None
