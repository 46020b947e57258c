"""How charts are drawn: Vega-Lite specifications (vega.github.io/vega-lite), the same for papers and for pages.

Each mark's datum has the number of its row of the figures as `row`. The parameter `chosen` is a row that the reader
chose, or -1: what is not of it is drawn faint.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

from queries.pictures.charts.figures import Figures
from queries.pictures.charts.sankey import Band, Box, layout
from queries.pictures.looks import FONT, INK
from queries.pictures.themes import theme_names
from queries.tables import Cell, Language, words

Spec: TypeAlias = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"  # a name: nothing is loaded from there
BLUE, PALE, SOFT, RULE, HEADING = "#0072B2", "#56B4E9", "#56636f", "#e3e8ed", "#0b5cad"
FATES = {  # Okabe and Ito's colours; what was dropped or added is grey, as no duty flows there
    "copied": BLUE, "restated": PALE, "narrowed": "#009E73", "widened": "#E69F00",
    "strengthened": "#D55E00", "weakened": PALE, "mixed": "#CC79A7", "unchanged": BLUE,
    "dropped": "#8a949e", "added": "#c3cad1",
}  # fmt: skip
FADED: Spec = {"condition": {"test": "chosen < 0 || datum.row === chosen", "value": 1}, "value": 0.2}
LETTERS: Spec = {  # of one weight: a PDF holds two fonts in any order
    "labelColor": INK, "labelFontSize": 11, "labelFontWeight": "normal", "labelLimit": 260,
    "titleColor": SOFT, "titleFontSize": 11, "titleFontWeight": "normal",
}  # fmt: skip
CONFIG: Spec = {
    "font": FONT,
    "background": "white",
    "padding": 12,
    "view": {"stroke": None},
    "axis": {"gridColor": RULE, "domainColor": "#9aa5b1", "tickColor": "#9aa5b1", **LETTERS},
    "legend": LETTERS,
    "header": {**LETTERS, "labelFontSize": 12, "labelAnchor": "start", "labelLimit": 230},
    "title": {"color": INK, "fontSize": 15, "fontWeight": "normal", "anchor": "start", "subtitleColor": SOFT},
    "text": {"color": INK, "fontSize": 11},
}  # fmt: skip
PERCENT: Spec = {"type": "quantitative", "format": ".1%"}
ROW, GANTT = 18, 620  # pixels of a timeline's row, and its width
LEVELS = ("national", "province", "prefecture", "county", "township", "institution")
DEEP, BETWEEN = 380, 330  # pixels of a Sankey diagram's height, and between its columns where there are several


def timeline(figures: Figures, language: Language) -> Spec:
    """Bars from a duty's first to its last day, below the title of its document."""
    values: list[dict[str, Cell]] = []
    headings: list[dict[str, Cell]] = []
    documents = [row["document"] for row in figures.table.records()]
    for row, document, before in zip(figures.values(language), documents, [None, *documents], strict=False):
        if document != before:
            headings.append({"place": len(values) + len(headings), "heading": _cut(row["document"], 40)})
        label = f"{row['key']}　{_cut(row['duty'], 24)}"
        values.append({**row, "place": len(values) + len(headings), "label": label})
    places = list(range(len(values) + len(headings)))
    down: Spec = {"field": "place", "type": "ordinal", "axis": None, "scale": {"domain": places}}
    day: Spec = {
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": {"orient": "top", "format": "%Y-%m", "title": None},
    }
    left = {"align": "right", "baseline": "middle", "limit": 330}
    return _whole(
        figures,
        language,
        width=GANTT,
        height={"step": ROW},
        layer=[
            {
                "data": {"values": values},
                "mark": {"type": "bar", "height": 8, "color": PALE},
                "encoding": {
                    "y": down,
                    "x": {"field": "begins", **day},
                    "x2": {"field": "latest"},
                    "opacity": FADED,
                    **_tips(figures, language),
                },
            },
            {
                "data": {"values": values},
                "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 60, "color": BLUE, "opacity": 1},
                "encoding": {"y": down, "x": {"field": "latest", **day}, "opacity": FADED, **_tips(figures, language)},
            },
            {
                "data": {"values": values},
                "mark": {"type": "text", "x": -8, **left},
                "encoding": {"y": down, "text": {"field": "label"}, "opacity": FADED},
            },
            {
                "data": {"values": headings},
                "mark": {"type": "text", "x": -8, **left, "color": HEADING, "limit": 560, "fontSize": 12},
                "encoding": {"y": down, "text": {"field": "heading"}},
            },
        ],
    )


