"""PDF with text in it: pages in order, ruled tables as grids joined over page ends, the rest as paragraphs.

What has no readable text raises UnreadableError: scans, fonts without a character map, passwords.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from loaders.formats import limits, pdflines, pdftables
from loaders.formats.compose import Draft, DraftParagraph
from loaders.formats.pdflines import FURNITURE, Char, Frame, Line
from loaders.formats.pdftables import Box, PageGrid
from ontology.errors import UnreadableError

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font, which nobody can act on

_UNMAPPED = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
_UNMAPPED_SHARE = 0.02  # of a document's characters; a few are bullets and seals
_SCAN = 0.5  # of the page that images cover


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    width: float
    lines: list[Line]  # outside tables
    tables: list[tuple[float, PageGrid]]  # with their top
    scanned: bool


def drafts(data: bytes, name: str) -> list[Draft]:
    """A PDF's paragraphs and tables. `name` is what messages call it; raises UnreadableError."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > limits.PAGES:
                raise UnreadableError(f"{name}: {len(pdf.pages)} pages, more than {limits.PAGES}; split the file")
            pages = [_page(page) for page in pdf.pages]
    except (PdfminerException, PDFPasswordIncorrect) as error:
        if isinstance(error, PDFPasswordIncorrect) or isinstance(error.args[0], PDFPasswordIncorrect):
            raise UnreadableError(f"{name}: protected by a password; save it without one") from error
        raise UnreadableError(f"{name}: broken PDF ({error}); fetch it again") from error
    except (UnreadableError, RecursionError, MemoryError):
        raise
    except Exception as error:  # pdfminer trips over broken files in as many ways as there are
        raise UnreadableError(f"{name}: broken PDF ({error}); fetch it again, or print it to a new PDF") from error
    _check(pages, name)
    return list(_Flow(pages).blocks())


def _page(page: Page) -> _Page:
    chars = [
        Char(char["text"], char["x0"], char["x1"], char["top"], char["bottom"], char["size"])
        for char in page.dedupe_chars(tolerance=1).chars  # bold is often drawn as the same character twice
        if char["size"] > 0
    ]
    tables: list[tuple[float, PageGrid]] = []
    for table in page.find_tables():
        if len(table.cells) < 2:  # a frame around text
            continue
        boxes = [(box, tuple(pdflines.lines(_inside(chars, box), page.page_number))) for box in table.cells]
        tables.append((table.bbox[1], pdftables.grid(boxes)))
        chars = [char for char in chars if not any(_is_in(char, box) for box in table.cells)]
    covered = sum((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images)
    lines = pdflines.lines(chars, page.page_number)
    scanned = not lines and not tables and covered > _SCAN * page.width * page.height
    found = _Page(page.page_number, page.width, lines, tables, scanned)
    page.close()
    return found


def _inside(chars: list[Char], box: Box) -> list[Char]:
    return [char for char in chars if _is_in(char, box)]


def _is_in(char: Char, box: Box) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _check(pages: list[_Page], name: str) -> None:
    text = "".join(
        [line.text for page in pages for line in page.lines]
        + [cell.text for page in pages for _, table in page.tables for cell in table.cells]
    )
    if not text:
        raise UnreadableError(f"{name}: pages without text, a scan; recognise its characters (OCR) first")
    unmapped = len(_UNMAPPED.findall(text))
    if unmapped > _UNMAPPED_SHARE * len(text):
        mend = "recognise its characters (OCR), or get the .docx"
        raise UnreadableError(f"{name}: {unmapped} characters of fonts without a character map; {mend}")


class _Flow:
    """A document's blocks over page ends: what a page's end cuts is kept open until the next page shows its rest."""

    def __init__(self, pages: list[_Page]) -> None:
        self._pages = pages
        self._furniture = pdflines.furniture([page.lines for page in pages])
        self._unruled = pdflines.unruled([page.lines for page in pages])
        self._frames = _frames(pages, self._furniture)
        self._open: list[Line] = []
        self._table: PageGrid | None = None
        self._aside: list[Draft] = []  # furniture waits for what its page's end cuts

    def blocks(self) -> Iterator[Draft]:
        width = 0
        for page, unruled in zip(self._pages, self._unruled, strict=True):
            if page.scanned or round(page.width) != width:
                yield from self._close(width)
            width = round(page.width)
            if page.scanned:
                yield DraftParagraph(f"〔第{page.number}页是图像，没有文字〕", "scanned-page", page.number)
            for item in _items(page, unruled):
                if isinstance(item, Line):
                    yield from self._line(item, width)
                elif isinstance(item, PageGrid):
                    yield from self._grid(item, page)
                else:
                    yield from self._close(width)
                    yield DraftParagraph("\n".join(line.text for line in item), "unruled-table", page.number)
        yield from self._close(width)

    def _line(self, line: Line, width: int) -> Iterator[Draft]:
        if line in self._furniture:
            self._aside.append(DraftParagraph(line.text, FURNITURE, line.page))
            return
        if self._table is not None:
            yield from self._close(width)
        self._open.append(line)

    def _grid(self, grid: PageGrid, page: _Page) -> Iterator[Draft]:
        first = grid is page.tables[0][1]
        if first and self._table is not None and pdftables.same_columns(self._table, grid):
            self._table = pdftables.joined(self._table, grid)
        else:
            yield from self._close(round(page.width))
            self._table = grid

    def _close(self, width: int) -> Iterator[Draft]:
        if self._open:
            yield from pdflines.paragraphs(self._open, self._frames[width])
        if self._table is not None:
            yield pdftables.draft(self._table)
        yield from self._aside
        self._open, self._table, self._aside = [], None, []


def _items(page: _Page, unruled: Sequence[Line]) -> list[Line | PageGrid | Sequence[Line]]:
    """What stands on a page, from top to bottom."""
    placed: list[tuple[float, Line | PageGrid | Sequence[Line]]] = [*page.tables]
    aside = set(unruled)
    placed += [(line.top, line) for line in page.lines if line not in aside]
    placed += [(line.top, unruled) for line in unruled[:1]]
    return [item for _, item in sorted(placed, key=lambda pair: pair[0])]


def _frames(pages: list[_Page], furniture: set[Line]) -> dict[int, Frame]:
    """The text area of the pages of each width."""
    lines: dict[int, list[Line]] = {}
    for page in pages:
        lines.setdefault(round(page.width), []).extend(line for line in page.lines if line not in furniture)
    return {width: pdflines.frame(found) for width, found in lines.items() if found}
