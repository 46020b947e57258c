"""Numbers as Chinese official texts print them: digits of both widths, Chinese numerals, 万 and 亿, fractions, ranges.

Offsets hold for the text that was given, as `fold` changes characters one for one. Values are exact: 0.57万 is 5700.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_WIDE_SIGN = re.compile("[０-９．％　\xa0／]")
_WIDE = str.maketrans("０１２３４５６７８９．％　\xa0／", "0123456789.%  /")
_FIGURES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_ROMAN = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)? ?(?:万亿|[十百千]?[万亿]|[百千](?![分瓦米克伏卡]))?"
_HAN = "[零〇○一二三四五六七八九十百千万亿两]"
FIGURE = rf"[\d半{_HAN[1:]}"
"""What numbers and shares begin with."""
_FRACTION = rf"[{_HAN[4:]}+分之(?:{_HAN}+|\d+(?:\.\d+)?)"
_TENTHS = r"(?:[一二三四五六七八九]|\d(?:\.\d)?)成(?=以上|左右|以下|以内|[，。；、）]|$)"

PERCENT = rf"(?:{_FRACTION}|{_TENTHS}|一半|半数)"
"""A share that is printed without a unit: 三分之二, 百分之三十, 八成以上, 一半."""
NUMBER = rf"(?:{_ROMAN}|{_HAN}+)"
DASH = r" ?(?:—+|–|－|-|~|～|至|到) ?"


@dataclass(frozen=True, slots=True)
class Number:
    """A number at [start, end): a value, or (low, high). `share` marks a value in per cent (三分之二 is 66.666667)."""

    value: float | tuple[float, float]
    share: bool
    start: int
    end: int


def fold(text: str) -> str:
    """The text with full-width digits, points and per cent signs made ASCII, each character in its place."""
    return text.translate(_WIDE) if _WIDE_SIGN.search(text) else text


def parse(surface: str) -> float:
    """The value of one numeral: `1.2亿` is 120000000, `一百二十` is 120, `二〇二〇` is 2020; a share is in per cent.

    Raises ValueError where the characters are no numeral.
    """
    text = fold(surface).replace(",", "").replace(" ", "")
    if text in ("一半", "半数"):
        return 50.0
    if text.endswith("成"):
        return float(_scalar(text[:-1]) * 10)
    base, of, part = text.partition("分之")
    if of:
        return round(float(_scalar(part) * 100 / _scalar(base)), 6)
    return float(_scalar(text))


def find(text: str) -> tuple[Number, ...]:
    """All numbers of the text in order. 25%—30% and 3至5 are one each; 一 inside words is one too."""
    return tuple(_number(match) for match in _FIND.finditer(fold(text)))


def scaled(low: str, high: str) -> tuple[float, float]:
    """The two ends of a range, the scale of the second given to a first without one: 5—10万 is (50000, 100000)."""
    first, last = parse(low), parse(high)
    scale = re.search(r"[万亿]+$", high)
    if scale and not re.search("[万亿]", low):
        first = float(Decimal(str(first)) * _scale(scale.group()))
    return first, last


_FIND = re.compile(rf"(?P<share>{PERCENT})|(?P<low>{NUMBER})(?:%?{DASH}(?P<high>{NUMBER}))?")


def _number(match: re.Match[str]) -> Number:
    if share := match["share"]:
        return Number(parse(share), True, *match.span())
    value = scaled(match["low"], match["high"]) if match["high"] else parse(match["low"])
    return Number(value, False, *match.span())


def _scalar(text: str) -> Decimal:
    digits = re.match(r"\d+(?:\.\d+)?", text)
    if digits:
        return Decimal(digits.group()) * _scale(text[digits.end() :])
    if not text or re.search(rf"[^{_HAN[1:-1]}]", text):
        raise ValueError(f"{text!r} is not a numeral")
    if not re.search("[十百千万亿]", text):  # 二〇二〇: figures written out one by one
        return Decimal("".join(str(_FIGURES[c]) for c in text))
    return Decimal(_han(text))


def _scale(text: str) -> Decimal:
    scale = Decimal(1)
    for c in text:
        scale *= (_TENS | _MYRIADS)[c]
    return scale


def _han(text: str) -> int:
    """一百二十万 in positional notation: what stands below 万 is summed up before 万 or 亿 multiplies it."""
    total = section = figure = 0
    for c in text:
        if c in _FIGURES:
            figure = _FIGURES[c]
        elif c in _TENS:
            section += (figure or 1) * _TENS[c]
            figure = 0
        elif c == "亿":  # multiplies all before it: 一万亿
            total, section, figure = (total + section + figure or 1) * _MYRIADS[c], 0, 0
        else:
            total, section, figure = total + (section + figure or 1) * _MYRIADS[c], 0, 0
    return total + section + figure