def heat(figures: Figures, language: Language) -> Spec:
    """A cell for theme and place: its number says how many, its shade what share of the place's tasks that is."""
    values = figures.values(language)
    titles = [_cut(figures.names[place].of(language), 22) for place in figures.order]
    for value, row in zip(values, figures.table.records(), strict=True):
        value["column"] = figures.order.index(str(row["place"]))
    darkest = max(float(value["share"] or 0) for value in values)
    shade: Spec = {
        "field": "share", "type": "quantitative", "scale": {"range": ["#eef4f9", "#08519c"], "domainMin": 0},
        "legend": {"title": _word("share", language), "format": ".0%", "gradientLength": 120},
    }  # fmt: skip
    white = {"condition": {"test": f"datum.share > {0.55 * darkest}", "value": "white"}, "value": INK}
    return _whole(
        figures,
        language,
        width={"step": 64},
        height={"step": 22},
        data={"values": values},
        encoding={
            "x": {"field": "column", "type": "ordinal", "title": None,
                  "axis": {"orient": "top", "labelAngle": -30, "labelLimit": 300, "domain": False, "ticks": False,
                           "labelExpr": _labels(titles)}},
            "y": {"field": "theme", "type": "nominal", "sort": _themes(language), "title": None,
                  "axis": {"domain": False, "ticks": False}},
            "opacity": FADED,
        },
        layer=[
            {"mark": {"type": "rect", "stroke": "white"}, "encoding": {"color": shade, **_tips(figures, language)}},
            {"mark": "text", "encoding": {"text": {"field": "tasks"}, "color": white}},
        ],
    )  # fmt: skip


def ranks(figures: Figures, language: Language) -> Spec:
    """Bars with the rank beside the name; = marks a rank that several share."""
    values = figures.values(language)
    shared = [row["rank"] for row in values]
    for value in values:
        value["place"] = f"{value['rank']}{'=' if shared.count(value['rank']) > 1 else ''}"
    across = {"field": "tasks", "type": "quantitative", "title": _word("tasks", language), "axis": {"tickMinStep": 1}}
    letters = [
        ({"x": -40, "align": "right"}, "bearer", {}),
        ({"x": -34, "align": "left", "color": SOFT}, "place", {}),
        ({"align": "left", "dx": 4}, "tasks", {"x": across}),
    ]
    return _whole(
        figures,
        language,
        width=480,
        height={"step": 20},
        data={"values": values},
        encoding={"y": {"field": "row", "type": "ordinal", "axis": None}, "opacity": FADED},
        layer=[
            {
                "mark": {"type": "bar", "color": BLUE, "height": 13},
                "encoding": {"x": across, **_tips(figures, language)},
            },
            *(
                {"mark": {"type": "text", "limit": 300, **look}, "encoding": {"text": {"field": name}, **more}}
                for look, name, more in letters
            ),
        ],
    )


def years(figures: Figures, language: Language) -> Spec:
    """Bars by year, a panel a document, all on the same scales."""
    values = figures.values(language)
    most = max(int(value["deadlines"] or 0) for value in values)
    found = [int(str(value["year"])) for value in values]
    every = [str(year) for year in range(min(found), max(found) + 1)]
    across = {
        "field": "year",
        "type": "ordinal",
        "scale": {"domain": every},
        "title": None,
        "axis": {"labelAngle": -45},
    }
    up = {"field": "deadlines", "type": "quantitative", "title": None, "axis": {"tickMinStep": 1, "tickCount": 4},
          "scale": {"domain": [0, 1.2 * most], "nice": False}}  # fmt: skip
    return _panels(
        figures,
        language,
        "document",
        {"width": 230, "height": 110, "encoding": {"x": across, "y": up}},
        {"type": "bar", "color": BLUE},
        {"mark": {"type": "text", "dy": -7}, "encoding": {"text": {"field": "deadlines"}}},
    )


