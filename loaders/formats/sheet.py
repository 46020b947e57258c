"""Spreadsheets (xlsx, xls, ods) and csv: a sheet is a grid, its merged ranges cells that span.

Cells hold what is printed: 3 and not 3.0, 2015年12月 where the cell's format prints so, 30% for 0.3 in a per-cent
format. Formats are stored apart from values; where they cannot be read (xls), dates are ISO and numbers plain.
Hidden sheets, which feed drop-down lists, are no part of what is printed.
"""

from __future__ import annotations

import csv
import datetime
import io
import warnings
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

import olefile
from openpyxl import load_workbook
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from loaders.formats import limits, printed
from loaders.formats.archive import Archive, xml_root
from loaders.formats.compose import Draft, DraftCell, DraftGrid, DraftParagraph, DraftPiece
from ontology.errors import UnreadableError

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
Area = tuple[int, int, int, int]  # rows and columns [y0, y1) and [x0, x1)
OPEN = "content.xml"  # the member of an OpenDocument spreadsheet (ods) that holds its cells
Formats = Callable[[str, int, int], str | None]  # sheet, row, column, 0-based → number format


def drafts(data: bytes, name: str) -> list[Draft]:
    """A workbook's sheets as grids; their titles as paragraphs of style `sheet` where there are several.

    `name` is what messages call the file; raises UnreadableError where it is broken, encrypted or too large.
    """
    mend = "fetch it again, or open it in Excel or WPS and save it as .xlsx"
    _refuse_broken(data, name, mend)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [meta.name for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
        sheets = [book.get_sheet_by_name(title) for title in shown]
    except PasswordError as error:
        raise UnreadableError(f"{name}: protected by a password; save it without one") from error
    except CalamineError as error:
        raise UnreadableError(f"{name}: not a workbook that can be read ({error}); {mend}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of calamine's Rust, which is no Exception
            raise
        raise UnreadableError(f"{name}: not a workbook that can be read ({error}); {mend}") from error
    for sheet in sheets:
        if sheet.total_height * sheet.total_width > limits.SLOTS:
            size = f"{sheet.total_height} rows of {sheet.total_width} columns"
            raise UnreadableError(f"{name}: sheet {sheet.name} has {size}; delete the blank ones and save it again")
    formats = _formats(data)
    filled = [(sheet.name, found) for sheet in sheets if (found := _sheet(sheet, formats, name))]
    if not filled:
        raise UnreadableError(f"{name}: no sheet holds anything; fetch the file again")
    titled = len(filled) > 1
    return [draft for title, found in filled for draft in (DraftParagraph(title, "sheet"), *found)[not titled :]]


def _refuse_broken(data: bytes, name: str, mend: str) -> None:
    """A workbook (xls, ods) that was cut or garbled on its way sends calamine round in circles."""
    if data.startswith(b"PK") and OPEN in (archive := Archive(data, name)).names:
        xml_root(archive.read(OPEN), f"{name}: {OPEN}")
    if not data.startswith(olefile.MAGIC):
        return
    try:
        with olefile.OleFileIO(data, raise_defects=olefile.DEFECT_INCORRECT) as container:
            for stream in container.listdir():
                container.openstream(stream).read()
    except Exception as error:  # whatever it is that the container's numbers lead to
        raise UnreadableError(f"{name}: not a workbook that can be read ({error}); {mend}") from error


def csv_drafts(text: str, name: str) -> list[Draft]:
    """A csv file's rows; the delimiter (comma, tab, semicolon, bar) is the one that most cells in the widest rows obey.

    `name` is what messages call the file; raises UnreadableError where a quotation mark is left open over all bounds.
    """
    try:
        tables = [list(csv.reader(io.StringIO(text, newline=""), delimiter=sign)) for sign in (",", "\t", ";", "|")]
    except csv.Error as error:
        raise UnreadableError(
            f"{name}: not a csv file ({error}); look for a quotation mark that is not closed"
        ) from error
    rows = max(tables, key=_in_widest)
    return _split([[cell.strip() for cell in row] for row in rows], [], name)


def _in_widest(rows: list[list[str]]) -> int:
    widest = max((len(row) for row in rows), default=0)
    return sum(len(row) for row in rows if len(row) == widest > 1)


def _formats(data: bytes) -> Formats:
    """Looks number formats up, which only xlsx files give; the workbook is opened at the first question."""

    @cache
    def book() -> Any:  # noqa: ANN401 (the stubs leave out where a cell keeps its format)
        if not data.startswith(b"PK"):
            return {}
        try:
            with warnings.catch_warnings(action="ignore"):  # of extensions that it drops; no value is among them
                return load_workbook(io.BytesIO(data))
        except Exception:
            return {}  # openpyxl stops at much that calamine reads, in as many ways: plain values will do

    def look(sheet: str, row: int, column: int) -> str | None:
        if sheet not in book():
            return None
        cell = book()[sheet].cell(row + 1, column + 1)
        if cell._style is None:  # of a broken workbook
            return None
        try:
            return str(printed.BUILT_IN.get(cell._style.numFmtId, cell.number_format))
        except IndexError:  # a format that the workbook does not have
            return None

    return look


def _sheet(sheet: CalamineSheet, formats: Formats, name: str) -> list[Draft]:
    if sheet.start is None:
        return []
    rows = [
        [_text(value, partial(formats, sheet.name, y, x)) for x, value in enumerate(row)]
        for y, row in enumerate(sheet.to_python(skip_empty_area=False))
    ]
    merged = sheet.merged_cell_ranges or []
    return _split(rows, sorted((y0, y1 + 1, x0, x1 + 1) for (y0, x0), (y1, x1) in merged), name)


def _text(value: Value, number_format: Callable[[], str | None]) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return printed.number(value, number_format())
    if isinstance(value, datetime.datetime | datetime.date):
        return printed.date(value, number_format())
    return str(value)


def _split(rows: list[list[str]], merged: list[Area], name: str) -> list[Draft]:
    """The rows above the head that hold one cell (附件, the title) as paragraphs, the rest as a grid."""
    first = next((y for y, row in enumerate(rows) if sum(map(bool, row)) > 1), 0)
    titles: list[Draft] = [DraftParagraph(text) for row in rows[:first] for text in row if text]
    below = [(y0 - first, y1 - first, x0, x1) for y0, y1, x0, x1 in merged if y0 >= first]
    grid = _trimmed(rows[first:], below, name)
    return [*titles, grid] if grid.cells else titles


def _trimmed(rows: Iterable[list[str]], merged: list[Area], name: str) -> DraftGrid:
    """The grid of what lies between the first and last row and column with words; blank rows inside it stay."""
    words = {(y, x): text for y, row in enumerate(rows) for x, text in enumerate(row) if text}
    if not words:
        return DraftGrid((), 0, 0)
    held = [area for area in merged if (area[0], area[2]) in words]
    top, left = min(y for y, _ in words), min(x for _, x in words)
    bottom = max([y for y, _ in words] + [area[1] - 1 for area in held]) + 1
    right = max([x for _, x in words] + [area[3] - 1 for area in held]) + 1
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    within = [max(0, min(y1, bottom) - y0) * max(0, min(x1, right) - x0) for y0, y1, x0, x1 in merged]
    if max((bottom - top) * (right - left), sum(within)) > limits.SLOTS:
        raise UnreadableError(f"{name}: merged cells over {limits.SLOTS} slots, beyond all bounds; take them apart")
    for y0, y1, x0, x1 in merged:
        y0, y1, x0, x1 = max(y0, top), min(y1, bottom), max(x0, left), min(x1, right)
        slots = {(y, x) for y in range(y0, y1) for x in range(x0, x1)}
        if slots and taken.isdisjoint(slots):  # a broken workbook's areas lie upside down or over each other
            spans[y0, x0] = (y1 - y0, x1 - x0)
            taken |= slots
    cells = (
        DraftCell((DraftPiece(words.get((y, x), "")),), y - top, x - left, *spans.get((y, x), (1, 1)))
        for y in range(top, bottom)
        for x in range(left, right)
        if (y, x) in spans or (y, x) not in taken
    )
    return DraftGrid(tuple(cells), bottom - top, right - left)
