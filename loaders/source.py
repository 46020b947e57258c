"""What every reader makes of a file: one text that offsets count in, and the blocks that it is laid out in.

Readers of all formats meet here. A paragraph is a run of the text; a grid is a table with explicit spans. Nothing is
repaired: line breaks inside words, page breaks and artefacts stay as they are, and views (loaders/view.py) mend them.
"""

from __future__ import annotations

from dataclasses import dataclass

from ontology.records import SourceFile


@dataclass(frozen=True, slots=True)
class Piece:
    """A run [start, end) of the source's text on one page."""

    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its text's pieces in order (two where a page break splits it) and the grid slots that it covers."""

    pieces: tuple[Piece, ...]
    row: int  # 0-based slot of its upper left corner
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a line of running text. `style` is the format's own name of it: Heading 1, Title, li …"""

    piece: Piece
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: each cell once, at its origin, in reading order. `number` counts the source's tables from 1."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    number: int


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its text and its blocks in reading order."""

    file: SourceFile
    text: str
    blocks: tuple[Block, ...]
