"""Numbers and dates as a spreadsheet prints them: by the cell's number format where it is a plain one, else exactly.

ECMA-376 Part 1, 18.8.30 and 18.8.31 (number formats). 1.1 under 0.00 is item 1.10, and a month under
yyyy"年"m"月" has no day: both would be misread without the format.
"""

from __future__ import annotations

import datetime
import re

_YEAR_MONTH, _YEAR_MONTH_DAY = 'yyyy"年"m"月"', 'yyyy"年"m"月"d"日"'
# Formats without a text of their own, which Excel fills in by the country: these are the Chinese ones (18.8.30, zh-cn).
BUILT_IN = {14: "yyyy/m/d", 31: _YEAR_MONTH_DAY} | dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH)

_DATE_TOKENS = re.compile(r'y+|m+|d+|"([^"]*)"|\\(.)|\[[^\]]*\]|[^ymdhs\[]', re.IGNORECASE)
_DECIMALS = re.compile(r"(#,##)?0(?:\.(0+))?(%)?(?:_.)*")
_PLAIN = re.compile(r"\[[^\]]*\]")  # colours, locales and calendars: [$-804], [红色]


def number(value: float, number_format: str | None) -> str:
    """A number's print under a format of digits and per cent (0, 0.00, #,##0, 0%); under others, the number itself."""
    plain = _PLAIN.sub("", (number_format or "").split(";")[0])
    match = _DECIMALS.fullmatch(plain)
    if match is None:
        return str(int(value)) if float(value).is_integer() else repr(round(value, 10))
    grouping, decimals, percent = match.groups()
    digits = len(decimals or "")
    return f"{value * 100 if percent else value:{',' if grouping else ''}.{digits}f}{percent or ''}"


def date(value: datetime.date, number_format: str | None) -> str:
    """A date's print under a format of year, month and day (yyyy"年"m"月"); ISO where there is none or it has hours."""
    plain = (number_format or "").split(";")[0]
    tokens = list(_DATE_TOKENS.finditer(plain))
    dated = any(token[0][0] in "yY" for token in tokens)
    if not dated or "".join(token[0] for token in tokens) != plain or re.search(r"m{3}|d{3}", plain, re.IGNORECASE):
        midnight = isinstance(value, datetime.datetime) and value.time() == datetime.time()
        return (value.date() if isinstance(value, datetime.datetime) and midnight else value).isoformat()
    return "".join(_token(token, value) for token in tokens).strip()


def _token(token: re.Match[str], value: datetime.date) -> str:
    sign, length = token[0][0].lower(), len(token[0])
    if sign == "y":
        return f"{value.year:04}"[-2 if length < 3 else -4 :]
    if sign in "md":
        part = value.month if sign == "m" else value.day
        return f"{part:02}" if length > 1 else str(part)
    if sign == "[":
        return ""
    return token[1] or token[2] or ("" if sign in '"@_' else token[0])
