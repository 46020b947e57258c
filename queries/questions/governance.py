"""Questions about how responsibility is laid out and how bearers cooperate: by document, region, period and theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

import networkx as nx
from pyoxigraph import NamedNode

from graph.codes.coder import Coder, coder
from graph.measures.cooperation import cooperation, places, shape
from graph.measures.firmness import VARIANTS, Ranking, firmness
from graph.measures.governance import governance as measured
from graph.measures.portfolio import Duty, duties, grouped, lead_counts, without
from graph.store.index import Index
from ontology.codebook import codebook
from queries.questions.networks import DIGITS
from queries.select import Record, plain

WHOLE, UNKNOWN = "", "—"
EXACT = 9  # digits: sums of floats that should tie differ behind them
LABELS = "SELECT ?document ?label { ?document a pk:Document ; rdfs:label ?label }"
NAMES = 'SELECT ?bearer ?label { ?bearer a pk:Bearer ; skos:prefLabel ?label FILTER(LANG(?label) = "zh") }'
MEASURES: dict[str, Ranking] = {  # of a bearer's standing, for the question of firmness
    "tasks-led": lead_counts,
    "partners": lambda found: _standing(found, "degree"),
    "betweenness": lambda found: _standing(found, "betweenness"),
}


def governance(index: Index, by: str, most: int, document: NamedNode | str) -> list[Record]:
    """title.en: How is responsibility laid out?
    title.zh: 责任划分的治理指标如何？
    about.en: Bearers per task; concentration of leads (HHI, Gini: 0 even, 1 one leads all); shares of tasks that bind
        nobody, mark no lead, bind more than `most` bodies, are undated, or are passed to a collective; shares of pairs
        bound together across levels (vertical) and within one (horizontal).
    about.zh: 每项任务平均主体数；牵头集中度（HHI 与基尼系数，0 为均匀）；无主体、未标明牵头、主体过多（超过 most）、
        无时限、交由集合主体之任务比例；共同承担任务的主体对中跨层级（纵向）与同层级（横向）之比例。
    parameter by: choice(document, region, year, theme, all) = document | region | a row for each | 按何分组
    parameter most: integer = 10 | 8 | bearers that a task can have before it is over-shared | 主体数超过多少为过多
    parameter document: document = "" | shanxi-2020 | only this document, by its id or title
        | 只看这份文件（编号或标题）
    column group: Group | 分组
    column tasks: Tasks | 任务数
    column bearers: Bearers per task | 平均主体数
    column hhi: Lead HHI | 牵头集中度 HHI
    column gini: Lead Gini | 牵头基尼系数
    column orphan: No bearer | 无主体
    column leaderless: No lead marked | 未标明牵头
    column over_shared: Over-shared | 主体过多
    column undated: Undated | 无时限
    column collective: To collectives | 交由集合主体
    column vertical: Vertical ties | 纵向
    column horizontal: Horizontal ties | 横向
    column id: Id | 编号
    """
    groups = _groups(index, by, document)
    return [{"group": name, **_rounded(asdict(measured(some, most))), "id": _id(some)} for name, some in groups.items()]


def network_shape(index: Index, by: str, ties: str, collectives: bool, document: NamedNode | str) -> list[Record]:
    """title.en: What shape has the cooperation network?
    title.zh: 协作网络的整体结构如何？
    about.en: Bearers joined by shared tasks: density, breadth (mean partners) and depth (shared tasks a tie) of
        cooperation, connected parts, degree centralization, communities with their modularity, size of the core.
    about.zh: 以共同任务相连的主体网络：密度、合作广度（平均合作主体数）与深度（每对共同任务数）、连通部分数、
        度数中心势、社区数与模块度、核心规模。
    parameter by: choice(all, document, region, year, theme) = all | region | a row for each | 按何分组
    parameter ties: choice(lead, bearer) = lead | bearer | joined by leading together, or by any shared task
        | 共同牵头，或共同承担
    parameter collectives: flag = no | yes | count collectives (各市人民政府) too | 是否计入集合主体（如各市人民政府）
    parameter document: document = "" | shanxi-2020 | only this document, by its id or title
        | 只看这份文件（编号或标题）
    column group: Group | 分组
    column bearers: Bearers | 主体数
    column ties: Ties | 联系数
    column density: Density | 密度
    column breadth: Breadth | 合作广度
    column depth: Depth | 合作深度
    column components: Parts | 连通部分
    column centralization: Centralization | 中心势
    column communities: Communities | 社区数
    column modularity: Modularity | 模块度
    column core: Core | 核心规模
    column id: Id | 编号
    """
    rows: list[Record] = []
    for name, some in _groups(index, by, document).items():
        graph = cooperation(without(some, collectives=not collectives), ties == "lead")
        rows.append({"group": name, **_rounded(asdict(shape(graph))), "id": _id(some)})
    return rows


def network_places(
    index: Index,
    ties: str,
    collectives: bool,
    document: NamedNode | str,
    region: str,
    year: str,
    theme: str,
    limit: int,
) -> list[Record]:
    """title.en: Where does each bearer stand in the cooperation network?
    title.zh: 各主体在协作网络中处于什么位置？
    about.en: Partners (breadth), shared tasks, depth, degree, betweenness, closeness and eigenvector centrality,
        constraint (low for brokers), k-core, core or periphery, community; most partners first.
    about.zh: 合作主体数（广度）、共同任务数、合作深度，度数、中介、接近、特征向量中心性，结构洞约束（越低越居中介），
        k 核、核心或边缘、所属社区；按合作主体数排列。
    parameter ties: choice(lead, bearer) = lead | bearer | joined by leading together, or by any shared task
        | 共同牵头，或共同承担
    parameter collectives: flag = no | yes | count collectives (各市人民政府) too | 是否计入集合主体（如各市人民政府）
    parameter document: document = "" | shanxi-2020 | only this document, by its id or title
        | 只看这份文件（编号或标题）
    parameter region: text = "" | 山西省 | only documents whose jurisdiction begins so | 只看这一地区的文件
    parameter year: text = "" | 2015 | only documents issued then | 只看该年印发的文件
    parameter theme: text = "" | vocational.teachers | only tasks whose first theme begins so | 只看首要主题为此者
    parameter limit: integer = 50 | 20 | at most so many rows | 最多多少行
    rank: degree
    column bearer: Bearer | 责任主体
    column kind: Kind | 类别
    column degree: Partners | 合作主体数
    column strength: Shared tasks | 共同任务数
    column depth: Depth | 合作深度
    column degree_centrality: Degree centrality | 度数中心性
    column betweenness: Betweenness | 中介中心性
    column closeness: Closeness | 接近中心性
    column eigenvector: Eigenvector | 特征向量中心性
    column constraint: Constraint | 结构洞约束
    column shell: k-core | k 核
    column core: In the core | 核心
    column community: Community | 社区
    column id: Id | 编号
    """
    theme_of = _theme_by(coder(index, codebook("themes")))
    found = [
        duty
        for duty in without(_of(index, document), collectives=not collectives)
        if (duty.region or "").startswith(region)
        and (duty.issued or "").startswith(year)
        and (not theme or theme_of(duty).startswith(theme))
    ]
    graph: nx.Graph[str] = cooperation(found, ties == "lead")
    stand, names = places(graph), graph.nodes(data="name")
    return [
        {
            "bearer": names[node],
            "kind": graph.nodes[node]["kind"],
            **_rounded(asdict(stand[node])),
            "id": plain(node),
        }
        for node in sorted(stand, key=lambda node: (-stand[node].degree, names[node], node))[:limit]
    ]


def firm_ranks(index: Index, measure: str, document: NamedNode | str, limit: int) -> list[Record]:
    """title.en: How firm is a ranking of bearers?
    title.zh: 主体排名有多可靠？
    about.en: Each bearer's rank with all facts, without collectives, without doubtful names (unknown, composed, of
        close spelling), and without both; how many tie with it; and which bearers change sides with it somewhere.
    about.zh: 各主体在以下情形中的名次：全部事实、不计集合主体、不计存疑名称（未识别、拼合、近似写法）、两者均不计；
        并列主体数；以及在某一情形中与其先后互换者。
    parameter measure: choice(tasks-led, partners, betweenness) = tasks-led | betweenness | what ranks them
        | 按何排名：牵头任务数、合作主体数、中介中心性
    parameter document: document = "" | shanxi-2020 | only this document, by its id or title
        | 只看这份文件（编号或标题）
    parameter limit: integer = 20 | 10 | at most so many rows | 最多多少行
    column bearer: Bearer | 责任主体
    column value: Value | 数值
    column all: Rank | 名次
    column no_collectives: Without collectives | 不计集合主体
    column no_doubtful: Without doubtful | 不计存疑
    column neither: Without both | 均不计
    column ties: Ties | 并列
    column flips: Changes sides with | 先后互换
    column firm: Firm | 可靠
    column id: Id | 编号
    """
    names = {str(bearer): str(label) for bearer, label in index.select(NAMES)}
    return [
        {
            "bearer": names[rank.bearer],
            "value": round(rank.value, DIGITS),
            **{variant: rank.ranks[variant] for variant in VARIANTS},
            "ties": rank.ties,
            "flips": "、".join(names[other] for other in rank.flips),
            "firm": not (rank.ties or rank.flips),
            "id": plain(rank.bearer),
        }
        for rank in firmness(_of(index, document), MEASURES[measure], limit)
    ]


def _of(index: Index, document: NamedNode | str) -> list[Duty]:
    found = duties(index)
    return [duty for duty in found if duty.document == document.value] if isinstance(document, NamedNode) else found


def _groups(index: Index, by: str, document: NamedNode | str) -> dict[str, list[Duty]]:
    """The duties by what is asked for, themes in the order of the codebook and named in Chinese."""
    found = _of(index, document)
    labels = {str(node): str(label) for node, label in index.select(LABELS)}
    keys = {
        "all": lambda duty: WHOLE,
        "document": lambda duty: labels[duty.document],
        "region": lambda duty: duty.region or UNKNOWN,
        "year": lambda duty: (duty.issued or UNKNOWN)[:4],
        "theme": _theme_by(coder(index, codebook("themes"))),
    }
    groups = grouped(found, keys[by])
    if by == "theme":
        names = {one.code: one.zh for one in codebook("themes").codes} | {"": UNKNOWN}
        return {name: groups[theme] for theme, name in names.items() if theme in groups}
    return dict(sorted(groups.items()))


def _theme_by(by: Coder) -> Callable[[Duty], str]:
    def theme(duty: Duty) -> str:
        codes = by.code(duty.task, duty.text, duty.section).codes
        return codes[0].code if codes else ""

    return theme


def _standing(found: Sequence[Duty], measure: str) -> dict[str, float]:
    return {node: round(getattr(place, measure), EXACT) for node, place in places(cooperation(found)).items()}


def _id(found: Sequence[Duty]) -> str:
    """The document that the duties are of, else the first duty: what `why` leads on from."""
    documents = {duty.document for duty in found}
    return str(plain(documents.pop() if len(documents) == 1 else found[0].task))


def _rounded(values: dict[str, float | None]) -> Record:
    return {name: round(value, DIGITS) if isinstance(value, float) else value for name, value in values.items()}
