"""Tables with a row on one line, tabs or the pipes of Markdown between its cells.

A cell's own line breaks part its row; heading rows stand between rows without any separator.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from loaders.formats.strayed import in_place
from loaders.formats.textlines import HEADING, LEAST_REGULAR, Line, Row, regularity
from loaders.layout.columns import is_heading_row, meaning
from loaders.layout.ordinals import cell_ordinal

_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")
_NEAR = 300  # lines by which a table's usual width is judged
_ROW_MOST = 12  # lines of a row whose cells have line breaks


class _Outer(NamedTuple):
    """Whether a pipe opens the headings and whether one closes them: such pipes of the rows then part no cells."""

    opening: bool
    closing: bool


def one_line_rows(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of the table that begins at line `at` and the line after it; None where they are not regular."""
    separator = "|" if "|" in lines[at].text else "\t"
    outer = _Outer(lines[at].text.strip().startswith("|"), lines[at].text.strip().endswith("|"))
    if spaced := _spaced(lines, at, separator):
        return [_split(line, separator, outer) for line in spaced], at + 2 * len(spaced) - 1
    if whole_table := _on_one_line(lines[at], separator, outer):
        return whole_table, at + 1
    near = takewhile(lambda line: not line.blank, lines[at : at + _NEAR])
    counts = Counter(line.text.count(separator) for line in near if _has(line, separator))
    usual = max(counts, key=lambda count: (counts[count], count))
    rows: list[Row] = []
    said: list[list[str]] = []
    end = at
    while (here := _goes_on(lines, end, separator, usual)) is not None:
        after = _row_end(lines, here, separator, usual)
        whole = Line(lines[here].start, "\n".join(line.text for line in lines[here:after]))
        if not _RULE.fullmatch(whole.text):
            rows.append(_split(whole, separator, outer))
            said.append([whole.text[a - whole.start : b - whole.start] for a, b in rows[-1]])
        end = after
    if len(rows) < 2 or regularity(rows) < LEAST_REGULAR:
        return None
    return in_place(rows, said), end


def _on_one_line(line: Line, separator: str, outer: _Outer) -> list[Row]:
    """The rows of a table that is one line whole: the headings, then as many cells for each number; none for others."""
    cells = _split(line, separator, outer)
    said = [line.text[a - line.start : b - line.start] for a, b in cells]
    width = next((n for n, text in enumerate(said) if cell_ordinal(text)), 0)
    if width < 3 or len(cells) % width or meaning(said[0]) != "number" or not is_heading_row(said[:width]):
        return []
    numbers = [found.value if (found := cell_ordinal(text)) else 0 for text in said[width::width]]
    rows = [cells[n : n + width] for n in range(0, len(cells), width)]
    return rows if numbers == list(range(numbers[0], numbers[0] + len(numbers))) else []


def _spaced(lines: Sequence[Line], at: int, separator: str) -> list[Line]:
    """The rows of a table that has a blank line after each, its heading first; none where it is not so."""
    count, rows = lines[at].text.count(separator), [lines[at]]
    while at + 2 < len(lines) and lines[at + 1].blank and lines[at + 2].text.count(separator) == count:
        at += 2
        rows.append(lines[at])
    heading = [cell.strip() for cell in rows[0].text.split(separator)]
    return rows if len(rows) > 1 and is_heading_row(heading) else []


def _row_end(lines: Sequence[Line], at: int, separator: str, usual: int) -> int:
    """The line after the row that begins here: a cell's line breaks part a row, which then has the usual separators."""
    count = lines[at].text.count(separator)
    for end in range(at + 1, min(len(lines), at + _ROW_MOST)):
        if not 0 < count < usual or lines[end].blank:
            break
        count += lines[end].text.count(separator)
        if count == usual:
            return end + 1
    return at + 1


def _has(line: Line, separator: str) -> bool:
    return separator in line.text.strip(" 　")


def _goes_on(lines: Sequence[Line], at: int, separator: str, usual: int) -> int | None:
    """The line of the next row: line `at`, or behind blank ones a row with the usual separators or a section row."""
    here = _filled(lines, at)
    if here < len(lines) and HEADING.match(lines[here].text):  # 二、卫生 heads rows, as long as some stand below it
        row = here if _has(lines[here], separator) else _filled(lines, here + 1)
    else:
        row = here
    if row >= len(lines) or not _has(lines[row], separator):
        return None
    if at < here or here + 1 < row:
        cells = [cell.strip() for cell in lines[row].text.split(separator)]
        return here if len(cells) == usual + 1 and not is_heading_row(cells) else None
    return here


def _filled(lines: Sequence[Line], at: int) -> int:
    return next((i for i in range(at, len(lines)) if not lines[i].blank), len(lines))


def _split(line: Line, separator: str, outer: _Outer) -> Row:
    """The cells of a row, the outer pipes of Markdown left out."""
    body = line.text
    start = line.start
    if outer.opening and body.lstrip().startswith("|"):
        start += body.index("|") + 1
        body = body[body.index("|") + 1 :]
    if outer.closing:
        body = body.rstrip().removesuffix("|")
    row: Row = []
    for part in body.split(separator):
        lead = len(part) - len(part.lstrip())
        row.append((start + lead, start + max(lead, len(part.rstrip()))))
        start += len(part) + 1
    return row
