"""Evidence for what finders read: the passage of the source, and the page that it stands on."""

from __future__ import annotations

from bisect import bisect_right

from loaders.source import Grid, Source
from loaders.view import View
from ontology.records import Evidence


class Witness:
    """Quotes the source. Knows on which page of it each character stands."""

    def __init__(self, source: Source) -> None:
        self._text = source.text
        pieces = sorted(
            (piece.start, piece.page or 0)
            for block in source.blocks
            for piece in (
                [p for cell in block.cells for p in cell.pieces] if isinstance(block, Grid) else [block.piece]
            )
        )
        self._starts = [start for start, _ in pieces]
        self._pages = [page for _, page in pieces]

    def evidence(
        self, view: View, table: int | None = None, row: int | None = None, column: int | None = None
    ) -> Evidence:
        """The passage that a view covers, from its first character to its last, verbatim."""
        start, end = view.place(0, len(view))
        at = bisect_right(self._starts, start) - 1
        page = self._pages[at] if at >= 0 else 0
        return Evidence(start, end, self._text[start:end], page or None, table, row, column)
