"""A picture: what to draw of a graph, and where each node stands, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from graph.store.index import Index
from ontology.errors import QuestionError
from queries.parameters import Value, check
from queries.pictures.drawing import Caption, Drawing, Graph
from queries.pictures.facts import Facts, within
from queries.pictures.themes import themes_of
from queries.pictures.views import VIEWS
from queries.select import Record, short
from queries.tables import Words

MOST_TASKS = 5000  # some 20 MB of page


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and edges with their places, the tasks behind them by id, and what was left out to keep it readable."""

    view: str
    graph: Graph  # nodes: kind, zh, en, and what else is known; edges: weight, tasks, relation; all ids short
    places: dict[str, tuple[int, int]]
    captions: tuple[Caption, ...]
    subject: Words | None  # what the picture is of, beside the view's title
    tasks: dict[str, dict[str, Any]]
    names: dict[str, Record]  # of all bearers of these tasks
    regions: dict[str, str]  # full names of the regions of these bearers and documents, and of those above
    omitted: int


def picture(index: Index, view: str, given: Mapping[str, str] | None = None, limit: int = 300) -> Picture:
    """The picture of that view (`queries.pictures.views`); `given` are its parameters: {"agency": "山西省教育厅"}.

    Of more than `limit` bearers those with the most tasks are kept, of more than `limit` tasks the first. Raises
    QuestionError for an unknown view or parameter, and where there is nothing to draw.
    """
    if view not in VIEWS:
        raise QuestionError(f"There is no view “{view}”; draw {', '.join(VIEWS)}.")
    asked = VIEWS[view]
    values = check(f"draw {view}", asked.parameters, given or {}, index)
    document = values.get("document")
    facts = Facts.of(index, document if isinstance(document, NamedNode) else None)
    chosen: dict[str, Value] = {
        name: short(value.value) if isinstance(value, NamedNode) else value for name, value in values.items()
    }
    drawing = asked.draw(facts, chosen, limit)
    if not drawing.graph.number_of_edges():
        where = "this document" if document else "the graph"
        raise QuestionError(f"There is nothing to draw: no task of {where} has {asked.needs}.")
    return _complete(view, facts, drawing)


def _complete(view: str, facts: Facts, drawing: Drawing) -> Picture:
    """With all that the page says of the tasks shown and of the regions to filter by."""
    edges: list[tuple[str, str, list[str]]] = list(drawing.graph.edges(data="tasks"))
    shown = {task for _, _, mine in edges for task in mine}
    if len(shown) > MOST_TASKS:
        mend = "draw one document with document=…, or fewer nodes with --limit"
        raise QuestionError(
            f"The page would carry {len(shown)} tasks, more than {MOST_TASKS} slow a browser down; {mend}."
        )
    tasks = facts.details(shown)
    found = themes_of(facts)
    for id, task in tasks.items():
        task["theme"] = found[id]
    named = {str(record["bearer"]) for task in tasks.values() for record in task["bearers"]}
    names = {id: facts.bearers[id] for id in sorted(named)}
    placed = [*names.values(), *tasks.values(), *(about for _, about in drawing.graph.nodes(data=True))]
    chains = {about["region"]: within(about["region"]) for about in placed if about.get("region")}
    return Picture(
        view,
        drawing.graph,
        drawing.places,
        drawing.captions,
        drawing.subject,
        tasks,
        names,
        dict(sorted({pair for chain in chains.values() for pair in chain})),
        drawing.omitted,
    )
