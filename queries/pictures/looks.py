"""How kinds of nodes look: Okabe and Ito's colours, which colour-blind readers tell apart; the shape says the same."""

from __future__ import annotations

LOOKS = {
    "agency": {"shape": "dot", "color": "#0072B2"},
    "government": {"shape": "square", "color": "#E69F00"},
    "collective": {"shape": "triangle", "color": "#009E73"},
    "enterprise": {"shape": "diamond", "color": "#D55E00"},
    "unit": {"shape": "hexagon", "color": "#56B4E9"},
    "body": {"shape": "triangleDown", "color": "#CC79A7"},
    "task": {"shape": "square", "color": "#4D5B68"},
    "document": {"shape": "square", "color": "#1B2733"},
    "policy": {"shape": "square", "color": "#FFFFFF"},  # hollow: only cited, not read
    "section": {"shape": "dot", "color": "#FFFFFF"},
    "function": {"shape": "star", "color": "#F0E442"},
}
INK = "#1B2733"
FONT = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"


def outline_of(color: str) -> str:
    """The line around a shape, which pale ones need to be seen."""
    return {"#FFFFFF": INK, "#F0E442": "#7A6B00"}.get(color, color)


OUTLINED = {kind: look | {"outline": outline_of(look["color"])} for kind, look in LOOKS.items()}
