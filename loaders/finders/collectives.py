"""Bearers that are classes: 各市、县人民政府, 相关省辖市, 各有关部门, 各二级学院 (GUIDE: Assignment).

A government collective is a chain of tiers that shares a quantifier at its head and 人民政府 at its end:
各市、县人民政府 names two. The words of tiers, quantifiers and classes stand in ontology/collectives.csv.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from loaders.cues import any_of, read
from ontology.membership import collective_words
from ontology.records import Level

_CANONICAL = {  # how the guide names the tiers' governments
    "direct": "省直管县（市）人民政府",
    "top": "省（区、市）人民政府",
    "prefecture": "市人民政府",
    "county": "县（市、区）人民政府",
}
LEVELS: dict[str, Level] = {
    "direct": "county",
    "top": "province",
    "prefecture": "prefecture",
    "county": "county",
    "township": "township",
}
_JOINT = "[、和及与/]|以及"
_WITH = "（含[^（）]{1,20}）"  # 各市、县（含定州、辛集市）政府
_WHOLE = "(?!（[市县区旗盟特、]+）)"  # 市 is no tier in 各市（县、区）


@dataclass(frozen=True, slots=True)
class Tier:
    """One link of a chain of tiers: [start, end) is its surface, `quantifier` its own or the one that it shares."""

    tier: str
    quantifier: str | None
    start: int
    end: int

    @property
    def canonical(self) -> str:
        """各市人民政府, 相关省直管县（市）人民政府: quantifier and tier in the guide's words."""
        quantifier = self.quantifier if self.quantifier in ("相关", "有关") else "各"
        if self.quantifier in ("各有关", "各相关", "有关各", "相关各"):
            quantifier = self.quantifier.strip("各")
        return quantifier + _CANONICAL[self.tier]


def _alternatives(cue: str, code: str | None = None) -> str:
    return "|".join(row["pattern"] for row in collective_words() if row["cue"] == cue and code in (None, row["code"]))


@cache
def quantifier() -> str:
    """A pattern of the quantifiers, longest first: 各有关, 相关, 各."""
    return _alternatives("quantifier")


@cache
def government() -> str:
    """A pattern of what names a government after its place: 人民政府, 政府."""
    return f"(?:{_alternatives('government')})"


@cache
def tiers() -> str:
    """A pattern of the tiers' words: 市, 县（市、区）, 省（区、市）."""
    return _alternatives("tier")


@cache
def shared_tier() -> str:
    """A pattern of what closes a spelled-out list of places of one or two tiers: 省（区）, 省（市）, 地区."""
    return _alternatives("shared-tier")


@cache
def _link() -> re.Pattern[str]:
    tier = "|".join(f"(?P<{row['code']}>{row['pattern']})" for row in collective_words() if row["cue"] == "tier")
    return re.compile(
        rf"(?P<quantifier>{quantifier()})?(?:{tier}){_WHOLE}级?(?:{_WITH})?(?P<government>级?{government()})?"
    )


@cache
def closing() -> re.Pattern[str]:
    """What closes a list without being a bearer: 等, 等部门, 等有关部门."""
    return re.compile(rf"(?:{_alternatives('closing')})")


@cache
def owner() -> str:
    """A pattern of whose class it is, which may be left unsaid: 省直 in 省直有关部门."""
    return rf"{any_of(read('bearers')['owners'])}?(?:级|直属|直|属|管)?"


@cache
def _class() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('class')})")


@cache
def _vague() -> re.Pattern[str]:
    ending = any_of(read("bearers")["class_endings"])
    inside = rf".+各(?:{_alternatives('class')})"  # 项目建设各专班
    return re.compile(rf"(?:{owner()}(?:{quantifier()})(?!级以上).+|.+{ending}|{inside}|会同有关(?:部门|方面))")


def is_class(name: str) -> bool:
    """Whether the words name a class and nobody in particular: 党支部, 行业主管部门, 园区."""
    return bool(_class().fullmatch(name))


def is_each(name: str) -> bool:
    """Whether the words are a class with its quantifier and no more: 各村（社区）, 各相关企业."""
    return bool(re.fullmatch(rf"{owner()}(?:{quantifier()})(?:{_alternatives('class')})", name))


def is_vague(name: str) -> bool:
    """Whether the words name some or all of a class: 各二级学院, 市级有关部门, 领导小组成员单位."""
    return bool(_vague().fullmatch(name))


def is_quantified(name: str) -> bool:
    """Whether the words name a class where a quantifier before them holds for them too: 政府 in 各级党委和政府."""
    return bool(re.fullmatch(_alternatives("quantified"), name))


_FIELD_MOST = 12  # characters of a field
_DEPARTMENTS = "(?:行政|主管|业务|行业|职能|相关|有关){0,2}部门"
_CLASS_LIST = re.compile(
    r"(?P<head>各级(?:政府)?|地方各级|县级以上(?:地方)?|各地|全省各级|全市各级)(?P<items>[一-龥、]{5,120}?)"
    rf"等?{_DEPARTMENTS}"
)


