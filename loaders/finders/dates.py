"""The grammar of date phrases in official texts: what they print, and the EDTF dates that they can stand for.

Says where a phrase stands, by which words it is bound (到 … 前 … 起) and to which moment it points; whether it is a
deadline is for deadlines.py to judge. EDTF (ISO 8601-2) at the printed precision, season codes 21 to 24.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from loaders.finders.numbers import fold, parse

Shape = Literal["point", "interval", "plan", "span", "recurring"]

_HAN = "一二三四五六七八九十"
_COUNT = rf"(?:\d{{1,2}}|[{_HAN}两]{{1,3}})(?!\d)"
_MONTH = rf"(?:\d{{1,2}}\s?|十[一二]?|[{_HAN[:9]}])月份?"
_DAY = rf"(?:\d{{1,2}}\s?|[二三]?十[{_HAN[:9]}]?|[{_HAN[:9]}])[日号]"
_PART = (
    r"(?:上半年|下半年|第?[一二三四1-4]季度末?|Q[1-4]|[春夏秋冬]季(?:学期)?(?:开学)?|前[一二三]季度"
    r"|上半月|下半月|[上中下]旬|年?底|年?末|年?初(?!步|级|中|期|心|始|次|评|审)|年中|年内)"
)
_SHORT = r"(?<![\d.])(?<!\d\s)0\d(?=\s?年)"  # 08年
_YEAR = rf"(?:(?:19|20)\d\d|{_SHORT}|[一二][〇○零九][〇○零一二三四五六七八九]{{2}})\s*年度?|今年|明年|本年度?|当年"
_NUMERIC = r"(?<![\d.])20\d\d[./-](?:0?[1-9]|1\d)(?:[./-]\d{1,2})?(?![\d.])"
_DASH = r"\s*(?:—+|－|–|-|~|～|至|到)\s*"
_TO = "(?<![达提高增加降减回迟恢复])到"


def _point(name: str) -> str:
    """A point in time as groups y, m, d, p with the given suffix; a month or part may stand without its year."""
    return (
        rf"(?:(?P<y{name}>{_YEAR})\s*(?P<m{name}>{_MONTH})?\s*(?P<d{name}>{_DAY})?\s*(?P<p{name}>{_PART})?"
        rf"|(?<![\d年{_HAN}第])(?P<m{name}_>{_MONTH})\s*(?P<d{name}_>{_DAY})?\s*(?P<p{name}_>{_PART})?"
        rf"|(?<![\d{_HAN}每当半数几多])(?P<p{name}__>上半年|下半年|年底|年末|年内|第?[一二三四]季度末?|Q[1-4]))"
    )


_GRAMMAR = re.compile(
    rf"(?P<lead>自|从|于|在|截至|截止到?|至迟|最迟|至|{_TO})?\s*(?:"
    rf"(?P<plan>[“\"]?十[一二三四五六]?五[”\"]?)(?P<phase>期间|时期|期末|末期|末|中后期|中期|前期|后期|初期|内|结束|收官)"
    r"|(?P<recurring>(?:每|次|翌|下一?)年度?(?:的)?)(?=[^，。；]{0,8}[底前末旬日月])"
    rf"(?:年|\s)?(?P<when>{_MONTH}(?:{_DAY})?{_PART}?|年?[底末初])"
    rf"|(?P<y1>(?:19|20)\d\d)\s*年?{_DASH}(?P<y2>(?:20)\d\d)\s*年(?!\d|{_MONTH}|{_PART})"
    rf"|(?:(?P<ym>(?:19|20)\d\d)\s*年\s*|(?<![\d年第.]))(?P<m1>\d{{1,2}})月?{_DASH}(?P<m2>\d{{1,2}})月(?!\d|{_PART}|{_DAY})"
    rf"|(?P<numeric>{_NUMERIC})(?:{_DASH}(?P<until>{_NUMERIC}))?"
    rf"|{_point('a')}(?:{_DASH}{_point('b')})?"
    rf"|(?P<span>(?:今后|未来|再?用|经过|通过)?(?P<least>{_COUNT})(?:{_DASH}(?P<most>{_COUNT}))?个?年)"
    r"(?P<within>(?:左右)?(?:的)?(?:时间|努力)|之内|以内|内)"
    r")\s*(?P<tail>(?:之|以)?前(?!三季|二季|一季|期|沿|后|列|景|瞻|往|述|置|端|\d)"
    r"|(?:之日)?起(?!草|步|点|飞|诉|到|来)|开始|始(?!终)|以来|以后|之后|后(?!期|续|备|勤|者)"
    r"|期间|(?:以|之|度)?内(?!部|外|容|涵|河|涝|地|蒙)|为?止)?"
)
_CLAUSE = re.compile("[^，。；]+")
_SIGN = re.compile(r"[年月季五Q]|20\d\d[./-]")  # every phrase has one of them
_LATE = re.compile("底|末|下|四")
BEFORE = ("前", "之前", "以前", "止", "为止")
ONWARD = ("起", "之日起", "开始", "始")
SINCE = ("以来", "以后", "之后", "后")
UNTIL = ("到", "至", "截至", "截止", "截止到", "至迟", "最迟")
"""What the words that bind a phrase make of it: `tail` and `lead` of a Phrase."""
_SEASON = {"春": 21, "夏": 22, "秋": 23, "冬": 24}
_ORDER = {c: i for i, c in enumerate("〇一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date phrase at [start, end), bound by the words `lead` and `tail`.

    `begin`, `within` and `end` are the EDTF dates that it stands for as `from`, `in` and `by`: 2020年上半年 begins
    2020-01, is within 2020-01/2020-06, ends 2020-06. None where the year is neither printed nor known, or for a phrase
    that recurs (每年3月底前). `fault` says why a printed date cannot be.
    """

    start: int
    end: int
    shape: Shape
    lead: str
    tail: str
    part: str
    begin: str | None
    within: str | None
    finish: str | None
    year: int | None  # in which it ends
    explicit: bool  # the year is printed
    fault: str | None = None


