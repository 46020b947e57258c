"""Extended Date/Time Format (https://www.loc.gov/standards/datetime/): what days a date of given precision may mean.

Read here: year, month and day of level 0, intervals of them, open ends, and the seasons 21 to 24 of level 1.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# First month of spring, summer, autumn and winter as the meteorological services count; winter ends in the next year.
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}


def bounds(text: str) -> tuple[date | None, date | None]:
    """The first and the last day that an EDTF date may mean; None on the open side of an interval.

    `2015-06` is (2015-06-01, 2015-06-30), `2018-23` autumn 2018, `2016/2020` five years, `../2020` all up to the end
    of 2020. Raises ValueError where the text is no such date, or an interval ends before it begins.
    """
    left, slash, right = text.partition("/")
    if not slash:
        return _days(left)
    if left == right == "..":
        raise ValueError(f"{text!r} is open on both sides")
    first = None if left == ".." else _days(left)[0]
    last = None if right == ".." else _days(right)[1]
    if first and last and first > last:
        raise ValueError(f"{text!r} ends before it begins")
    return first, last


def _days(text: str) -> tuple[date, date]:
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not an EDTF date like 2015, 2015-06, 2015-06-30, 2018-23 or 2016/2020")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None  # the pattern's first group always matches
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is not None:
        return date(year, month, day), date(year, month, day)
    if month in _SEASONS:
        opening = _SEASONS[month]
        closing_year, closing = (year, opening + 2) if opening < 12 else (year + 1, 2)
        return date(year, opening, 1), _last_day(closing_year, closing)
    return date(year, month, 1), _last_day(year, month)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
