"""The lines before and around a document's body, each told apart as one of its parts (GB/T 9704-2012).

版头: 发文机关标志, 发文字号; 主体: 标题, 主送机关, 正文, 发文机关署名, 成文日期, 附注, 附件;
版记: 抄送机关, 印发机关和印发日期; and what a web page adds: its table of labels, its furniture.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import opencc

from loaders import cues

Part = Literal[
    "furniture", "label", "mark", "number", "date", "signature", "imprint", "copies", "attachment", "note",
    "addressees", "heading", "sentence", "line",
]  # fmt: skip

DIGIT = "[0-9〇○零Oo一二三四五六七八九]"
SMALL = "[0-9一二三四五六七八九十]{1,3}"
DATE = rf"(?P<year>{DIGIT}{{4}}) ?年 ?(?P<month>{SMALL}) ?月(?: ?(?P<day>{SMALL}) ?日)?"
CODED_NUMBER = r"[一-鿿]{1,14} ?[〔\[(【﹝{„] ?\d{4} ?[〕\])】﹞}‟] ?(?:第 ?)?\d+ ?号"  # 晋政发〔2020〕19号
ORDER_NUMBER = r"(?:[一-鿿]{0,20}令 ?)?第 ?[\d一二三四五六七八九十百〇零]+ ?号(?:令)?"  # 国务院令第722号
NOTICE_NUMBER = r"(?:公告 ?)?\d{4} ?年 ?第 ?\d+ ?号"  # 2021年第15号
NUMBER = f"(?:{CODED_NUMBER}|{ORDER_NUMBER}|{NOTICE_NUMBER})"
NUMBER_LINE = re.compile(rf"[(\[【]? ?(?P<number>{NUMBER}) ?[)\]】]?(?: .*签发人.*)?")
NUMBER_SUFFIX = re.compile(rf" ?[(\[【](?P<number>{CODED_NUMBER})[)\]】]$")
NUMBER_PREFIX = re.compile(rf"(?P<number>{CODED_NUMBER}) ?(?=[《一-鿿])")
NUMBER_LABELLED = re.compile(
    rf"文 *(?:件编)?(?:字 *)?号[ :|]*(?P<number>{CODED_NUMBER})"
)  # a page's label, blanks for its colon
DATE_LINE = re.compile(rf"[(\[]?{DATE}[)\]]?")
SIGNATURE = re.compile(rf"(?P<who>[^,。;:《》]{{2,40}}?) ?{DATE}")
IMPRINT = re.compile(rf"(?P<who>[^,。;:《》]{{0,40}}?) ?{DATE} ?印 ?发(?: .*)?")
COPIES = re.compile("(?:抄 ?送|抄 ?报|主 ?送|分 ?送|报 ?送) ?:.*")
ATTACHMENT = re.compile(  # 附件, 附件1 重点任务分工表, 附: 名单; but not 附件1、2 or 附属医院
    r"附 ?(?:件 ?(?:\d{1,2}|[一二三四五六七八九十])?(?:-\d+)?(?=$|[ :]|(?<=\d)[^\d,.、])|(?=:)) ?:? ?(?P<rest>.*)"
)
NOTE = re.compile(r"\((?:此件|此文|本文|联系人|公开|主动公开|依申请|不予公开).{0,60}\)")
HEADING = re.compile(
    r"(?:[一二三四五六七八九十百]{1,4} ?[、.]|第 ?[一二三四五六七八九十百\d]{1,4} ?[章节条编]"
    r"|\([一二三四五六七八九十]{1,3}\)|\d{1,3} ?[、.](?!\d)|\(\d{1,3}\)|目 ?录$).*"
)
ADDRESSEES = re.compile(r"(?=.{2,300}:$)(?!附|现|特此|经|具体)(?:(?!如下|以下|下列|下述|。).)+:")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text and the part that it is; `plain` has one character for each of the source's [start, end)."""

    part: Part
    text: str  # as printed
    plain: str  # simplified script, half-width punctuation, for matching
    start: int
    end: int


@cache
def words() -> dict[str, list[str]]:
    """The word lists of cues/heading.toml."""
    return cues.read("heading")


def plain(text: str) -> str:
    """The text in simplified script and half-width punctuation, character by character.

    關於〔２０１５〕（試行） is 关于〔2015〕(试行); white space of any kind is a blank.
    """
    return text.translate(_PLAIN)


