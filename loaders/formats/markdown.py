"""Markdown: headings by their level; pipe tables and the rest as in plain text."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.formats import plain
from loaders.source import Block, Paragraph

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")


def blocks(text: str) -> tuple[Block, ...]:
    """A text's paragraphs and tables; a heading's piece leaves its # out, and its style is h1 to h6."""
    return tuple(_styled(text, block) if isinstance(block, Paragraph) else block for block in plain.blocks(text))


def _styled(text: str, paragraph: Paragraph) -> Paragraph:
    piece = paragraph.piece
    match = _HEADING.fullmatch(text, piece.start, piece.end)
    if match is None or not match[2]:
        return paragraph
    return Paragraph(replace(piece, start=match.start(2), end=match.end(2)), f"h{len(match[1])}")
