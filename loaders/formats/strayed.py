"""Cells that lost their columns, put back under them.

Where web pages save a table as text, a cell that spans rows or columns stands but once, and blank cells fill up the end
of the rows that lack it. What the cells say tells where they belong: numbers of one rank stand in one column, bearers
under the heading that binds them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from loaders.formats.fitting import misfit
from loaders.formats.textlines import Row
from loaders.layout.columns import ROLES, Meaning, is_heading_row, meaning
from loaders.layout.ordinals import ordinal
from loaders.layout.table import names_bearer

_TOLD = {*ROLES, "person"}  # columns that are known by their cells


def in_place(rows: Sequence[Row], said: Sequence[Sequence[str]]) -> list[Row]:
    """The rows with their cells under the headings of these; `said` are the cells' words."""
    top = next((n for n, cells in enumerate(said) if sum(map(bool, cells)) > 1), 0)  # below a title
    whole = list(rows[top:])
    for put in (_parted_heads, _moved_back, _to_the_right):
        if (moved := put(whole, said[top:])) != whole:
            return [*rows[:top], *moved]
    return list(rows)


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


def _to_the_right(rows: list[Row], said: Sequence[Sequence[str]]) -> list[Row]:
    """Rows without the blank cells at their end that stand for those merged with the row above.

    1 | 农业 | 检查种子 | 执法股 | 3月, then 检查农药 | 执法股 | 5月 | (blank) | (blank): moved right by two cells, its
    words fit the headings. The headings are moved so where the full rows ask for it.
    """
    width = max(map(len, rows))
    if not rows or len(rows[0]) < width or not is_heading_row(list(said[0])):
        return rows
    meanings = [meaning(text) for text in said[0]]
    full = [cells for cells in said[1:] if len(cells) == width and cells[-1]]

    def under(heads: int) -> list[Meaning | None]:
        return [*[meanings[0]] * heads, *meanings[: width - heads]]  # its first then heads several columns

    def by(cells: Sequence[str]) -> int:
        return min(range(_blanks(cells) + 1), key=lambda n: misfit([*[""] * n, *cells[: width - n]], headed))

    heads = min(range(_blanks(said[0]) + 1 if full else 1), key=lambda n: sum(misfit(c, under(n)) for c in full))
    headed = under(heads)
    moved = [heads, *(by(cells) if len(cells) == width else 0 for cells in said[1:])]
    return [row[: len(row) - n] for row, n in zip(rows, moved, strict=True)]


def _blanks(cells: Sequence[str]) -> int:
    """How many cells are blank at the row's end."""
    return len(list(takewhile(lambda text: not text, reversed(cells))))


def _rank(text: str) -> int | None:
    number = ordinal(text)
    return number.rank if number else None


def _moved_back(rows: list[Row], said: Sequence[Sequence[str]]) -> list[Row]:
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
