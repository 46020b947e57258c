"""A picture as one page that opens from a USB stick: no request leaves it, and no text of a document acts in it.

pyvis brings vis-network and holds the nodes and edges; the page around them is ours (page/), because the template of
pyvis loads styles and scripts from the web, and shows names of attributes to readers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from pyvis.network import Network

from queries.layout import positions
from queries.picture import Picture
from queries.tables import words

FOLDER = Path(__file__).with_name("page")

# Okabe and Ito's colours, which colour-blind readers tell apart; the shape says the same
LOOKS = {
    "agency": {"shape": "dot", "color": "#0072B2"},
    "government": {"shape": "square", "color": "#E69F00"},
    "collective": {"shape": "triangle", "color": "#009E73"},
    "enterprise": {"shape": "diamond", "color": "#D55E00"},
    "unit": {"shape": "hexagon", "color": "#56B4E9"},
    "body": {"shape": "triangleDown", "color": "#CC79A7"},
    "task": {"shape": "square", "color": "#4D5B68"},
}
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "selectionWidth": 2, "hoverWidth": 0},
    "nodes": {
        "borderWidth": 1.5,
        "font": {"face": "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif", "strokeWidth": 4},
        "scaling": {"label": {"enabled": False, "drawThreshold": 0}},
    },
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "hideEdgesOnDrag": True},
}


def page(picture: Picture) -> str:
    """The picture as an HTML page; the same picture gives the same page."""
    network = Network(cdn_resources="in_line")
    places = positions(picture.graph)
    for node in sorted(picture.graph):
        facts, (x, y) = picture.graph.nodes[node], places[node]
        network.add_node(
            node, facts["zh"], x=x, y=y, zh=facts["zh"], en=facts["en"], kind=facts["kind"], **LOOKS[facts["kind"]]
        )
    edges: list[tuple[str, str, list[str]]] = list(picture.graph.edges(data="tasks"))
    for one, other, tasks in sorted((min(a, b), max(a, b), tasks) for a, b, tasks in edges):
        network.add_edge(one, other, tasks=tasks)
    network.templateEnv = Environment(loader=ChoiceLoader([FileSystemLoader(FOLDER), network.templateEnv.loader]))
    network.templateEnv.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # keeps the order of keys
    network.templateEnv.globals.update(title=words()["page"][picture.view].zh, data=_data(picture))
    network.path = "page.html"
    return str(network.generate_html())


def _data(picture: Picture) -> dict[str, Any]:
    said = {
        section: {code: {"zh": entry.zh, "en": entry.en} for code, entry in codes.items()}
        for section, codes in words().items()
    }
    return {
        "view": picture.view,
        "tasks": picture.tasks,
        "names": picture.names,
        "omitted": picture.omitted,
        "looks": LOOKS,
        "options": OPTIONS,
        "words": said,
    }
