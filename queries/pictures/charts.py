"""Charts for papers, drawn by Matplotlib as SVG, PDF or PNG (300 dpi): the same graph gives the same bytes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from ontology.errors import QuestionError
from queries.pictures.facts import Facts, due_in
from queries.pictures.firmness import co_leading, ranking
from queries.pictures.themes import theme_names, themes_of
from queries.select import Record
from queries.tables import Language, words

FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei")
MORE_FONTS = ("Noto Sans CJK JP", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Hiragino Sans GB", "Arial Unicode MS")
BLUE, PALE = "#0072B2", "#56B4E9"
DOTS = 300  # an inch
MOST = 40  # rows of a chart
Draw = Callable[[Facts, Language], Figure]


def chart(facts: Facts, name: str, form: str, language: Language = "zh") -> bytes:
    """The chart of that name (`CHARTS`) as svg, pdf or png.

    Raises QuestionError where no font here has Chinese characters, or there is nothing to draw.
    """
    style: dict[Any, Any] = {
        "font.family": [font(), "sans-serif"],
        "font.size": 9,
        "axes.unicode_minus": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "svg.fonttype": "none",
        "svg.hashsalt": "policykg",
        "pdf.fonttype": 42,
    }
    nothing = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {"Software": None}}  # no clock, no version
    out = io.BytesIO()
    with mpl.rc_context(style):
        CHARTS[name](facts, language).savefig(out, format=form, dpi=DOTS, metadata=nothing[form], bbox_inches="tight")
    return out.getvalue()


def font() -> str:
    """A font on this machine that has Chinese characters. Raises QuestionError where there is none."""
    there = {one.name for one in fontManager.ttflist}
    for name in (*FONTS, *MORE_FONTS):
        if name in there:
            return name
    raise QuestionError("No font with Chinese characters is here; install Noto Sans CJK (Debian: fonts-noto-cjk).")


def timeline(facts: Facts, language: Language) -> Figure:
    """Duties over time, a panel a document: from the document's date, or the day a duty begins, to its last day."""
    every = _dated(facts)
    due = every[:MOST]
    papers = [id for id in facts.documents if any(one["document"] == id for one in due)]
    if not papers:
        raise QuestionError("There is nothing to draw: no task has a date by which it is due.")
    rows = {id: [one for one in due if one["document"] == id] for id in papers}
    made = Figure(figsize=(9, 0.8 * len(papers) + 0.24 * len(due) + 0.5), layout="constrained")
    heights = [len(rows[id]) + 1.5 for id in papers]
    panels = made.subplots(len(papers), 1, sharex=True, squeeze=False, gridspec_kw={"height_ratios": heights})
    for axes, id in zip(panels[:, 0], papers, strict=True):
        _duties(axes, rows[id])
        axes.set_title(_cut(str(facts.documents[id]["zh"]), 40), loc="left", fontsize=9, fontweight="bold")
    locator = AutoDateLocator()  # type: ignore[no-untyped-call]
    panels[-1, 0].xaxis.set_major_locator(locator)
    panels[-1, 0].xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    if len(every) > MOST:
        made.supxlabel(f"{words()['page']['omitted'].of(language)} {len(every) - MOST}", fontsize=8)
    return made


def _duties(axes: Axes, rows: list[Record]) -> None:
    for place, one in enumerate(rows):
        last = _day(one["latest"])
        first = min(_day(one["earliest"] or one["latest"]), last)
        axes.barh(place, max(6.0, last - first), left=first, color=PALE, height=0.6)
        axes.plot([last], [place], marker="D", color=BLUE, markersize=4)
    axes.set_yticks(range(len(rows)), [str(one["label"]) for one in rows], fontsize=8)
    axes.invert_yaxis()
    axes.grid(axis="x", color="#d9dfe5", linewidth=0.6)
    axes.set_axisbelow(True)


def _dated(facts: Facts) -> list[Record]:
    """Deadlines with a last day, in its order; a duty without a first day begins with its document."""
    found: list[Record] = []
    for id, task in facts.details(set(facts.tasks)).items():
        for one in due_in(task):
            issued = str(facts.documents[task["document"]]["issued"] or "")
            begins = one.get("earliest") if one["type"] != "by" else _first(issued)
            label = f"{task['key']} {_cut(str(one.get('action') or task['text']), 22)}"
            found.append({"task": id, "document": task["document"], "label": label, **one, "earliest": begins})
    return sorted(found, key=lambda one: (str(one["latest"]), str(one["id"])))


