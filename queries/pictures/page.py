"""A picture as one page that opens from a USB stick: no request leaves it, and no text of a document acts in it.

pyvis brings vis-network and holds the nodes and edges; the page around them is ours (html/), because the template of
pyvis loads styles and scripts from the web, and shows names of attributes to readers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pyvis.network import Network

from queries.pictures.html import Page, environment
from queries.pictures.looks import LOOKS, OUTLINED
from queries.pictures.picture import Picture
from queries.pictures.themes import theme_names
from queries.tables import Words, words

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "selectionWidth": 2, "hoverWidth": 0},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "hideEdgesOnDrag": True},
}
SHOWN = {  # of a task's parts
    "bearers": ("bearer", "role", "scope"),
    "deadlines": ("surface", "type", "date", "earliest", "latest"),
    "targets": ("surface", "indicator", "comparator", "value", "least", "most", "unit"),
    "evidence": ("quote", "source", "start", "end", "page", "table", "row"),
}
SAID = ("page", "kind", "role", "level", "type", "relation", "action")  # sections of queries/words.toml


def page(picture: Picture, notes: Sequence[Words] = ()) -> Page:
    """The picture as an HTML page, with notes on how bearers are seen; the same picture gives the same page."""
    network = Network(cdn_resources="in_line", directed=True)  # undirected, it searches all edges for each new one
    for node in sorted(picture.graph):
        facts, (x, y) = picture.graph.nodes[node], picture.places[node]
        network.add_node(node, facts["zh"], x=x, y=y, **known(facts), shape=LOOKS[facts["kind"]]["shape"])
    edges = [(min(one, other), max(one, other), about) for one, other, about in picture.graph.edges(data=True)]
    for one, other, about in sorted(edges, key=lambda edge: edge[:2]):
        network.add_edge(one, other, **{name: value for name, value in about.items() if name in ("tasks", "relation")})
    network.templateEnv = environment()
    told = [{"zh": note.zh, "en": note.en} for note in notes]
    network.templateEnv.globals.update(title=title(picture), data=_data(picture) | {"notes": told})
    network.path = "graph.html"
    return Page(network.generate_html())


def title(picture: Picture) -> str:
    """The view, and what it is of, in Chinese."""
    view = words()["view"][picture.view].zh
    return f"{view}：{picture.subject.zh}" if picture.subject else view


def said() -> dict[str, dict[str, dict[str, str]]]:
    """The words of a page, by section and code, in both languages."""
    return {
        section: {code: {"zh": entry.zh, "en": entry.en} for code, entry in words()[section].items()}
        for section in (*SAID, "view")
    }


def titles(tasks: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The titles of these tasks' documents."""
    return {task["document"]: task["title"] for task in tasks.values()}


def slim(task: Mapping[str, Any]) -> dict[str, Any]:
    """A task without what a graph page does not show; a quote that is the task's text goes without saying."""
    made = {name: value for name, value in task.items() if name not in ("id", "title") and value is not None}
    for name, kept in SHOWN.items():
        made[name] = [{key: one[key] for key in kept if key in one} for one in task[name]]
    for part in made["evidence"]:
        if part["quote"] == task["text"]:
            del part["quote"]
    return made


def themes(present: set[str]) -> dict[str, dict[str, str]]:
    """The names of these themes, in the codebook's order."""
    return {code: {"zh": name.zh, "en": name.en} for code, name in theme_names().items() if code in present}


def known(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a page says of a node, without what is not known."""
    kept = ("zh", "en", "kind", "level", "region", "label", "side", "number", "issued")
    return {("text" if name == "label" else name): facts[name] for name in kept if facts.get(name) is not None}


def _data(picture: Picture) -> dict[str, Any]:
    captions = [{"zh": one.words.zh, "en": one.words.en, "x": one.x, "y": one.y} for one in picture.captions]
    return {
        "view": picture.view,
        "subject": {"zh": picture.subject.zh, "en": picture.subject.en} if picture.subject else None,
        "captions": captions,
        "titles": titles(picture.tasks),
        "tasks": {id: slim(task) for id, task in picture.tasks.items()},
        "names": {id: known(about) for id, about in picture.names.items()},
        "regions": picture.regions,
        "themes": themes({task["theme"] for task in picture.tasks.values()}),
        "omitted": picture.omitted,
        "looks": OUTLINED,
        "options": OPTIONS,
        "words": said(),
    }
