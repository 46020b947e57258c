"""Rows for people and for programs: a table on the terminal, CSV, JSON or XLSX.

CSV and JSON keep the data as it is, under the columns' names. The terminal and XLSX show what people read: headings in
the language asked for, and words for codes (queries/words.toml). All are the same bytes for the same rows.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Cell = str | int | float | bool | None
Language = Literal["en", "zh"]

# A spreadsheet takes such a cell for a formula: DDE and HYPERLINK run from there. A lone = is a comparator.
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠].", re.DOTALL)
GAP = "  "
LEAST = 6  # no column of the terminal's table gets narrower than three Chinese characters


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in the two languages."""

    en: str
    zh: str

    def of(self, language: Language) -> str:
        """The words in one of the two languages."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, which programs use, and its heading, which people read."""

    name: str
    heading: Words


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, and rows with one cell a column; `notes` say what the reader must know of the answer."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Words, ...] = ()

    def records(self) -> list[dict[str, Cell]]:
        """The rows as dictionaries by column name."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


@cache
def words() -> dict[str, dict[str, Words]]:
    """Words for codes, by section and code, from queries/words.toml."""
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return {section: {code: Words(**entry) for code, entry in codes.items()} for section, codes in data.items()}


def worded(table: Table, language: Language) -> list[list[Cell]]:
    """Headings and rows as people read them: words for codes, yes and no for flags."""
    sections = [words().get(column.name, {}) for column in table.columns]
    flags = {True: Words("yes", "是"), False: Words("no", "否")}

    def said(value: Cell, section: dict[str, Words]) -> Cell:
        if isinstance(value, bool):
            return flags[value].of(language)
        return section[value].of(language) if isinstance(value, str) and value in section else value

    head: list[Cell] = [column.heading.of(language) for column in table.columns]
    return [head, *([said(value, part) for value, part in zip(row, sections, strict=True)] for row in table.rows)]


def width(text: str) -> int:
    """Columns that the text takes on a terminal: 2 for wide and full-width characters, 0 for combining ones."""
    return sum(_width(character) for character in text)


def as_text(table: Table, language: Language = "en", columns: int = 120, lines: int | None = None) -> str:
    """The table for a terminal `columns` wide; cells too long for their column go on in the next line.

    With `lines`, a cell that would take more of them ends in … there. Ids stay in one piece, to be copied. Where there
    are too many columns to be read, each row stands by itself with a line for each cell that is not empty.
    """
    said = [[_plain(cell) for cell in row] for row in worded(table, language)]
    right = [any(map(_is_number, cells)) for cells in zip(*table.rows, strict=True)] or [False] * len(table.columns)
    needed = [max((width(row[i]) for row in said[1:]), default=0) for i in range(len(table.columns))]
    widths = _fit(said[0], needed, table.columns, columns)
    if any(size == LEAST < need for size, need in zip(widths, needed, strict=True)):
        return _apart(said[0], said[1:], columns, lines)
    rule = ["─" * size for size in widths]
    return "".join(_row(row, widths, right, lines) for row in [said[0], rule, *said[1:]])


def as_csv(table: Table) -> str:
    """RFC 4180 with column names on top; an absent value is an empty field, a text that starts a formula has ' before.

    The rows are what documents say, and a spreadsheet runs =HYPERLINK(…) of a document that it opens from CSV.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_code(defused(cell)) for cell in row] for row in table.rows)
    return out.getvalue()


def as_json(table: Table) -> str:
    """A list of objects by column name."""
    return json.dumps(table.records(), ensure_ascii=False, indent=1) + "\n"


def defused(cell: Cell) -> Cell:
    """The cell, with ' before a text that a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _plain(cell: Cell) -> str:
    text = "" if cell is None else f"{cell:,}" if isinstance(cell, float) else str(cell)
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)  # no terminal escapes


def _code(cell: Cell) -> Cell:
    """A carriage return is written as a line feed: the csv module leaves it without quotation marks."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell.replace("\r\n", "\n").replace("\r", "\n") if isinstance(cell, str) else cell


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _fit(headings: Sequence[str], needed: Sequence[int], columns: Sequence[Column], room: int) -> list[int]:
    """Widths that fit into the room if they can: headings are broken between words, then within, then cells.

    Of what may be broken, the widest column goes first.
    """
    fitted = [max(width(heading), need) for heading, need in zip(headings, needed, strict=True)]
    words = [max(need, *map(width, heading.split())) for heading, need in zip(headings, needed, strict=True)]
    over = sum(fitted) + len(GAP) * (len(fitted) - 1) - room
    for least in (words, needed, [LEAST] * len(fitted)):
        bounds = {i: max(size, LEAST) for i, size in enumerate(least) if columns[i].name != "id"}
        while over > 0 and (loose := [i for i, bound in bounds.items() if fitted[i] > bound]):
            fitted[max(loose, key=fitted.__getitem__)] -= 1
            over -= 1
    return fitted


def _apart(headings: list[str], rows: list[list[str]], room: int, most: int | None) -> str:
    label = max(map(width, headings))
    cell = max(LEAST, room - label - len(GAP))
    lines = []
    for number, row in enumerate(rows, 1):
        lines.append(f"── {number} ".ljust(label + len(GAP) + cell, "─") + "\n")
        filled = [pair for pair in zip(headings, row, strict=True) if pair[1]]
        lines += [_row(pair, (label, cell), (False, False), most) for pair in filled]
    return "".join(lines)


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool], most: int | None) -> str:
    wrapped = [_cut(_wrap(cell, size), size, most) for cell, size in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped), default=0)
    lines = []
    for i in range(height):
        parts = [part[i] if i < len(part) else "" for part in wrapped]
        padded = [_pad(part, size, end) for part, size, end in zip(parts, widths, right, strict=True)]
        lines.append(GAP.join(padded).rstrip() + "\n")
    return "".join(lines)


def _pad(text: str, size: int, right: bool) -> str:
    fill = " " * (size - width(text))
    return fill + text if right else text + fill


def _cut(lines: list[str], size: int, most: int | None) -> list[str]:
    if most is None or len(lines) <= most:
        return lines
    last = lines[most - 1]
    while width(last) > size - 1:
        last = last[:-1]
    return [*lines[: most - 1], last + "…"]


def _wrap(text: str, size: int) -> list[str]:
    """Cut the text into lines at most `size` wide, at a space if there is one; Chinese breaks anywhere."""
    lines, line, used = [], "", 0
    for character in text:
        if used + _width(character) > size and line:
            head, space, tail = (line, " ", "") if character == " " else line.rpartition(" ")
            lines.append(head if space else line)
            line = tail if space else ""
            used = width(line)
            if character == " ":
                continue
        line, used = line + character, used + _width(character)
    return [*lines, line]
