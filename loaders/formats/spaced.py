"""Tables with a row on one line and spaces between its cells, as texts of laws are kept:

    序号 工 作 任 务 责任单位
    1 修建校舍 县教育局

A heading may be set with spaces between its characters. The words are put under the headings that they fit
(loaders/formats/headed.py), or else rows are told by their running number, and words too many are the work's. A table
is believed where its rows begin with lines; by their numbers, as long as the cells that say who is bound do name
somebody, or where two spaces or more stand between its headings and all its cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.finders.named import complete
from loaders.formats.headed import headed
from loaders.formats.textlines import Line, Row, Span, line_after
from loaders.layout.columns import ROLES, is_heading_row, meaning
from loaders.layout.ordinals import cell_ordinal

_WORD = re.compile(r"[^\s　]+")
_WIDE = re.compile(r"[^\s　]+(?:[ 　][^\s　]+)*")  # two spaces part the cells
_RULE = re.compile(r"[\s-]*--[\s-]*")
_HEADING = re.compile(r"(?<![^\s　])[^\s　](?:[\s　]+[^\s　](?![^\s　]))+|[^\s　]+")  # 工 作 任 务 is one


def spaced(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of the spaced table that begins at line `at` and the line after it; None where none begins."""
    head = lines[at].text
    if not set("\t|").isdisjoint(head) or len(head.split()) < 2:  # as most lines of running text
        return None
    wide = is_heading_row(_WIDE.findall(head))
    heading, word = (_WIDE, _WIDE) if wide else (_HEADING, _WORD)
    if not is_heading_row(heading.findall(head)):
        return None
    return _numbered(lines, at, heading, word) or _fitted(lines, at, heading, word)


def _numbered(
    lines: Sequence[Line], at: int, heading: re.Pattern[str], word: re.Pattern[str]
) -> tuple[list[Row], int] | None:
    """The rows told by their running number."""
    head = lines[at]
    said = heading.findall(head.text)
    meanings = [meaning(heading) for heading in said]
    work = next((c for c, name in enumerate(meanings) if name == "task"), None)
    bound = [c for c, name in enumerate(meanings) if name in ROLES]
    if work is None or not bound or meanings[0] != "number":
        return None
    rows = [_words(head, heading)]
    number = 0
    end = at + 1
    if end < len(lines) and _RULE.fullmatch(lines[end].text):  # Pandoc draws one below the headings
        end += 1
    for line in lines[end:]:
        cells = _cells(line, word, len(said), work)
        found = cell_ordinal(_text(line, cells[0])) if cells else None
        follows = found and (not number or found.value == number + 1)
        if not found or not follows or not (word is _WIDE or all(complete(_text(line, cells[c])) for c in bound)):
            break
        number = found.value
        rows.append(cells)
    return (rows, end + len(rows) - 1) if len(rows) > 2 else None


def _fitted(
    lines: Sequence[Line], at: int, heading: re.Pattern[str], word: re.Pattern[str]
) -> tuple[list[Row], int] | None:
    """The rows that the words make under the headings; None where one begins within a line."""
    words = _cells_of(lines[at], heading)
    for line in lines[at + 1 :]:
        if not set("\t|").isdisjoint(line.text) or is_heading_row(heading.findall(line.text)):
            break
        if not _RULE.fullmatch(line.text):  # Pandoc draws one below the headings
            words += _cells_of(line, word)
    rows = headed(words, 0)
    if not rows:
        return None
    end = line_after(lines, at, rows)
    opens = {line.start + len(line.text) - len(line.text.lstrip()) for line in lines[at:end]}
    if any(next(cell for cell in row if cell[0] < cell[1])[0] not in opens for row in rows):
        return None
    return rows, end


def _words(line: Line, word: re.Pattern[str]) -> Row:
    return [(line.start + match.start(), line.start + match.end()) for match in word.finditer(line.text)]


def _cells_of(line: Line, word: re.Pattern[str]) -> list[Line]:
    """The line's words, each as a line of its own."""
    return [Line(cell[0], _text(line, cell)) for cell in _words(line, word)]


def heads(line: Line) -> bool:
    """Whether a line is the headings of a table with spaces between its cells."""
    words = _WORD.findall(line.text)
    known = [name for name in map(meaning, words) if name]
    return known[:1] == ["number"] and bool(meaning(words[0])) and len(known) > 2


def _cells(line: Line, word: re.Pattern[str], width: int, work: int) -> Row:
    """The line's words as cells, those too many in the work's; none where they are too few."""
    words = _words(line, word)
    more = len(words) - width
    return [*words[:work], (words[work][0], words[work + more][1]), *words[work + more + 1 :]] if more >= 0 else []


def _text(line: Line, cell: Span) -> str:
    return line.text[cell[0] - line.start : cell[1] - line.start]
