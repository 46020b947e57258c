"""Lines put under the columns that they fit: which cell of which row each line of a stacked table is.

A table that lost its borders leaves its cells as lines, one or several a cell and none for a blank or merged one. What
each column means says what its cells may hold (a 责任单位 names bearers, a 完成时限 a time), so that of all ways to
put the lines in order under the columns, row by row, the one with the least costs is right; a table ends where going
on would cost more than its rows are worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from loaders.finders.milestones import in_cell
from loaders.finders.named import complete
from loaders.finders.punctuation import FOLD
from loaders.finders.roles import verbs
from loaders.formats.textlines import Line
from loaders.layout.columns import ROLES, Meaning, meaning
from loaders.layout.ordinals import cell_ordinal, ordinal
from loaders.layout.repair import BRANCH
from loaders.layout.table import DITTO, names_bearer
from ontology.agencies import is_known

_NEVER = 1e9
_ROW = 1.0  # what a row is worth: lines are put into rows as long as each costs less
_NUMBER = -1.0  # a row's number is the best sign of one
_SIGN = -0.3  # bearers or a time where they belong are another
_BLANK: dict[Meaning | None, float] = {  # what a cell without a line costs
    **{"number": 0.1, "task": 2.0, "lead": 1.15, "joint": 1.15, "support": 0.5, "oversee": 0.4},
    **{"deadline": 0.6, "period": 0.6, "person": 0.6, "category": 0.15, "note": 0.1, "score": 0.3, "criteria": 0.3},
    None: 0.3,
}
_MERGED = 0.5  # and one of work before a column of work: 工作任务, merged with that above, before 具体措施
_TIE = 0.01  # a line rather than a blank cell, where both are as likely
_GIVE_UP = 40  # lines without a row that is worth it
_SECTION_RANK = 2  # 一、 and （一） head rows
WORK_LEAST = 7  # characters of work; shorter words may be a name that is not told for one (省人口计生)
_SHORT = 25  # characters of a category or of who is bound by a name that nobody knows
_PART_MOST = 8  # characters of a name that goes on in a line
_BEARERS_MOST = 200  # characters
_OPENS_BEARERS = re.compile("各|[有相]关|自治[区州]|[省市县区州盟旗](?!民(?![政宗族防航办委])|场|域)")  # no 市民, 市场
_OPENS_CLASS = re.compile("各|有关|相关")
_CLOSES_BEARERS = re.compile("等(?:有关|相关)?(?:部门|单位)?$")
_MIDST = tuple("，、。；：）》”,;)")  # signs that open no cell
_STOP = re.compile("[。：:]")
_PERSON = re.compile(r"[一-龥·]{2,4}(?:[、，,\s]+[一-龥·]{2,4})*")


class Cells(NamedTuple):
    """A row: its lines by column; those of a section row have the column None. `cost` is without what it is worth."""

    lines: dict[int | None, list[Line]]
    cost: float


def fitted(lines: Iterable[Line], meanings: Sequence[Meaning | None]) -> tuple[list[Cells], float]:
    """The rows that the lines, none of them blank, make under these columns, and their costs.

    Costs are less the more rows there are, and 0 where there is none. Lines are taken as long as rows may come of them.
    """
    width = len(meanings)
    free = [
        _MERGED if name == "task" and "task" in meanings[c + 1 :] else _BLANK[name] for c, name in enumerate(meanings)
    ]
    blank = [0.0, *accumulate(free)]  # costs of blank cells before each column
    taken: list[Line] = []
    ends: list[float] = [0.0]  # the least costs of rows that end before each line
    opened: list[list[float]] = [[_NEVER] * width]  # and of those whose last cell so far stands in each column
    came: list[list[int | None]] = [[None] * width]  # the column of the line before; None where a row begins
    closed: list[int | None] = [None]  # the column of a row's last line; None for a section row
    best = 0
    for n, line in enumerate(lines):
        words = _said(line.text)
        if n - best > _GIVE_UP or words.heads:
            break
        here: list[float] = []
        before: list[int | None] = []
        for c, name in enumerate(meanings):
            ways: list[tuple[float, int | None]] = [(ends[n] + blank[c], None)]
            ways += [(opened[n][b] + blank[c] - blank[b + 1], b) for b in range(c)]
            cost, way = min(ways, key=lambda one: one[0])
            cost += _fit(name, words, meanings)
            if n and (more := opened[n][c] + _more(name, words, _said(taken[-1].text), meanings)) < cost:
                cost, way = more, c
            here.append(cost)
            before.append(way)
        taken.append(line)
        opened.append(here)
        came.append(before)
        rows = [here[c] + blank[width] - blank[c + 1] - _ROW for c in range(width)]
        last = min(range(width), key=rows.__getitem__)
        section = ends[n] if words.section else _NEVER
        ends.append(min(rows[last], section))
        closed.append(last if rows[last] < section else None)
        if ends[-1] < ends[best] - 1e-9:
            best = n + 1
    return _traced(taken, ends, came, closed, best), ends[best]


def misfit(cells: Sequence[str], meanings: Sequence[Meaning | None]) -> float:
    """What it costs that the cells of a row, some of them blank, stand under these columns."""
    costs = 0.0
    for text, name in zip(cells, meanings, strict=True):
        cost = _fit(name, _said(text), meanings) if text else _BLANK[name]
        costs += _SIGN if text and name in ROLES and names_bearer(text) else cost  # 教务处 says not whose it is
    return costs


def _traced(
    lines: Sequence[Line],
    ends: Sequence[float],
    came: Sequence[Sequence[int | None]],
    closed: Sequence[int | None],
    end: int,
) -> list[Cells]:
    rows: list[Cells] = []  # the last first
    while end:
        column, last = closed[end], end
        cells: dict[int | None, list[Line]] = {}
        if column is None:
            cells[None] = [lines[end - 1]]
            end -= 1
        while column is not None:
            cells.setdefault(column, []).append(lines[end - 1])
            column, end = came[end][column], end - 1
        whole = {name: of[::-1] for name, of in reversed(cells.items())}
        rows.append(Cells(whole, ends[last] - ends[end] + _ROW * (None not in cells)))
    return rows[::-1]


class _Said:
    """What a line says, as far as columns ask."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        number = ordinal(self.text)
        ranked = bool(number and number.rank <= _SECTION_RANK and self.text[number.end :].strip())
        self.section = ranked and "。" not in self.text.rstrip("。")
        self.numbers = cell_ordinal(self.text) is not None
        self.goes_on = self.text.startswith(_MIDST)

    @cached_property
    def heads(self) -> bool:
        """Whether it can only be a heading: 责任单位, but not 各责任单位 or 市教育局牵头."""
        name = meaning(self.text)
        return name == "number" or (name in ROLES and not _OPENS_CLASS.match(self.text) and not self.bearers)

    @cached_property
    def dates(self) -> bool:
        return bool(in_cell(self.text, None))

    @cached_property
    def bearers(self) -> bool:
        return names_bearers(self.text)

    @cached_property
    def mostly_bearers(self) -> bool:
        names = _listed(self.text)
        return sum(map(complete, names)) * 2 > len(names)

    @cached_property
    def ends_as_bearers(self) -> bool:
        """Whether what it lists may be bearers by their last characters: 教务处、学工部."""
        return not _STOP.search(self.text) and all(map(complete, _parts(self.text)))


