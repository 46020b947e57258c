"""Who a printed name means: its official full name, line (条), tier (块) and region at the document's date.

A name is looked up by (form, tier, region, year), in this order: behind a tier's sign (省人社厅), as it stands with its
prefix elided (人力资源社会保障厅), behind a region's name (太原市教育局; 杭州市 alone is its government), around a place
(人行太原中心支行); then, where nothing is known, by a close spelling and last by composition from official words.
A bearer with a name in brackets (市交通委（市道运局）) resolves to the outer name, without the bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from ontology.agency_forms import Form, names, registry
from ontology.agency_naming import canonical, identifier, rank
from ontology.agency_places import capital_of, marked, named_first
from ontology.records import Kind, Level
from ontology.regions import Region, regions

__all__ = ["Identity", "identify", "is_known", "names"]

NATIONAL_NAME = re.compile(
    r"(?:国家|中国|国务院|中央|全国|中华|中共中央|最高|共青团中央|北京冬奥)|.*(?<!组织)(?<!宣传)(?<!统战)(?<!工作)部$|.*总局$|.*署$"
)
TOWNSHIP = re.compile(r"(.+?(?:镇|乡|苏木))(?:人民)?(?:政府)?|(.+?街道)(?:办事处|办)?")
COMMON_START = re.compile(r"市场|市容|市政(?!府|务|协|法|研|数)|区域|县域|州际|省际|地区生产")
BODY = re.compile(
    r".*(?:领导小组|指挥部|委员会|协会|学会|联合会|商会|基金会|联盟|促进会|促进中心|研究会|大学|学院|医院|学校|专班)$"
)
ENTERPRISE = re.compile(r".*(?:公司|集团|银行|厂|交易所|企业|信用社|联社)$")
AGENCY = re.compile(r".*(?:局|厅|委|委员会|办|办公室|部|署|中心|站|处|所|队|馆|台|院|社|组|会)$")
PROPER = re.compile(r".*(?:公司|集团|银行|大学|学院|医院|学校|厂|交易所|分行|支行|协会|新区管委会|研究院)$")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a printed name means. Without `id`, the registry does not know the body and `name` is composed."""

    name: str  # canonical full name: 山西省人力资源和社会保障厅
    id: str | None
    function: str | None  # code in functions.csv
    level: Level | None
    region: str | None  # id in regions.csv
    kind: Kind
    match: str  # registry, alias, elided, spelling, composed, unknown
    alternatives: tuple[str, ...] = ()  # other official names that the words can stand for there and then
    risk: tuple[str, ...] = ()  # why a person should look at it


class Reading(NamedTuple):
    """A printed name as region and rest: 省人社厅 is (山西省, 人社厅)."""

    region: Region
    rest: str
    elided: bool
    printed_place: str = ""


def is_known(name: str, *, home: Region | None, level: Level | None, year: int | None) -> bool:
    """Whether the registry has that name, so that a cutter may leave it whole."""
    return identify(name, home=home, level=level, year=year).match in ("registry", "alias", "elided")


@lru_cache(maxsize=65536)
def identify(name: str, *, home: Region | None, level: Level | None, year: int | None) -> Identity:
    """Who one bearer is: its printed name, cut out of its list.

    `home` is the document's region (None for an institution or where it is not known), `level` the tier that an elided
    prefix takes from its list, `year` the document's (None: today's names). Never raises: what is unknown is composed.
    """
    text = re.sub(r"\s+", "", name).translate(str.maketrans("()", "（）"))
    if level == "institution" or (home is None and level is None and not NATIONAL_NAME.match(text)):
        return Identity(text, None, None, level, None, "unit", "composed")
    context = _context(home, level) or regions().get("CN")
    for words in _outer_names(text):
        found = _look_up(words, context, home, year)
        if found is not None:
            return found
    outer = list(_outer_names(text))[-1]
    return _respelt(outer, context, home, year) or _compose(outer, context, home, year)


def _outer_names(text: str) -> Iterator[str]:
    """The name as printed, then without its closing bracket: 市交通委（市道运局）, 市交通委."""
    yield text
    outer = re.sub(r"（[^（）]*）$", "", text)
    if outer and outer != text:
        yield outer


def _context(home: Region | None, level: Level | None) -> Region | None:
    """The region that a name without prefix belongs to: home, or what lies above it at the level of its list."""
    if home is None or level is None:
        return home
    return next((region for region in (home, *regions().ancestors(home)) if region.level == level), home)


def _look_up(text: str, context: Region, home: Region | None, year: int | None) -> Identity | None:
    """The name as the registry knows it, or None."""
    bare = text.removeprefix("中国共产党").removeprefix("中共") if not text.startswith("中共中央") else text
    for reading in _readings(bare, context, home, year):
        found = _known(reading, home, year)
        if found is not None:
            return found
    return _placed(text, context, home, year)


def _readings(text: str, context: Region, home: Region | None, year: int | None) -> Iterator[Reading]:
    """Every way to split the name into a region and the rest, the likeliest first."""
    for region, rest in marked(text, home):
        yield Reading(region, rest, elided=False)
    yield Reading(context, text, elided=True)
    if context.level != "national" and NATIONAL_NAME.match(text):
        yield Reading(regions().get("CN"), text, elided=False)
    for region, rest in named_first(text, home, year):
        yield Reading(region, rest, elided=False, printed_place=text.removesuffix(rest) if rest else text)


def _known(reading: Reading, home: Region | None, year: int | None) -> Identity | None:
    """The best of the registry's names that the rest can be, as printed or in official words."""
    forms = registry().forms
    region, rest = reading.region, reading.rest
    if not rest:
        return (
            _resolved(forms.by_text["人民政府"], reading, home, year, "alias") if region.level != "national" else None
        )
    exact = _resolved(forms.by_text.get(rest, ()), reading, home, year, None)
    return exact or _resolved(forms.by_text.get(forms.expand(rest), ()), reading, home, year, "alias")


