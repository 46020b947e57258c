"""A text's lines with their places, and the rows that they may draw."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]*\n|[^\n]+")

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
