"""Sentences that say who is bound, in an item without a note: …，由县水利局牵头，县财政局配合，9月底前完成….

They are believed where a verb gives each name its role and the names are known: not 由业主负责维护, nor what is no duty
(由县教育局负责解释). An agency that is a sentence's subject (县教育局负责编制规划) is no bearer of the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.finders.bearers import Reading, read
from loaders.finders.collectives import closing
from loaders.finders.named import complete
from loaders.finders.roles import labels, verbs
from loaders.finders.setting import Setting
from ontology.records import Assignment

_WHO_LEADS = re.compile(r"(?<=。)\s*(?P<note>[^。：:]{2,150}?(?:牵头|负责)[^。：:]{0,250}?)。?\s*$")
_BY_WHOM = re.compile(r"(?P<opens>(?:^|(?<=[，,。；;：:]))\s*)?(?P<clause>由[^，,。；;：:]{3,200})")
_NAMES = re.compile(r"(?<=[。；;])\s*(?P<names>[^。；;：:]{3,200})。?$")
_HEADS = re.compile(r"(?:^|(?<=[。；;\s—·●■◆]))(?P<names>[^。；;：:，,\s—·●■◆]{3,60})[：:]\s*(?=[^\s。；;])")
_MORE = re.compile(r"[，,](?P<clause>[^，,。；;：:]{3,200})")
_NO_DUTY = re.compile("的|人|同志|解释|修订|单位|部门")  # 由市教育局负责解释, 由市教育局牵头的联席会议
_FIRM = re.compile("各|有关|相关|部门$|政府$")  # in the name of a class that a sentence binds: no 企业, 学校


@dataclass(frozen=True, slots=True)
class Said:
    """The words at [first, last) that say who is bound; `apart`: in a sentence of their own, no part of the task."""

    first: int
    last: int
    apart: bool = False


def find(text: str, setting: Setting) -> tuple[Said, ...]:
    """What the sentences of an item's text say of who is bound, in order."""
    last = _closing(text, setting) or _bare_list(text, setting)
    return (last,) if last else tuple(_by_whom(text, setting))


def headed(text: str, setting: Setting) -> tuple[Said, ...]:
    """The known names that head their duties with a colon: 县公安局：查处违法行为。县交通运输局：治理隐患路段。"""
    found = []
    for match in _HEADS.finditer(text):
        reading = read(match["names"], "joint", setting)
        alone = not labels(f"{match['names']}：") and not reading.remarks and bool(reading.assignments)
        if alone and all(map(_is_known, reading.assignments)) and not between(match["names"], reading):
            found.append(Said(match.start("names"), match.end("names"), apart=True))
    return tuple(found)


def _bare_list(text: str, setting: Setting) -> Said | None:
    """The names behind the last stop, two at least and all known: …。市财政局、市经信局. One may be a signature."""
    match = _NAMES.search(text)
    if not match or not complete(match["names"]):  # most last sentences end as no name does
        return None
    reading = read(match["names"], "joint", setting)
    if len(reading.assignments) < 2 or reading.remarks:
        return None
    firm = all(map(_is_known, reading.assignments))
    return Said(*match.span("names"), apart=True) if firm and not between(match["names"], reading) else None


def between(text: str, reading: Reading) -> str:
    """What stands beside the names of a list up to its last, separators and words that close a list left out."""
    words = list(text[: max(bearer.end for bearer in reading.assignments)])
    for bearer in reading.assignments:
        words[bearer.start : bearer.end] = " " * (bearer.end - bearer.start)
    return _separators().sub("", "".join(words))


@cache
def _separators() -> re.Pattern[str]:
    return re.compile(rf"[\W_]|和|及|与|以及|{closing().pattern}")


def known(reading: Reading) -> bool:
    """Whether there are bearers, half of them at least registered or collective, and no words that name nobody."""
    firm = sum(map(identified, reading.assignments))
    return bool(firm) and 2 * firm >= len(reading.assignments) and all(r.code != "no-bearer" for r in reading.remarks)


def _closing(text: str, setting: Setting) -> Said | None:
    """The last sentence, where all that it says is who leads: …。市教育局负责，市财政局配合。

    Each clause ends with a bearer or a role, a verb gives each bearer its role, and half of the names are known.
    """
    match = _WHO_LEADS.search(text)
    if not match:
        return None
    clauses = [clause.strip() for clause in re.split("[，,；;]", match["note"])]
    ends = all(
        complete(clause) or any(v.end == len(clause) for v in verbs(clause, 0, len(clause))) for clause in clauses
    )
    reading = read(match["note"], "joint", setting)
    if not (ends and known(reading) and all(bearer.rule == "verb" for bearer in reading.assignments)):
        return None
    return Said(*match.span("note"), apart=True)


def _by_whom(text: str, setting: Setting) -> Iterator[Said]:
    """…，由县水利局牵头，县财政局配合，9月底前完成…: names and a verb behind 由, and more clauses of names and a verb
    alone. 由 opens its clause, or the verb closes it: 此项工作由县水利局负责.
    """
    for match in _BY_WHOM.finditer(text):
        end = _bearers_end(match["clause"], setting)
        if end is None or (match["opens"] is None and end < len(match["clause"])):
            continue
        last = match.start("clause") + end
        while (more := _MORE.match(text, last)) and _all_known(more["clause"], setting, alone=True):
            last = more.end()
        yield Said(match.start("clause"), last)


def _bearers_end(clause: str, setting: Setting) -> int | None:
    """Where the verb ends that says what the names of a clause do: 由甲会同乙实施 of 由甲会同乙实施改造工程."""
    for verb in verbs(clause, 0, len(clause)):
        if not clause.startswith(("、", "和"), verb.end) and _all_known(clause[: verb.end], setting):
            return None if _NO_DUTY.match(clause, verb.end) else verb.end
    return None


def _all_known(words: str, setting: Setting, alone: bool = False) -> bool:
    """Whether all names in the words are registered or firm classes, and a verb gives each its role; closing them, if
    they stand `alone`.
    """
    if alone and not any(verb.end == len(words) for verb in verbs(words, 0, len(words))):
        return False
    reading = read(words, "joint", setting)
    return bool(reading.assignments) and all(map(_is_firm, reading.assignments)) and not reading.remarks


def _is_firm(bearer: Assignment) -> bool:
    return bearer.rule == "verb" and _is_known(bearer)


def _is_known(bearer: Assignment) -> bool:
    if bearer.kind == "collective":
        return bool(_FIRM.search(bearer.agency))
    return identified(bearer)


def identified(bearer: Assignment) -> bool:
    """Whether the registries know the bearer, or it is a class."""
    return bearer.match not in ("unknown", "composed")