def periods(figures: Figures, language: Language) -> Spec:
    """Bars by theme, a panel a period, all on the same scales: the shares of the period's tasks, with their number."""
    down = {"field": "theme", "type": "nominal", "sort": _themes(language), "title": None,
            "axis": {"domain": False, "ticks": False}}  # fmt: skip
    across = {"field": "share", "type": "quantitative", "title": None, "axis": {"format": ".0%", "tickCount": 4}}
    return _panels(
        figures,
        language,
        "period",
        {"width": 230, "height": {"step": 18}, "encoding": {"x": across, "y": down}},
        {"type": "bar", "color": BLUE, "height": 11},
        {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"text": {"field": "tasks"}}},
    )


def flows(figures: Figures, language: Language) -> Spec:
    """A Sankey diagram: documents as boxes as high as they have tasks, bands in the colour of what became of these."""
    values, columns = figures.values(language), _columns(figures)
    bands = [
        Band(
            None if row["gap"] == "added" else str(row["upper"]),
            None if row["gap"] == "dropped" else str(row["lower"]),
            int(row["tasks"] or 0),
        )
        for row in figures.table.records()
    ]
    place, ribbons = layout(bands, columns)
    low, high = min(box.top for box in place.values()), max(box.bottom for box in place.values())
    points: list[dict[str, Cell]] = []
    letters: list[dict[str, Cell]] = []
    for value, band, side in zip(values, bands, ribbons, strict=True):
        value["fate"] = value.get("wording") or value.get("force") or value["gap"]
        points += [{**value, "x": x, "above": above, "below": below} for x, above, below in side]
        x, above, below = side[0] if not band.source else side[-1] if not band.target else side[len(side) // 2]
        at = "added" if not band.source else "dropped" if not band.target else "passed"
        if (below - above) / (high - low) * DEEP > 12:
            said = {"row": value["row"], "text": f"{value['fate']} {band.size}", "at": at}
            letters.append({**said, "x": x, "y": (above + below) / 2})
    across: Spec = {"type": "quantitative", "axis": None, "scale": {"domain": [0, max(columns.values())]}}
    down: Spec = {"type": "quantitative", "axis": None}
    down["scale"] = {"domain": [low, high], "reverse": True, "nice": False}
    area = {
        "x": {"field": "x", **across}, "y": {"field": "above", **down}, "y2": {"field": "below"},
        "detail": {"field": "row"}, "color": _fates(figures, language), "opacity": FADED,
        **_tips(figures, language),
    }  # fmt: skip
    return _whole(
        figures,
        language,
        width=max(500, BETWEEN * max(columns.values())),
        height=DEEP,
        layer=[
            {"data": {"values": points}, "mark": {"type": "area", "fillOpacity": 0.75}, "encoding": area},
            *_boxes(figures, place, across, down, language),
            *_letters(letters, across, down),
        ],
    )


def _fates(figures: Figures, language: Language) -> Spec:
    """The colours of what became of tasks, and their legend."""
    said = {code: word for section in ("wording", "force", "gap") for code, word in words()[section].items()}
    present = {row.get("wording") or row.get("force") or row["gap"] for row in figures.table.records()}
    codes = [code for code in FATES if code in present]
    names = [said[code].of(language) for code in codes]
    legend = {"title": None, "orient": "bottom", "direction": "horizontal", "symbolType": "square", "symbolSize": 160}
    scale = {"domain": names, "range": [FATES[code] for code in codes]}
    return {"field": "fate", "type": "nominal", "legend": legend, "scale": scale}


def _columns(figures: Figures) -> dict[str, int]:
    """Columns from nation to county; who carries out another's document stands to the right of it."""
    present = sorted({LEVELS.index(level) for level in figures.levels.values()})
    found = {id: present.index(LEVELS.index(level)) for id, level in figures.levels.items()}
    links = {(str(row["upper"]), str(row["lower"])) for row in figures.table.records()}
    for _ in found:
        for upper, lower in sorted(links):
            found[lower] = max(found[lower], found[upper] + 1)
    filled = sorted(set(found.values()))
    return {id: filled.index(column) for id, column in sorted(found.items())}


def _boxes(figures: Figures, place: dict[str, Box], across: Spec, down: Spec, language: Language) -> list[Spec]:
    """Boxes, and their names at the outer sides or, between columns, above."""
    last = max(box.x for box in place.values())
    made = [
        {
            "x": box.x,
            "y": box.top,
            "y2": box.bottom,
            "middle": (box.top + box.bottom) / 2,
            "name": _lines(
                figures.names[node].of(language), 22 if 0 < box.x < last else 13, 1 if 0 < box.x < last else 3
            ),
            "side": "left" if box.x == 0 else "right" if box.x == last else "above",
        }
        for node, box in place.items()
    ]
    outer = {"baseline": "middle", "lineBreak": "\n", "fontSize": 12}
    sides = {
        "left": ("middle", {**outer, "align": "right", "dx": -10}),
        "right": ("middle", {**outer, "align": "left", "dx": 10}),
        "above": ("y", {**outer, "align": "center", "dy": -6, "baseline": "line-bottom"}),
    }
    x: Spec = {"field": "x", **across}
    bars = {"x": x, "y": {"field": "y", **down}, "y2": {"field": "y2"}}
    return [
        {"data": {"values": made}, "mark": {"type": "bar", "width": 8, "color": INK}, "encoding": bars},
        *(
            {
                "data": {"values": [box for box in made if box["side"] == side]},
                "mark": {"type": "text", **look},
                "encoding": {"x": x, "y": {"field": at, **down}, "text": {"field": "name"}},
            }
            for side, (at, look) in sides.items()
        ),
    ]


def _letters(letters: list[dict[str, Cell]], across: Spec, down: Spec) -> list[Spec]:
    """What became of so many: within the bands, and beside the stubs."""
    looks = {"passed": {}, "dropped": {"align": "left", "dx": 4}, "added": {"align": "right", "dx": -4}}
    x, y = {"field": "x", **across}, {"field": "y", **down}
    return [
        {
            "data": {"values": [letter for letter in letters if letter["at"] == at]},
            "mark": {"type": "text", **look},
            "encoding": {"x": x, "y": y, "text": {"field": "text"}, "opacity": FADED},
        }
        for at, look in looks.items()
    ]


def _whole(figures: Figures, language: Language, **parts: Any) -> Spec:  # noqa: ANN401 - a specification is open
    """A specification with what all have; what was left out is said below it."""
    said = f"{words()['page']['omitted'].of(language)} {figures.omitted}" if figures.omitted else None
    note = {"title": {"text": said, "orient": "bottom", "fontSize": 11, "color": SOFT, "offset": 10}} if said else {}
    return {"$schema": SCHEMA, "config": CONFIG, "params": [{"name": "chosen", "value": -1}], **note, **parts}


def _panels(figures: Figures, language: Language, by: str, panel: Spec, bars: Spec, letters: Spec) -> Spec:
    """Small multiples in the order of the rows, three beside one another."""
    values, codes = figures.values(language), [str(row[by]) for row in figures.table.records()]
    order = list(dict.fromkeys(codes) if not figures.order else figures.order)
    for value, code in zip(values, codes, strict=True):
        value["panel"] = order.index(code)
    titles = _labels([_cut(figures.names[code].of(language), 20) for code in order])
    panel["encoding"]["opacity"] = FADED
    return _whole(
        figures,
        language,
        data={"values": values},
        facet={"field": "panel", "type": "ordinal", "header": {"title": None, "labelExpr": titles}},
        columns=3,
        spec={**panel, "layer": [{"mark": bars, "encoding": _tips(figures, language)}, letters]},
        resolve={"axis": {"x": "independent"}},
    )


def _labels(said: Sequence[str]) -> str:
    """An expression that puts words for numbers: things of one name are still several."""
    return f"{json.dumps(said)}[datum.value]"


def _tips(figures: Figures, language: Language) -> Spec:
    """What the pointer shows of a mark, and what is read out to those who see none: the table's cells."""
    shown = [
        {"field": column.name, "title": column.heading.of(language), **(PERCENT if column.name == "share" else {})}
        for column in figures.table.columns
    ]
    return {"tooltip": [{"type": "nominal", **one} for one in shown], "description": {"field": "said"}}


def _themes(language: Language) -> list[str]:
    return [name.of(language) for name in theme_names().values()]


def _word(code: str, language: Language) -> str:
    return words()["chart"][code].of(language)


def _cut(text: Cell, most: int) -> str:
    said = str(text)
    return said if len(said) <= most else said[: most - 1] + "…"


def _lines(text: str, long: int, most: int) -> str:
    said = _cut(text, long * most)
    return "\n".join(said[i : i + long] for i in range(0, len(said), long))