@lru_cache(maxsize=8)  # deadlines, targets and findings ask for those of one text in turn
def phrases(text: str, year: int | None) -> tuple[Phrase, ...]:
    """The date phrases of the text in order. A date without a year takes that of the date before it in the same
    sentence (2020年6月底前…，12月底前…), else the document's `year`.
    """
    folded = fold(text)
    current, until = year, 0
    found = []
    for match in _matches(folded):
        if re.search(r"[。\n]", folded[until : match.start()]):
            current = year
        phrase = _phrase(match, year, current)
        current, until = (phrase.year if phrase.explicit and phrase.year else current), match.end()
        found.append(phrase)
    return tuple(found)


def _matches(folded: str) -> Iterator[re.Match[str]]:
    """The grammar's matches. None goes beyond a clause, and most clauses have no sign of a date."""
    for clause in _CLAUSE.finditer(folded):
        if _SIGN.search(folded, *clause.span()):
            yield from _GRAMMAR.finditer(folded, *clause.span())


def _phrase(match: re.Match[str], home: int | None, current: int | None) -> Phrase:
    group = match.groupdict()
    lead, tail = group["lead"] or "", group["tail"] or ""
    start = match.start()

    def made(shape: Shape, days: _Days, last: int | None, explicit: bool, part: str = "") -> Phrase:
        return Phrase(start, match.end(), shape, lead, tail, part, *days.edtf(), last, explicit, days.fault)

    if group["plan"]:
        first = 2011 + 5 * (_ORDER.get(group["plan"].strip('“”"')[1:2], 2) - 2)
        if group["plan"].strip('“”"') == "十五":
            first = 2001
        return made("plan", _Days(f"{first}", f"{first + 4}"), first + 4, True, group["phase"])
    if group["recurring"]:
        return made("recurring", _Days(None, None), None, False, group["when"])
    if group["y1"]:
        return made(
            "interval",
            _through(_Days(group["y1"], group["y1"]), _Days(group["y2"], group["y2"])),
            int(group["y2"]),
            True,
        )
    if group["m1"]:
        opening, m1, m2 = _year(group["ym"] or "", home, current), int(group["m1"]), int(group["m2"])
        ending = opening + (m2 < m1) if opening else None  # 2021年11月至3月
        between = _through(_calendar(opening, m1, None), _calendar(ending, m2, None))
        return made("interval", between, ending, bool(group["ym"]))
    if group["span"]:
        years = int(parse(group["most"] or group["least"]))
        end = home + years if home else None
        return made("span", _Days(str(end), str(end)) if end else _Days(None, None), end, False, group["within"])
    if group["numeric"]:
        days, ends = _figures(group["numeric"])
        if group["until"]:
            until, ends = _figures(group["until"])
            return made("interval", _through(days, until), ends, True)
        return made("point", days, ends, True)
    return _pointed(match, home, current)


