"""Tables with a row on one line, tabs or the pipes of Markdown between its cells.

A cell's own line breaks part its row; heading rows stand between rows without any separator.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from loaders.formats.textlines import HEADING, LEAST_REGULAR, Line, Row, regularity
from loaders.layout.columns import is_heading_row
from loaders.layout.ordinals import ordinal

_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")
_NEAR = 300  # lines by which a table's usual width is judged
_ROW_MOST = 12  # lines of a row whose cells have line breaks


def one_line_rows(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of the table that begins at line `at` and the line after it; None where they are not regular."""
    separator = "|" if "|" in lines[at].text else "\t"
    closed = lines[at].text.rstrip().endswith("|")
    if spaced := _spaced(lines, at, separator):
        return [_split(line, separator, closed) for line in spaced], at + 2 * len(spaced) - 1
    near = takewhile(lambda line: not line.blank, lines[at : at + _NEAR])
    counts = Counter(line.text.count(separator) for line in near if _has(line, separator))
    usual = max(counts, key=lambda count: (counts[count], count))
    rows: list[Row] = []
    ranks: list[list[int | None]] = []
    end = at
    while end < len(lines) and (_has(lines[end], separator) or _section(lines, end, separator)):
        after = _row_end(lines, end, separator, usual)
        whole = Line(lines[end].start, "\n".join(line.text for line in lines[end:after]))
        if not _RULE.fullmatch(whole.text):
            rows.append(_split(whole, separator, closed))
            ranks.append([_rank(whole.text[a - whole.start : b - whole.start]) for a, b in rows[-1]])
        end = after
    if len(rows) < 2 or regularity(rows) < LEAST_REGULAR:
        return None
    return _moved_back(rows, ranks), end


def _spaced(lines: Sequence[Line], at: int, separator: str) -> list[Line]:
    """The rows of a table that has a blank line after each, its heading first; none where it is not so."""
    count, rows = lines[at].text.count(separator), [lines[at]]
    while at + 2 < len(lines) and lines[at + 1].blank and lines[at + 2].text.count(separator) == count:
        at += 2
        rows.append(lines[at])
    heading = [cell.strip() for cell in rows[0].text.split(separator)]
    return rows if len(rows) > 1 and is_heading_row(heading) else []


def _rank(text: str) -> int | None:
    number = ordinal(text)
    return number.rank if number else None


def _moved_back(rows: Sequence[Row], ranks: Sequence[Sequence[int | None]]) -> list[Row]:
    """Rows that lost merged cells at their left and got blank ones at their right, moved back under their columns.

    Where the numbers of each rank stand in rows that are not short tells: 二、公开 | 2.更新网站 | 办公室, then
    3.回应留言 | 各科室 | (blank).
    """
    columns = range(max(map(len, rows)))
    whole = [own for row, own in zip(rows, ranks, strict=True) if row[-1][0] < row[-1][1]]
    held = [Counter(own[c] for own in whole if c < len(own) and own[c] is not None) for c in columns]
    usual = [counts.most_common(1)[0][0] if counts else None for counts in held]
    moved = []
    for row, own in zip(rows, ranks, strict=True):
        by = next((c for c in range(1, len(row)) if usual[c] == own[0]), 0) if own[0] not in (None, usual[0]) else 0
        blank_end = all(start == end for start, end in row[len(row) - by :])
        moved.append([(row[0][0], row[0][0])] * by + row[: len(row) - by] if by and blank_end else row)
    return moved


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


def _section(lines: Sequence[Line], at: int, separator: str) -> bool:
    """Whether a line without separators is a section row: it has a heading's number, and the table goes on below it."""
    return bool(HEADING.match(lines[at].text)) and at + 1 < len(lines) and _has(lines[at + 1], separator)


def _split(line: Line, separator: str, closed: bool) -> Row:
    """The cells of a row, the outer pipes left out: a | at the end closes the row if one closes the first."""
    body = line.text
    start = line.start
    if separator == "|" and body.lstrip().startswith("|"):
        start += body.index("|") + 1
        body = body[body.index("|") + 1 :]
    if separator == "|" and closed:
        body = body.rstrip().removesuffix("|")
    row: Row = []
    for part in body.split(separator):
        lead = len(part) - len(part.lstrip())
        row.append((start + lead, start + max(lead, len(part.rstrip()))))
        start += len(part) + 1
    return row
