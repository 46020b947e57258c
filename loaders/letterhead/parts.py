"""The parts of an official document (GB/T 9704-2012) that stand on lines of their own, each with where it is printed.

Every finder gives what it found in order of trust, so that the first may be taken and the others compared with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from loaders.letterhead.lines import (
    DATE,
    NUMBER,
    NUMBER_LABELLED,
    NUMBER_LINE,
    NUMBER_PREFIX,
    NUMBER_SUFFIX,
    SIGNATURE,
    Line,
    edtf_date,
    is_issuer,
    labels,
    plain,
)
from loaders.letterhead.title import Title

DASHED_DATE = re.compile(r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})")
FEW_ISSUERS = re.compile("等[一二三四五六七八九十0-9]{0,3}个?(?:部门|单位|部委|机关)?$")
PARTY_AND_GOVERNMENT = re.compile("(中共(.{2,14}?)委(?:员会)?(?:办公[厅室])?) ?(?=\\2(?:人民)?政府)")
INVERTED = re.compile("(?:关于|印发|转发|批转|公布|发布).*")
MOST_ADDRESSEE_LINES = 5


@dataclass(frozen=True, slots=True)
class Field:
    """A field's value as the text prints it at [start, end), layout line breaks removed."""

    name: str
    value: str
    start: int
    end: int


def labelled(lines: Sequence[Line], name: str) -> list[Field]:
    """The values that a page's table of labels gives the field; one that its line lacks stands on the next line."""
    found = []
    for index, line in enumerate(lines):
        if line.part in ("heading", "sentence"):
            break
        after = lines[index + 1] if index + 1 < len(lines) else None
        for field, start, end in labels(line.plain) if line.part == "label" else ():
            if field == name and start < end:
                found.append(Field(name, line.text[start:end], line.start + start, line.start + end))
            elif field == name and end == len(line.plain) and after and after.part != "label":
                found.append(Field(name, after.text, after.start, after.end))
    return found


def numbers(lines: Sequence[Line], title: Title | None) -> list[Field]:
    """The number (发文字号): on a line of its own, in brackets behind the title, else in a page's table."""
    found = []
    for index, line in enumerate(lines):
        if line.part in ("heading", "sentence") and (title is None or index > title.last):
            break
        match = NUMBER_LINE.fullmatch(line.plain)
        if match is None and title and title.first <= index <= title.last:
            match = NUMBER_SUFFIX.search(line.plain) or NUMBER_PREFIX.match(line.plain)
        if match:
            start, end = match.span("number")
            found.append(Field("number", _without_blanks(line.text[start:end]), line.start + start, line.start + end))
            before = lines[index - 1] if index else None
            if before and before.part == "mark" and before.plain.endswith("令"):  # 国务院令 above 第722号
                found[-1] = Field("number", _without_blanks(before.text) + found[-1].value, before.start, found[-1].end)
    listed = [field for field in labelled(lines, "number") if re.fullmatch(NUMBER, plain(field.value))]
    return found + listed + list(_numbers_in_line(lines))


def _numbers_in_line(lines: Sequence[Line]) -> Iterator[Field]:
    """Numbers that a page's label announces inside a line, blanks for its colon: 文 号 江政办〔2021〕7号."""
    for line in takewhile(lambda line: line.part not in ("heading", "sentence"), lines):
        for match in NUMBER_LABELLED.finditer(line.plain):
            start, end = match.span("number")
            yield Field("number", _without_blanks(line.text[start:end]), line.start + start, line.start + end)


def addressees(lines: Sequence[Line], title: Title | None) -> list[Field]:
    """To whom the document goes (主送机关): the lines between title and first sentence that end with a colon."""
    for index in range(title.last + 1 if title else 0, len(lines)):
        line = lines[index]
        if line.part in ("heading", "sentence"):
            return []
        if line.part not in ("line", "addressees") or "关于" in line.plain:
            continue
        for last in range(index, min(index + MOST_ADDRESSEE_LINES, len(lines))):
            if lines[last].part == "addressees":
                text = "".join(part.text for part in lines[index : last + 1])
                return [Field("addressees", text.rstrip(":：").rstrip(), line.start, lines[last].end - 1)]
            if lines[last].part != "line":
                break
    return []


