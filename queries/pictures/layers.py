"""Pictures that read from left to right: an agency's world, a document, a line, a cascade, two regions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import get_args

import networkx as nx

from ontology.records import Level
from queries.parameters import Value
from queries.pictures.columns import Column, columns
from queries.pictures.drawing import Drawing, Graph, busiest, describe, tie, word
from queries.pictures.facts import Facts, within
from queries.select import Record, records
from queries.tables import Words, words

LEVELS: tuple[Level | None, ...] = (*get_args(Level), None)
CITATIONS = """
SELECT DISTINCT ?document ?relation ?policy ?title ?read {
  ?citation a pk:Citation ; pk:document ?document ; pk:relation ?relation ; pk:policy ?policy .
  ?policy dcterms:title ?title .
  OPTIONAL { ?policy pk:readAs ?read }
} ORDER BY ?document ?policy ?relation"""


def agency(facts: Facts, given: Mapping[str, Value], limit: int) -> Drawing:
    """Which documents bind a bearer, and with whom it shares these tasks, in whatever role."""
    me = str(given["agency"])
    mine = facts.bound.get(me, {})
    shared = {who: [task for task in tasks if task in mine] for who, tasks in facts.bound.items() if who != me}
    counts = Counter({who: len(tasks) for who, tasks in shared.items() if tasks})
    kept = busiest(counts, facts, limit)
    graph: Graph = nx.Graph()
    for document, tasks in _by_document(facts, mine).items():
        tie(graph, document, me, tasks)
    for who in sorted(kept, key=lambda who: (-counts[who], who)):
        tie(graph, me, who, shared[who])
    describe(graph, facts)
    kinds: dict[str, list[str]] = {kind: [] for kind in words()["kind"]}
    for who in graph:
        if who in kept:
            kinds[str(graph.nodes[who]["kind"])].append(who)
    partners = [Column(word("kind", kind), nodes, ordered=True) for kind, nodes in kinds.items()]
    left = Column(word("page", "binding"), [node for node in graph if node in facts.documents], ordered=True)
    places, captions = columns(graph, [left, Column(Words("", ""), [me] if me in graph else []), *partners])
    return Drawing(graph, places, captions, _named(facts.bearers.get(me)), len(counts) - len(kept))


def document(facts: Facts, given: Mapping[str, Value], limit: int) -> Drawing:
    """The sections of a document, their tasks in order, and whom each task binds."""
    kept = list(facts.tasks)[:limit]
    graph: Graph = nx.Graph()
    sections: dict[str, str] = {}
    for id in kept:
        told = str(facts.tasks[id]["section"] or "")
        section = sections.setdefault(told, f"{given['document']}/section/{len(sections) + 1}")
        tie(graph, section, id, [id, *(graph.get_edge_data(section, id, {"tasks": []})["tasks"])])
        graph.nodes[section].update(kind="section", zh=told.rpartition(" / ")[2] or "—", en=None)
    for record in facts.assignments:
        if record["task"] in graph:
            tie(graph, str(record["task"]), str(record["bearer"]), [str(record["task"])])
    describe(graph, facts)
    for id in kept:
        graph.nodes[id]["label"] = f"{facts.tasks[id]['key']} {facts.tasks[id]['text']}"
    bound = [node for node in graph if node in facts.bearers]
    agencies = [node for node in bound if graph.nodes[node]["kind"] == "agency"]
    given_columns = [
        Column(word("page", "section"), list(sections.values()), ordered=True),
        Column(word("page", "task"), kept, ordered=True),
        Column(word("kind", "agency"), agencies),
        Column(word("page", "others"), [node for node in bound if node not in agencies]),
    ]
    places, captions = columns(graph, given_columns)
    subject = _named(next(iter(facts.documents.values()), None))
    return Drawing(graph, places, captions, subject, len(facts.tasks) - len(kept))


def line(facts: Facts, given: Mapping[str, Value], limit: int) -> Drawing:
    """The bodies of one function (条) from nation to county, each joined to the one above it, and what binds them."""
    function = given["function"]
    mine = {who: len(tasks) for who, tasks in facts.bound.items() if facts.bearers[who]["function"] == function}
    counts = Counter(mine)
    kept = busiest(counts, facts, limit)
    graph: Graph = nx.Graph()
    for who in sorted(kept):
        for paper, tasks in _by_document(facts, facts.bound[who]).items():
            tie(graph, paper, who, tasks)
    above = {str(facts.bearers[who]["region"]): who for who in sorted(kept) if facts.bearers[who]["kind"] == "agency"}
    for who in sorted(kept):
        chain = [id for id, _ in within(facts.bearers[who]["region"])][:-1]
        superior = next((above[id] for id in [*chain[::-1], "region/CN"] if above.get(id, who) != who), None)
        if superior and facts.bearers[who]["kind"] == "agency":
            tie(graph, superior, who, relation="line")
    describe(graph, facts)
    papers = Column(word("page", "binding"), [node for node in graph if node in facts.documents])
    places, captions = columns(graph, [papers, *_levels(graph, kept)])
    name = next((facts.bearers[who]["line"] for who in sorted(kept)), None)
    return Drawing(graph, places, captions, Words(str(name), str(name)), len(counts) - len(kept))


def cascade(facts: Facts, given: Mapping[str, Value], limit: int) -> Drawing:
    """Policies, the documents that build on them, and the governments that these bind, from nation to county."""
    graph: Graph = nx.Graph()
    cited = [row for row in records(facts.index, CITATIONS) if row["document"] in facts.documents]
    taken_up = {row["policy"] for row in cited if row["relation"] == "applies"}
    policies: dict[str, str] = {}
    for row in cited:
        end = str(row["read"] or row["policy"])
        if end != row["document"] and (row["read"] in facts.documents or row["policy"] in taken_up):
            tie(graph, str(row["document"]), end, relation=str(row["relation"]))
            policies |= {} if end in facts.documents else {end: str(row["title"])}
    kinds = ("collective", "government")
    counts = Counter({who: len(tasks) for who, tasks in facts.bound.items() if facts.bearers[who]["kind"] in kinds})
    kept = busiest(counts, facts, limit)
    for who in sorted(kept):
        for paper, tasks in _by_document(facts, facts.bound[who]).items():
            tie(graph, paper, who, tasks)
    describe(graph, facts)
    for id, title in policies.items():
        graph.nodes[id].update(kind="policy", zh=title, en=None)
    layers = [Column(word("page", "cited"), sorted(policies))]
    papers, bound = ([node for node in graph if node in some] for some in (facts.documents, kept))
    for level in LEVELS:
        for kind, nodes in (("document", papers), ("bearer", bound)):
            layers += _levels(graph, nodes, [level], kind)
    places, captions = columns(graph, layers)
    left_out = len({str(row["policy"]) for row in cited} - taken_up - {None}) + len(counts) - len(kept)
    return Drawing(graph, places, captions, None, left_out)


def compare(facts: Facts, given: Mapping[str, Value], limit: int) -> Drawing:
    """Whom the documents of two regions bind, side by side, by line of government (条) or class of bearer."""
    sides = [str(given["one"]), str(given["other"])]
    graph: Graph = nx.Graph()
    found: list[dict[str, list[str]]] = []
    for side in sides:
        papers = {id for id, paper in facts.documents.items() if side in dict(within(paper["region"]))}
        tasks = {who: [t for t in mine if facts.tasks[t]["document"] in papers] for who, mine in facts.bound.items()}
        found.append({who: mine for who, mine in tasks.items() if mine})
    counts = Counter({who: max(len(one.get(who, ())) for one in found) for one in found for who in one})
    kept = busiest(counts, facts, limit)
    classes: dict[str, Words] = {}
    for who in sorted(kept):
        id, name = _class(facts.bearers[who])
        classes[id] = name
        tie(graph, who, id, [task for one in found for task in one.get(who, ())])
    describe(graph, facts)
    for id, name in classes.items():
        graph.nodes[id].update(kind="function", zh=name.zh, en=name.en)
    left, right = ([who for who in one if who in kept and who not in other] for one, other in (found, found[::-1]))
    for who in left:
        graph.nodes[who]["side"] = "left"
    both = [who for who in found[0] if who in kept and who in found[1]]
    heads = [Words(name, name) for name in (dict(within(side)).get(side, side) for side in sides)]
    middle = sorted(classes, key=lambda id: (-graph.degree(id, weight="weight"), id))
    lines = Column(word("page", "lines"), middle, ordered=True)
    shared = Column(word("page", "both"), both)
    places, captions = columns(graph, [Column(heads[0], left), lines, Column(heads[1], right), shared])
    subject = Words(f"{heads[0].en} · {heads[1].en}", f"{heads[0].zh} · {heads[1].zh}")
    return Drawing(graph, places, captions, subject, len(counts) - len(kept))


def _by_document(facts: Facts, tasks: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for task in tasks:
        found.setdefault(str(facts.tasks[task]["document"]), []).append(task)
    return found


def _levels(
    graph: Graph, nodes: Iterable[str], levels: Iterable[str | None] = LEVELS, kind: str | None = None
) -> list[Column]:
    """A column a level, in which regions stand together; `kind` adds what stands in it to the heading."""
    kept = sorted(nodes, key=lambda node: (str(graph.nodes[node].get("region")), node))
    made = []
    for level in levels:
        name = word("level", level or "unknown")
        if kind:
            what = word("page", f"{kind}s")
            name = Words(f"{name.en}: {what.en}", f"{name.zh}{what.zh}")
        made.append(Column(name, [node for node in kept if graph.nodes[node].get("level") == level]))
    return made


def _class(bearer: Record) -> tuple[str, Words]:
    """What two regions can be compared by: the function of an agency, else the level and kind."""
    if bearer["function"]:
        return str(bearer["function"]), Words(str(bearer["line"]), str(bearer["line"]))
    level, kind = word("level", str(bearer["level"] or "unknown")), word("kind", str(bearer["kind"]))
    return f"class/{bearer['level']}/{bearer['kind']}", Words(f"{level.en} {kind.en}", f"{level.zh}{kind.zh}")


def _named(about: Record | None) -> Words | None:
    return Words(str(about.get("en") or about["zh"]), str(about["zh"])) if about else None
