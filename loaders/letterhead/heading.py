"""The heading of an official document: what it is, who issued it to whom, when and for which place.

Where the text and the user's context disagree, the context counts, as it was given on purpose; the disagreement becomes
a finding. What neither prints is inferred where the document says it otherwise, and listed with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from loaders.context import Context
from loaders.letterhead import jurisdiction, parts
from loaders.letterhead.jurisdiction import Authority
from loaders.letterhead.lines import lines_of, plain
from loaders.letterhead.parts import Field, date_of
from loaders.letterhead.title import find_title
from ontology.records import Finding, Level
from ontology.regions import Region

T = TypeVar("T")
_MEETING = re.compile(r"\s*(?P<year>20\d\d) ?年 ?\d{1,2} ?月 ?\d{1,2} ?日[^。]{0,60}召开")


@dataclass(frozen=True, slots=True)
class Heading:
    """A document's fields: `printed` says where the text has them, `inferred` why the others are what they are."""

    title: str
    number: str | None  # 发文字号, as printed
    issuers: tuple[str, ...]  # 发文机关, in order; without those that 等六部门 leaves out
    addressees: str | None  # 主送机关
    issued: str | None  # EDTF: 成文日期, else 印发日期
    jurisdiction: str | None  # full name of the region or institution
    level: Level | None
    region: Region | None
    year: int | None  # what a date without a year means: the year of a yearly plan's title, else of issue
    printed: tuple[Field, ...]
    inferred: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A field's value with what is to be said of it."""

    value: T
    inferred: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()


def read_heading(paragraphs: Sequence[str], whole: str, context: Context) -> Heading:
    """The heading of the document whose text is `whole`.

    `paragraphs` are its paragraphs in order, as `whole` has them; tables may be left out, layout lines may be apart.
    Offsets count in `whole`.
    """
    lines = lines_of(paragraphs, whole)
    title = find_title(lines)
    titles = [Field("title", title.text, title.start, title.end)] if title else parts.labelled(lines, "title")
    numbers = parts.numbers(lines, title)
    addressees = parts.addressees(lines, title)
    issuers = parts.issuers(lines, title)
    dates = parts.dates(lines, title)
    named = _chosen("title", context.title, titles)
    number = _chosen("number", context.number, numbers)
    issued = _issued(context.issued, dates, parts.labelled(lines, "published"), number.value)
    authority = _authority(context, issuers, named.value, number.value, whole)
    return Heading(
        title=named.value or "",
        number=number.value,
        issuers=tuple(dict.fromkeys(field.value for field in issuers)),
        addressees=addressees[0].value if addressees else None,
        issued=issued.value,
        jurisdiction=authority.value.jurisdiction,
        level=authority.value.level,
        region=authority.value.region,
        year=_year(named.value or "", issued.value) or _year_met(named.value or "", whole),
        printed=(*titles[:1], *numbers[:1], *issuers, *addressees[:1], *dates[:1]),
        inferred=(*named.inferred, *number.inferred, *issued.inferred, *authority.inferred),
        findings=(*named.findings, *number.findings, *issued.findings, *authority.findings),
    )


def _chosen(field: str, given: str | None, printed: Sequence[Field]) -> Choice[str | None]:
    """The value that the context gives, else the first that the text prints."""
    if given is None:
        return Choice(printed[0].value if printed else None)
    if not printed:
        return Choice(given, ((field, "context"),))
    if _folded(given) == _folded(printed[0].value):
        return Choice(printed[0].value)
    return Choice(given, ((field, "context"),), (_disagreement(field, given, printed[0]),))


