"""What charts show, as tables: a row is a mark, and keeps the tasks that it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from pyoxigraph import NamedNode

from ontology import iri
from ontology.errors import QuestionError
from queries.parameters import Value
from queries.pictures.facts import Facts, due_in, within
from queries.pictures.firmness import by_document, co_led, ranked, ranking
from queries.pictures.themes import theme_names, themes_of
from queries.questions.cascade import titled, transmissions
from queries.select import short
from queries.tables import Cell, Column, Language, Table, Words, worded, words

Key = TypeVar("Key", bound=tuple[Any, ...])
NATION = Words("the nation", "全国")
PLANS = {1: "一", 2: "二", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九"}  # 十一五, 十二五 …
DIGITS = 4  # of a share


@dataclass(frozen=True, slots=True)
class Figures:
    """A table whose rows are a chart's marks, and for each of them the short ids of the tasks that it stands for.

    `names` are words for ids and codes in the table's cells; `omitted` rows, columns or panels, or tasks without what
    is counted, are not drawn; `order` is that of a chart's columns, `levels` are those of documents.
    """

    table: Table
    tasks: tuple[tuple[str, ...], ...]
    names: Mapping[str, Words] = field(default_factory=dict)
    omitted: int = 0
    order: tuple[str, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)

    def said(self, language: Language) -> list[list[Cell]]:
        """Headings and rows as people read them."""
        head, *rows = worded(self.table, language)
        return [head, *([self._named(cell, language) for cell in row] for row in rows)]

    def values(self, language: Language) -> list[dict[str, Cell]]:
        """The rows by column name in the words of the language, each with its number as `row`, all of it as `said`."""
        names = [column.name for column in self.table.columns]
        heads, *rows = self.said(language)
        return [
            {
                "row": n,
                "said": "; ".join(f"{head} {cell}" for head, cell in zip(heads, row, strict=True) if cell is not None),
                **dict(zip(names, row, strict=True)),
            }
            for n, row in enumerate(rows)
        ]

    def _named(self, cell: Cell, language: Language) -> Cell:
        return self.names[cell].of(language) if isinstance(cell, str) and cell in self.names else cell


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, words()["chart"][name]) for name in names)


def timeline(facts: Facts, given: Mapping[str, Value], limit: int) -> Figures:
    """Duties over time: from the document's date, or the day a duty begins, to its last day; by document, then day."""
    found = []
    for id, task in facts.details(set(facts.tasks)).items():
        issued = _first(str(facts.documents[task["document"]]["issued"] or ""))
        for one in due_in(task):
            last = str(one["latest"])
            begins = min(str((one.get("earliest") if one["type"] != "by" else issued) or last), last)
            duty = str(one.get("action") or task["text"])
            found.append((id, (task["document"], task["key"], duty, one["surface"], begins, last, one["id"])))
    if not found:
        raise QuestionError("There is nothing to draw: no task has a date by which it is due.")
    place = {id: n for n, id in enumerate((*facts.documents, *facts.tasks))}
    soonest = sorted(found, key=lambda one: (one[1][5], place[one[0]], one[1][6]))[:limit]
    kept = sorted(soonest, key=lambda one: place[one[1][0]])
    columns = _columns("document", "key", "duty", "surface", "begins", "latest", "id")
    rows = tuple(row for _, row in kept)
    return Figures(Table(columns, rows), tuple((id,) for id, _ in kept), _titles(facts), len(found) - len(kept))


def _first(issued: str) -> str | None:
    parts = [*issued.split("-"), "01", "01"][:3]
    return "-".join(parts) if all(part.isdigit() for part in parts) else None


