"""What a piece cut from a list of bearers names: a class, a government, a department, an agency (GUIDE: Assignment)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.cues import any_of, read
from loaders.finders.collectives import LEVELS, Tier, is_class, is_each, is_quantified, is_vague, owner, quantifier
from loaders.finders.setting import Setting
from ontology.agencies import Identity, identify, is_known
from ontology.records import Assignment, Kind, Level
from ontology.regions import Region, regions

_ORGANISATION = re.compile(rf"{any_of(read('bearers')['endings'])}(?:（[^（）]*）)?$")
_LIKE_A_CLAUSE = re.compile(r"[。；：]|月底|\d{4}年(?!.{0,6}会)|以上|以下|\d+[个名项]")
_TIERED = re.compile(r"(?:自治区|自治州|省|市|县|区|州|盟|旗)(?!场|域|块链)")
_LEVEL_OF: dict[str, Level] = {
    "省": "province",
    "自治区": "province",
    "市": "prefecture",
    "州": "prefecture",
    "盟": "prefecture",
    "自治州": "prefecture",
    "县": "county",
    "区": "county",
    "旗": "county",
}
_GOVERNMENT = re.compile(r"(?P<place>.*?)(?:人民)?政府")
_OWN_TIER = re.compile(
    r"(?:自治区|自治州|省|市|县|区|州|盟|旗|乡|镇)级(?=.)|(?:全|我|本)(?:省|市|县|区|州|盟|旗|乡|镇)(?=.)|(?:自治区|省|市|县|区|州|盟|旗)(?![直辖属管区内外州县])(?=.)"
)
_OWNED = re.compile(r"(?:自治区|省|市|县|区|州|盟|旗)(?:级|直属|直|属|管)")
_OFFICES = ("办公室", "办", "所", "站", "中心", "院", "队", "窗口", "大厅")  # a town has no 局
_VILLAGES = ("村", "社区")
_OF_TOWN = re.compile(r"^(?:镇|乡(?!村)|街道|苏木)(?=..)")  # 镇财政所, but not 乡村振兴办
_DEPARTMENT = re.compile(  # of the body whose document it is: 农村水利处, 基础教育科; no 好处, 学科, 公司
    r"[一-龥]{1,10}(?:(?<![到好用长难益害之何别此某两多各几一二三四五六七八九十])处|(?<![学专本百内外妇儿全])科|(?<![控参入持])股"
    r"|(?<!公)司)|办公室"
)
_LEADER = "(?:副?[省市州县区乡镇]长|副?书记|同志)"
_LEADS = "(?:具体|直接)?(?:负责|牵头|督办|主抓|包抓|分管|挂帅)"
PERSON = f"[一-龥]{{2,4}}{_LEADER}(?:{_LEADS})?|[一-龥]{{0,4}}{_LEADER}(?:[一-龥]{{2,3}})?{_LEADS}"
"""Somebody by office, who is no bearer: 赵某副区长督办."""
_SOLE = ("高新区", "经开区")  # a place has one: 各县人民政府，高新区、经开区
_DIRECT = re.compile(rf"(?:{quantifier()})?直属")
_OF_GOVERNMENT = re.compile(rf"(?:省|市|县|区|旗|州|自治区)?(?:人民)?政府(?:{quantifier()})")
_WHITE = re.compile(r"\s")

Span = tuple[int, int]


@dataclass(slots=True)
class Carried:
    """What an earlier part of the list lends to later ones.

    A tier (省 in 省教育厅、财政厅), a quantifier (各), the place that groups a spelled-out list (大同市：大同县、矿区),
    whether a class was a government's (省政府各部门、各直属机构), and whether a comma stands behind the quantifier.
    """

    level: Level | None = None
    quantifier: str | None = None
    place: Region | None = None
    government: bool = False
    crossed: bool = False

    def cross_comma(self) -> None:
        """有关 holds up to a comma, 各 beyond it: 各有关部门，乡镇人民政府."""
        if self.quantifier:
            self.quantifier = "各" if "各" in self.quantifier else None
        self.crossed = True


def complete(words: str) -> bool:
    """Whether the words can stand as a bearer: they end as an organisation or a place does, and in no open bracket."""
    bare = _WHITE.sub("", words)
    if len(bare) < 2 or bare.count("（") != bare.count("）") or _LIKE_A_CLAUSE.search(bare):
        return False
    return bool(_ORGANISATION.search(bare))


def stands(words: str, setting: Setting, carried: Carried) -> bool:
    """Whether the words can stand as a bearer of this document: complete, registered, 各村, a village of the town."""
    village = setting.level == "township" and len(words) > 2 and words.endswith(_VILLAGES)
    return village or complete(words) or is_each(words) or registered(words, setting, carried)


def name_tier(tier: Tier, text: str, folded: str, setting: Setting, shared: str | None = None) -> Assignment:
    """The collective of a tier of governments; the one government where the tier is the document's own (市人民政府).

    `shared` is the quantifier of the bearer before it in the list (各街道办事处、乡镇人民政府).
    """
    surface, printed = (_WHITE.sub("", words[tier.start : tier.end]) for words in (text, folded))
    span, region, level = (tier.start, tier.end), setting.region, LEVELS[tier.tier]
    if region and not setting.zone and tier.quantifier is None and level == setting.level != "national":
        name = f"{region.name}{setting.own if level == 'township' else ''}人民政府"
        return _bearer(surface, name, "government", span, "collective", level=level, region=_id(region))
    if level == "township":  # as printed: 各乡镇, 各街道
        opening = tier.quantifier or shared or ""
        name = setting.prefix + (printed if printed.startswith(opening) else opening + printed)
    else:
        name = setting.prefix + tier.canonical if setting.prefix else printed
    return _bearer(surface, name, "collective", span, "collective", level=level, region=_id(setting.registered))


def name_class_list(surface: str, item: str, start: int, end: int, setting: Setting) -> Assignment:
    """One of 各级教育、财政、扶贫等部门: `item` is its words with the shared head, 各级财政."""
    name = f"{setting.prefix}{item}部门"
    return _bearer(surface, name, "collective", (start, end), "collective", region=_id(setting.registered))


def name_place(place: Region, text: str, start: int, end: int, setting: Setting) -> Assignment:
    """The government of a place that the text names: 杭州市政府, 阳曲县."""
    own = setting.region is not None and place.id == setting.region.id
    full = place.name if own or place.level == "province" else place.distinct_name
    surface = _WHITE.sub("", text[start:end])
    office = "行政公署" if place.kind in ("盟", "地区") else "人民政府"
    name = full + office
    return _bearer(surface, name, "government", (start, end), "registry", level=place.level, region=place.id)


def name_bearer(
    text: str, folded: str, start: int, end: int, setting: Setting, carried: Carried
) -> tuple[Assignment, Identity | None] | None:
    """The bearer that text[start:end) names, and the registry's answer where it was asked; None for what names nobody.

    `carried` is read and updated: an elided 省 or 各 is taken from the bearer before.
    """
    surface, name, span = _WHITE.sub("", text[start:end]), _WHITE.sub("", folded[start:end]), (start, end)
    alone = name in _SOLE and (carried.quantifier is None or carried.crossed)
    if is_vague(name) or (is_class(name) and not alone) or (carried.quantifier and is_quantified(name)):
        return _collective(surface, name, span, setting, carried), None
    if not stands(name, setting, carried) or re.fullmatch(PERSON, name):
        return None
    carried.quantifier = None
    if unit := name if setting.level == "institution" else _town_office(name, setting, carried):
        return _bearer(surface, unit, "unit", span, "registry", level=setting.level), None
    if place := _government_of(name, setting, carried.place):
        return name_place(place, text, start, end, setting), None
    identity = identify(name, home=setting.region, level=_tier_of(name, setting, carried), year=setting.year)
    own = carried.level is None and not setting.zone and _DEPARTMENT.fullmatch(name)
    if own and (identity.match in ("composed", "unknown", "elided") or identity.risk):
        return _bearer(surface, name, "unit", span, "registry", level=setting.level), None
    id, around = None if setting.zone else identity.id, _registered_region(identity.region, setting)
    return _bearer(
        surface, identity.name, identity.kind, span, identity.match, identity.level, around, id, identity.function
    ), identity


def _town_office(name: str, setting: Setting, carried: Carried) -> str | None:
    """The name of an office or village of the town whose document it is: 财政所 of 镇财政所, 党政办 as printed.

    It names the town's own tier, or ends as an office or a village does and names no tier above.
    """
    if setting.level != "township":
        return None
    office = _OF_TOWN.sub("", name.removeprefix(setting.own))
    if _GOVERNMENT.fullmatch(office):
        return None
    if office == name and (carried.level or _TIERED.match(name) or not name.endswith((*_OFFICES, *_VILLAGES))):
        return None
    return office


def _tier_of(name: str, setting: Setting, carried: Carried) -> Level | None:
    """The tier that a name says itself (省教育厅) or has from the name before it, which it then hands on."""
    if match := _TIERED.match(name):
        carried.level = _LEVEL_OF[match.group()]
        if match.group() == "市" and setting.region is not None and setting.region.kind == "直辖市":
            carried.level = "province"
    return carried.level or setting.level


def _collective(surface: str, name: str, span: Span, setting: Setting, carried: Carried) -> Assignment:
    if not is_vague(name) and carried.quantifier and not _OWNED.match(name):  # 各党总支、党支部, but 市属国有企业
        name = carried.quantifier + name
    elif match := re.match(rf"{owner()}(?P<own>{quantifier()})", name):
        carried.quantifier, carried.crossed = match["own"], False
    prefix = setting.prefix if _TIERED.match(name) else setting.own
    if carried.government and prefix and _DIRECT.match(name):
        name = "政府" + name
    carried.government = bool(_OF_GOVERNMENT.match(name))
    said = prefix + _OWN_TIER.sub("", name, count=1) if prefix and _OWN_TIER.match(name) else prefix + name
    if prefix and name.startswith(prefix):
        said = name
    return _bearer(surface, said, "collective", span, "collective", region=_id(setting.registered))


def _government_of(name: str, setting: Setting, group: Region | None) -> Region | None:
    """The region whose government the words name: 杭州市政府, 阳曲县, and 市政府 in the city's own document."""
    region = setting.region
    match = _GOVERNMENT.fullmatch(name)
    place = match["place"] if match else name
    if match and region and _TIERED.fullmatch(place) and _LEVEL_OF[place] == setting.level:
        return region
    if match and region and place == "市" and region.kind == "直辖市":
        return region
    if len(place) < 2 or (not match and not place.endswith(("市", "县", "区", "旗", "州", "盟", "省"))):
        return None
    within = group or (region if region and region.level != "national" else None)
    found = regions().candidates(place, within, setting.year) or (
        regions().candidates(place, None, setting.year) if match else ()
    )
    if not match:
        found = tuple(r for r in found if r.name == place)
    return found[0] if len(found) == 1 else None


def _registered_region(region: str | None, setting: Setting) -> str | None:
    """The registry's id of a region; that of the region around it for a zone, which has none."""
    around = setting.registered
    return around.id if setting.zone and around and setting.region and region == setting.region.id else region


def registered(name: str, setting: Setting, carried: Carried) -> bool:
    """Whether the registry knows the words as a name, however they end: 国网四川电力."""
    if setting.level == "institution" or len(name) < 2:
        return False
    return is_known(name, home=setting.region, level=carried.level or setting.level, year=setting.year)


def _id(region: Region | None) -> str | None:
    return region.id if region else None


def _bearer(
    surface: str,
    agency: str,
    kind: Kind,
    span: Span,
    match: str,
    level: Level | None = None,
    region: str | None = None,
    agency_id: str | None = None,
    function: str | None = None,
) -> Assignment:
    return Assignment(
        surface=surface,
        agency=agency,
        kind=kind,
        role="joint",
        order=0,
        scope=None,
        agency_id=agency_id,
        function=function,
        level=level,
        region=region,
        match=match,
        rule="",
        start=span[0],
        end=span[1],
    )
