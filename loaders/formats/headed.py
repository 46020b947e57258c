"""Cells in order below the headings of their table: 序号 / 工作任务 / 责任单位 / 1 / 修建校舍 / 县教育局.

Which cells are headings, and how many, is told by what fits below them (loaders/formats/fitting.py). A table is
believed where its headings say what its columns mean, at least half of its rows bind somebody, and hardly one is odd.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile
from operator import attrgetter
from typing import NamedTuple

from loaders.formats.fitting import WORK_LEAST, Cells, fitted
from loaders.formats.textlines import LEAST_REGULAR, Line, Row, span
from loaders.layout.columns import ROLES, Meaning, is_heading_row, meaning
from loaders.layout.ordinals import cell_ordinal

HEADINGS_MOST = 12
_HEADING_LONGEST = 12  # characters
NEAR = 3 * HEADINGS_MOST  # lines in which they stand, with blank ones between
_HALF_LONGEST = 3  # characters of the first line of a heading on two: 目标 / 任务
_MAY_BE_CONTENT = {"task", "category", None}  # headings that cells may read like: 实施农村公路工程
_TITLE_LEAST = 5  # characters
_GOOD_MOST = 0.7  # what a row may cost to be believed
ODD_LEAST, ODD_MOST = 1.0, 0.1  # what one costs that is none, and their share in a table that is believed


def headed(lines: Sequence[Line], at: int) -> list[Row] | None:
    """The rows of the table whose headings begin at line `at`, each line a cell or a part of one; None where none does.

    Of the ways to say which lines are headings that may be believed, the one that costs least is right. A title that
    reads like a heading (重点任务分工表) is none where the table is better without it.
    """
    found = next(filter(_is_table, _fittings(lines, at)), None)
    if found is None:
        return None
    if len(lines[at].text.strip()) >= _TITLE_LEAST:
        below = next((i for i in range(at + 1, len(lines)) if lines[i].text.strip()), len(lines))
        if (other := next(iter(_fittings(lines, below)), None)) and other.cost < found.cost:
            return None
    return [found.heads, *(_spans(row.lines, len(found.meanings)) for row in found.rows)]


class _Fitted(NamedTuple):
    heads: Row
    meanings: list[Meaning | None]
    rows: list[Cells]
    cost: float


def _fittings(lines: Sequence[Line], at: int) -> list[_Fitted]:
    """The ways to put the lines under headings, the cheapest first."""
    found = []
    for used, heads, said in _headings(list(_plain(lines[at : at + NEAR], 0))):
        rows, cost = fitted(islice(_plain(lines, at), used, None), said)
        while rows and _is_furniture(rows[-1], said):
            rows.pop()
        found.append(_Fitted(heads, said, rows, cost))
    return sorted(found, key=attrgetter("cost"))


def _is_table(found: _Fitted) -> bool:
    """Whether enough rows bind somebody and few are odd; each has its number, where the last heading is unknown."""
    several = [row for row in found.rows if None not in row.lines]
    if found.meanings[-1] is None and any(found.meanings.index("number") not in row.lines for row in several):
        return False
    bound = [c for c, name in enumerate(found.meanings) if name in ROLES]
    good = [row for row in several if row.cost < _GOOD_MOST and any(c in row.lines for c in bound)]
    odd = sum(1 for row in several if row.cost > ODD_LEAST)
    return len(good) >= max(2, LEAST_REGULAR * len(several)) and odd <= ODD_MOST * len(several)


def _is_furniture(row: Cells, meanings: Sequence[Meaning | None]) -> bool:
    """Whether the last row of a numbered table has neither number nor work: 单位概况 / 区政府办公室 below a table."""
    if "number" not in meanings or meanings.index("number") in row.lines:
        return False
    work = "".join(line.text.strip() for line in row.lines.get(meanings.index("task"), ()))
    return None in row.lines or (len(work) < WORK_LEAST and not work.endswith("。"))


def _plain(lines: Sequence[Line], at: int) -> Iterator[Line]:
    """The lines with words, as far as no tab stands in one and no stroke ends one: both part cells otherwise."""
    below = (lines[i] for i in range(at, len(lines)))
    own = takewhile(lambda line: "\t" not in line.text and line.text.rstrip()[-1:] != "|", below)
    return (line for line in own if line.text.strip())


def may_head(bare: str) -> bool:
    """Whether words without white space are as short as a heading's, and no sentence or list."""
    return len(bare) <= _HEADING_LONGEST and not any(sign in bare for sign in "。；，、")


def _headings(full: Sequence[Line]) -> Iterator[tuple[int, Row, list[Meaning | None]]]:
    """How many lines may be headings, the cells that they make, and what those mean.

    Headings of work on end may be one: 目标 / 任务 / 责任单位.
    """
    said: list[Meaning | None] = []
    for used, line in enumerate(full[:HEADINGS_MOST], 1):
        bare = "".join(line.text.split())
        if not may_head(bare) or cell_ordinal(bare):
            return
        words = line.text.split()
        if len(words) > 1 and max(map(len, words)) > 1:  # 打印 分享, but not 序 号
            return
        said.append(meaning(bare))
        if said.count("number") > 1:
            return
        rows = "number" in said and used < len(full) and cell_ordinal(full[used].text)  # what follows opens the first
        if (said[-1] is None and not rows) or "task" not in said or not any(name in ROLES for name in said):
            continue
        goes_on = used < len(full) and meaning(full[used].text) not in _MAY_BE_CONTENT
        if goes_on or not is_heading_row([one.text for one in full[:used]]):
            continue
        heads = [span([one]) for one in full[:used]]
        yield used, heads, list(said)
        first = said.index("task")
        last = first + sum(1 for _ in takewhile(lambda name: name == "task", said[first:])) - 1
        if first < last and "number" not in said and len(full[first].text.strip()) <= _HALF_LONGEST:
            whole = (heads[first][0], heads[last][1])
            yield used, [*heads[:first], whole, *heads[last + 1 :]], [*said[:first], *said[last:]]


def _spans(cells: Mapping[int | None, Sequence[Line]], width: int) -> Row:
    """The row's spans; a blank cell's stands at the end of the one before it."""
    if None in cells:
        return [span(cells[None])]
    row: Row = []
    before = span(next(iter(cells.values())))[0]
    for column in range(width):
        row.append(span(cells[column]) if column in cells else (before, before))
        before = row[-1][1]
    return row
