"""The explorer: documents with what was read of them marked in place, bearers, dates, answers, and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyoxigraph import NamedNode

from graph.store.index import Index
from ontology.corrections import COLUMNS
from ontology.errors import QuestionError
from queries.gallery import Question, ask, questions
from queries.pictures.facts import Facts, within
from queries.pictures.html import Page, render
from queries.pictures.looks import OUTLINED
from queries.pictures.page import known, said, themes, titles
from queries.pictures.picture import MOST_TASKS
from queries.pictures.themes import themes_of
from queries.questions.cascade import transmissions
from queries.select import Record, records, short
from queries.serving.examples import examples, link
from queries.tables import worded, words

MOST_ROWS = 100  # of an answer in the page
SPANS = """
SELECT ?task ?id ?what ?start ?end {
  VALUES ?what { pk:Assignment pk:Deadline pk:Target }
  ?id a ?what ; pk:task ?task ; pk:start ?start ; pk:end ?end .
} ORDER BY ?task ?start ?id"""


def explorer(
    index: Index,
    texts: Mapping[str, str] | None = None,
    document: NamedNode | None = None,
    home: str | None = None,
) -> Page:
    """The page of the graph or of one document; where it is served, `home` is the address of the SPARQL editor.

    `texts` are the sources' texts by the documents' short ids, without them it shows the passages quoted. Raises
    QuestionError where there are more tasks than a browser can hold.
    """
    facts = Facts.of(index, document)
    if len(facts.tasks) > MOST_TASKS:
        raise QuestionError(
            f"The page would carry {len(facts.tasks)} tasks, more than {MOST_TASKS} slow a browser down; "
            "draw one document with --document."
        )
    tasks = facts.details(set(facts.tasks))
    found = themes_of(facts)
    for id, task in tasks.items():
        task["theme"] = found[id]
    for id, others in _counterparts(index).items():
        if id in tasks:
            tasks[id]["counterparts"] = [other for other in others if other in tasks]
    data = _data(facts, tasks, dict(texts or {}))
    asked = [one for one in questions().values() if _stands_alone(one)]
    if home:  # an answer comes when it is asked for
        data["home"], queries = home, examples(index)
        data["editor"] = {name: link(home, name, query) for name, query in queries.items()}
        data["answers"] = [_titled(one) for one in asked]
    else:
        data["answers"] = [answer(index, one) for one in asked]
    return render("explorer.html", title=words()["view"]["explorer"].zh, data=data)


def shelf(index: Index) -> Page | None:
    """Where one page cannot hold the graph: a list of its documents, each of which leads to a page of its own."""
    listed = ask(index, "documents").records()
    if sum(int(row["tasks"] or 0) for row in listed) <= MOST_TASKS:
        return None
    return render("shelf.html", title=words()["view"]["explorer"].zh, data={"words": said()}, documents=listed)


def _data(facts: Facts, tasks: dict[str, dict[str, Any]], texts: Mapping[str, str]) -> dict[str, Any]:
    named = {str(record["bearer"]) for record in facts.assignments}
    chains = [within(facts.bearers[id]["region"]) for id in named]
    return {
        "documents": {id: known(one) | {"text": texts.get(id)} for id, one in facts.documents.items()},
        "titles": titles(tasks),
        "tasks": {id: _without(task) for id, task in tasks.items()},
        "spans": _spans(facts),
        "names": {id: known(facts.bearers[id]) for id in sorted(named)},
        "regions": dict(sorted({pair for chain in chains for pair in chain})),
        "themes": themes({task["theme"] for task in tasks.values()}),
        "columns": COLUMNS,
        "looks": OUTLINED,
        "words": said(),
    }


def _without(task: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in task.items() if name not in ("id", "title") and value is not None}


def _spans(facts: Facts) -> dict[str, list[Record]]:
    """Where the words of each task's facts stand."""
    found: dict[str, list[Record]] = {}
    for record in records(facts.index, SPANS):
        if record["task"] in facts.tasks:
            found.setdefault(str(record.pop("task")), []).append(record)
    return found


def _counterparts(index: Index) -> dict[str, list[str]]:
    """The tasks above and below that pursue the same duty."""
    found: dict[str, list[str]] = {}
    for one in transmissions(index, "", ""):
        for passed in one.passed:
            upper, lower = short(passed.upper.id), short(passed.lower.id)
            found.setdefault(upper, []).append(lower)
            found.setdefault(lower, []).append(upper)
    return found


def _stands_alone(question: Question) -> bool:
    return all(one.default is not None for one in question.header.parameters)


def answer(index: Index, question: Question) -> dict[str, Any]:
    """A question's answer without parameters: headings and rows in both languages."""
    table = ask(index, question.name)
    zh, en = ([[cell for cell in row] for row in worded(table, language)] for language in ("zh", "en"))
    kept = slice(1, MOST_ROWS + 1)
    return {
        **_titled(question),
        "heads": {"zh": zh[0], "en": en[0]},
        "ids": [i for i, column in enumerate(table.columns) if column.name == "id"],
        "rows": {"zh": zh[kept], **({"en": en[kept]} if en[kept] != zh[kept] else {})},
        "more": max(0, len(table.rows) - MOST_ROWS),
    }


def _titled(question: Question) -> dict[str, Any]:
    title = question.header.title
    return {"name": question.name, "zh": title.zh, "en": title.en}
