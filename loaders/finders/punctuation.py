"""Punctuation of lists: made of one kind, brackets counted, separators trimmed."""

from __future__ import annotations

import re

from loaders.finders.collectives import closing

SIGNS = "*＊★☆▲△●◆"
"""Signs that mark a bearer of a list, as the document says (带“*”的为牵头单位)."""

FOLD = str.maketrans("(),;:[]【】〔〕/|／｜" + SIGNS, "（），；：（）（）（）、、、、" + "、" * len(SIGNS))
"""Punctuation made full-width and of one kind, a character for a character."""


def depths(folded: str) -> list[int]:
    """How many brackets are open at each character; one that is never closed, or never opened, counts for nothing."""
    depths = [0] * (len(folded) + 1)
    opened: list[int] = []
    for i, sign in enumerate(folded):
        if sign == "（":
            opened.append(i)
        elif sign == "）" and opened:
            for j in range(opened.pop(), i + 1):
                depths[j] += 1
    return depths


def trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without separators and brackets at its ends, and without 等部门 at its end."""
    while start < end and folded[start] in " \t\n　、，；。：）":
        start += 1
    while start < end and folded[end - 1] in " \t\n　、，；。：（":
        end -= 1
    match = re.search(rf"{closing().pattern}$", folded[start:end])
    return start, start + match.start() if match and match.start() > 0 else end