def _plain(char: str) -> str:
    if char.isspace():
        return " "
    narrow = unicodedata.normalize("NFKC", char)
    simplified: str = _converter().convert(narrow) if "一" <= narrow <= "鿿" else narrow
    return simplified if len(simplified) == 1 else char


class _Characters(dict[int, str]):
    """What each character becomes, worked out when a text first has it."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _plain(chr(code)))


_PLAIN = _Characters()


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def is_issuer(name: str) -> bool:
    """Whether a name in plain script could be an issuer's: its last word is one, and no sentence stands in it."""
    return (
        2 <= len(name) <= 45 and name.endswith(tuple(words()["issuers"])) and not re.search("[,。;:!?《》]|关于", name)
    )


def edtf_date(match: re.Match[str]) -> str | None:
    """The EDTF date of a match of DATE, at its precision; None where the calendar has no such day."""
    year = int("".join(str(_digit(char)) for char in match["year"]))
    month = _small(match["month"])
    day = _small(match["day"]) if match["day"] else None
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def _digit(char: str) -> int:
    return int(char) if char.isdigit() else 0 if char in "〇○零Oo" else "〇一二三四五六七八九".index(char)


def _small(text: str) -> int:
    """A number below 100 in digits or Chinese: 31, 三十一, 二十, 十二."""
    if text.isdigit():
        return int(text)
    tens, ten, units = text.rpartition("十")
    return (_digit(tens) if tens else 1) * 10 * bool(ten) + (_digit(units) if units else 0)


@cache
def label_names() -> dict[str, list[str]]:
    """The labels of a page's table, by field (cues/labels.toml)."""
    return cues.read("labels")


@cache
def _label() -> re.Pattern[str]:
    names = sorted({name for group in label_names().values() for name in group}, key=lambda n: (-len(n), n))
    spaced = "|".join(" ?".join(name) for name in names)  # 文 号：
    return re.compile(rf"(?:^|(?<=[ •·\[|])|(?=【))[•·【\[ ]*(?P<name>{spaced}) ?(?:】|\]|(?=:)) ?:?")


def labels(line: str) -> list[tuple[str, int, int]]:
    """The labelled values of a line of a page's table: (field, start, end) with the value's offsets, blanks cut off."""
    found = list(_label().finditer(line))
    field_of = {name: field for field, names in label_names().items() for name in names}
    values = []
    for match, after in zip(found, [m.start() for m in found[1:]] + [len(line)], strict=True):
        value = line[match.end() : after]
        start = match.end() + len(value) - len(value.lstrip(" "))
        values.append((field_of[match["name"].replace(" ", "")], start, start + len(value.strip(" |"))))
    return values


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in words()["furniture"]))


def part_of(text: str) -> Part:
    """Which part a line in plain script is, judged by the line alone."""
    if (match := _label().match(text)) and match.start() == 0:
        return "label"
    whole_line: tuple[tuple[Part, re.Pattern[str]], ...] = (
        ("furniture", _furniture()),
        ("number", NUMBER_LINE),
        ("date", DATE_LINE),
        ("imprint", IMPRINT),
        ("copies", COPIES),
        ("note", NOTE),
    )
    for part, pattern in whole_line:
        if pattern.fullmatch(text):
            return part
    if (match := SIGNATURE.fullmatch(text)) and is_issuer(match["who"].strip()):
        return "signature"
    if text.endswith(("文件", "文 件", "令")) and is_issuer(re.sub("(?:文 ?件|令)$", "", text).strip()):
        return "mark"
    if ATTACHMENT.fullmatch(text):
        return "attachment"
    if HEADING.fullmatch(text):
        return "heading"
    if ADDRESSEES.fullmatch(text):
        return "addressees"
    return "sentence" if re.search("[。;!?]", text) else "line"


def lines_of(paragraphs: Sequence[str], whole: str) -> list[Line]:
    """The paragraphs' lines that hold something, in order, with their offsets in the whole text.

    Each line of a paragraph must stand in `whole`, in order; one that does not is passed over.
    """
    found = []
    done = 0
    for paragraph in paragraphs:
        for raw in paragraph.splitlines():
            text = raw.strip()
            start = whole.find(text, done) if text else -1
            if start >= 0:
                done = start + len(text)
                folded = plain(text)
                found.append(Line(part_of(folded), text, folded, start, done))
    return found