def _issued(
    given: str | None, dates: Sequence[Field], published: Sequence[Field], number: str | None
) -> Choice[str | None]:
    """The date of issue. A context that gives the year alone is made precise by a printed date of that year."""
    findings = tuple(
        Finding("impossible-date", f"{field.value!r} is no day of the calendar; give --issued", field.start, field.end)
        for field in dates
        if date_of(field.value) is None
    )
    read = [(date, field) for field in dates if (date := date_of(field.value))]
    if read and (given is None or read[0][0].startswith(given) or given.startswith(read[0][0])):
        return Choice(max(read[0][0], given or "", key=len), findings=findings)
    if given is not None:
        disagreements = tuple(_disagreement("issued", given, field) for _, field in read[:1])
        return Choice(given, (("issued", "context"),), findings + disagreements)
    numbered = re.search(r"(?<!\d)\d{4}(?!\d)", plain(number or ""))
    for field in published:
        date = date_of(field.value)
        if date and (numbered is None or date.startswith(numbered[0])):  # pages republish old documents
            return Choice(date, (("issued", f"published on the web on {field.value}"),), findings)
    if numbered:
        return Choice(numbered[0], (("issued", f"the year of the number {number}"),), findings)
    return Choice(None, findings=findings)


def _authority(
    context: Context, issuers: Sequence[Field], title: str | None, number: str | None, whole: str
) -> Choice[Authority]:
    """Jurisdiction and level: as the context has them, else of issuers, title, number, or 我省 in the text."""
    printed = [(found, field) for field in issuers if (found := jurisdiction.of_issuer(field.value))]
    if given := jurisdiction.of_context(context):
        return _given(given, printed)
    guesses = [
        jurisdiction.of_title(title or ""),
        jurisdiction.of_number(number or ""),
        jurisdiction.of_body(whole),
    ]
    told = [found for found, _ in printed] + [guess for guess in guesses if guess]
    level = context.level or next((found.level for found in told if found.level), None)
    inferred = [("level", "context")] if context.level else []
    place = next((found for found in told if found.jurisdiction and found.level == level), None)
    if place in guesses and place:
        inferred.append(("jurisdiction", place.reason))
    by = next((found for found in told if found.level == level), None)
    if by in guesses and by and not context.level:
        inferred.append(("level", by.reason))
    region = place.region if place else None
    return Choice(Authority(place.jurisdiction if place else None, level, region, ""), tuple(inferred))


def _given(given: Authority, printed: Sequence[tuple[Authority, Field]]) -> Choice[Authority]:
    """The context's jurisdiction, compared with those of the issuers that the text prints."""
    named = [(found, field) for found, field in printed if found.jurisdiction]
    if any(found.jurisdiction == given.jurisdiction for found, _ in named):
        return Choice(given)
    level = given.level or next((found.level for found, _ in printed if found.level), None)
    findings = tuple(_disagreement("jurisdiction", given.jurisdiction or "", field) for _, field in named[:1])
    return Choice(replace(given, level=level), (("jurisdiction", "context"),), findings)


def _year(title: str, issued: str | None) -> int | None:
    """The year that 5月底 means: the title's where it plans for one year (2022年工作要点) of issue or the next."""
    issue = int(issued[:4]) if issued else None
    years = {int(year) for year in re.findall(r"(?<!\d)(\d{4})年", plain(title).replace(" ", ""))}
    planned = next(iter(years)) if len(years) == 1 and not re.search(r"\d{4}年?[-—–至到~]", plain(title)) else None
    if planned is not None and (issue is None or issue <= planned <= issue + 1):
        return planned
    return issue


def _year_met(title: str, whole: str) -> int | None:
    """The year of the meeting whose minutes (会议纪要) the document is: 2022年5月20日，县长主持召开专题会议."""
    lines = whole.splitlines() if "纪要" in plain(title) else []
    return next((int(met["year"]) for line in lines if (met := _MEETING.match(plain(line)))), None)


def _folded(text: str) -> str:
    return re.sub(r"[\s〔〕\[\]()]", "", plain(text))


def _disagreement(field: str, given: str, printed: Field) -> Finding:
    message = (
        f"{field}: the context says {given}, the text prints {printed.value}; kept the context, mend it if it is wrong"
    )
    return Finding("context-disagrees", message, printed.start, printed.end)
