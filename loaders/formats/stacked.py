"""Tables copied from web pages with a cell a line: 序号 / 工作任务 / 责任单位, then as many lines for each row.

Two forms are read: lines of plain cells, which are put under the headings that they fit (loaders/formats/fitting.py);
and cells that end in a stroke (县教育局 |), of which every so many make a row. A table of plain cells is believed where
its headings say what its columns mean, at least half of its rows bind somebody, and hardly one is odd.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from loaders.formats.fitting import Cells, fitted
from loaders.formats.textlines import LEAST_REGULAR, Line, Row, Span, span
from loaders.layout.columns import ROLES, Meaning, is_heading_row, meaning
from loaders.layout.ordinals import cell_ordinal

_HEADINGS_MOST = 12
_HEADING_LONGEST = 12  # characters
_NEAR = 3 * _HEADINGS_MOST  # lines in which they stand, with blank ones between
_ROW_MOST = 40  # lines
_HALF_LONGEST = 3  # characters of the first line of a heading on two: 目标 / 任务
_MAY_BE_CONTENT = {"task", "category", None}  # headings that cells may read like: 实施农村公路工程
_WORK_LEAST = 7  # characters
_TITLE_LEAST = 5  # characters
_GOOD_MOST = 0.7  # what a row may cost to be believed
_ODD_LEAST, _ODD_MOST = 1.0, 0.1  # what one costs that is none, and their share in a table that is believed


def stacked(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of the stacked table that begins at line `at` and the line after it; None where none begins."""
    words = lines[at].text.strip().rstrip("|").strip()
    if "\t" in lines[at].text or not meaning(words):
        return None
    if lines[at].text.rstrip().endswith("|"):
        return _stroked(lines, at)
    return _aligned(lines, at)


def _width(cells: Sequence[str]) -> int:
    """How many of the cells are headings: all up to the last that is a known one, as long as none has a figure."""
    width = 0
    for n, text in enumerate(cells[:_HEADINGS_MOST]):
        bare = "".join(text.split())
        if not bare or len(bare) > _HEADING_LONGEST or cell_ordinal(bare) or any(sign in bare for sign in "。；，、"):
            break
        if meaning(bare):
            width = n + 1
    return width if width > 2 and is_heading_row(list(cells[:width])) else 0


def _aligned(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of lines that fit under headings; of several ways to say which are headings, the one that costs least.

    A title that reads like a heading (重点任务分工表) is none where the table is better without it.
    """
    found = _cheapest(lines, at)
    if found is None:
        return None
    if len(lines[at].text.strip()) >= _TITLE_LEAST:
        below = next((i for i in range(at + 1, len(lines)) if lines[i].text.strip()), len(lines))
        if (other := _cheapest(lines, below)) and other.cost < found.cost:
            return None
    while found.rows and _is_furniture(found.rows[-1], found.meanings):
        found.rows.pop()
    several = [row for row in found.rows if None not in row.lines]
    bound = [c for c, name in enumerate(found.meanings) if name in ROLES]
    good = [row for row in several if row.cost < _GOOD_MOST and any(c in row.lines for c in bound)]
    odd = sum(1 for row in several if row.cost > _ODD_LEAST)
    if len(good) < 2 or len(good) < LEAST_REGULAR * len(several) or odd > _ODD_MOST * len(several):
        return None
    rows = [found.heads, *(_spans(row.lines, len(found.meanings)) for row in found.rows)]
    end = rows[-1][-1][1]
    return rows, next((i for i in range(at, len(lines)) if lines[i].start >= end), len(lines))


class _Fitted(NamedTuple):
    heads: Row
    meanings: list[Meaning | None]
    rows: list[Cells]
    cost: float


def _cheapest(lines: Sequence[Line], at: int) -> _Fitted | None:
    best: _Fitted | None = None
    for used, heads, said in _headings([line for line in lines[at : at + _NEAR] if line.text.strip()]):
        rows, cost = fitted(islice(_plain(lines, at), used, None), said)
        if best is None or cost < best.cost:
            best = _Fitted(heads, said, rows, cost)
    return best


def _is_furniture(row: Cells, meanings: Sequence[Meaning | None]) -> bool:
    """Whether the last row of a numbered table has neither number nor work: 单位概况 / 区政府办公室 below a table."""
    if "number" not in meanings or meanings.index("number") in row.lines:
        return False
    work = "".join(line.text.strip() for line in row.lines.get(meanings.index("task"), ()))
    return None in row.lines or (len(work) < _WORK_LEAST and not work.endswith("。"))


def _plain(lines: Sequence[Line], at: int) -> Iterator[Line]:
    """The lines with words as far as no tab stands in one."""
    untabbed = takewhile(lambda line: "\t" not in line.text, (lines[i] for i in range(at, len(lines))))
    return (line for line in untabbed if line.text.strip())


def _headings(full: Sequence[Line]) -> Iterator[tuple[int, Row, list[Meaning | None]]]:
    """How many lines may be headings, the cells that they make, and what those mean.

    Headings of work on end may be one: 目标 / 任务 / 责任单位.
    """
    said: list[Meaning | None] = []
    for used, line in enumerate(full[:_HEADINGS_MOST], 1):
        bare = "".join(line.text.split())
        if len(bare) > _HEADING_LONGEST or cell_ordinal(bare) or any(sign in bare for sign in "。；，、"):
            return
        words = line.text.split()
        if len(words) > 1 and max(map(len, words)) > 1:  # 打印 分享, but not 序 号
            return
        said.append(meaning(bare))
        if said.count("number") > 1:
            return
        if said[-1] is None or "task" not in said or not any(name in ROLES for name in said):
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
            start, end = span([*lines[first:i], Line(lines[i].start, text[:-1])])
            cells.append((start, max(start, end)))
            words.append("".join(line.text for line in lines[first : i + 1]).rstrip("| "))
            first = i + 1
        i += 1
    width = _width(words)
    rows = [cells[n : n + width] for n in range(0, len(cells) - len(cells) % width, width)] if width else []
    return (rows, first) if len(rows) > 1 and len(cells) % width == 0 else None
