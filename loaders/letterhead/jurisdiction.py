"""Whose authority issues a document: the jurisdiction (a region or an institution) and its level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders import cues
from loaders.context import Context
from loaders.letterhead.lines import plain, words
from ontology.records import Level
from ontology.regions import Region, regions

LONGEST_NAME = 16  # characters of a place's name with the places above it
NATIONAL_INSTITUTES = ("国务院", "中共中央", "中国科学院", "中国工程院", "中国社会科学院")
TOWNSHIP = re.compile("[一-鿿]{1,6}?(?:镇|乡|街道|苏木)(?=(?:人民)?政府|党委|党工委|委员会|办事处|人大|$)")
OF_TOWNSHIP = re.compile("镇|乡|街道|苏木")
BODY = re.compile(
    "(?:局|厅|委|办|部|处|中心|院|校|所|站|馆|台|会|社|公司|集团|大学|学院|医院|学校)$"
)  # 江门市土地储备中心
TIER = "(?P<tier>省|自治区|市|县|区|旗|州|盟|镇|乡|校|院)"
OWN_PLACE = re.compile(f"我{TIER}(?![委级直属长])")
OWN_OFFICE = re.compile(f"(?<![一-鿿]){TIER}(?!级|直|长|属)[一-鿿]{{1,10}}(?:厅|局|委|办公室|联社)")
WHOLE_PLACE = re.compile(f"全{TIER}(?![委级直属长])")
_COMPANY = re.compile("[^局厅府部委]{2,24}?有限(?:责任)?公司")
_NAME_END = re.compile('[“"《〈\\d]|关于')  # in a title
REPORT = re.compile(r"(?:\d{4}年)?《?政府工作报告")
TIER_LEVEL: dict[str, Level] = {
    "省": "province", "自治区": "province", "市": "prefecture", "州": "prefecture", "盟": "prefecture", "县": "county",
    "旗": "county", "区": "county", "乡": "township", "镇": "township", "校": "institution", "院": "institution",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Authority:
    """A jurisdiction's full name, its level and its region, where known, and the words that told it (`reason`)."""

    jurisdiction: str | None
    level: Level | None
    region: Region | None
    reason: str


def of_context(context: Context) -> Authority | None:
    """The jurisdiction that the user names: a region, or else an institution or a township by the form of its name."""
    if context.jurisdiction is None:
        return None
    if region := regions().parse(plain(context.jurisdiction)):
        return Authority(region.full_name, context.level or region.level, region, "context")
    found = of_issuer(context.jurisdiction)
    body: Level | None = "institution" if BODY.search(context.jurisdiction) else None
    level = context.level or body or (found.level if found else None)
    return Authority(context.jurisdiction, level, found.region if found else None, "context")


def of_issuer(name: str) -> Authority | None:
    """The place or institution in an issuer's name: 中共广州市委, 国务院办公厅, 某某学院; of 市教育局 its level."""
    name = plain(name).replace(" ", "")
    inner = name
    for prefix in words()["bodies_before_place"]:
        inner = inner.removeprefix(prefix)
    region, rest = place_at_start(inner)
    if school := _institution(name):
        return Authority(school, "institution", region, name)
    if town := TOWNSHIP.match(rest):
        return Authority(region.full_name + town[0] if region else None, "township", region, name)
    if region is None and name.startswith(tuple(words()["national"])):
        region = regions().parse("中国")
    if region is not None:
        return Authority(region.full_name, region.level, region, name)
    tier = re.match("省|自治区|市|县|区|州|盟|旗", inner)
    return Authority(None, TIER_LEVEL[tier[0]], None, name) if tier else None


def of_title(title: str) -> Authority | None:
    """The place that a title opens with, or that stands before its year: 山西省…行动计划, 石城县2018年度…考核细则.

    A short name is enough for a province whose government's report follows: 陕西《政府工作报告》部门分工. The title
    opens with an institution where that is a company by law, or stands before a year, a name in marks or 关于:
    某某有限公司改革任务清单, 广元市第九中学2020年工作安排, 某某学院“五四”活动方案.
    """
    name = plain(title).replace(" ", "").removeprefix("关于")
    region, rest = place_at_start(name)
    company = _COMPANY.match(name)
    if school := company[0] if company else _institution(_NAME_END.split(name, 1)[0]):
        return Authority(school, "institution", region, title)
    if region is None or not (region.name in title or (region.level == "province" and REPORT.match(rest))):
        return None
    return Authority(region.full_name, region.level, region, title)


def of_number(number: str) -> Authority | None:
    """The region that a number's first characters stand for: 晋政发 is 山西省. A guess: 吉政发 is a county's too."""
    head = plain(number).lstrip("([")
    codes = [(code, place) for place, listed in cues.read("codes").items() for code in listed if head.startswith(code)]
    found = regions().abbreviated(head[:1])
    if codes:
        region = regions().parse(max(codes, key=lambda entry: len(entry[0]))[1])
    else:
        region = found[-1] if len({each.id for each in found}) == 1 else None
    return Authority(region.full_name, region.level, region, number) if region else None


def of_body(text: str) -> Authority | None:
    """What the text says of its own place: its level by 我省, 市教育局 or 教务处, and the region that it names.

    That is the one region of that level that is named in full, or the one in which all named places lie.
    """
    text = plain(text)
    for pattern in (OWN_PLACE, OWN_OFFICE, _departments(), WHOLE_PLACE):
        if found := list(pattern.finditer(text)):
            break
    else:
        return None
    tiers = [match.groupdict().get("tier") or "校" for match in found]
    told = max(found, key=lambda match: tiers.count(match.groupdict().get("tier") or "校"))
    level = TIER_LEVEL[told.groupdict().get("tier") or "校"]
    region = None if level == "institution" else _place_named(text, level)
    return Authority(region.full_name if region else None, level, region, f"{told[0]} in the text")


def _place_named(text: str, level: Level) -> Region | None:
    full = [place.regions[0] for place in regions().named_in(text) if place.match == "full" and len(place.regions) == 1]
    at_level = {region.id: region for region in full if region.level == level}
    # 市教育局 in a text that names a county-level city alone may be that city's
    below = [region for region in full if not (level == "prefecture" and region.kind == "县级市")]
    above = {up.id: up for region in below for up in regions().ancestors(region) if up.level == level}
    found = at_level or above
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _departments() -> re.Pattern[str]:
    return re.compile(cues.any_of(words()["departments"]))


def place_at_start(name: str) -> tuple[Region | None, str]:
    """The region with the longest name, those above it included, that the text begins with, and what follows it.

    A short name that goes on as a township's (东安镇) is none.
    """
    for length in range(min(LONGEST_NAME, len(name)), 1, -1):
        region = _parsed(name[:length])
        if region and (name[:length].endswith(region.name) or not OF_TOWNSHIP.match(name, length)):
            return region, name[length:]
    return None, name


@cache
def _parsed(name: str) -> Region | None:
    return regions().parse(name)


@cache
def _institution_name() -> re.Pattern[str]:
    """One of the kinds that words tells, but no class: 广元市中小学 are all of a city's."""
    kinds = "|".join(sorted(words()["institutions"], key=len, reverse=True))
    return re.compile(f"((?!.*中小学)[^局厅府部委]*(?:{kinds}))(?:党委|[一-鿿]{{0,8}}(?:处|办公室|委员会|部|中心|科))?")


def _institution(name: str) -> str | None:
    """The school, hospital or company of that name, or of whose department it is the name: 某某学院教务处."""
    match = _institution_name().fullmatch(name)
    return match[1] if match and not name.startswith(NATIONAL_INSTITUTES) else None
