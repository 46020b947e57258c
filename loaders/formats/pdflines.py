"""A PDF page's characters as lines, and lines as paragraphs: a PDF knows where characters stand and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from loaders.formats.compose import DraftParagraph

FURNITURE = "page-furniture"
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
# What is not parted at a line's end: 科“3+2” in 本科“3+2”贯通 goes to the next line as one.
_UNIT = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]?[^\u2e80-\u9fff\uff00-\uffef]*")
_PAGE_NUMBER = re.compile(r"[-—–－―·\s]*第?\s*\d{1,4}\s*页?\s*([/／，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―·\s]*")
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十百]+[章节条]|[（(]?[一二三四五六七八九十]+[)）、]|[（(]?\d{1,3}[)）.．、](?!\d)"
)
# After these a number at a line's start is the rest of something: 第|一、第二产业, 国内、|3.国外.
_OPEN = re.compile(r"[第、，,（(“‘《〈—\-\d〇一二三四五六七八九十和及与或至到]$")
_GAP = 1.5  # characters of blank inside a line that no writer leaves between words
_COLUMNED = 3  # lines that make columns
_STRIP = 4.0  # points
_WIDEST = 14_400.0  # points: a page of PDF 2.0
_INDENTING = 0.1  # share of first lines set in among all lines, from which a document marks its paragraphs by it


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box in points, y downwards from the page's top."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of characters and the wide `gaps` in it.

    `lead` is how wide the part of it is that could not have stood on the line before.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    lead: float
    page: int
    gaps: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The text area that a document's lines fill: its edges and the pitch from line to line in points."""

    left: float
    right: float
    pitch: float
    size: float
    indents: bool  # the document sets the first line of its paragraphs in


