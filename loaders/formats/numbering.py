"""The numbers that Word prints in front of paragraphs and keeps out of their text: 一、 （一） 1. ① in numbering.xml.

ECMA-376 Part 1, 17.9 (numbering) and 17.18.59 (number formats).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"

DIGITS = "〇一二三四五六七八九"
LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def _counting(number: int, digits: str = DIGITS, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    if number <= 0 or number >= 10_000:
        return str(number)
    words = ""
    for place, digit in enumerate(reversed(str(number))):
        if digit != "0":
            words = digits[int(digit)] + units[place] + words
        elif words and not words.startswith((digits[0], "零")):
            words = "零" + words
    return words.removeprefix("一") if 10 <= number < 20 and digits == DIGITS else words


def _roman(number: int) -> str:
    words = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        words += sign * (number // value)
        number %= value
    return words


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)  # after Z comes AA, then BB


def _from(first: str, last: int) -> Callable[[int], str]:
    """Signs that stand in a row in Unicode: ① to ⑳."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _digital(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


def _legal(number: int) -> str:
    return _counting(number, LEGAL_DIGITS, ("", "拾", "佰", "仟"))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({48 + i: 0xFF10 + i for i in range(10)}),
    "decimalFullWidth2": lambda number: str(number).translate({48 + i: 0xFF10 + i for i in range(10)}),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "ideographTraditional": _one_of(STEMS),
    "ideographZodiac": _one_of(BRANCHES),
    "ideographEnclosedCircle": _from("㊀", 10),
    "none": lambda number: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    pattern: str  # %1、 （%2） 第%1章
    start: int
    restarts: bool
    decimals: bool  # isLgl: every number of the pattern in digits
    spaced: bool
    style: str | None

    @classmethod
    def of(cls, element: Element) -> _Level:
        def value(tag: str, default: str | None = None) -> str | None:
            found = element.find(f"{W}{tag}")
            return default if found is None else found.get(VAL, default)

        # A picture of a format (001, 002) stands in an alternative, its plain fallback last.
        formats = [found.get(VAL, "decimal") for found in element.iter(f"{W}numFmt")]
        return cls(
            formats[-1] if formats else "decimal",
            value("lvlText", "") or "",
            int(value("start", "0") or 0),
            value("lvlRestart") != "0",
            element.find(f"{W}isLgl") is not None,
            value("suff", "tab") != "nothing",
            value("pStyle"),
        )


class Numbering:
    """Counts a document's numbered paragraphs, which must be given in document order."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}  # by list (numId)
        self._lists: dict[str, str] = {}  # list → abstract list, where the counters are
        self._starts: dict[str, dict[int, int]] = {}  # numbers that a list starts anew with
        self._counters: dict[str, dict[int, int]] = {}
        if root is None:
            return
        abstract = {
            element.get(f"{W}abstractNumId", ""): {
                int(level.get(f"{W}ilvl", "0")): _Level.of(level) for level in element.findall(f"{W}lvl")
            }
            for element in root.findall(f"{W}abstractNum")
        }
        for element in root.findall(f"{W}num"):
            self._add(element, abstract)

    def _add(self, element: Element, abstract: dict[str, dict[int, _Level]]) -> None:
        number = element.get(f"{W}numId", "")
        link = element.find(f"{W}abstractNumId")
        self._lists[number] = "" if link is None else link.get(VAL, "")
        self._levels[number] = dict(abstract.get(self._lists[number], {}))
        self._starts[number] = {}
        for override in element.findall(f"{W}lvlOverride"):
            level = int(override.get(f"{W}ilvl", "0"))
            if (own := override.find(f"{W}lvl")) is not None:
                self._levels[number][level] = _Level.of(own)
            if (start := override.find(f"{W}startOverride")) is not None:
                self._starts[number][level] = int(start.get(VAL, "1"))

    def level_of(self, number: str, style: str | None) -> int:
        """The level of list `number` that is tied to a paragraph style, else the outermost."""
        tied = [i for i, level in self._levels.get(number, {}).items() if style and level.style == style]
        return tied[0] if tied else 0

    def label(self, number: str, level: int) -> str:
        """What is printed before the next paragraph of a list's level, with the space that parts it from a word."""
        levels = self._levels.get(number, {})
        if level not in levels or levels[level].format == "bullet":
            return ""
        counters = self._counters.setdefault(self._lists[number], {})
        for i, start in self._starts[number].items():
            counters[i] = start - 1
        self._starts[number] = {}
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [i for i in counters if i > level and i in levels and levels[i].restarts]:
            del counters[deeper]

        def printed(match: re.Match[str]) -> str:
            i = int(match[1]) - 1
            if i not in levels:
                return ""
            value = counters.get(i, levels[i].start)
            return str(value) if levels[level].decimals else FORMATS.get(levels[i].format, str)(value)

        label = re.sub(r"%([1-9])", printed, levels[level].pattern)
        return f"{label} " if label[-1:].isalnum() and levels[level].spaced else label
