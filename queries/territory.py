"""What a region owes: by name, and by each collective that it belongs to, as the registry of regions tells."""

from __future__ import annotations

from pyoxigraph import NamedNode

from graph.index import Index
from ontology import iri
from ontology.regions import Region, regions
from queries.select import Record, records

DUTIES = """
SELECT ?bearer ?role ?document ?in ?position ?key ?task ?id $given_region $given_document WHERE {{
  {binding}
  ?node pk:document ?in ; pk:key ?key ; pk:position ?position ; pk:text ?task .
  ?in dcterms:title ?title .
  OPTIONAL {{ ?in pk:jurisdiction ?place }}
  BIND(IF(?title = "", REPLACE(STR(?in), "^.*/", ""), ?title) AS ?name_of_document)
  BIND(IF(CONTAINS(CONCAT("中国 ", ?name_of_document), COALESCE(?place, "")), "", CONCAT(?place, "：")) AS ?issuer)
  BIND(CONCAT(?issuer, ?name_of_document) AS ?document)
  FILTER($given_document = "" || ?in = $given_document)
}}"""
BOUND = """?who a {kind} ; pk:region $given_region {level} ; skos:prefLabel ?bearer .
  ?id pk:agency ?who ; pk:role ?role ; pk:task ?node ."""
NAMED = DUTIES.format(binding=BOUND.format(kind="pk:Government", level=""))
SINGLED_OUT = DUTIES.format(
    binding="""?id a pk:RegionMention ; pk:region $given_region ; pk:task ?node ; pk:surface ?bearer .
  FILTER NOT EXISTS { ?node pk:bearer ?who . ?who a pk:Government ; pk:region $given_region }"""
)


def _collectives(level: str) -> str:
    """Classes of governments (各县（市、区）人民政府) of a level: a class of departments binds no region as such."""
    return DUTIES.format(
        binding=BOUND.format(kind="pk:Collective", level=f'; pk:level "{level}"') + ' FILTER(CONTAINS(?bearer, "政府"))'
    )


def region_duties(index: Index, region: NamedNode, collectives: bool, document: NamedNode | str) -> list[Record]:
    """title.en: What do the governments of this region owe?
    title.zh: 这个地区的政府承担哪些任务？
    about.en: Duties that bind the region's government by name, or by a collective that it belongs to (for a county
        各县（市、区）人民政府 of its province), and those that single the region out as a place.
    about.zh: 点名该地区政府的任务、以其所属集合主体（如全省“各县（市、区）人民政府”）约束它的任务，
        以及指明该地点的任务。
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
    if known := _known(region) if collectives else None:
        levels = {known.level, known.run_as or known.level}
        parts += [
            ("collective", _collectives(level), NamedNode(iri.region(above.id)))
            for above in regions().ancestors(known)
            for level in sorted(levels)
        ]
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


QUESTIONS = {"region-duties": region_duties}
