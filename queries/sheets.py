"""A table as an XLSX workbook that spreadsheets open without a question: text stays text, bytes stay the same."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from queries.tables import Cell, Language, Table, width, worded

LONGEST = 32_767  # characters that a cell of a spreadsheet holds
EPOCH = datetime(1980, 1, 1)  # the earliest date that a ZIP archive can hold


def as_xlsx(table: Table, language: Language = "en") -> bytes:
    """A workbook with one sheet, headings frozen; longer texts than a cell can hold end in ….

    A text that starts with = is written as text, so that no document can put a formula into a reader's spreadsheet.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for i, row in enumerate(worded(table, language), start=1):
        for j, value in enumerate(row, start=1):
            cell = sheet.cell(i, j, _safe(value))
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if isinstance(value, str):
                cell.data_type = "s"
            if i == 1:
                cell.font = Font(bold=True)
    for j in range(1, len(table.columns) + 1):
        widest = max(width(str(cell.value or "")) for cell in next(sheet.iter_cols(j, j)))
        sheet.column_dimensions[get_column_letter(j)].width = min(max(widest + 2, 8), 60)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


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
