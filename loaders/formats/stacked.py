"""Tables copied from web pages with a cell a line: 序号 / 工作任务 / 责任单位, then as many lines for each row.

Two forms are read: lines of plain cells, which are put under the headings that they fit (loaders/formats/fitting.py);
and cells that end in a stroke (县教育局 |), of which every so many make a row. A table of plain cells is believed where
its headings say what its columns mean, at least half of its rows bind somebody, and hardly one is odd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile
from operator import attrgetter
from typing import NamedTuple

from loaders.formats.fitting import Cells, fitted
from loaders.formats.strayed import in_place
from loaders.formats.textlines import LEAST_REGULAR, Line, Row, Span, span
from loaders.layout.columns import ROLES, Meaning, is_heading_row, meaning
from loaders.layout.ordinals import cell_ordinal

_HEADINGS_MOST = 12
_HEADING_LONGEST = 12  # characters
_NEAR = 3 * _HEADINGS_MOST  # lines in which they stand, with blank ones between
_ROW_MOST = 40  # lines
_HALF_LONGEST = 3  # characters of the first line of a heading on two: 目标 / 任务
_MAY_BE_CONTENT = {"task", "category", None}  # headings that cells may read like: 实施农村公路工程
_TITLE_LEAST = 5  # characters
_GOOD_MOST = 0.7  # what a row may cost to be believed
_WORDS = re.compile(r"\S\S[ 　]+\S\S")  # of a page's buttons: 打印全文 分享
_ODD_LEAST, _ODD_MOST = 1.0, 0.1  # what one costs that is none, and their share in a table that is believed


def stacked(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of the stacked table that begins at line `at` and the line after it; None where none begins."""
    words = lines[at].text.strip().rstrip("|").strip()
    if "\t" in lines[at].text or not meaning(words):
        return None
    if lines[at].text.rstrip().endswith("|"):
        return _stroked(lines, at)
    return _aligned(lines, at)


def headings_end(lines: Sequence[Line], at: int) -> int:
    """The line after the headings, a line each, of a table whose rows fit none of the forms; `at` where none begins."""
    said: set[str | None] = set()
    if meaning(lines[at].text) != "number":
        return at
    full = (i for i in range(at, len(lines)) if not lines[i].blank)
    for i in islice(full, 3 * _HEADINGS_MOST):
        bare = "".join(lines[i].text.split())
        if cell_ordinal(bare):
            return i if "task" in said and not said.isdisjoint(ROLES) else at
        if len(bare) > _HEADING_LONGEST or any(sign in bare for sign in "。；，、"):
            return at
        said.add(meaning(bare))
    return at


def _width(cells: Sequence[str]) -> int:
    """How many of the cells are headings: all up to the first number, or else up to the last that is a known one."""
    width = 0
    numbers: int | None = None  # the column that is headed so
    for n, text in enumerate(cells[: _HEADINGS_MOST + 1]):
        bare = "".join(text.split())
        if numbers is None and meaning(bare) == "number":
            numbers = n
        if cell_ordinal(bare):
            width = width if numbers is None else n - numbers
            break
        if not bare or len(bare) > _HEADING_LONGEST or any(sign in bare for sign in "。；，、"):
            break
        if meaning(bare):
            width = n + 1
    return width if width > 2 and is_heading_row(list(cells[:width])) else 0


