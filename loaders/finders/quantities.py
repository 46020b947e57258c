"""Numbers with their units, comparators and bases: 不少于100名, 每县1—2所, 占比达30%以上.

What they mean is for targets.py. Units are the table ontology/units.csv, the other words cues/targets.toml.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import ontology
from loaders.cues import any_of, read
from loaders.finders.numbers import DASH, FIGURE, NUMBER, PERCENT, fold, parse, scaled
from ontology.errors import RegistryError
from ontology.records import Comparator

_CUES = read("targets")
_UNITS_FILE = Path(ontology.__file__).parent / "units.csv"


def _units() -> dict[str, dict[str, str]]:
    """The rows of ontology/units.csv by unit. Raises RegistryError where a row lacks its kind."""
    with _UNITS_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, 2):
        if not row["unit"] or not row["kind"] or row["counts"] not in ("yes", "bound"):
            raise RegistryError(f"ontology/units.csv, line {number}: give unit, kind, and counts as yes or bound")
    return {row["unit"]: row for row in rows}


UNITS = _units()
_UNIT = (
    "(?:"
    + "|".join(
        re.escape(unit) + (f"(?!{any_of(UNITS[unit]['not_before'].split())})" if UNITS[unit]["not_before"] else "")
        for unit in sorted(UNITS, key=lambda unit: (-len(unit), unit))
    )
    + ")"
)
_PER = r"(?:/ ?(?:(?:人|生|户|亩|年|月|天|日|次|小时|县|村|万人|千人|公顷|平方米|平方公里)(?:[·.]?[年月])?))"
_AFTER = any_of(_CUES["at_least_after"] + _CUES["at_most_after"] + _CUES["about_after"])
_ITEM = re.compile(
    rf"(?={FIGURE})(?<![A-Za-z第+＋×])(?<!\d)(?<!\d\.)(?:(?P<share>{PERCENT})"  # few places need a closer look
    rf"|(?P<low>{NUMBER}) ?(?P<more>[多余])?"
    rf"(?:(?P<unit1>{_UNIT})?{DASH}(?P<high>{NUMBER}))? ?(?P<unit>{_UNIT})(?P<per>{_PER})?)"
    rf" ?(?:[（(]含[)）])?(?P<after>(?:的)?{_AFTER}(?!海|地|外|部|容|涵|属|级|发|半|述))?"
)
_DOUBLING = re.compile(r"翻(?P<times>[一两二三]|\d)番|(?P<double>翻番)")
_ONE_EACH = re.compile(
    r"一(?P<base>[村县镇乡市校区企户园社])(?:社区)?(?P<low>[一两二三]|\d+)(?P<unit>[名个所家支座辆台套])(?P<more>或多(?P=unit))?"
)
_OF = r"[^\d，。；、]{1,16}(?:的|总数|总额|总量)"  # 不少于技术岗位数的10%
_SIGNS: dict[str, Comparator] = {
    **dict.fromkeys(_CUES["at_least"], ">="),
    **dict.fromkeys(_CUES["at_most"], "<="),
    **dict.fromkeys(_CUES["about"], "~"),
}
_BEFORE = re.compile(
    rf"(?P<sign>{any_of(_SIGNS)})(?:{_OF})?\s?$|(?P<loose>{any_of(_CUES['loose'])})[^\d，。；、]{{0,6}}$"
)
_BEHIND: dict[str, Comparator] = {
    **dict.fromkeys(_CUES["at_least_after"], ">="),
    **dict.fromkeys(_CUES["at_most_after"], "<="),
    **dict.fromkeys(_CUES["about_after"], "~"),
}
_THOUSANDS = (
    r"(?:每|^)(?P<crowd>(?:十万|万|千|百)(?:常住|户籍)?(?:人口?|户|名(?:[^，。；\d的]{1,6}?)(?=中|拥|配|有|至|不)))"
)
_TIME_BASE = rf"每(?P<count>\d+|[两二三四五])?个?(?P<time>{any_of(_CUES['base_time'])})"
_EACH = (
    r"每(?:个|所|家|座|名|位|户|条|台|项|期|次|批|支)?[^，。；、的年月\d每（至不]{0,6}?"
    rf"(?P<each>{any_of(_CUES['base'])}(?:（[^）]*）)?)(?=[^的庭]|$)"
)
_MEAN = rf"(?<!\d)(?P<yearly>年)?(?P<mean>{any_of(_CUES['mean'])})均"
_BASE = re.compile(rf"{_THOUSANDS}|{_TIME_BASE}|{_EACH}|{_MEAN}")
_NEXT_BASE = re.compile(rf"(?:{_TIME_BASE}|{_EACH}|{_THOUSANDS})+$")
_NUMBER = re.compile(NUMBER)
_LIST = re.compile(rf"(?:{NUMBER}[、和及]){{1,8}}$")
CLAUSE_END = re.compile(r"[，。；;：:\n]|(?<!\d),|,(?!\d{3})")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. [start, end) covers comparators, [figure, unit_end) the number and unit alone."""

    value: float | tuple[float, float]
    unit: str  # with its base: 人次/年
    kind: str  # of the unit, from ontology/units.csv
    comparator: Comparator
    bounded: bool  # a comparator or a base stands right beside it
    han: bool  # printed in Chinese numerals
    start: int
    figure: int
    unit_end: int
    end: int


