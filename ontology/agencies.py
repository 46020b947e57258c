"""Who a printed name means: its official full name, line (条), tier (块) and region at the document's date.

A name is looked up by (form, tier, region, year), in this order: behind a tier's sign (省人社厅), as it stands with its
prefix elided (人力资源社会保障厅), behind a region's name (太原市教育局; 杭州市 alone is its government), as a national
body, around a place (人行太原中心支行); then, where nothing is known, by a close spelling and last by composition.
A bearer with a name in brackets (市交通委（市道运局）) resolves to the outer name, without the bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ontology.agency_forms import NATION, names, registry
from ontology.agency_lookup import Identity, Setting, look_up, respelt
from ontology.agency_naming import party_committee
from ontology.agency_places import marked, named_first
from ontology.records import Kind, Level
from ontology.regions import Region, regions

__all__ = ["Identity", "identify", "is_known", "names"]

NATIONAL = re.compile(
    r"国家|中国|国务院|中央|全国|中华|最高|共青团中央|.*(?:部|总局|署)$"
)  # says itself that it is the nation's
TOWNSHIP = re.compile(r"(.+?(?:镇|乡|苏木))(?:人民)?(?:政府)?|(.+?街道)(?:办事处|办)?")
PARTY = re.compile(r"(?:党?委|委员会)(?=.{2})")  # 委人才办 in 省委人才办


def is_known(name: str, *, home: Region | None, level: Level | None, year: int | None) -> bool:
    """Whether the registry has that name, so that a cutter may leave it whole."""
    return identify(name, home=home, level=level, year=year).match in ("registry", "alias", "elided")


@lru_cache(maxsize=65536)
def identify(name: str, *, home: Region | None, level: Level | None, year: int | None) -> Identity:
    """Who one bearer is: its printed name, cut out of its list.

    `home` is the document's region (None for an institution or where it is not known), `level` the tier that an elided
    prefix takes from its list, `year` the document's (None: today's names). Never raises: what is unknown is composed.
    """
    text = "".join(name.split()).replace("(", "（").replace(")", "）")
    if level == "institution":
        return Identity(text, None, None, level, None, "unit", "composed")
    setting = Setting(_context(home, level), home, year)
    placeless = home is None and level not in (None, "national")  # 统计局 of an unknown city is not 国家统计局
    outer = text
    for outer in _outer_names(text):
        found = look_up(outer, setting)
        if found is not None and not (placeless and found.level == "national" and not NATIONAL.match(outer)):
            return found
    return (None if placeless else respelt(outer, setting)) or _compose(outer, setting)


def _outer_names(text: str) -> Iterator[str]:
    """The name as printed, then without its closing bracket: 市交通委（市道运局）, 市交通委."""
    yield text
    outer = re.sub(r"（[^（）]*）$", "", text)
    if outer and outer != text:
        yield outer


def _context(home: Region | None, level: Level | None) -> Region:
    """The region that a name without prefix belongs to: home, or what lies above it at the level of its list."""
    if home is None or home.level == level or level is None:
        return home or regions().get("CN")
    return next((region for region in regions().ancestors(home) if region.level == level), home)


def _compose(text: str, setting: Setting) -> Identity:
    """The name of a body that the registry does not have: the region's name and the rest in official words."""
    township = TOWNSHIP.fullmatch(text)
    if township and setting.context.level == "county":
        return _township(township, setting.context)
    ambiguous = _ambiguous_government(text, setting)
    if ambiguous:
        return ambiguous
    region, rest, prefixed = _split(text, setting)
    party = PARTY.match(rest)
    words = registry().forms.expand(rest[party.end() :] if party else rest)
    words = re.sub(r"^政府(?=.{2})", "人民政府", words)
    kind, proper = _ending(words)
    own = (
        *NATION,
        *(
            name
            for r in (region, *regions().ancestors(region))
            for name in (r.name, r.name[:-1], *r.short_names)
            if len(name) > 1
        ),
    )
    bare = not prefixed and (proper in ("yes", region.level) or region.level == "national" or words.startswith(own))
    name = words if bare else (party_committee(region) if party else region.name) + words
    match = "composed" if kind else "unknown"
    risk = (f"unknown to the registry: {text}",)
    return Identity(name, None, None, region.level, region.id, kind or "agency", match, (), risk)


def _township(printed: re.Match[str], county: Region) -> Identity:
    own = printed[1] + "人民政府" if printed[1] else printed[2] + "办事处"
    name = county.name + own.removeprefix(county.name)
    return Identity(name, None, "township", "township", county.id, "government", "composed")


def _ambiguous_government(text: str, setting: Setting) -> Identity | None:
    """A county that shares its name with another of the province: 矿区 in Shanxi, of 大同市 or of 阳泉市."""
    line = (setting.home, *regions().ancestors(setting.home)) if setting.home else ()
    name = re.sub("(?:人民)?政府$", "", text)
    for outer in line:
        found = [region for region in regions().candidates(name, outer, setting.year) if region.name == name]
        if found:
            names = tuple(sorted(f"{region.distinct_name}人民政府" for region in found))
            own = f"{outer.name}{name}人民政府"
            risk = (f"ambiguous region: {name} is {'、'.join(names)}",)
            return Identity(own, None, "government", found[0].level, None, "government", "unknown", names, risk)
    return None


def _ending(words: str) -> tuple[Kind | None, str]:
    """What the longest known ending says of a name: its kind, and where such names are proper names."""
    endings = registry().endings
    return next((endings[words[i:]] for i in range(len(words)) if words[i:] in endings), (None, ""))


def _split(text: str, setting: Setting) -> tuple[Region, str, bool]:
    """The region, the rest, and whether the name said the region itself: by the tier's sign or by its full name."""
    if not text.startswith(registry().forms.openings):
        for region, rest in marked(text, setting.home):
            if rest:
                return region, rest, True
    for region, rest in named_first(text, setting.home, setting.year):
        if rest and text.startswith(region.name):
            return region, rest, True
    return setting.context, text, False
