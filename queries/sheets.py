"""A table as an XLSX workbook that spreadsheets open without a question: text stays text, bytes stay the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from queries.tables import Cell, Language, Table, Words, width, worded

LONGEST = 32_767  # characters that a cell of a spreadsheet holds
TOP, BOLD = Alignment(vertical="top", wrap_text=True), Font(bold=True)
NOTES = Words("Notes", "说明")
EPOCH = datetime(1980, 1, 1)  # the earliest date that a ZIP archive can hold


def as_xlsx(table: Table, language: Language = "en") -> bytes:
    """A workbook: a sheet of the rows, headings frozen, codes in words, and one of the notes, where there are any.

    Longer texts than a cell can hold end in ….
    """
    sheets = {"Sheet": worded(table, language)}
    if table.notes:
        sheets[NOTES.of(language)] = [[words.of(language)] for words in (NOTES, *table.notes)]
    return workbook(sheets)


def workbook(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """A workbook of the sheets, each given as rows with the headings on top.

    A text that starts with = is written as text, so that no document can put a formula into a reader's spreadsheet.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        _fill(book.create_sheet(title), rows)
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Cell]]) -> None:
    for i, row in enumerate(rows, start=1):
        for j, value in enumerate(row, start=1):
            cell = sheet.cell(i, j, _safe(value))
            cell.alignment = TOP
            if isinstance(value, str):
                cell.data_type = "s"
            if i == 1:
                cell.font = BOLD
    for j, column in enumerate(zip(*rows, strict=True), start=1):
        widest = max(width(str(value or "")) for value in column)
        sheet.column_dimensions[get_column_letter(j)].width = min(max(widest + 2, 8), 60)
    sheet.freeze_panes = "A2"


def _safe(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _timeless(data: bytes) -> bytes:
    """The archive without the time of its making, which openpyxl writes into each entry and the properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                stamp = EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"(W3CDTF\">)[^<]*", rb"\g<1>" + stamp, content)
            new.writestr(zipfile.ZipInfo(name, EPOCH.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