def quantities(text: str) -> Iterator[Quantity]:
    """All numbers with units, in order, wherever they stand."""
    folded = fold(text)
    found = [q for match in _ITEM.finditer(folded) for q in _read(folded, match)]
    found += [_each_one(match) for match in _ONE_EACH.finditer(folded)]
    found += [_doubled(match) for match in _DOUBLING.finditer(folded)]
    yield from _shared(folded, sorted(found, key=lambda q: q.figure))


def segment(text: str, at: int) -> int:
    """Where the clause that holds `at` begins: behind the last ，。；： or line break before it."""
    width = 64
    while True:
        ends = [match.end() for match in CLAUSE_END.finditer(text, max(at - width, 0), at)]
        if ends or width >= at:
            return ends[-1] if ends else 0
        width *= 8


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """The quantity that an item states; several where a unit closes a list (分别达到10、20和30个)."""
    numeral = "share" if match["share"] else "low"
    figure = match.start(numeral)
    opening = segment(text, figure)
    left = text[opening:figure]
    sign, start, bounded = _comparator(match, left)
    value: float | tuple[float, float] = parse(match[numeral])
    if match["high"]:
        value, sign = scaled(match["low"], match["high"]), "range"
    printed, kind = ("%", "share") if match["share"] else (match["unit"], UNITS[match["unit"]]["kind"])
    unit, adjacent = _with_base(printed + (match["per"] or "").replace(" ", ""), kind, left)
    unit_end = match.end("share") if match["share"] else match.end("per" if match["per"] else "unit")
    han = numeral == "low" and not re.search(r"\d", match["low"])
    made = Quantity(value, unit, kind, sign, bounded or adjacent, han, opening + start, figure, unit_end, match.end())
    if "分别" in left and (heads := _LIST.search(left)):
        for head in _NUMBER.finditer(left, heads.start()):
            at, end = opening + head.start(), opening + head.end()
            yield replace(made, value=parse(head.group()), start=at, figure=at, unit_end=end, end=end)
    yield made


def _comparator(match: re.Match[str], left: str) -> tuple[Comparator, int, bool]:
    """The sign, where its words begin in `left`, and whether there are any; 左右 outdoes what stands before."""
    behind = _BEHIND.get((match["after"] or "").removeprefix("的"))
    before = _BEFORE.search(_NEXT_BASE.sub("", left))
    start = before.start() if before else len(left)
    if behind == "~" or (behind and not before):
        return behind, start, True
    if before:
        return _SIGNS[before["sign"] or before["loose"]], start, True
    return (">=" if match["more"] else "="), start, bool(match["more"])


def _with_base(unit: str, kind: str, left: str) -> tuple[str, bool]:
    """The unit with what it is printed per (每县 is /县, 年均 /年, 年生均 /生·年), and whether that is close by."""
    bases: list[str] = []
    adjacent = False
    if kind in ("age", "period"):
        return unit, False
    for match in _BASE.finditer(left):
        gap = left[match.end() :]
        adjacent = adjacent or len(gap) <= 12
        if match["mean"]:
            name = match["mean"]
            if kind == "concentration" or (name not in ("年", "月", "日") and "、" in gap):
                continue  # 年均浓度 is one word; 人均收入增长、粮食产量500亿斤 are two
            if kind == "limit" or (kind in ("share", "factor") and name != "年"):
                continue
            if match["yearly"]:
                bases.append("年")
        else:
            name = match["each"] or match["crowd"] or f"{match['count'] or ''}{match['time']}".replace("年度", "年")
            if kind == "share" and gap and not re.search(any_of(_CUES["growth"]), gap):
                continue
        if name not in bases:
            bases.append(name)
    if "/" in unit or not bases:
        return unit, adjacent
    times = [name for name in bases if name.lstrip("0123456789两二三四五") in _CUES["base_time"]]
    return f"{unit}/{'·'.join([name for name in bases if name not in times] + times)}", adjacent


def listed(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether the two stand side by side in a list: 30%、20%和10%."""
    return text[first.end : second.start] in ("、", "和", "及", "与")


def _shared(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """分别达到30%、20%和10%以上, 10%、20%以上: in a list of one unit the last comparator holds for all, else the first
    (不少于30个、20个和10个).
    """
    sign: Comparator = "="
    for i, quantity in enumerate(found):
        heir = quantity
        goes_on = i > 0 and listed(text, found[i - 1], quantity) and found[i - 1].unit == quantity.unit
        sign = quantity.comparator if quantity.comparator != "=" or not goes_on else sign
        if quantity.comparator == "=":
            respectively = "分别" in text[segment(text, quantity.figure) : quantity.figure]
            for following in found[i + 1 :]:
                if not listed(text, heir, following) or not (respectively or following.unit == quantity.unit):
                    break
                heir = following
            if goes_on and heir.comparator == "=":
                heir = replace(heir, comparator=sign, bounded=sign != "=")
        yield replace(quantity, comparator=heir.comparator, bounded=quantity.bounded or heir.bounded)


def _each_one(match: re.Match[str]) -> Quantity:
    sign: Comparator = ">=" if match["more"] else "="
    kind = UNITS[match["unit"]]["kind"]
    unit = f"{match['unit']}/{match['base']}"
    return Quantity(
        parse(match["low"]), unit, kind, sign, True, True, match.start(), match.start(), match.end(), match.end()
    )


def _doubled(match: re.Match[str]) -> Quantity:
    """翻一番 is twice as much, 翻两番 four times as much: 2 倍 and 4 倍."""
    times = 1 if match["double"] else int(parse(match["times"]))
    return Quantity(
        float(2**times), "倍", "factor", "=", True, True, match.start(), match.start(), match.end(), match.end()
    )
