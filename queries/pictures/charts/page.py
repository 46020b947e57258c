"""A chart as one page that opens from a USB stick: the chart, its table, and the tasks behind each mark of it."""

from __future__ import annotations

from functools import cache
from typing import Any

import vl_convert
from markupsafe import Markup

from queries.pictures.charts.charts import Chart
from queries.pictures.html import Page, render
from queries.pictures.page import known, said, slim, titles
from queries.tables import Language, words

MOST_TASKS = 2000  # some 3 MB of page
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def chart_page(chart: Chart) -> Page:
    """The chart as an HTML page; the same chart gives the same page.

    It carries the tasks behind the marks with their words, or only their ids where a browser could not hold so many.
    """
    return render("chart.html", title=words()["view"][chart.name].zh, data=_data(chart), library=_library())


def _data(chart: Chart) -> dict[str, Any]:
    shown = {task for ids in chart.figures.tasks for task in ids}
    tasks = chart.facts.details(shown if len(shown) <= MOST_TASKS else set())
    named = {str(record["bearer"]) for task in tasks.values() for record in task["bearers"]}
    return {
        "view": chart.name,
        "specs": {language: chart.spec(language) for language in LANGUAGES},
        "table": {language: chart.figures.said(language) for language in LANGUAGES},
        "shares": [n for n, column in enumerate(chart.figures.table.columns) if column.name == "share"],
        "ids": chart.figures.tasks,
        "titles": titles(tasks),
        "tasks": {id: slim(task) for id, task in tasks.items()},
        "names": {id: known(chart.facts.bearers[id]) for id in sorted(named)},
        "regions": {},
        "words": said(),
    }


@cache
def _library() -> Markup:
    """Vega-Embed, Vega-Lite and Vega as one script (0.9 MB)."""
    made = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    assert "</script" not in made and "<!--" not in made
    return Markup(made)
