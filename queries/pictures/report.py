"""The report: what a corpus holds and what it says, as one page to read, print and send on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from graph.store.index import Index
from ontology.errors import QuestionError
from queries.gallery import ask, question
from queries.pictures.facts import Facts
from queries.pictures.firmness import by_document, co_led, led_first, ranking
from queries.pictures.html import Page, render
from queries.pictures.looks import OUTLINED
from queries.pictures.picture import Picture, picture
from queries.pictures.still import svg
from queries.pictures.themes import theme_names, themes_of
from queries.select import records
from queries.tables import Cell, Column, Table, Words, worded, words

MOST = 30  # rows of a ranking
MOST_ROWS = 200  # of any other table
MOST_DRAWN = {"colead": 60, "cascade": 30}  # bearers of a still picture
LETTERS = 60  # of a cell
COUNTS = "SELECT ?what (COUNT(DISTINCT ?id) AS ?number) { ?id a ?what } GROUP BY ?what"
FATES = """
SELECT ?document ?fate (COUNT(?entry) AS ?number) {
  ?entry a pk:LedgerEntry ; pk:document ?in ; pk:fate ?fate . ?in rdfs:label ?document
} GROUP BY ?document ?fate ORDER BY ?document ?fate"""
UNREAD = """
SELECT ?document ?reason ?start ?id {
  ?id a pk:LedgerEntry ; pk:document ?in ; pk:fate "unread" ; pk:reason ?reason ; pk:start ?start .
  ?in rdfs:label ?document
} ORDER BY ?document ?start ?id"""


@dataclass(frozen=True, slots=True)
class Grid:
    """Numbers by row and column, shaded by their size: the shade says what the number says."""

    corner: Words
    columns: tuple[Words, ...]
    rows: tuple[tuple[Words, tuple[int, ...]], ...]

    @property
    def most(self) -> int:
        """The greatest number."""
        return max((number for _, numbers in self.rows for number in numbers), default=0) or 1


@dataclass(frozen=True, slots=True)
class Still:
    """A picture in both languages, the kinds that are drawn, and what was left out."""

    zh: Markup
    en: Markup
    kinds: tuple[str, ...]
    omitted: int


@dataclass(frozen=True, slots=True)
class Part:
    """A section: a heading, what it means, and tables, grids or pictures; `bars` are columns drawn as bars."""

    title: Words
    about: Words
    tables: tuple[Table, ...] = ()
    grid: Grid | None = None
    still: Still | None = None
    bars: frozenset[str] = frozenset({"tasks"})
    left_out: int = 0


def report(index: Index) -> Page:
    """The report of a graph; the same graph gives the same page."""
    facts = Facts.of(index)
    parts = [part for make in PARTS for part in make(index, facts)]
    return render(
        "report.html",
        title=words()["view"]["report"].zh,
        parts=parts,
        worded=worded,
        said=words(),
        looks=OUTLINED,
        data={"words": {"page": {code: {"zh": e.zh, "en": e.en} for code, e in words()["page"].items()}}},
    )


def _words(code: str) -> tuple[Words, Words]:
    return words()["report"][code], words()["report"][f"{code}_about"]


def _holds(index: Index, facts: Facts) -> Iterator[Part]:
    counted = {str(row["what"]): row["number"] for row in records(index, COUNTS)}
    shown = ("document", "task", "assignment", "deadline", "target", "bearer", "finding")
    columns = tuple(Column(name, words()["report"][f"{name}s"]) for name in shown)
    whole = Table(columns, (tuple(counted.get(name, 0) for name in shown),))
    yield Part(*_words("holds"), (whole, _asked(index, "documents", drop=("id",))), bars=frozenset())


def _ledger(index: Index, facts: Facts) -> Iterator[Part]:
    fates = words()["fate"]
    rows: dict[str, Counter[str]] = {}
    for row in records(index, FATES):
        rows.setdefault(str(row["document"]), Counter())[str(row["fate"])] = int(row["number"] or 0)
    grid_rows = tuple((Words(name, name), tuple(one[fate] for fate in fates)) for name, one in rows.items())
    unread = records(index, UNREAD)
    columns = tuple(
        Column(name, words()["report"][name] if name in words()["report"] else words()["page"][name])
        for name in ("document", "reason", "id")
    )
    table = Table(columns, tuple(tuple(row[column.name] for column in columns) for row in unread[:MOST_ROWS]))
    grid = Grid(words()["page"]["document"], tuple(fates.values()), grid_rows)
    yield Part(*_words("ledger"), (table,) if unread else (), grid, left_out=max(0, len(unread) - MOST_ROWS))


def _rankings(index: Index, facts: Facts) -> Iterator[Part]:
    for code, tasks in (("coleads", co_led(facts)), ("first", led_first(facts))):
        counts = by_document(facts, tasks)
        yield Part(*_words(code), (ranking(facts, counts, MOST),), left_out=max(0, len(counts) - MOST))
    firm = question("firm-ranks").header
    yield Part(firm.title, firm.about, (_asked(index, "firm-ranks", drop=("id",)),), bars=frozenset({"value"}))
    roles = _asked(index, "agencies-by-role", MOST, drop=("id",))
    yield Part(*_words("roles"), (roles,))


def _networks(index: Index, facts: Facts) -> Iterator[Part]:
    for view, most in MOST_DRAWN.items():
        try:
            drawn = picture(index, view, limit=most)
        except QuestionError:
            continue  # nothing to draw: the other parts say why
        title = words()["view"][view]
        yield Part(title, words()["report"][f"{view}_about"], still=_still(drawn))


def _still(drawn: Picture) -> Still:
    present = {about["kind"] for _, about in drawn.graph.nodes(data=True)}
    return Still(svg(drawn, "zh"), svg(drawn, "en"), tuple(kind for kind in OUTLINED if kind in present), drawn.omitted)


def _deadlines(index: Index, facts: Facts) -> Iterator[Part]:
    found = ask(index, "due-years").records()
    years = sorted({int(row["year"] or 0) for row in found})
    documents = dict.fromkeys(str(row["document"]) for row in found)
    counted = {(str(row["document"]), int(row["year"] or 0)): int(row["deadlines"] or 0) for row in found}
    rows = tuple((Words(one, one), tuple(counted.get((one, year), 0) for year in years)) for one in documents)
    grid = Grid(words()["page"]["document"], tuple(Words(str(year), str(year)) for year in years), rows)
    due = ask(index, "due-by", {"by": "2999"})
    kept = _kept(due, MOST_ROWS, drop=("id", "date", "type"))
    yield Part(*_words("deadlines"), (kept,), grid if rows else None, left_out=len(due.rows) - len(kept.rows))


def _comparison(index: Index, facts: Facts) -> Iterator[Part]:
    lines: dict[str, Counter[str]] = {}
    for who, tasks in facts.bound.items():
        line = facts.bearers[who]["line"]
        for task in tasks if line else ():
            lines.setdefault(str(line), Counter())[str(facts.tasks[task]["document"])] += 1
    order = sorted(lines, key=lambda line: (-lines[line].total(), line))[:MOST]
    columns = tuple(Words(str(one["zh"]), str(one["zh"])) for one in facts.documents.values())
    rows = tuple((Words(line, line), tuple(lines[line][document] for document in facts.documents)) for line in order)
    grid = Grid(words()["page"]["lines"], columns, rows)
    yield _by_theme(facts)
    load = _asked(index, "load", drop=("id",))
    yield Part(*_words("comparison"), (load,), grid, bars=frozenset(), left_out=len(lines) - len(order))
    passed = _asked(index, "cascade")
    if passed.rows:
        yield Part(question("cascade").header.title, question("cascade").header.about, (passed,), bars=frozenset())


def _by_theme(facts: Facts) -> Part:
    counted: dict[str, Counter[str]] = {}
    themes = themes_of(facts)
    for id, task in facts.tasks.items():
        counted.setdefault(themes[id], Counter())[str(task["document"])] += 1
    columns = tuple(Words(str(one["zh"]), str(one["zh"])) for one in facts.documents.values())
    names = {code: name for code, name in theme_names().items() if code in counted}
    rows = tuple((name, tuple(counted[code][document] for document in facts.documents)) for code, name in names.items())
    return Part(*_words("themes"), grid=Grid(words()["page"]["theme"], columns, rows))


def _findings(index: Index, facts: Facts) -> Iterator[Part]:
    found = ask(index, "findings")
    yield Part(*_words("findings"), (_kept(found, MOST_ROWS),), left_out=max(0, len(found.rows) - MOST_ROWS))


PARTS: Sequence[Callable[[Index, Facts], Iterator[Part]]] = (
    _holds,
    _rankings,
    _networks,
    _deadlines,
    _comparison,
    _ledger,
    _findings,
)


def _asked(index: Index, name: str, most: int = MOST_ROWS, drop: Sequence[str] = ()) -> Table:
    return _kept(ask(index, name), most, drop)


def _kept(table: Table, most: int, drop: Sequence[str] = ()) -> Table:
    """The first rows, without columns that are dropped or empty; long texts are cut."""
    rows = table.rows[:most]
    kept = [
        i
        for i, column in enumerate(table.columns)
        if column.name not in drop and (not rows or any(row[i] not in (None, "") for row in rows))
    ]
    cells = tuple(tuple(_short(row[i]) for i in kept) for row in rows)
    return replace(table, columns=tuple(table.columns[i] for i in kept), rows=cells)


def _short(cell: Cell) -> Cell:
    return f"{cell[: LETTERS - 1]}…" if isinstance(cell, str) and len(cell) > LETTERS else cell