def lines(chars: Iterable[Char], page: int) -> list[Line]:
    """Characters as lines from top to bottom; a gap as wide as a character (half, among Latin ones) is a space."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: ((char.top + char.bottom) / 2, char.x0)):
        middle = (char.top + char.bottom) / 2
        row = rows[-1] if rows else None
        if row and row[0].top < middle < row[0].bottom:
            row.append(char)
        else:
            rows.append([char])
    found = (_line(sorted(row, key=lambda char: char.x0), page) for row in rows)
    return [line for line in found if line.text]


def _line(row: list[Char], page: int) -> Line:
    while row and not row[0].text.strip():
        row = row[1:]
    while row and not row[-1].text.strip():
        row = row[:-1]
    text = ""
    lead = 0.0
    end = row[0].x0 if row else 0.0  # of the characters so far that are no blanks
    gaps = []
    for i, char in enumerate(row):
        if i:
            before = row[i - 1]
            wide = _WIDE.match(before.text) and _WIDE.match(char.text)
            if char.x0 - before.x1 > char.size * (1.0 if wide else 0.3) and not text.endswith(" ") and char.text != " ":
                text += " "
        if char.text.strip():
            if char.x0 - end > _GAP * char.size:
                gaps.append((end, char.x0))
            end = char.x1
        text += char.text
        if _UNIT.fullmatch(text):
            lead = char.x1 - row[0].x0
    if not row:
        return Line("", 0, 0, 0, 0, 0, 0, page)
    size = Counter(round(char.size, 1) for char in row).most_common(1)[0][0]
    top, bottom = min(char.top for char in row), max(char.bottom for char in row)
    return Line(text, row[0].x0, row[-1].x1, top, bottom, size, lead, page, tuple(gaps))


def unruled(pages: Sequence[Sequence[Line]]) -> list[Sequence[Line]]:
    """The lines of each page that stand in columns which no lines rule, so that nobody can tell where a row ends.

    At least three of a document leave two gaps or more at the same places; with them go those between, and what hangs
    on below them in a column but the first.
    """
    wide = [line for page in pages for line in page if len(line.gaps) > 1]
    blank = Counter(at for line in wide for gap in line.gaps for at in _strips(gap))
    columned = {
        line for line in wide if sum(any(blank[at] >= _COLUMNED for at in _strips(gap)) for gap in line.gaps) > 1
    }
    regions: list[Sequence[Line]] = []
    left = None  # edge of the second column, while a table goes on
    for page in pages:
        places = [n for n, line in enumerate(page) if line in columned]
        first = places[0] if left is None and places else 0
        end = places[-1] + 1 if places else 0
        left = min([page[n].gaps[0][1] for n in places], default=left)
        while left is not None and end < len(page) and page[end].x0 >= left - page[end].size:
            end += 1
        regions.append(page[first:end])
        left = left if end and end == len(page) else None
    return regions


def _strips(gap: tuple[float, float]) -> range:
    """The strips of the page, a few points wide each, that lie in a gap."""
    start, end = (min(max(0.0, edge), _WIDEST) for edge in gap)
    return range(ceil(start / _STRIP), floor(end / _STRIP))


def frame(of: Sequence[Line]) -> Frame:
    """The text area of lines on pages of one width."""
    lefts = Counter(round(line.x0) for line in of)
    often = [x for x, count in lefts.items() if count > 1 and count >= len(of) / 20] or list(lefts)
    steps = Counter(
        round(after.top - line.top) for line, after in pairwise(of) if line.page == after.page and after.top > line.top
    )
    size = Counter(line.size for line in of).most_common(1)[0][0]
    pitch = min((step for step, count in steps.items() if count == max(steps.values())), default=round(size * 1.6))
    left = min(often)
    set_in = sum(1.5 < (line.x0 - left) / line.size < 2.5 for line in of)
    return Frame(left, max(line.x1 for line in of), pitch, size, set_in > _INDENTING * len(of))


def is_full(line: Line, right: float, lead: float | None = None) -> bool:
    """Does a line reach the right edge, as far as what follows it (`lead` points wide) let it?"""
    return right - line.x1 <= (line.size if lead is None else lead) + line.size


def paragraphs(of: Sequence[Line], area: Frame) -> Iterator[DraftParagraph]:
    """Lines as paragraphs, line breaks kept. A full line runs on into the next, over a page's end too."""
    group: list[Line] = []
    for line in of:
        if group and not _runs_on(group[-1], line, area):
            yield _joined(group)
            group = []
        group.append(line)
    if group:
        yield _joined(group)


def _joined(group: list[Line]) -> DraftParagraph:
    return DraftParagraph("\n".join(line.text for line in group), None, group[0].page)


def _runs_on(line: Line, after: Line, area: Frame) -> bool:
    if abs(line.size - after.size) > 1:
        return False
    apart = after.page == line.page and after.top - line.top > 1.4 * max(area.pitch, line.size)
    indented = after.x0 - area.left > 1.5 * after.size
    if line.size > area.size + 1 and _centred(line, area) and _centred(after, area):
        return after.page == line.page and after.top - line.bottom < line.size  # a title over several lines
    if apart or not is_full(line, area.right, after.lead):
        return False
    if area.indents:
        return not indented
    begins = _NUMBERED.match(after.text) and not _OPEN.search(line.text)
    return not begins and (not indented or abs(line.x0 - after.x0) < after.size / 2)


def _centred(line: Line, area: Frame) -> bool:
    middle = (area.left + area.right) / 2
    return abs((line.x0 + line.x1) / 2 - middle) < 1.5 * line.size


def furniture(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """Page numbers, and headers and footers that stand at the same height on most pages."""
    edges = [line for page in pages for line in [*page[:2], *page[-2:]]]
    places = Counter((_wording(line), round(line.top / 4)) for line in set(edges))
    repeated = {place for place, count in places.items() if count >= 2 and count * 2 > len(pages)}
    found = {line for line in edges if (_wording(line), round(line.top / 4)) in repeated}
    for page in pages:
        found.update(line for line in [*page[:1], *page[-1:]] if _PAGE_NUMBER.fullmatch(line.text))
    return found


def _wording(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)
