"""Questions that need paths or eigenvectors: asked of the NetworkX mirror, with headers like those of the queries."""

from __future__ import annotations

import networkx as nx

from graph.measures.centrality import betweenness
from graph.measures.mirror import co_lead
from graph.store.index import Index
from queries.select import Record, plain

DIGITS = 4  # of a measure: more than the eye compares, fewer than platforms differ in


def brokers(index: Index, collectives: bool, limit: int) -> list[Record]:
    """title.en: Which bearers connect the others?
    title.zh: 哪些主体是协作网络中的桥梁？
    about.en: Betweenness on the co-lead graph: the share of shortest ways between two others that lead through the
        bearer. Ties are counted as equally long whatever their weight.
    about.zh: 共同牵头网络中的中介中心性：其他主体之间的最短路径经过该主体的比例，不计权重。
    parameter collectives: flag = no | yes | count collectives (各市人民政府) too | 是否计入集合主体（如各市人民政府）
    parameter limit: integer = 20 | 50 | at most so many rows | 最多多少行
    rank: betweenness
    column bearer: Bearer | 责任主体
    column kind: Kind | 类别
    column betweenness: Betweenness | 中介中心性
    column partners: Partners | 共同牵头主体数
    column id: Id | 编号
    """
    graph = _joined(index, collectives)
    found = betweenness(graph)
    rows = [_row(graph, node, betweenness=value, partners=graph.degree(node)) for node, value in found.items() if value]
    return _ranked(rows, "betweenness", limit)


def centrality(index: Index, collectives: bool, limit: int) -> list[Record]:
    """title.en: Which bearers stand at the centre of co-leading?
    title.zh: 哪些主体处于协作网络的中心？
    about.en: On the co-lead graph: partners, shared tasks summed over partners, and PageRank weighted by shared tasks.
    about.zh: 共同牵头网络中的合作主体数、共同任务数之和，以及按共同任务加权的 PageRank。
    parameter collectives: flag = no | yes | count collectives (各市人民政府) too | 是否计入集合主体（如各市人民政府）
    parameter limit: integer = 20 | 50 | at most so many rows | 最多多少行
    rank: pagerank
    column bearer: Bearer | 责任主体
    column kind: Kind | 类别
    column pagerank: PageRank | PageRank
    column partners: Partners | 共同牵头主体数
    column shared: Shared tasks | 共同任务数
    column id: Id | 编号
    """
    graph = _joined(index, collectives)
    found = _pagerank(graph)
    shared = dict(graph.degree(weight="weight"))
    rows = [
        _row(graph, node, pagerank=value, partners=graph.degree(node), shared=shared[node])
        for node, value in found.items()
    ]
    return _ranked(rows, "pagerank", limit)


def groups(index: Index, collectives: bool) -> list[Record]:
    """title.en: Which groups of bearers are tied by co-leading?
    title.zh: 共同牵头关系形成哪些主体群？
    about.en: Connected parts of the co-lead graph: within one, a chain of shared tasks leads from each bearer to each.
        The id is that of the bearer with the most partners.
    about.zh: 共同牵头网络的连通部分：群内任意两个主体之间都有共同任务链相连。编号为合作主体最多者。
    parameter collectives: flag = no | yes | count collectives (各市人民政府) too | 是否计入集合主体（如各市人民政府）
    rank: size
    column bearer: Best connected | 联系最多的主体
    column size: Bearers | 主体数
    column ties: Pairs | 主体对数
    column density: Density | 密度
    column id: Id | 编号
    """
    graph = _joined(index, collectives)
    rows = []
    for members in nx.connected_components(graph):
        part = graph.subgraph(members)
        node = min(members, key=lambda member: (-part.degree(member), member))
        rows.append(_row(graph, node, size=len(part), ties=part.number_of_edges(), density=nx.density(part)))
    return _ranked(rows, "size", len(rows))


def _joined(index: Index, collectives: bool) -> nx.Graph[str]:
    """The co-lead graph of the bearers that co-lead at all: the others would only dilute the measures."""
    graph = co_lead(index, collectives)
    graph.remove_nodes_from(list(nx.isolates(graph)))
    return graph


def _pagerank(graph: nx.Graph[str], damping: float = 0.85, rounds: int = 100) -> dict[str, float]:
    """PageRank by power iteration over sorted nodes; NetworkX's own needs SciPy.

    Brin and Page (1998), the ends of each tie weighted by its `weight`. No node of the graph may be isolated.
    """
    nodes = sorted(graph)
    strength = dict(graph.degree(weight="weight"))
    ties = {node: sorted((other, graph[node][other]["weight"]) for other in graph[node]) for node in nodes}
    rank = dict.fromkeys(nodes, 1 / len(nodes)) if nodes else {}
    for _ in range(rounds):
        rank = {
            node: (1 - damping) / len(nodes)
            + damping * sum(rank[other] * weight / strength[other] for other, weight in ties[node])
            for node in nodes
        }
    return rank


def _row(graph: nx.Graph[str], node: str, **measures: float) -> Record:
    about = graph.nodes[node]
    rounded = {name: round(value, DIGITS) if isinstance(value, float) else value for name, value in measures.items()}
    return {"bearer": about["label"], "kind": about["kind"].lower(), "id": plain(node), **rounded}


def _ranked(rows: list[Record], by: str, limit: int) -> list[Record]:
    return sorted(rows, key=lambda row: (-float(row[by] or 0), str(row["bearer"]), str(row["id"])))[:limit]