def heat(facts: Facts, given: Mapping[str, Value], limit: int) -> Figures:
    """Tasks by theme, and by the province or the document that gives them."""
    names = dict(theme_names())
    cells: dict[tuple[str, str], list[str]] = {}
    themes = themes_of(facts)
    for id, task in facts.tasks.items():
        document = str(task["document"])
        place, name = (document, _title(facts, document)) if given["by"] == "document" else _province(facts, document)
        names[place] = name
        cells.setdefault((themes[id], place), []).append(id)
    cells, omitted = _largest(cells, lambda cell: cell[1], limit)
    rank = {id: n for n, id in enumerate(facts.documents)}
    order = tuple(sorted({place for _, place in cells}, key=lambda place: (rank.get(place, 0), *_nation_first(place))))
    by = Column("place", words()["chart"][str(given["by"])])
    return _shares(cells, order, (_columns("theme")[0], by), names, omitted)


def periods(facts: Facts, given: Mapping[str, Value], limit: int) -> Figures:
    """Tasks by theme in the documents of each five-year plan's years."""
    names = dict(theme_names())
    cells: dict[tuple[str, str], list[str]] = {}
    undated, themes = 0, themes_of(facts)
    for id, task in facts.tasks.items():
        year = str(facts.documents[str(task["document"])]["issued"] or "")[:4]
        if not year.isdigit():
            undated += 1
            continue
        first = int(year) - (int(year) - 1) % 5
        names[str(first)] = _plan(first)
        cells.setdefault((themes[id], str(first)), []).append(id)
    if not cells:
        raise QuestionError("There is nothing to draw: no document has a date of issue.")
    order = tuple(sorted({period for _, period in cells}))
    return _shares(cells, order, _columns("theme", "period"), names, undated)


def _plan(first: int) -> Words:
    """The years of a five-year plan, with its number: the tenth began in 2001."""
    number, years = (first - 1951) // 5, f"{first}–{first + 4}"
    ordinal = f"十{PLANS.get(number - 10, '')}五" if 10 <= number <= 19 else ""
    return Words(years, f"“{ordinal}”（{years}）" if ordinal else years)


def _shares(
    cells: Mapping[tuple[str, str], list[str]],
    order: tuple[str, ...],
    by: tuple[Column, ...],
    names: Mapping[str, Words],
    omitted: int = 0,
) -> Figures:
    """Cells of theme and place with their tasks, and the share that they are of the place's."""
    totals = Counter({place: sum(len(ids) for (_, where), ids in cells.items() if where == place) for place in order})
    places = [(code, place) for code in theme_names() for place in order if (code, place) in cells]
    rows = tuple(
        (code, place, len(cells[code, place]), round(len(cells[code, place]) / totals[place], DIGITS))
        for code, place in places
    )
    tasks = tuple(tuple(cells[place]) for place in places)
    return Figures(Table((*by, *_columns("tasks", "share")), rows), tasks, names, omitted, order)


def ranks(facts: Facts, given: Mapping[str, Value], limit: int) -> Figures:
    """Who co-leads the most tasks; equal counts share a rank, and of those that share one all are drawn or none."""
    tasks = co_led(facts)
    if not tasks:
        raise QuestionError("There is nothing to draw: no task has two bearers that lead it.")
    counts = by_document(facts, tasks)
    order = ranked(counts, facts)
    kept = order[:limit]
    if len(order) > limit and (beyond := counts[order[limit]].total()) < counts[order[0]].total():
        kept = [who for who in kept if counts[who].total() > beyond]
    table = ranking(facts, counts, len(kept))
    rows = tuple((row[0], who, *row[2:]) for who, row in zip(kept, table.rows, strict=True))
    names = {who: Words(str(facts.bearers[who]["en"] or facts.bearers[who]["zh"]), _zh(facts, who)) for who in kept}
    return Figures(Table(table.columns, rows), tuple(tuple(tasks[who]) for who in kept), names, len(order) - len(kept))


def years(facts: Facts, given: Mapping[str, Value], limit: int) -> Figures:
    """Deadlines by the document and the year in which they end."""
    cells: dict[tuple[str, str], list[str]] = {}
    for id, task in facts.details(set(facts.tasks)).items():
        for one in due_in(task):
            cells.setdefault((task["document"], str(one["latest"])[:4]), []).append(id)
    if not cells:
        raise QuestionError("There is nothing to draw: no task has a date by which it is due.")
    cells, omitted = _largest(cells, lambda cell: cell[0], limit)
    place = {id: n for n, id in enumerate(facts.documents)}
    order = sorted(cells, key=lambda one: (place[one[0]], one[1]))
    rows = tuple((document, year, len(cells[document, year])) for document, year in order)
    tasks = tuple(tuple(dict.fromkeys(cells[one])) for one in order)
    return Figures(Table(_columns("document", "year", "deadlines"), rows), tasks, _titles(facts), omitted)