def _pointed(match: re.Match[str], home: int | None, current: int | None) -> Phrase:
    """A point, or an interval of two."""
    group = match.groupdict()
    y, m, d, part = _parts(group, "a")
    year = _year(y, home, current)
    days = _resolve(year, m, d, part)
    explicit = bool(y)
    shape: Shape = "point"
    if any(_parts(group, "b")):
        y2, m2, d2, part2 = _parts(group, "b")
        last = _year(y2, home, year)
        end = _resolve(last, m2, d2, part2)
        if last and not y2 and days.first and end.last and end.last < days.first:  # 11月至3月
            last += 1
            end = _resolve(last, m2, d2, part2)
        days, year = _through(days, end), last
        shape, explicit, part = "interval", explicit or bool(y2), part or part2
    return Phrase(
        match.start(),
        match.end(),
        shape,
        group["lead"] or "",
        group["tail"] or "",
        part,
        *days.edtf(),
        year,
        explicit,
        days.fault,
    )


def _parts(group: dict[str, str | None], name: str) -> tuple[str, str, str, str]:
    y = group[f"y{name}"] or ""
    m = group[f"m{name}"] or group[f"m{name}_"] or ""
    d = group[f"d{name}"] or group[f"d{name}_"] or ""
    return y, m, d, group[f"p{name}"] or group[f"p{name}_"] or group[f"p{name}__"] or ""


def _year(printed: str, home: int | None, current: int | None) -> int | None:
    if not printed:
        return current
    if printed[0] in "今本当":
        return home
    if printed[0] == "明":
        return home + 1 if home else None
    digits = re.sub(r"\s*年度?$", "", printed)
    if re.fullmatch("0[0-9]", digits):  # 08年
        return 2000 + int(digits)
    return int(digits) if digits.isdigit() else int(parse(digits.replace("○", "〇").replace("零", "〇")))


@dataclass(frozen=True, slots=True)
class _Days:
    """First and last moment of a phrase in EDTF, both None where the year is unknown."""

    first: str | None
    last: str | None
    fault: str | None = None

    def edtf(self) -> tuple[str | None, str | None, str | None]:
        if self.fault or self.first is None or self.last is None:
            return None, None, None
        return self.first, self.last if self.first == self.last else f"{self.first}/{self.last}", self.last


def _through(begin: _Days, end: _Days) -> _Days:
    """From the first moment of one to the last of the other."""
    reverse = begin.first and end.last and end.last < begin.first[: len(end.last)]
    return _Days(begin.first, end.last, begin.fault or end.fault or ("it ends before it begins" if reverse else None))


def _resolve(year: int | None, m: str, d: str, part: str) -> _Days:
    month = int(parse(m.rstrip("份").rstrip("月").strip())) if m else None
    day = int(parse(d[:-1].strip())) if d else None
    if month:
        return _calendar(year, month, day)
    if year is None:
        return _Days(None, None)
    if part[:1] in _SEASON:
        return _Days(f"{year}-{_SEASON[part[0]]}", f"{year}-{_SEASON[part[0]]}")
    months = _months(part)
    return _Days(f"{year}-{months[0]:02}", f"{year}-{months[1]:02}") if months else _Days(f"{year}", f"{year}")


def _months(part: str) -> tuple[int, int] | None:
    """The first and last month of a half-year or a quarter; 前三季度 are the months 1 to 9."""
    if part in ("上半年", "下半年"):
        return (1, 6) if part[0] == "上" else (7, 12)
    quarter = re.search(r"(前)?第?([一二三四1-4])季度|Q([1-4])", part)
    if not quarter:
        return None
    last = 3 * int(parse(quarter[2] or quarter[3]))
    return (1 if quarter[1] else last - 2), last


def _figures(printed: str) -> tuple[_Days, int]:
    """The days of a date printed in figures (2024.3, 2024/12/31) and its year."""
    year, month, *day = (int(n) for n in re.split("[./-]", printed))
    return _calendar(year, month, day[0] if day else None), year


def _calendar(year: int | None, month: int, day: int | None) -> _Days:
    if not 1 <= month <= 12:
        return _Days(None, None, f"there is no month {month}")
    longest = calendar.monthrange(year or 2000, month)[1]
    if day is not None and not 1 <= day <= longest:
        return _Days(None, None, f"month {month} has no day {day}")
    if year is None:
        return _Days(None, None)
    date = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    return _Days(date, date)