@lru_cache(maxsize=4096)
def _said(text: str) -> _Said:
    """What a line says: the same line is tried under several headings."""
    return _Said(text)


def names_bearers(text: str) -> bool:
    """Whether a line names bearers and nothing else but their role: 市财政局、市人社局分别牵头落实."""
    return bool(names := _listed(text)) and all(map(complete, names))


def _listed(text: str) -> list[str]:
    """The names of a list, if a line is one that opens as bearers do."""
    words = text.strip().translate(FOLD).removesuffix("。")
    if len(words) > _BEARERS_MOST or _STOP.search(words):
        return []
    role = next((verb.start for verb in verbs(words, 0, len(words)) if verb.end == len(words)), len(words))
    names = [name for name in _parts(_CLOSES_BEARERS.sub("", words[:role])) if name]
    return names if names and (_OPENS_BEARERS.match(names[0]) or _is_national(names[0])) else []


def _is_national(name: str) -> bool:
    """Whether a name, or what stands before 会同 and 和 in it, is a registered body of the nation (教育部)."""
    return is_known(re.split("会同|[和与及]", name)[0], home=None, level="national", year=None)


def _fit(name: Meaning | None, said: _Said, meanings: Sequence[Meaning | None]) -> float:
    """What it costs that a line opens a cell of a column that means this."""
    if said.goes_on:
        return _NEVER
    if name == "number":
        return _NUMBER if said.numbers else _NEVER
    if DITTO.fullmatch(said.text):
        return 0.0
    if name in ROLES:
        if said.bearers:
            return _SIGN
        if said.mostly_bearers:
            return 0.0
        odd = said.numbers or said.section or said.dates or len(said.text) > _SHORT or _STOP.search(said.text)
        return _NEVER if odd else 0.7 if said.ends_as_bearers else 1.1
    if name == "task":
        if said.numbers or said.bearers:
            return _NEVER
        alone = said.dates and len(said.text) < WORK_LEAST + 4 and "deadline" in meanings
        short = len(said.text) < WORK_LEAST and "number" not in meanings
        unknown = short and _OPENS_BEARERS.match(said.text)
        return 1.6 if unknown else 0.8 if alone else 0.4 if short else 0.0
    if said.bearers:
        return 1.2
    if name == "deadline":
        return _SIGN if said.dates else 0.8
    if name == "person":
        return -0.1 if _PERSON.fullmatch(said.text) else 0.8
    if name == "category":
        return 0.1 if len(said.text) <= _SHORT and not _STOP.search(said.text) else 0.8
    return _BLANK[name] - (_TIE if len(said.text) <= _SHORT and not _STOP.search(said.text) else 0.0)


