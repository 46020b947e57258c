"""Tables copied from web pages with a cell a line: 序号 / 工作任务 / 责任单位, then as many lines for each row.

Four forms are read: lines of plain cells, where the number of the next row says where a row ends; such lines without
numbers, where a line that names bearers alone ends one; those that have a line for each column; and cells that end in
a stroke (县教育局 |), of which every so many make a row. A table is believed where its headings say what its columns
mean and at least half of its rows have a line for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.finders.named import complete
from loaders.finders.punctuation import FOLD
from loaders.finders.roles import verbs
from loaders.formats.textlines import LEAST_REGULAR, Line, Row, Span, span
from loaders.layout.columns import ROLES, is_heading_row, meaning
from loaders.layout.ordinals import cell_ordinal, ordinal

_HEADINGS_MOST = 12
_HEADING_LONGEST = 12  # characters
_ROW_MOST = 40  # lines
_SECTION_RANK = 2  # 一、 and （一） head rows
_WRAPPED_MOST = 2  # lines more than columns in the last row
_WORK_MOST = 8  # lines of work in a row without a number
_WORK_LEAST = 7  # characters of such work; shorter words are a name that is not told for one (省人口计生)
_BEARERS_MOST = 80  # characters
_OPENS_BEARERS = re.compile("各|自治[区州]|[省市县区州盟旗](?!民(?![政宗族防航办委])|场|域)")  # no 市民, 市场
_CLOSES_BEARERS = re.compile("等(?:有关|相关)?(?:部门|单位)?$")


def stacked(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of the stacked table that begins at line `at` and the line after it; None where none begins."""
    words = lines[at].text.strip().rstrip("|").strip()
    if "\t" in lines[at].text or not meaning(words):
        return None
    if lines[at].text.rstrip().endswith("|"):
        return _stroked(lines, at)
    return _numbered(lines, at) or _unnumbered(lines, at) or _even(lines, at)


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
    said = [meaning(lines[i].text) for i in full[:width]]
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
        own = [lines[i] for i in full[start:end]]
        parted = [] if len(own) == width else _parted(own, said)
        regular += len(own) == width or bool(parted)
        rows += parted or [_fitted(own, said)]
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


def _parted(lines: Sequence[Line], said: Sequence[str | None]) -> list[Row]:
    """The rows of a number whose lines are not one for each column, told apart by those that name bearers alone.

    序号 / 任务 / 责任单位 / 时限: 1 / 整治河道。 / 县水务局 / 县住建局 / 12月底前. Work that names nobody is a row of
    its own, its bearers those above. Empty where the columns are others, or the lines do not come out even.
    """
    if [m in ROLES for m in said[:3]] != [False, False, True] or any(m in ROLES for m in said[3:]):
        return []
    rows: list[Row] = []
    at, behind = 1, len(said) - 3
    while at < len(lines):
        first = next((i for i in range(at + 1, len(lines)) if _names_bearers(lines[i].text)), len(lines) - behind)
        last = next((i for i in range(first, len(lines)) if not _names_bearers(lines[i].text)), len(lines))
        if first <= at or last + behind > len(lines):
            return []
        work = span(lines[at:first])
        number = span(lines[:1]) if at == 1 else (work[0], work[0])
        bearers = span(lines[first:last]) if first < last else (work[1], work[1])
        rows.append([number, work, bearers, *(span([line]) for line in lines[last : last + behind])])
        at = last + behind
    return rows


def _fitted(lines: Sequence[Line], said: Sequence[str | None]) -> Row:
    """A cell for each column: the lines too many are the work's, those too few are blank at the row's end.

    They are blank behind the number where the last column and the last line name bearers: 2 / 修建校舍 / 县教育局 under
    序号 / 类别 / 任务 / 责任单位 lacks its 类别, which is merged with that above.
    """
    cells, work = [span([line]) for line in lines], _work_column(said)
    more = len(cells) - len(said)
    if more > 0:
        return [*cells[:work], (cells[work][0], cells[work + more][1]), *cells[work + more + 1 :]]
    behind = 1 if said[-1] in ROLES and _names_bearers(lines[-1].text) else len(cells)
    return [*cells[:behind], *[(cells[behind - 1][1],) * 2] * -more, *cells[behind:]]


def _unnumbered(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of a table without numbers whose last column alone says who is bound: 主要内容 / 责任单位."""
    full = [i for i in range(at, len(lines)) if lines[i].text.strip()]
    width = next((n for n, i in enumerate(full[:_HEADINGS_MOST]) if not meaning(lines[i].text)), 0)
    said = [meaning(lines[i].text) for i in full[:width]]
    if "task" not in said or "number" in said or [m in ROLES for m in said] != [False] * (width - 1) + [True]:
        return None
    rows: list[Row] = [[span([lines[i] for i in full[: width - 1]]), span([lines[full[width - 1]]])]]
    work: list[Line] = []
    believed = end = 0
    for i in full[width:]:
        if _names_bearers(lines[i].text):
            cell = span([lines[i]])
            if work and sum(len(line.text.strip()) for line in work) < _WORK_LEAST:
                return None
            if work:
                rows.append([span(work), cell])
            elif len(rows[-1]) > 1 and believed:  # a cell of several lines
                rows[-1][1] = (rows[-1][1][0], cell[1])
            else:
                return None
            work, believed, end = [], len(rows), i + 1
        elif not work and _is_section(lines[i].text):
            rows.append([span([lines[i]])])
        elif len(work) == _WORK_MOST:
            break
        else:
            work.append(lines[i])
    bound = sum(len(row) > 1 for row in rows[:believed]) - 1
    return (rows[:believed], end) if bound > 1 else None


def _even(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of a table without numbers that has a line for each column of each row: 重点任务 / 牵头单位 / 配合单位.

    It goes on as long as the lines of the columns of bearers name some and no other line does.
    """
    near = [line.text for line in lines[at : at + 3 * _HEADINGS_MOST] if line.text.strip()]
    width = _width(near[:_HEADINGS_MOST])
    said = [meaning(text) for text in near[:width]]
    if "number" in said or "task" not in said or not any(name in ROLES for name in said):
        return None
    full = [i for i in range(at, len(lines)) if lines[i].text.strip()]
    rows = [[span([lines[i]]) for i in full[:width]]]
    for n in range(width, len(full) - width + 1, width):
        own = [lines[i] for i in full[n : n + width]]
        if any(_names_bearers(line.text) != (name in ROLES) for line, name in zip(own, said, strict=True)):
            break
        rows.append([span([line]) for line in own])
    return (rows, full[width * len(rows) - 1] + 1) if len(rows) > 2 else None


def _names_bearers(text: str) -> bool:
    """Whether a line names bearers and nothing else but their role: 市财政局、市人社局分别牵头落实."""
    words = text.strip().translate(FOLD)
    if len(words) > _BEARERS_MOST or re.search("[。；：]", words):
        return False
    role = next((verb.start for verb in verbs(words, 0, len(words)) if verb.end == len(words)), len(words))
    names = [name for name in re.split("[、，　 ]", _CLOSES_BEARERS.sub("", words[:role])) if name]
    return bool(names and _OPENS_BEARERS.match(names[0])) and all(map(complete, names))


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