def dates(lines: Sequence[Line], title: Title | None) -> list[Field]:
    """Dates of issue as printed: under the signature (成文日期), in a page's table, in the imprint (印发日期)."""
    below = lines[title.last + 1 :] if title else lines
    signed = _dates(below, "date", "signature") or _dates(
        lines, "date", "signature"
    )  # an order's stands above the title
    composed = [field for field in labelled(lines, "composed") if date_of(field.value)]
    return [*signed, *composed, *_dates(below, "imprint")]


def date_of(text: str) -> str | None:
    """The EDTF date that 二〇一五年六月一日 or 2015-06-01 means; None where the calendar has no such day."""
    match = re.search(DATE, plain(text)) or DASHED_DATE.search(plain(text))
    return edtf_date(match) if match else None


def _dates(lines: Sequence[Line], *kinds: str) -> list[Field]:
    found = [(line, re.search(DATE, line.plain)) for line in lines if line.part in kinds]
    return [
        Field("issued", line.text[m.start() : m.end()], line.start + m.start(), line.start + m.end())
        for line, m in found
        if m
    ]


def issuers(lines: Sequence[Line], title: Title | None) -> list[Field]:
    """Who issues: those who sign, where they are more than the title names; else title, mark, a page's table or the
    lines above the title.
    """
    signed = list(_signatures(lines[title.last + 1 :] if title else lines))
    titled = list(_issuers_of_title(lines, title)) if title else []
    if signed and len(signed) > len(titled):
        return signed
    marked = [
        Field("issuers", match[0].rstrip(), line.start, line.start + match.end())
        for line in lines
        if line.part == "mark" and (match := re.match(".*?(?= ?文 ?件$|令$)", line.text))
    ]
    above = [line for line in lines[: title.first if title else 0] if line.part == "line" and is_issuer(line.plain)]
    return (
        titled
        or marked
        or [f for f in labelled(lines, "issuer") if is_issuer(plain(f.value))]
        or [Field("issuers", line.text, line.start, line.start + len(line.text)) for line in above]
    )


def _signatures(below: Sequence[Line]) -> Iterator[Field]:
    """The names above the first date that stands on a line of its own, or before it on its line."""
    at = next((i for i, line in enumerate(below) if line.part in ("date", "signature")), None)
    if at is None:
        return
    first = at
    while first and below[first - 1].part == "line" and all(is_issuer(name) for name in below[first - 1].plain.split()):
        first -= 1
    for line in below[first : at + 1]:
        match = SIGNATURE.fullmatch(line.plain)
        for start, end in _names(match["who"] if match else line.plain):
            yield Field("issuers", line.text[start:end], line.start + start, line.start + end)


def _issuers_of_title(lines: Sequence[Line], title: Title) -> Iterator[Field]:
    """The names before 关于 or 印发, where they are printed; with the title's offsets where a line break parts one."""
    for start, end in _names(plain(FEW_ISSUERS.sub("", INVERTED.sub("", plain(title.text))))):
        name = title.text[start:end]
        line = next((line for line in lines[title.first : title.last + 1] if name in line.text), None)
        begin = line.start + line.text.index(name) if line else title.start
        yield Field("issuers", name, begin, begin + len(name) if line else title.end)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Where issuers stand in a plain text, parted by blanks or 、, or as party and government of one place."""
    for chunk in re.finditer("[^ 、]+", text):
        both = PARTY_AND_GOVERNMENT.match(chunk[0])
        cut = chunk.start() + (both.end(1) if both else 0)
        yield from (span for span in ((chunk.start(), cut), (cut, chunk.end())) if is_issuer(text[slice(*span)]))


def _without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)
