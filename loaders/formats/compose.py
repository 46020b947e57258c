"""From what a reader found, in reading order, to one text with blocks that point into it.

Readers of formats without a text of their own (docx, pdf, html, sheets) hand over drafts: words without a place. Here
each paragraph and each cell becomes a line of its own in the composed text, and its offsets are known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loaders.formats import limits
from loaders.source import Block, Cell, Grid, Paragraph, Piece
from ontology.errors import UnreadableError


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph's words; those of a blank one are dropped with it."""

    text: str
    style: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class DraftPiece:
    """A cell's words on one page."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A cell at its origin; a blank one has a piece without words."""

    pieces: tuple[DraftPiece, ...]
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class DraftGrid:
    """A table's cells, in any order."""

    cells: tuple[DraftCell, ...]
    rows: int
    columns: int


Draft = DraftParagraph | DraftGrid


def compose(drafts: Iterable[Draft]) -> tuple[str, tuple[Block, ...]]:
    """The text that the drafts make, a line to each paragraph and cell piece, and the blocks in it.

    A blank cell keeps an empty piece, so that it too has a place to be pointed at. Tables are numbered from 1.
    """
    lines: list[str] = []
    blocks: list[Block] = []
    place = 0
    tables = 0

    def put(text: str, page: int | None) -> Piece:
        nonlocal place
        piece = Piece(place, place + len(text), page)
        lines.append(text)
        place = piece.end + 1
        return piece

    for draft in drafts:
        if isinstance(draft, DraftParagraph):
            if text := draft.text.strip():
                blocks.append(Paragraph(put(text, draft.page), draft.style))
        elif draft.cells:
            tables += 1
            cells = (
                Cell(
                    tuple(put(piece.text.strip(), piece.page) for piece in cell.pieces),
                    cell.row,
                    cell.column,
                    cell.row_span,
                    cell.column_span,
                )
                for cell in sorted(draft.cells, key=lambda cell: (cell.row, cell.column))
            )
            blocks.append(Grid(tuple(cells), draft.rows, draft.columns, tables))
    return "\n".join(lines), tuple(blocks)


def spread(rows: Iterable[Iterable[tuple[str, int, int]]], name: str) -> DraftGrid:
    """The grid of rows of (text, row span, column span) as HTML writes them: a cell takes the next free slot.

    A row span of 0 reaches the table's end, as in HTML; one that reaches beyond it, or a
    column span that reaches into a cell from above, is cut there. `name` is what the
    message calls the file where a table is beyond all bounds, and UnreadableError is raised.
    """
    listed = [list(row) for row in rows]
    taken: set[tuple[int, int]] = set()
    cells: list[DraftCell] = []
    columns = 0
    for y, row in enumerate(listed):
        x = 0
        for text, down, across in row:
            while (y, x) in taken:
                x += 1
            across = next((j for j in range(1, across) if (y, x + j) in taken), across)
            down = min(down or len(listed), len(listed) - y)
            taken.update((y + i, x + j) for i in range(down) for j in range(across))
            cells.append(DraftCell((DraftPiece(text),), y, x, down, across))
            x += across
            columns = max(columns, x)
            if len(taken) > limits.SLOTS:
                raise UnreadableError(f"{name}: a table of over {limits.SLOTS} cells; split it")
    return DraftGrid(tuple(cells), len(listed), columns)