def class_list(text: str, start: int, end: int) -> tuple[list[tuple[str, int, int]], int] | None:
    """The classes of 各级教育、财政等部门 as (head and item, start, end of the surface), and where the list ends."""
    match = _CLASS_LIST.match(text, start, end)
    if not match:
        return None
    items = list(re.compile("[^、和及]+").finditer(text, *match.span("items")))
    if len(items) < 2 or not all(2 <= len(item[0]) <= _FIELD_MOST for item in items):
        return None
    starts = [start, *(item.start() for item in items[1:])]
    return [(match["head"] + item[0], at, item.end()) for item, at in zip(items, starts, strict=True)], match.end()


_FIELD_LIST = re.compile(
    rf"(?P<tier>[省市县区])?级?(?P<items>(?:[一-龥]{{2,{_FIELD_MOST}}}(?<![厅局委部办院会府区县])、)+[一-龥]{{2,{_FIELD_MOST}}}?)"
    rf"等?(?P<ending>{_DEPARTMENTS}|局|厅)"
)
_OFFICES = ("局", "厅", "委", "部", "办")


def field_list(
    text: str, start: int, end: int, known: Callable[[str], bool]
) -> tuple[list[tuple[str, int, int]], int] | None:
    """The bearers of 市教育、公安等部门 or 市教育、财政局 as (name, start, end of surface), and where the list ends.

    Each item is a field of which `known` knows the office: 市公安局. The last surface has the ending that all share
    where it is 局 or 厅.
    """
    match = _FIELD_LIST.match(text, start, end)
    if not match:
        return None
    tier, ending = match["tier"] or "", match["ending"]
    single = ending in _OFFICES

    def is_field(words: str) -> bool:
        return any(known(tier + words + office) for office in ((ending,) if single else _OFFICES))

    items: list[re.Match[str]] = []
    for part in re.compile("[^、]+").finditer(text, *match.span("items")):
        items += [part] if is_field(part[0]) else re.compile("[^和及]+").finditer(text, *part.span())
    if not all(is_field(item[0]) for item in items):
        return None
    starts = [start, *(item.start() for item in items[1:])]
    ends = [*(item.end() for item in items[:-1]), match.end() if single else items[-1].end()]
    return [(tier + item[0] + ending, a, b) for item, a, b in zip(items, starts, ends, strict=True)], match.end()


def chain(text: str, start: int, end: int, level: Level | None = None) -> list[Tier]:
    """The tiers of the government collectives that begin exactly at `start`; empty where there are none.

    `level` is the document's: 各市、区 of a prefecture are its county-level cities and districts, one tier.

    市县人民政府 is two tiers with one surface; 各区、县级市 is one. A link without a quantifier of its own takes the
    one before it. A bare tier (市) counts only in a chain that a quantifier opens or 人民政府 closes.
    """
    links: list[re.Match[str]] = []
    at = start
    while match := _link().match(text, at, end):
        links.append(match)
        joint = re.compile(_JOINT).match(text, match.end(), end)
        following = _link().match(text, joint.end() if joint else match.end(), end)
        if not following or (not joint and match["government"]):
            break
        if not joint and not _adjoins(match, following):
            break
        at = following.start()
    while links and not closed(text, links[-1].end(), end):
        links.pop()
    if not any(link["quantifier"] or link["government"] for link in links):
        return []
    tiers = _tiers(links)
    return _below(tiers, text) if level == "prefecture" else tiers


def _below(tiers: list[Tier], text: str) -> list[Tier]:
    """The tiers as a prefecture means them: its 各市 are of counties' rank, so that 各市、区人民政府 is one."""
    below: list[Tier] = []
    for n, tier in enumerate(tiers):
        bare = n > 0 and not re.search("各|政府", text[tiers[n - 1].start + 1 : tier.start + 1])
        if tier.tier == "county" and bare and below[-1].tier == "county" != tiers[n - 1].tier:
            below[-1] = replace(below[-1], end=tier.end)
        elif tier.tier == "prefecture" and tier.quantifier:
            below.append(replace(tier, tier="county"))
        else:
            below.append(tier)
    return below


def _adjoins(first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether two tiers without a joint are two: 市县人民政府 is, and nothing but two bare tiers is."""
    return not first["government"] and not second["quantifier"] and _tier(first) != _tier(second)


def closed(text: str, at: int, end: int) -> bool:
    """Whether a chain may end here: nothing follows that would make its last tier part of a name (各市教育局)."""
    rest = text[at:end]
    return not rest or bool(
        re.match(
            r"[、，；。）：\s/\n]|和|及|与|以及|等|按|负责|落实|配合|参与|牵头|分|具体|结合|组织|实施|协|共同|推进|承|执行|指导",
            rest,
        )
    )


def _tier(link: re.Match[str]) -> str:
    return next(row["code"] for row in collective_words() if row["cue"] == "tier" and link[row["code"]])


def _tiers(links: list[re.Match[str]]) -> list[Tier]:
    tiers: list[Tier] = []
    shared: str | None = None
    for n, link in enumerate(links):
        shared = link["quantifier"] or shared
        start, end = link.span()
        if n and links[n - 1].end() == start:  # 市县人民政府: one surface for both
            start = tiers[-1].start
            tiers[-1] = Tier(tiers[-1].tier, tiers[-1].quantifier, start, end)
        tiers.append(Tier(_tier(link), shared, start, end))
    return tiers
