import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.formats import limits
from loaders.formats.compose import DraftCell, DraftGrid, DraftParagraph, DraftPiece, compose, spread
from loaders.source import Cell, Grid, Paragraph, Piece
from ontology.errors import UnreadableError

WORDS = st.text("建站网 \n。", max_size=6)
PARAGRAPHS = st.builds(DraftParagraph, WORDS)
PIECES = st.lists(st.builds(DraftPiece, WORDS, st.integers(1, 3)), min_size=1, max_size=2).map(tuple)
ROWS = st.lists(PIECES, min_size=1, max_size=4)
GRIDS = ROWS.map(lambda row: DraftGrid(tuple(DraftCell(p, 0, x) for x, p in enumerate(row)), 1, len(row)))


def pieces(blocks):
    for block in blocks:
        if isinstance(block, Grid):
            yield from (piece for cell in block.cells for piece in cell.pieces)
        else:
            yield block.piece


@given(st.lists(PARAGRAPHS | GRIDS, max_size=6))
def test_every_word_stands_once_where_its_block_says_on_a_line_of_its_own(drafts):
    text, blocks = compose(drafts)
    found = [text[piece.start : piece.end] for piece in pieces(blocks)]
    said = []
    for draft in drafts:
        if isinstance(draft, DraftGrid):
            said += [piece.text.strip() for cell in draft.cells for piece in cell.pieces]
        elif draft.text.strip():
            said.append(draft.text.strip())
    assert (found, text) == (said, "\n".join(said))


def test_a_cell_keeps_its_pieces_pages_and_spans_and_tables_are_numbered():
    one = DraftGrid(
        (DraftCell((DraftPiece("乙", 2), DraftPiece("丙", 3)), 0, 1), DraftCell((DraftPiece(""),), 0, 0, 2, 1)), 2, 2
    )
    assert compose([DraftParagraph(" 甲 ", "Title", 1), DraftParagraph("　"), one, one]) == (
        "甲\n\n乙\n丙\n\n乙\n丙",
        (
            Paragraph(Piece(0, 1, 1), "Title"),
            Grid((Cell((Piece(2, 2),), 0, 0, 2, 1), Cell((Piece(3, 4, 2), Piece(5, 6, 3)), 0, 1)), 2, 2, 1),
            Grid((Cell((Piece(7, 7),), 0, 0, 2, 1), Cell((Piece(8, 9, 2), Piece(10, 11, 3)), 0, 1)), 2, 2, 2),
        ),
    )


@given(st.lists(st.lists(st.tuples(st.just(""), st.integers(0, 4), st.integers(1, 3)), max_size=4), max_size=5))
def test_cells_never_overlap_and_stay_in_their_grid(rows):
    grid = spread(rows, "p.html")
    slots = [
        (y, x)
        for cell in grid.cells
        for y in range(cell.row, cell.row + cell.row_span)
        for x in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(slots) == len(set(slots))
    assert all(y < grid.rows and x < grid.columns for y, x in slots)
    assert [cell.row for cell in grid.cells] == [y for y, row in enumerate(rows) for _ in row]


def test_a_table_beyond_all_bounds_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "SLOTS", 5)
    with pytest.raises(UnreadableError, match=r"p\.html: a table of over 5 cells; split it"):
        spread([[("", 1, 3)], [("", 1, 3)]], "p.html")