def _first(issued: str) -> str | None:
    parts = [*issued.split("-"), "01", "01"][:3]
    return "-".join(parts) if all(part.isdigit() for part in parts) else None


def heat(facts: Facts, language: Language) -> Figure:
    """Tasks by theme and document; the number stands in each cell, so that the shade is not needed."""
    themes = themes_of(facts)
    counts = Counter((themes[id], str(task["document"])) for id, task in facts.tasks.items())
    names = {code: name for code, name in theme_names().items() if any(code == one for one, _ in counts)}
    papers = list(facts.documents)
    grid = [[counts[code, id] for id in papers] for code in names]
    made = Figure(figsize=(1.2 + 0.75 * len(papers) + 2, 1.6 + 0.28 * len(names)), layout="constrained")
    axes = made.subplots()
    axes.imshow(grid, cmap="Blues", aspect="auto")
    axes.set_yticks(range(len(names)), [name.of(language) for name in names.values()])
    titles = [_cut(str(facts.documents[id]["zh"]), 14) for id in papers]
    axes.set_xticks(range(len(papers)), titles, rotation=35, ha="right", fontsize=8)
    most = max(counts.values(), default=1)
    for row, numbers in enumerate(grid):
        for column, number in enumerate(numbers):
            if number:
                color = "white" if number > 0.55 * most else "#1b2733"
                axes.text(column, row, str(number), ha="center", va="center", color=color, fontsize=8)
    axes.spines[:].set_visible(False)
    return made


def ranks(facts: Facts, language: Language) -> Figure:
    """Who co-leads the most tasks: bars with the rank, which equal counts share."""
    rows = [row for row in ranking(facts, co_leading(facts), 25).rows]
    if not rows:
        raise QuestionError("There is nothing to draw: no task has two bearers that lead it.")
    made = Figure(figsize=(7, 0.6 + 0.24 * len(rows)), layout="constrained")
    axes = made.subplots()
    totals = [int(row[2] or 0) for row in rows]
    bars = axes.barh(range(len(rows)), totals, color=BLUE, height=0.7)
    axes.bar_label(bars, padding=3, fontsize=8)
    axes.set_yticks(range(len(rows)), [f"{row[1]}  {row[0]}" for row in rows])
    axes.invert_yaxis()
    axes.set_xlabel(words()["report"]["coleads"].of(language))
    return made


def years(facts: Facts, language: Language) -> Figure:
    """Deadlines by the year in which they end, a small panel a document, all on the same scale."""
    due = _dated(facts)
    papers = [id for id in facts.documents if any(one["document"] == id for one in due)]
    if not papers:
        raise QuestionError("There is nothing to draw: no task has a date by which it is due.")
    across = min(3, len(papers))
    down = -(-len(papers) // across)
    made = Figure(figsize=(3 * across, 1.9 * down), layout="constrained")
    panels = made.subplots(down, across, sharex=True, sharey=True, squeeze=False)
    every = [int(str(one["latest"])[:4]) for one in due]
    for i, axes in enumerate(panels.flat):
        axes.set_visible(i < len(papers))
        if i < len(papers):
            counts = Counter(int(str(one["latest"])[:4]) for one in due if one["document"] == papers[i])
            axes.bar_label(axes.bar(list(counts), list(counts.values()), color=BLUE, width=0.7), fontsize=8)
            axes.set_title(_cut(str(facts.documents[papers[i]]["zh"]), 18), loc="left", fontsize=8)
            axes.set_xticks(range(min(every), max(every) + 1, max(1, (max(every) - min(every)) // 5)))
            axes.tick_params(labelbottom=True)
    return made


CHARTS: dict[str, Draw] = {"timeline": timeline, "heat": heat, "ranks": ranks, "years": years}


def _day(day: object) -> float:
    return float(date2num(date.fromisoformat(str(day))))  # type: ignore[no-untyped-call]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