def _resolved(
    candidates: list[Form] | tuple[Form, ...],
    reading: Reading,
    home: Region | None,
    year: int | None,
    match: str | None,
) -> Identity | None:
    """The identity of the best candidate in that region and year; None where none is in use on that tier."""
    forms = registry().forms
    region = reading.region
    found = []
    for form in candidates:
        if any(reading.rest.endswith(end) and form.name.function == function for end, function in forms.negatives):
            continue
        where = next(iter(marked(form.marker, home)), (None, ""))[0] if form.marker and reading.elided else region
        place = rank(form, where, year) if where else None
        if where and place:
            found.append((place, form, where))
    if not found:
        return None
    found.sort(key=lambda item: item[0])
    place, form, where = found[0]
    others = {canonical(f.name, w, home, reading.printed_place) for p, f, w in found[1:] if p[0] == place[0]}
    name = canonical(form.name, where, home, reading.printed_place)
    return Identity(
        name=name,
        id=identifier(form.name, where),
        function=form.name.function,
        level=where.level,
        region=where.id,
        kind=form.name.kind,
        match="elided"
        if reading.elided and not form.marker and where.level != "national"
        else match or ("registry" if form.official else "alias"),
        alternatives=tuple(sorted(others - {name})),
        risk=_risk(form, where, year, place[0]),
    )


def _risk(form: Form, region: Region, year: int | None, tier: int) -> tuple[str, ...]:
    name = form.name
    bounds = f"{name.since or ''}-{name.until or ''}"
    if year is not None and not name.holds_in(year, grace=1):
        return (f"out of its time: {name.name.replace('{region}', region.name)} is in use {bounds}, not in {year}",)
    return (f"unusual at this level: {name.tiers}",) if tier in (2, 4) else ()


def _placed(text: str, context: Region, home: Region | None, year: int | None) -> Identity | None:
    """A name around a place: 人行太原中心支行, 国家税务总局广元市税务局, 黄埔海关."""
    forms = registry().forms
    shapes = list(forms.placed(text)) or list(forms.placed(forms.expand(text)))
    by_place: dict[str, list[Form]] = {}
    for place, form in shapes:
        by_place.setdefault(place, []).append(form)
    for place in sorted(by_place, key=lambda place: (len(place), place)):
        found = _in_place(place, by_place[place], home, year)
        if found is not None:
            return found
    return _free_place(shapes, year)


def _in_place(place: str, forms: list[Form], home: Region | None, year: int | None) -> Identity | None:
    region = next((r for r, rest in (*marked(place, home), *named_first(place, home, year)) if not rest), None)
    if region is None:
        return None
    above = capital_of(region)
    seats = [form for form in forms if "{capital}" in form.name.name]
    if above is not None and seats:  # 太原's branch is the province's
        found = _resolved(seats, Reading(above, "", False, place), home, year, None)
        if found is not None and not found.risk:
            return found
    return _resolved([f for f in forms if f.name.tiers != "国"], Reading(region, "", False, place), home, year, None)


def _free_place(shapes: list[tuple[str, Form]], year: int | None) -> Identity | None:
    """A seat that is no region: 黄埔海关, 太湖流域."""
    for place, form in shapes:
        if "{place}" in form.name.name and 1 < len(place) < 5:
            name = form.name.name.replace("{place}", place)
            return Identity(name, None, form.name.function, None, None, form.name.kind, "alias")
    return None


def _respelt(text: str, context: Region, home: Region | None, year: int | None) -> Identity | None:
    """The only registered name that the printed one can be a misprint of, with the risk named."""
    forms = registry().forms
    for reading in _readings(text, context, home, year):
        near = {
            other for word in {reading.rest, forms.expand(reading.rest)} if len(word) > 3 for other in forms.near(word)
        }
        found = {_resolved(forms.by_text[other], reading, home, year, "spelling") for other in near} - {None}
        names = {identity.name for identity in found if identity is not None and not identity.risk}
        if len(names) == 1:
            identity = next(i for i in sorted(filter(None, found), key=lambda i: i.name) if i.name in names)
            note = f"close spelling: {text!r} is read as {identity.name}"
            return replace(identity, match="spelling", risk=(*identity.risk, note))
    return None


def _compose(text: str, context: Region, home: Region | None, year: int | None) -> Identity:
    """The name of a body that the registry does not have: the region's name and the rest in official words."""
    township = TOWNSHIP.fullmatch(text)
    if township and context.level == "county":
        own = township[1] + "人民政府" if township[1] else township[2] + "办事处"
        own = own.removeprefix(context.name)
        return Identity(context.name + own, None, "township", "township", context.id, "government", "composed")
    region, rest, prefixed = _split(text, context, home, year)
    words = registry().forms.expand(rest)
    kind: Kind = "enterprise" if ENTERPRISE.match(words) else "body" if BODY.match(words) else "agency"
    proper = not prefixed and bool(PROPER.match(rest) or region.level == "national" or NATIONAL_NAME.match(text))
    name = words if proper else region.name + words
    match = "composed" if AGENCY.match(words) or kind != "agency" else "unknown"
    return Identity(name, None, None, region.level, region.id, kind, match, (), ("unknown to the registry",))


def _split(text: str, context: Region, home: Region | None, year: int | None) -> tuple[Region, str, bool]:
    if not COMMON_START.match(text):
        for region, rest in marked(text, home):
            if rest:
                return region, rest, True
    for region, rest in named_first(text, home, year):
        if rest and text.startswith(region.name):
            return region, rest, True
    return context, text, False