def _aligned(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of lines that fit under headings; of the ways to say which are headings that may be believed, the one
    that costs least.

    A title that reads like a heading (重点任务分工表) is none where the table is better without it.
    """
    found = next(filter(_is_table, _fittings(lines, at)), None)
    if found is None:
        return None
    if len(lines[at].text.strip()) >= _TITLE_LEAST:
        below = next((i for i in range(at + 1, len(lines)) if lines[i].text.strip()), len(lines))
        if (other := next(iter(_fittings(lines, below)), None)) and other.cost < found.cost:
            return None
    rows = [found.heads, *(_spans(row.lines, len(found.meanings)) for row in found.rows)]
    end = rows[-1][-1][1]
    return rows, next((i for i in range(at, len(lines)) if lines[i].start >= end), len(lines))


class _Fitted(NamedTuple):
    heads: Row
    meanings: list[Meaning | None]
    rows: list[Cells]
    cost: float


def _fittings(lines: Sequence[Line], at: int) -> list[_Fitted]:
    """The ways to put the lines under headings, the cheapest first."""
    found = []
    for used, heads, said in _headings(list(_plain(lines[at : at + _NEAR], 0))):
        rows, cost = fitted(islice(_plain(lines, at), used, None), said)
        found.append(_Fitted(heads, said, rows, cost))
    return sorted(found, key=attrgetter("cost"))


def _is_table(found: _Fitted) -> bool:
    """Whether enough rows bind somebody and few are odd; each has its number, where the last heading is unknown."""
    several = [row for row in found.rows if None not in row.lines]
    if found.meanings[-1] is None and any(found.meanings.index("number") not in row.lines for row in several):
        return False
    bound = [c for c, name in enumerate(found.meanings) if name in ROLES]
    good = [row for row in several if row.cost < _GOOD_MOST and any(c in row.lines for c in bound)]
    odd = sum(1 for row in several if row.cost > _ODD_LEAST)
    return len(good) >= max(2, LEAST_REGULAR * len(several)) and odd <= _ODD_MOST * len(several)


def _plain(lines: Sequence[Line], at: int) -> Iterator[Line]:
    """The lines with words as far as no tab stands in one and no stroke behind one."""
    near = (lines[i] for i in range(at, len(lines)))
    return (
        line
        for line in takewhile(lambda line: "\t" not in line.text and line.text.rstrip()[-1:] != "|", near)
        if line.text.strip()
    )


def _headings(full: Sequence[Line]) -> Iterator[tuple[int, Row, list[Meaning | None]]]:
    """How many lines may be headings, the cells that they make, and what those mean.

    Headings of work on end may be one: 目标 / 任务 / 责任单位.
    """
    said: list[Meaning | None] = []
    for used, line in enumerate(full[:_HEADINGS_MOST], 1):
        bare = "".join(line.text.split())
        if len(bare) > _HEADING_LONGEST or cell_ordinal(bare) or any(sign in bare for sign in "。；，、"):
            return
        said.append(meaning(bare))
        if said.count("number") > 1 or _WORDS.search(line.text.strip()):
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
        if first < last and len(full[first].text.strip()) <= _HALF_LONGEST:
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


def _stroked(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of cells that end in a stroke. A line of strokes alone is a blank cell, or else it only opens a row."""
    return _of_stroked(lines, at, blank_cells=True) or _of_stroked(lines, at, blank_cells=False)


def _of_stroked(lines: Sequence[Line], at: int, blank_cells: bool) -> tuple[list[Row], int] | None:
    cells: list[Span] = []
    words: list[str] = []
    first = i = at
    while i < len(lines) and i - first < _ROW_MOST:
        text = lines[i].text.rstrip()
        if first == i and not blank_cells and text and not text.strip("| "):
            first = i + 1
        elif text.endswith("|"):
            start, end = span([*lines[first:i], Line(lines[i].start, text.rstrip("|"))])
            alone = first == i and not text.strip("| ")
            for _ in range(text.count("|") if alone else 1):  # || are two blank cells
                cells.append((start, max(start, end)))
                words.append("".join(line.text for line in lines[first : i + 1]).rstrip("| "))
            first = i + 1
        i += 1
    width = _width(words)
    rows = [cells[n : n + width] for n in range(0, len(cells) - len(cells) % width, width)] if width else []
    if len(rows) < 2 or len(cells) % width:
        return None
    return in_place(rows, [words[n : n + width] for n in range(0, len(words), width)]), first
