"""The gallery: named questions, each one file (gallery/*.rq) or one function of GRAPH_QUESTIONS."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from inspect import cleandoc
from pathlib import Path

from pyoxigraph import NamedNode

from graph.store.index import Index
from graph.store.views import carried
from ontology.errors import QuestionError
from queries.header import Header, parse
from queries.parameters import Value, check
from queries.seeing import BEARERS, PARAMETERS, Seeing
from queries.select import Record, rows
from queries.tables import Cell, Column, Table, Words

FOLDER = Path(__file__).with_name("gallery")
COMMENT = re.compile(r"(?:#.*\n)+")
ITEM = re.compile(r"(-?\d+) (.*)", re.DOTALL)
VIEWED = frozenset(PARAMETERS)
GRAPH_QUESTIONS = {  # of a module's functions, imported when one is asked: NetworkX loads longer than most answers take
    "queries.questions.cascade": ("cascade", "counterparts", "gaps", "siblings"),
    "queries.questions.codes": ("code-counts", "codes"),
    "queries.questions.governance": ("firm-ranks", "governance", "network-places", "network-shape"),
    "queries.questions.lines": ("agency-counterparts", "lead-changes"),
    "queries.questions.networks": ("brokers", "centrality", "groups"),
    "queries.questions.reach": ("duty-origins", "duty-reach"),
    "queries.questions.terms": ("terms",),
    "queries.questions.territory": ("region-duties",),
}
Cells = tuple[tuple[Cell, ...], ...]
RANK = Column("rank", Words("Rank", "名次"))


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the gallery: asked of the index by its query, or of the mirror by its function."""

    name: str
    header: Header
    query: str | None = None
    function: Callable[..., list[Record]] | None = None


@cache
def _places() -> dict[str, Path | str]:
    """Where each question stands, by its name and in the order of the names: its file, or its function's module."""
    places: dict[str, Path | str] = {path.stem: path for path in FOLDER.glob("*.rq")}
    places |= {name: module for module, names in GRAPH_QUESTIONS.items() for name in names}
    return dict(sorted(places.items()))


def questions() -> dict[str, Question]:
    """All questions by name, in the order of the names. Raises QuestionError where a header is malformed."""
    return {name: question(name) for name in _places()}


@cache
def question(name: str) -> Question:
    """The question of this name. Raises QuestionError, with the names there are, where there is none."""
    place = _places().get(name)
    if place is None:
        raise QuestionError(f"There is no question “{name}”; the gallery has {', '.join(_places())}.")
    return _viewed(_from_file(place) if isinstance(place, Path) else _from_module(name, place))


def _viewed(question: Question) -> Question:
    """With the ways to see bearers, where the question has any: the mirror always has."""
    if question.query is not None and not BEARERS.search(question.query):
        return question
    header = replace(question.header, parameters=(*question.header.parameters, *PARAMETERS))
    return replace(question, header=header)


def ask(index: Index, name: str, given: Mapping[str, str] | None = None) -> Table:
    """The answer to a question of the gallery; `given` are its parameters as text: {"agency": "山西省教育厅"}.

    Rows come in the order that the question says. Raises QuestionError for an unknown question or a wrong parameter.
    """
    asked = question(name)
    seeing, values = _values(index, asked, given or {})
    seen = seeing.seen(index)
    table = _table(asked.header, _answer(asked, seen, values))
    return replace(table, notes=seeing.notes(index, table.rows) if VIEWED <= set(asked.header.parameters) else ())


def _values(index: Index, asked: Question, given: Mapping[str, str]) -> tuple[Seeing, dict[str, Value]]:
    """How the question sees bearers, and its other parameters: names are looked up as they are seen."""
    parameters = asked.header.parameters
    first = {one.name: given[one.name] for one in PARAMETERS if one in parameters and one.name in given}
    seeing = Seeing.of(dict(check(asked.name, [one for one in PARAMETERS if one in parameters], first, index)))
    values = check(asked.name, parameters, given, seeing.seen(index))
    Seeing.of(values)
    if seeing.view == "today":
        values = {
            name: carried(index, value) if isinstance(value, NamedNode) else value for name, value in values.items()
        }
    return seeing, values


def _from_file(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    comment = COMMENT.match(text)
    if comment is None:
        raise QuestionError(f"queries/gallery/{path.name} has no header; queries/header.py says what belongs there.")
    lines = "\n".join(line.removeprefix("# ").removeprefix("#") for line in comment[0].splitlines())
    return Question(path.stem, parse(lines, f"queries/gallery/{path.name}"), query=text)


def _from_module(name: str, module: str) -> Question:
    function = getattr(import_module(module), name.replace("-", "_"))
    return Question(name, parse(cleandoc(function.__doc__ or ""), f"{module}.{function.__name__}"), function=function)


def _answer(asked: Question, index: Index, values: dict[str, Value]) -> Cells:
    names = [column.name for column in asked.header.columns]  # a query selects them in this order
    if asked.function is not None:
        return tuple([tuple([record[name] for name in names]) for record in asked.function(index, **values)])
    assert asked.query is not None
    found = rows(index, asked.query, values).rows
    if not asked.header.lists:
        return found
    lists = [name in asked.header.lists for name in names]
    joined = ([_joined(cell) if many else cell for many, cell in zip(lists, row, strict=True)] for row in found)
    return tuple(map(tuple, joined))


def _joined(cell: Cell) -> str:
    """The items `<number> <text>` of a list in order, each text once: the engine promises no order in a group."""
    items = [match for match in map(ITEM.fullmatch, str(cell or "").split("\n")) if match]
    ordered = sorted((int(match[1]), match[2]) for match in items)
    return "、".join(dict.fromkeys(words for _, words in ordered))


def _table(header: Header, cells: Cells) -> Table:
    if header.rank is None:
        return Table(header.columns, cells)
    counted = [column.name for column in header.columns].index(header.rank)
    places: dict[Cell, int] = {}
    for place, row in enumerate(cells, start=1):
        places.setdefault(row[counted], place)
    return Table((RANK, *header.columns), tuple([(places[row[counted]], *row) for row in cells]))
