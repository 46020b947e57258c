"""The words that give bearers their role: labels before a list (牵头单位：…) and verbs after it (…牵头，…配合).

The words stand in ontology/roles.csv; this module makes patterns of them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from loaders.cues import any_of, read
from ontology.records import Role

Cue = Role | Literal["person", "time"]

_WORDS = read("bearers")
# Where a label begins: after a blank, stop or bracket, or where its colon follows.
_APART = r"(?:(?<![^\s。；;）)])|(?=[^\s:：]{2,20}\s*[:：]))"
_BRACKET = r"(?:[（(][^（）()]{1,6}[）)])?"  # 责任单位（部门）：
# 按职责分工负责, 按照各自职责抓好落实, 结合实际落实: how duties are shared, which does not change the role.
_BY_SHARE = rf"(?:依据|根据|按照?|依|结合)(?:各自)?的?{any_of(_WORDS['shares'])}+(?:和(?:职责|分工))?"
_SHARING = rf"(?:{_BY_SHARE}|{any_of(_WORDS['manners'])}){{0,4}}"
# A verb inside a name is none (牵头单位, 监督管理局), unless the name is a label (牵头单位：) or the people (人民).
_NAMES = rf"(?!(?:责任|主管|管理|和|及|、)?(?:人(?!民)|会(?!同|商)|{any_of(_WORDS['nouns'])})(?!.{{0,3}}[：:]))"


@dataclass(frozen=True, slots=True)
class Label:
    """A label before a list: the cue that it gives, and its [start, end) with the colon."""

    cue: Cue
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb after a list and its [start, end)."""

    role: Role
    start: int
    end: int


@cache
def _cues(kind: str) -> tuple[tuple[Cue, str], ...]:
    rows = csv.DictReader(files("ontology").joinpath("roles.csv").read_text("utf-8").splitlines())
    return tuple((cast(Cue, row["role"]), row["pattern"]) for row in rows if row["cue"] == kind)


@cache
def label_pattern() -> re.Pattern[str]:
    """Any label with its colon, or with a blank for it where it stands apart (责任单位　市教育局).

    The name of the group that matched is its cue and row.
    """
    rows = "|".join(f"(?P<{cue}{n}>{pattern})" for n, (cue, pattern) in enumerate(_cues("label")))
    return re.compile(rf"{_APART}(?:{rows}){_BRACKET}(?:\s*[:：]\s*|[ \t　]+(?=[一-鿿\d]))")


@cache
def enclosed_label() -> re.Pattern[str]:
    """A label in brackets, before names and without its colon: 【责任单位】省教育厅."""
    rows = "|".join(pattern for _, pattern in _cues("label"))
    return re.compile(rf"[【〔\[（(](?P<label>{rows})[】〕\]）)](?:\s*[:：]|(?=\s*(?:[一-鿿\d]|$)))")


@cache
def said_pattern() -> re.Pattern[str]:
    """Inside a note a label may do without its colon: 牵头单位为省教育厅."""
    return re.compile(label_pattern().pattern.replace("[:：]", "(?:[:：]|[为是](?=[^，；。]))"))


@cache
def _verb_pattern() -> re.Pattern[str]:
    rows = "|".join(f"(?P<{cue}{n}>{pattern})" for n, (cue, pattern) in enumerate(_cues("verb")))
    return re.compile(rf"(?P<sharing>{_SHARING})(?:{rows}){_NAMES}")


def labels(text: str) -> list[Label]:
    """All labels of the text, in order: in 牵头单位：甲；配合单位：乙 two."""
    return [Label(_cue(match), match.start(), match.end()) for match in said_pattern().finditer(text)]


def mark(words: str) -> Role | None:
    """The role that words in brackets behind one bearer give it: 牵头 in 省教育厅（牵头）、省财政厅."""
    found = _verb_pattern().fullmatch(words)
    cue = _cue(found) if found else next((label.cue for label in labels(f"{words}：") if label.start == 0), None)
    return None if cue == "person" or cue == "time" else cue


def verbs(text: str, start: int, end: int) -> Iterator[Verb]:
    """The verbs of text[start:end) in order, with the words on how a duty is shared before them: 按职责分工负责."""
    for match in _verb_pattern().finditer(text, start, end):
        yield Verb(cast(Role, _cue(match)), match.start(), match.end())


def verb_at(text: str, start: int, end: int) -> Verb | None:
    """The verb that begins exactly at `start`."""
    match = _verb_pattern().match(text, start, end)
    return Verb(cast(Role, _cue(match)), *match.span()) if match else None


def _cue(match: re.Match[str]) -> Cue:
    name = next(name for name, value in match.groupdict().items() if value is not None and name != "sharing")
    return cast(Cue, name.rstrip("0123456789"))
