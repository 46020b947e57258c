"""The gallery: named questions, each one file (gallery/*.rq) or one function on the NetworkX mirror (networks.py)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from pathlib import Path

from graph.index import Index
from ontology.errors import QuestionError
from queries import networks, territory
from queries.header import Header, parse
from queries.parameters import check
from queries.select import Record, records
from queries.tables import Cell, Column, Table, Words

FOLDER = Path(__file__).with_name("gallery")
COMMENT = re.compile(r"(?:#.*\n)+")
ITEM = re.compile(r"(-?\d+) (.*)", re.DOTALL)
RANK = Column("rank", Words("Rank", "名次"))


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the gallery: asked of the index by its query, or of the mirror by its function."""

    name: str
    header: Header
    query: str | None = None
    function: Callable[..., list[Record]] | None = None


@cache
def questions() -> dict[str, Question]:
    """All questions by name, in the order of the names. Raises QuestionError where a header is malformed."""
    asked = [_from_file(path) for path in FOLDER.glob("*.rq")]
    asked += [
        Question(
            name,
            parse(cleandoc(function.__doc__ or ""), f"{function.__module__}.{function.__name__}"),
            function=function,
        )
        for name, function in {**networks.QUESTIONS, **territory.QUESTIONS}.items()
    ]
    return {question.name: question for question in sorted(asked, key=lambda question: question.name)}


def question(name: str) -> Question:
    """The question of this name. Raises QuestionError, with the names there are, where there is none."""
    found = questions().get(name)
    if found is None:
        raise QuestionError(f"There is no question “{name}”; the gallery has {', '.join(questions())}.")
    return found


def ask(index: Index, name: str, given: Mapping[str, str] | None = None) -> Table:
    """The answer to a question of the gallery; `given` are its parameters as text: {"agency": "山西省教育厅"}.

    Rows come in the order that the question says. Raises QuestionError for an unknown question or a wrong parameter.
    """
    asked = question(name)
    values = check(name, asked.header.parameters, given or {}, index)
    if asked.function is not None:
        return _table(asked.header, asked.function(index, **values))
    assert asked.query is not None
    answer = records(index, asked.query, values)
    for record in answer:
        record.update({name: _joined(str(record[name] or "")) for name in asked.header.lists})
    return _table(asked.header, answer)


def _from_file(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    comment = COMMENT.match(text)
    if comment is None:
        raise QuestionError(f"queries/gallery/{path.name} has no header; queries/header.py says what belongs there.")
    lines = "\n".join(line.removeprefix("# ").removeprefix("#") for line in comment[0].splitlines())
    return Question(path.stem, parse(lines, f"queries/gallery/{path.name}"), query=text)


def _joined(text: str) -> str:
    """The items `<number> <text>` of a list in order, each text once: the engine promises no order in a group."""
    items = [match for match in map(ITEM.fullmatch, text.split("\n")) if match]
    ordered = sorted((int(match[1]), match[2]) for match in items)
    return "、".join(dict.fromkeys(words for _, words in ordered))


def _table(header: Header, rows: list[Record]) -> Table:
    names = [column.name for column in header.columns]
    cells = [tuple(row[name] for name in names) for row in rows]
    if header.rank is None:
        return Table(header.columns, tuple(cells))
    counted = names.index(header.rank)
    places: dict[Cell, int] = {}
    for place, row in enumerate(cells, start=1):
        places.setdefault(row[counted], place)
    return Table((RANK, *header.columns), tuple((places[row[counted]], *row) for row in cells))