def _more(name: Meaning | None, said: _Said, above: _Said, meanings: Sequence[Meaning | None]) -> float:
    """What it costs that a line goes on with the cell of the line above."""
    if said.goes_on:
        return 0.0
    if name == "number" or DITTO.fullmatch(said.text):
        return _NEVER
    if name == "task":
        return _NEVER if said.bearers or said.numbers else 0.1
    if name in ROLES:
        if BRANCH.fullmatch(said.text):
            return -_TIE
        if _wrapped(above.text, said.text):  # what the first line cost for its want of an end comes back
            return 0.1 - (max(0.0, _fit(name, above, meanings)) if _OPENS_BEARERS.match(above.text) else 0.0)
        several = sum(1 for other in meanings if other in ROLES) > 1  # whose line is it?
        return _NEVER if several else -0.05 if said.bearers else 0.6 + _fit(name, said, meanings)
    if name == "deadline":
        return 0.3 if said.dates and not said.bearers else 1.0
    if name == "person":
        return 0.3 if _PERSON.fullmatch(said.text) else 1.5
    return 1.2 if said.bearers else 0.6


def _wrapped(above: str, text: str) -> bool:
    """Whether a list goes on in the next line: behind a comma, or within a name (县自然资源和 / 规划局)."""
    left, right = _parts(above)[-1], _parts(text)[0]
    part = len(right) <= _PART_MOST and not any(map(str.isdigit, right))
    return not left or (part and not (names_bearers(left) and names_bearers(right)) and complete(left + right))


def _parts(text: str) -> list[str]:
    return re.split("[、，,；;　 ]", text)
