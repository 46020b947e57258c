"""The numbers in front of headings and items, and their rank: 第一章 > 第一条 > 一、 > （一） > 1. > （1） > ①.

The order is that of GB/T 9704-2012, 7.3.3. Only the printed form counts, not the indentation: a
document may begin at any rank and leave ranks out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "一二三四五六七八九十百零〇"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PARENTHESISED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_MONTH = r"\s?月(?:份|底|初|末|中|[上下]旬|前|起|\s?\d)"
_STOP = "[.．﹒。、,，:：]"

# A figure must not run on into a quantity: 1.5亿元; but 11.121人才工程 is item 11, and 3.5月底前完成 item 3.
_FORMS: tuple[tuple[int, str], ...] = (
    (-3, rf"第(?P<n>[{_HAN}]+|\d{{1,3}})编[、.．:：]?\s*"),
    (-2, rf"第(?P<n>[{_HAN}]+|\d{{1,3}})章[、.．:：]?\s*"),
    (-1, rf"第(?P<n>[{_HAN}]+|\d{{1,3}})节[、.．:：]?\s*"),
    (0, rf"第(?P<n>[{_HAN}]+|\d{{1,3}})条[、.．:：]?\s*"),
    (1, rf"(?P<n>[{_HAN}]+)[、.．,，]\s*"),
    (2, rf"[（(〔]\s*(?P<n>[{_HAN}]+)\s*[）)〕][、.．]?\s*"),
    (3, rf"(?P<n>\d{{1,3}})\s*{_STOP}(?!\d{{1,2}}(?!\d|{_MONTH}))\s*"),
    (3, rf"(?P<n>[{_DOTTED}])\s*"),
    (4, r"[（(]\s*(?P<n>\d{1,3})\s*[）)][、.．]?\s*"),
    (4, rf"(?P<n>[{_PARENTHESISED}])\s*"),
    (4, r"(?P<n>\d{1,2})\s*[）)]\s*"),
    (5, rf"(?P<n>[{_CIRCLED}])\s*"),
)
_PATTERNS = tuple((rank, re.compile(r"\s*" + form)) for rank, form in _FORMS)
_FIGURES = r"(?P<n>\d{1,2}(?:[.．]\d{1,2}){1,3})"
_DECIMAL = re.compile(rf"\s*{_FIGURES}(?![\d%％])[.．、]?(?!{_MONTH})\s*(?![\d亿万元个])")
_CELL = re.compile(rf"\s*(?:(?P<n>\d{{1,4}}|[{_HAN}]{{1,3}}))\s*")
_OPENING = re.compile(rf"\s*[第（(〔\d{_HAN}{_CIRCLED}{_PARENTHESISED}{_DOTTED}]")  # of any of these
_LONGEST = 40  # characters of a number with the white space around it
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A printed number: its rank, its value, and where the words after it begin."""

    rank: int
    value: int
    end: int


def ordinal(text: str, start: int = 0) -> Ordinal | None:
    """The number at the beginning of an item's or heading's text; None where it has none."""
    if not _OPENING.match(text, start):
        return None
    folded = text[start : start + _LONGEST].translate(_WIDE)
    if match := _DECIMAL.match(folded):  # 2.1.3 ranks below 2.1
        parts = re.split("[.．]", match["n"])
        return Ordinal(2 + len(parts), int(parts[-1]), start + match.end())
    for rank, pattern in _PATTERNS:
        if match := pattern.match(folded):
            return Ordinal(rank, value(match["n"]), start + match.end())
    return None


def cell_ordinal(text: str) -> Ordinal | None:
    """The number that a table's number cell holds, with or without its stop: 3, 3. or 三."""
    if found := ordinal(text):
        return found if not text[found.end :].strip() else None
    match = _CELL.fullmatch(text.translate(_WIDE))
    if not match:
        return None
    return Ordinal(3 if match["n"].isdigit() else 1, value(match["n"]), match.end())


def value(figures: str) -> int:
    """The value of Chinese figures up to 999, of ASCII digits or of one circled, bracketed or dotted number."""
    if figures.isascii():
        return int(figures)
    for series in (_CIRCLED, _PARENTHESISED, _DOTTED):
        if figures in series:
            return series.index(figures) + 1
    total = digit = 0
    for sign in figures:
        if sign in "百十":
            total += (digit or 1) * (100 if sign == "百" else 10)
            digit = 0
        else:
            digit = "零一二三四五六七八九".find(sign.replace("〇", "零"))
    return total + digit
