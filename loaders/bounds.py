"""Whether a text and its blocks are within a document's bounds (loaders/formats/limits.py); messages name the place."""

from __future__ import annotations

from loaders.formats import limits
from loaders.source import Block, Cell, Grid
from ontology.errors import UnreadableError


def check_text(text: str, name: str) -> None:
    """Before lines and tables are sought. Raises UnreadableError for a text too long, or a line too long or wide."""
    if len(text) > limits.CHARACTERS:
        raise UnreadableError(f"{name}: {len(text)} characters, more than {limits.CHARACTERS}; split the file")
    if text.count("\n") > limits.LINES:
        raise UnreadableError(f"{name}: over {limits.LINES} lines; split the file, or take blank lines out")
    for number, line in enumerate(text.split("\n"), 1):
        columns = max(line.count("\t"), line.count("|"))
        if columns > limits.COLUMNS:
            raise UnreadableError(
                f"{name}, line {number}: {columns} columns, more than {limits.COLUMNS}; split the table"
            )
        if len(line) > limits.PARAGRAPH_CHARACTERS:
            _refuse(len(line), f"{name}, line {number}")


def check_blocks(blocks: tuple[Block, ...], name: str) -> None:
    """Raises UnreadableError for too many blocks, a paragraph or cell too long, a table too large or too wide."""
    if len(blocks) > limits.BLOCKS:
        raise UnreadableError(f"{name}: {len(blocks)} paragraphs and tables, more than {limits.BLOCKS}; split the file")
    for number, block in enumerate(blocks, 1):
        if isinstance(block, Grid):
            _check_grid(block, name)
        elif (length := block.piece.end - block.piece.start) > limits.PARAGRAPH_CHARACTERS:
            _refuse(length, f"{name}, paragraph {number}")


def _check_grid(grid: Grid, name: str) -> None:
    place = f"{name}, table {grid.number}"
    if grid.columns > limits.COLUMNS or grid.rows * grid.columns > limits.SLOTS:
        raise UnreadableError(f"{place}: {grid.rows} rows of {grid.columns} columns, beyond all bounds; split it")
    for cell in grid.cells:
        if (length := _length(cell)) > limits.CELL_CHARACTERS:
            _refuse(length, f"{place}, row {cell.row + 1}, column {cell.column + 1}")


def _length(cell: Cell) -> int:
    return sum(piece.end - piece.start for piece in cell.pieces)


def _refuse(length: int, place: str) -> None:
    raise UnreadableError(f"{place}: {length} characters in one piece, beyond all bounds; break it into paragraphs")
