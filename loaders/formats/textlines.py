"""A text's lines with their places, and the rows that they may draw."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]*\n|[^\n]+")

HEADING = re.compile(r"\s*[（(]?[一二三四五六七八九十]+(?:[、.．）)]|\s*$)")
"""A number of the ranks that heading rows have: 三、 or （三）."""

LEAST_REGULAR = 0.5
"""The least share of a table's rows that have its usual width."""

Span = tuple[int, int]
Row = list[Span]
"""The spans of a row's cells in the text; an empty one is a blank cell."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, without its line break."""

    start: int
    text: str

    @property
    def tabbed(self) -> bool:
        """Whether a tab opens it, as it opens a cell."""
        return self.text.startswith("\t")

    @property
    def blank(self) -> bool:
        """Whether it has neither words nor an opening tab."""
        return not self.text.strip() and not self.tabbed


def lines_of(text: str) -> list[Line]:
    """The lines of a text."""
    return [Line(match.start(), match.group().rstrip("\r\n")) for match in _LINE.finditer(text)]


def span(lines: Sequence[Line]) -> Span:
    """The span of a cell that fills these lines, its opening tab and outer white space left out."""
    full = [line for line in lines if line.text.strip()]
    if not full:
        start = lines[0].start + len(lines[0].text)
        return start, start
    start = full[0].start + len(full[0].text) - len(full[0].text.lstrip())
    return start, full[-1].start + len(full[-1].text.rstrip())


def line_after(lines: Sequence[Line], at: int, rows: Sequence[Row]) -> int:
    """The line after the rows of a table that begins at line `at`."""
    end = rows[-1][-1][1]
    return next((i for i in range(at, len(lines)) if lines[i].start >= end), len(lines))


def usual_width(rows: Sequence[Row]) -> int:
    """How many cells most rows of several have, the wider of two that are as common."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths, key=lambda width: (widths[width], width), default=1)


def regularity(rows: Sequence[Row]) -> float:
    """Share of the rows of several cells that have the usual width; 0 for fewer than two such rows."""
    several = [len(row) for row in rows if len(row) > 1]
    return several.count(usual_width(rows)) / len(several) if len(several) > 1 else 0.0
