"""Tables drawn with strokes and rules, as texts of laws and converters keep them:

    ┌──┬─────┬────┐        +------+----------+----------+
    │序号│工作任务  │责任单位│        | 序号 | 工作任务 | 责任单位 |
    ├──┼─────┼────┤        +------+----------+----------+
    │1   │修建校舍，│县教育局│        | 1    | 修建校舍 | 县教育局 |
    │    │改善食堂。│        │        +------+----------+----------+
    └──┴─────┴────┘

A rule across a column ends its cell; where a line has rules in some columns alone, the others' cells span rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.formats.textlines import Line, span
from loaders.source import Cell, Grid, Piece

_OPENS = re.compile(r"\s*[┌┏╔+][─━═┬┳╦+=-]{2,}[┐┓╗+]\s*")
_JOINT = re.compile(r"[│┃║├┤┼┬┴┌┐└┘┏┓┗┛┣┫╋┳┻╔╗╚╝╠╣╬╦╩|]|(?<=[-=])\+|\+(?=[-=])")
_RULE = re.compile(r"\s*[─━═=-]{2,}\s*")


def drawn(lines: Sequence[Line], at: int, number: int) -> tuple[Grid, int] | None:
    """The grid, counted as `number`, that a rule at line `at` opens, and the line after it; None where none begins."""
    if not _OPENS.fullmatch(lines[at].text):
        return None
    width = len(_segments(lines[at]))
    cells: list[Cell] = []
    row = 0
    begun: list[tuple[int, list[Line]]] = [(0, []) for _ in range(width)]  # the first row and lines of each column's
    end = at + 1
    while end < len(lines) and len(segments := _segments(lines[end])) == width:
        ruled = [bool(_RULE.fullmatch(segment.text)) for segment in segments]
        row += any(ruled)
        for column, segment in enumerate(segments):
            first, words = begun[column]
            if not ruled[column]:
                words.append(segment)
            elif words:
                cells.append(Cell(_pieces(words), first, column, row - first))
            if ruled[column]:
                begun[column] = row, []
        end += 1
    if row < 2 or any(words for _, words in begun):
        return None
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), row, width, number), end


def _segments(line: Line) -> list[Line]:
    """What stands between a line's strokes, none where it does not begin and end with one."""
    text = line.text.strip()
    start = line.start + len(line.text) - len(line.text.lstrip())
    joints = [match.span() for match in _JOINT.finditer(text)]
    if len(joints) < 2 or joints[0][0] or joints[-1][1] != len(text):
        return []
    return [Line(start + a, text[a:b]) for (_, a), (b, _) in pairwise(joints)]


def _pieces(words: Sequence[Line]) -> tuple[Piece, ...]:
    full = [line for line in words if line.text.strip()]
    return tuple(Piece(*span([line])) for line in full or words[:1])
