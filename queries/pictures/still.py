"""A picture that stands still: SVG for reports and papers, drawn from the same places as the page."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin, sqrt
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from queries.pictures.looks import FONT, INK, LOOKS, outline_of
from queries.pictures.picture import Picture
from queries.tables import Language, width

LETTERS = 18  # of a label
Point = tuple[float, float]


def _around(corners: int, turn: float) -> list[Point]:
    return [(cos(turn + 2 * pi * i / corners), sin(turn + 2 * pi * i / corners)) for i in range(corners)]


OUTLINES: dict[str, list[Point]] = {
    "square": [(1.3 * x, 1.3 * y) for x, y in _around(4, -pi / 4)],
    "diamond": _around(4, -pi / 2),
    "triangle": _around(3, -pi / 2),
    "triangleDown": _around(3, pi / 2),
    "hexagon": _around(6, 0),
    "star": [(x * (1 - i % 2 / 2), y * (1 - i % 2 / 2)) for i, (x, y) in enumerate(_around(10, -pi / 2))],
}


def svg(picture: Picture, language: Language = "zh") -> Markup:
    """The picture; of two labels that would overlap, the node with more tasks keeps its own."""
    xs, ys = [[place[axis] for place in picture.places.values()] for axis in (0, 1)]
    letter = max(13.0, (max(xs) - min(xs)) / 72, (max(ys) - min(ys)) / 52)
    room = LETTERS * letter
    before = room if _sides(picture) else 2 * letter if picture.captions else room / 2
    left, top = min(xs) - before, min(ys) - 4 * letter
    size = max(xs) + room + 3 * letter - left, max(ys) + 3 * letter - top
    box = " ".join(str(round(number)) for number in (left, top, *size))
    made = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=box, role="img", fill=INK)
    made.set("font-family", FONT)
    edges: list[tuple[str, str, dict[str, Any]]] = list(picture.graph.edges(data=True))
    heaviest = max((len(about["tasks"]) for _, _, about in edges), default=1)
    for one, other, about in sorted(edges, key=lambda edge: sorted(edge[:2])):
        ends = sorted((one, other))
        (x1, y1), (x2, y2) = (picture.places[end] for end in ends)
        thick = 2 if about.get("relation") else 1 + 11 * len(about["tasks"]) / max(8, heaviest)
        line = SubElement(made, "line", x1=str(x1), y1=str(y1), x2=str(x2), y2=str(y2), stroke="#62788f")
        line.set("stroke-width", f"{thick:.1f}")
        line.set("stroke-opacity", "0.5")
    sizes = _sizes(picture)
    for node, (x, y) in picture.places.items():
        _symbol(made, str(picture.graph.nodes[node]["kind"]), x, y, sizes[node])
    _letters(made, picture, sizes, letter, language)
    for caption in picture.captions:
        text = SubElement(made, "text", x=str(caption.x), y=f"{caption.y - 2 * letter:.1f}", fill="#0b5cad")
        text.set("font-size", f"{letter * 1.1:.1f}")
        text.text = _cut(caption.words.of(language), _room(picture, letter * 1.1))
    return Markup(tostring(made, encoding="unicode"))


def _room(picture: Picture, letter: float) -> int:
    """How many letters fit between two columns."""
    xs = sorted(caption.x for caption in picture.captions)
    gaps = [right - left for left, right in pairwise(xs)]
    return min(LETTERS, int(min(gaps) / letter) - 2) if gaps else LETTERS


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _sides(picture: Picture) -> bool:
    return any(about.get("side") == "left" for _, about in picture.graph.nodes(data=True))


def _weights(picture: Picture) -> dict[str, int]:
    """The number of tasks that each node takes part in."""
    tasks: dict[str, set[str]] = {node: set() for node in picture.graph}
    edges: list[tuple[str, str, list[str]]] = list(picture.graph.edges(data="tasks"))
    for one, other, shared in edges:
        tasks[one].update(shared)
        tasks[other].update(shared)
    return {node: len(mine) for node, mine in tasks.items()}


def _sizes(picture: Picture) -> dict[str, float]:
    weights = _weights(picture)
    most = max(1, *weights.values())
    return {node: 9 + (6 if picture.captions else 18) * sqrt(weight / most) for node, weight in weights.items()}


def _symbol(parent: Element, kind: str, x: float, y: float, size: float) -> None:
    look = LOOKS[kind]
    about = {"fill": look["color"], "stroke": outline_of(look["color"]), "stroke-width": "1.5"}
    if look["shape"] == "dot":
        SubElement(parent, "circle", cx=str(x), cy=str(y), r=f"{size:.1f}", **about)  # type: ignore[arg-type]
        return
    corners = " ".join(f"{x + a * size:.1f},{y + b * size:.1f}" for a, b in OUTLINES[look["shape"]])
    SubElement(parent, "polygon", points=corners, **about)  # type: ignore[arg-type]


def _letters(made: Element, picture: Picture, sizes: dict[str, float], letter: float, language: Language) -> None:
    taken: list[tuple[float, float, float]] = []
    weights, last = _weights(picture), max(x for x, _ in picture.places.values())
    for node in sorted(picture.graph, key=lambda node: (-weights[node], node)):
        about, (x, y) = picture.graph.nodes[node], picture.places[node]
        text = str((about.get("en") if language == "en" else None) or about.get("label") or about["zh"])
        text = _cut(text, LETTERS if x == last else _room(picture, letter))
        long = width(text) * letter / 2
        side = about.get("side") or ("right" if picture.captions else "below")
        left = {"right": x + sizes[node] + 4, "left": x - sizes[node] - 4 - long}.get(side, x - long / 2)
        middle = y + sizes[node] + letter * 0.7 if side == "below" else y
        if any(abs(m - middle) < letter * 1.2 and left < a + w and a < left + long for a, m, w in taken):
            continue
        taken.append((left, middle, long))
        written = SubElement(made, "text", x=f"{left:.1f}", y=f"{middle + letter * 0.36:.1f}", stroke="#fff")
        written.attrib.update({"font-size": f"{letter:.1f}", "stroke-width": "3", "paint-order": "stroke"})
        written.text = text
