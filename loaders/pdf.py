"""PDF with text in it: pages in order, ruled tables as grids joined over page ends, the rest as paragraphs.

What has no readable text raises UnreadableError: scans, fonts without a character map, passwords.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from loaders import limits, pdflines, pdftables
from loaders.compose import Draft, DraftParagraph
from loaders.pdflines import FURNITURE, Char, Frame, Line
from loaders.pdftables import Box, PageGrid
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
    except (MalformedPDFException, PDFSyntaxError, ValueError, KeyError, TypeError) as error:
        raise UnreadableError(f"{name}: broken PDF ({error}); fetch it again, or print it to a new PDF") from error
    _check(pages, name)
    return list(_blocks(pages))


def _page(page: Page) -> _Page:
    chars = [
        Char(char["text"], char["x0"], char["x1"], char["top"], char["bottom"], char["size"])
        for char in page.dedupe_chars(tolerance=1).chars  # bold is often drawn as the same character twice
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


def _blocks(pages: list[_Page]) -> Iterator[Draft]:
    furniture = pdflines.furniture([page.lines for page in pages])
    frames = _frames(pages, furniture)
    gathered: list[Line] = []
    set_aside: list[Draft] = []  # furniture waits for the paragraph or table that its page's end cuts
    table: PageGrid | None = None

    def close(width: float) -> Iterator[Draft]:
        nonlocal table
        if gathered:
            yield from pdflines.paragraphs(gathered, frames[round(width)])
            gathered.clear()
        if table is not None:
            yield pdftables.draft(table)
            table = None
        yield from set_aside
        set_aside.clear()

    for page, before in zip(pages, [None, *pages], strict=False):
        if page.scanned or (before and round(before.width) != round(page.width)):
            yield from close((before or page).width)
        if page.scanned:
            yield DraftParagraph(f"〔第{page.number}页是图像，没有文字〕", "scanned-page", page.number)
        for item in _items(page):
            if isinstance(item, Line):
                if item in furniture:
                    set_aside.append(DraftParagraph(item.text, FURNITURE, item.page))
                    continue
                if table is not None:
                    yield from close(page.width)
                gathered.append(item)
            elif table is not None and item is page.tables[0][1] and pdftables.same_columns(table, item):
                table = pdftables.joined(table, item)
            else:
                yield from close(page.width)
                table = item
    yield from close(pages[-1].width)


def _items(page: _Page) -> list[Line | PageGrid]:
    placed = [(line.top, line) for line in page.lines] + list(page.tables)
    return [item for _, item in sorted(placed, key=lambda pair: pair[0])]


def _frames(pages: list[_Page], furniture: set[Line]) -> dict[int, Frame]:
    """The text area of the pages of each width."""
    lines: dict[int, list[Line]] = {}
    for page in pages:
        lines.setdefault(round(page.width), []).extend(line for line in page.lines if line not in furniture)
    return {width: pdflines.frame(found) for width, found in lines.items() if found}
