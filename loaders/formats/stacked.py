"""Tables copied from web pages with a cell a line: 序号 / 工作任务 / 责任单位, then as many lines for each row.

Two forms are read: lines of plain cells, where the number of the next row says where a row ends; and cells that end
in a stroke (县教育局 |), of which every so many make a row. A table is believed where its headings say what its columns
mean and at least half of its rows have a line for each.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.formats.textlines import LEAST_REGULAR, Line, Row, Span, span
from loaders.layout.columns import is_heading_row, meaning
from loaders.layout.ordinals import cell_ordinal, ordinal

_HEADINGS_MOST = 12
_HEADING_LONGEST = 12  # characters
_ROW_MOST = 40  # lines
_SECTION_RANK = 2  # 一、 and （一） head rows
_WRAPPED_MOST = 2  # lines more than columns in the last row


def stacked(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of the stacked table that begins at line `at` and the line after it; None where none begins."""
    words = lines[at].text.strip().rstrip("|").strip()
    if "\t" in lines[at].text or not meaning(words):
        return None
    return _stroked(lines, at) if lines[at].text.rstrip().endswith("|") else _numbered(lines, at)


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


def _numbered(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    if meaning(lines[at].text) != "number":
        return None
    near = [line.text for line in lines[at : at + 3 * _HEADINGS_MOST] if line.text.strip()]
    width = _width(near[:_HEADINGS_MOST])
    tabbed = next((i for i in range(at, len(lines)) if "\t" in lines[i].text), len(lines))
    full = [i for i in range(at, tabbed) if lines[i].text.strip()]
    if not width or width >= len(full):
        return None
    work = _work_column([meaning(lines[i].text) for i in full[:width]])
    rows = [[span([lines[i]]) for i in full[:width]]]
    regular = 0
    start = width
    while start < len(full):
        if _is_section(lines[full[start]].text):
            rows.append([span([lines[full[start]]])])
            start += 1
            continue
        number = cell_ordinal(lines[full[start]].text)
        if not number:
            break
        end = _next_row(lines, full, start, number.value, width)
        own = full[start:end]
        regular += len(own) == width
        rows.append(_fitted([span([lines[i]]) for i in own], width, work))
        start = end
    several = sum(len(row) > 1 for row in rows) - 1
    if several < 2 or regular < LEAST_REGULAR * several:
        return None
    return rows, full[start - 1] + 1


def _is_section(text: str) -> bool:
    """Whether a line heads the rows below it: 二、优化营商环境."""
    number = ordinal(text)
    return bool(
        number and number.rank <= _SECTION_RANK and text[number.end :].strip() and "。" not in text.rstrip("。")
    )


def _work_column(meanings: Sequence[str | None]) -> int:
    return next((i for i, name in enumerate(meanings) if name == "task"), 1)


def _next_row(lines: Sequence[Line], full: Sequence[int], start: int, number: int, width: int) -> int:
    """Where the row ends that begins at full[start]: before the next number or heading; the last, at a gap soon after.

    The next number is the one after this, or, where an extract leaves rows out (3, 68, 69), a higher one that stands a
    whole row away.
    """
    reach = range(start + 2, min(len(full), start + _ROW_MOST))
    heading = next((n for n in reach if _is_section(lines[full[n]].text)), None)
    for n in reach[: (heading or reach.stop) - reach.start]:
        found = cell_ordinal(lines[full[n]].text)
        if found and (found.value == number + 1 or (found.value > number and n == start + width)):
            return n
    if heading:
        return heading
    gap = next((n for n in range(start + 1, len(full)) if full[n] > full[n - 1] + 1), len(full))
    usual = min(len(full), start + width)
    return gap if usual < gap <= start + width + _WRAPPED_MOST else usual


def _fitted(cells: list[Span], width: int, work: int) -> Row:
    """A cell for each column: the lines too many are the work's, those too few are blank at the row's end."""
    more = len(cells) - width
    if more > 0:
        return [*cells[:work], (cells[work][0], cells[work + more][1]), *cells[work + more + 1 :]]
    return cells + [(cells[-1][1], cells[-1][1])] * -more


def _stroked(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    cells: list[Span] = []
    words: list[str] = []
    first = i = at
    while i < len(lines) and i - first < _ROW_MOST:
        text = lines[i].text.rstrip()
        if text.endswith("|"):
            start, end = span([*lines[first:i], Line(lines[i].start, text[:-1])])
            cells.append((start, max(start, end)))
            words.append("".join(line.text for line in lines[first : i + 1]).rstrip("| "))
            first = i + 1
        i += 1
    width = _width(words)
    rows = [cells[n : n + width] for n in range(0, len(cells) - len(cells) % width, width)] if width else []
    return (rows, first) if len(rows) > 1 and len(cells) % width == 0 else None
