"""Tables with a row on one line, tabs or the pipes of Markdown between its cells.

A cell's own line breaks part its row; heading rows stand between rows without any separator.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from loaders.formats.textlines import HEADING, LEAST_REGULAR, Line, Row, regularity
from loaders.layout.columns import ROLES, is_heading_row, meaning
from loaders.layout.ordinals import ordinal
from loaders.layout.table import names_bearer

_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")
_NEAR = 300  # lines by which a table's usual width is judged
_TOLD = {*ROLES, "person"}  # columns that are known by their cells
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
    said: list[list[str]] = []
    end = at
    while (here := _goes_on(lines, end, separator, usual)) is not None:
        after = _row_end(lines, here, separator, usual)
        whole = Line(lines[here].start, "\n".join(line.text for line in lines[here:after]))
        if not _RULE.fullmatch(whole.text):
            rows.append(_split(whole, separator, closed))
            said.append([whole.text[a - whole.start : b - whole.start] for a, b in rows[-1]])
        end = after
    if len(rows) < 2 or regularity(rows) < LEAST_REGULAR:
        return None
    rows = _parted_heads(rows, said)
    moved = _moved_back(rows, said)
    return (moved if moved != rows else _to_the_right(rows, said)), end


def _spaced(lines: Sequence[Line], at: int, separator: str) -> list[Line]:
    """The rows of a table that has a blank line after each, its heading first; none where it is not so."""
    count, rows = lines[at].text.count(separator), [lines[at]]
    while at + 2 < len(lines) and lines[at + 1].blank and lines[at + 2].text.count(separator) == count:
        at += 2
        rows.append(lines[at])
    heading = [cell.strip() for cell in rows[0].text.split(separator)]
    return rows if len(rows) > 1 and is_heading_row(heading) else []


def _parted_heads(rows: list[Row], said: Sequence[Sequence[str]]) -> list[Row]:
    """The rows, two of headings set over the columns that they head, where both lost their place to blanks at the end.

    序号 | 内容 | 责任 | 措施 | (two blanks) over 责任领导 | 责任科室 | 对象 | 方式: the second row parts 责任 and 措施.
    The cells below tell which are parted: under 责任科室 they name bearers, under 责任领导 they do not.
    """
    if len(rows) < 3 or not all(is_heading_row(list(cells)) for cells in said[:2]):
        return rows
    heads, subs = ([place for place in row if place[0] < place[1]] for row in rows[:2])
    width = max(map(len, rows))
    parted = len(heads) + len(subs) - width
    if not 0 < parted < len(heads) or any(len(row) < width for row in rows[:2]):
        return rows
    told = [(n, name in ROLES) for n, text in enumerate(filter(None, said[1])) if (name := meaning(text)) in _TOLD]
    full = [cells for cells in said[2:] if len(cells) == width]
    places = range(len(heads) - parted + 1 if told and full else 0)
    fit = [at for at in places if all(names_bearer(cells[at + n]) == binds for cells in full for n, binds in told)]
    if len(fit) != 1:
        return rows
    at, over = fit[0], heads[fit[0] : fit[0] + parted]
    first = [over[0], *[(over[0][1],) * 2] * (len(subs) - parted), *over[1:]]
    below = [*[(subs[0][0],) * 2] * at, *subs, *[(subs[-1][1],) * 2] * (width - at - len(subs))]
    return [[*heads[:at], *first, *heads[at + parted :]], below, *rows[2:]]


def _to_the_right(rows: Sequence[Row], said: Sequence[Sequence[str]]) -> list[Row]:
    """Rows without the blank cells at their end, where bearers, which stand last in full rows, come before them.

    开学 | 2月28日 | 报到 | 教务处, then 缴费 | 总务处 | (blank) | (blank) without what the rows share.
    """
    filled = [[text for text in cells if text] for cells in said]
    heads = [meaning(text) in ROLES for text in filled[0]]
    full = [cells[-1] for cells in said[1:] if cells[-1]]
    bound = sum(map(names_bearer, full))
    if not (sum(heads) == 1 and heads[-1] and 0 < bound >= LEAST_REGULAR * len(full)):
        return list(rows)
    short = [not cells[-1] and bool(own) and names_bearer(own[-1]) for cells, own in zip(said, filled, strict=True)]
    short[0] = not said[0][-1]
    return [
        [place for place in row if place[0] < place[1]] if less else row for row, less in zip(rows, short, strict=True)
    ]


def _rank(text: str) -> int | None:
    number = ordinal(text)
    return number.rank if number else None


def _moved_back(rows: Sequence[Row], said: Sequence[Sequence[str]]) -> list[Row]:
    """Rows that lost merged cells at their left and got blank ones at their right, moved back under their columns.

    Where the numbers of each rank stand in rows that are not short tells: 二、公开 | 2.更新网站 | 办公室, then
    3.回应留言 | 各科室 | (blank).
    """
    columns = range(max(map(len, rows)))
    ranks = [[_rank(text) for text in cells] for cells in said]
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


def _split(line: Line, separator: str, closed: bool) -> Row:
    """The cells of a row, the outer pipes of Markdown left out: the last, where the headings are `closed` by one."""
    body = line.text
    start = line.start
    if separator == "|" and body.lstrip().startswith("|"):
        start += body.index("|") + 1
        body = body[body.index("|") + 1 :]
    if closed:
        body = body.rstrip().removesuffix("|")
    row: Row = []
    for part in body.split(separator):
        lead = len(part) - len(part.lstrip())
        row.append((start + lead, start + max(lead, len(part.rstrip()))))
        start += len(part) + 1
    return row