def flows(facts: Facts, given: Mapping[str, Value], limit: int) -> Figures:
    """What became of each document's tasks in those that carry it out: taken up and how, dropped, or added."""
    cells: dict[tuple[str, str, str | None, str | None], list[str]] = {}
    names: dict[str, Words] = {}
    levels: dict[str, str] = {}
    upper, lower = (cast("NamedNode | str", given[name]) for name in ("upper", "lower"))
    for one in transmissions(facts.index, upper, lower):
        upper_id, lower_id = (short(iri.document(document.id)) for document in (one.upper, one.lower))
        for id, document in ((upper_id, one.upper), (lower_id, one.lower)):
            names[id] = Words(titled(document), titled(document))
            levels[id] = document.level or "institution"
        for passed in one.passed:
            became = getattr(passed.shift, str(given["by"]))
            cells.setdefault((upper_id, lower_id, became, None), []).extend(
                (short(passed.upper.id), short(passed.lower.id))
            )
        for gap, left in (("dropped", one.dropped), ("added", one.added)):
            cells.setdefault((upper_id, lower_id, None, gap), []).extend(short(at.id) for at in left)
    cells = {key: ids for key, ids in cells.items() if ids}
    if not cells:
        mend = "; name two with upper=… lower=…" if not upper else ""
        raise QuestionError(f"There is nothing to draw: no document that was read carries out another{mend}.")
    cells, omitted = _largest(cells, lambda cell: cell[:2], limit)
    order = sorted(cells, key=lambda key: (key[0], key[1], RANK[key[2] or key[3] or ""]))
    rows = tuple((*key, len(cells[key]) // (2 if key[2] else 1)) for key in order)
    columns = (*_columns("upper", "lower"), Column(str(given["by"]), words()["chart"]["became"]))
    table = Table((*columns, *_columns("gap", "tasks")), rows)
    drawn = {end: level for end, level in levels.items() if any(end in key[:2] for key in order)}
    return Figures(table, tuple(tuple(dict.fromkeys(cells[key])) for key in order), names, omitted, levels=drawn)


RANK = {code: n for n, code in enumerate((*words()["wording"], *words()["force"], *words()["gap"]))}


def _largest(
    cells: Mapping[Key, list[str]], group: Callable[[Key], object], limit: int
) -> tuple[dict[Key, list[str]], int]:
    """The cells of the `limit` groups (columns, panels, links) that have the most tasks, and how many are left out."""
    sizes: Counter[object] = Counter()
    for cell, ids in cells.items():
        sizes[group(cell)] += len(ids)
    kept = set(sorted(sizes, key=lambda one: (-sizes[one], str(one)))[:limit])
    return {cell: ids for cell, ids in cells.items() if group(cell) in kept}, len(sizes) - len(kept)


def _province(facts: Facts, document: str) -> tuple[str, Words]:
    """The province of a document or, where it has none, the nation; `unknown` where its region is not known."""
    region = facts.documents[document]["region"]
    chain = within(region)
    if chain:
        return chain[0][0], Words(chain[0][1], chain[0][1])
    return (str(region), NATION) if region else ("unknown", words()["chart"]["noregion"])


def _nation_first(place: str) -> tuple[bool, str]:
    return place != "region/CN", place


def _zh(facts: Facts, who: str) -> str:
    return str(facts.bearers[who]["zh"])


def _title(facts: Facts, document: str) -> Words:
    return Words(str(facts.documents[document]["zh"]), str(facts.documents[document]["zh"]))


def _titles(facts: Facts) -> dict[str, Words]:
    return {document: _title(facts, document) for document in facts.documents}
