"""An official name in a region: how well it fits there and then, its full words, its id."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from ontology.agency_forms import Form, registry
from ontology.agency_places import capital, capital_of, tier_of
from ontology.agency_table import AgencyName
from ontology.regions import Region, regions

GRACE = 1  # years in which a name lingers, since localities follow a national reform by the next spring
Rank = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)  # one object for all regions that stand alike: what fits is kept by it
class Standing:
    """What decides which official names hold in a region: its tier, and itself and what it lies in, by name.

    Names to which no official name is confined are left empty, so that most regions of a tier stand alike.
    """

    tier: str
    line: tuple[str, ...]
    seat_of: Standing | None  # the province whose bodies sit in this prefecture


@cache
def standing(region: Region) -> Standing:
    """The standing of that region."""
    confined = registry().forms.confined
    line = tuple(one.name if one.name in confined else "" for one in (region, *regions().ancestors(region)))
    province = capital_of(region)
    return _standing(tier_of(region), line, standing(province) if province else None)


_standing = cache(Standing)


def rank(form: Form, there: Standing, year: int | None, *, expanded: bool) -> Rank | None:
    """How well the name fits the region and year, smaller is better; None where it cannot be used there.

    First the tier and time, then a name made for this region before the usual one, official words before short ones
    and these before such as had to be `expanded`, and the table's order.
    """
    name = form.name
    if "{capital}" in name.name and there.tier == "市":
        return rank(form, there.seat_of, year, expanded=expanded) if there.seat_of else None
    if (there.tier == "国") is not (name.tiers == "国"):
        return None
    distance = len(there.line)
    if name.regions:
        distance = min((there.line.index(own) for own in name.regions if own in there.line), default=distance + 1)
        if distance > len(there.line) and not (form.official and name.name.startswith("{region}")):
            return None  # its short forms mean another body here, but in full it is what is printed
    here = there.tier in name.tiers
    if name.holds_in(year):
        fit = 0 if here else 2
    elif name.holds_in(year, 0 if there.tier == "国" else GRACE):
        fit = 1 if here else 2
    else:
        fit = 3 if here else 4
    return fit, distance, 2 if expanded else 0 if form.official else 1, name.position


def seat_region(name: AgencyName, region: Region) -> Region:
    """Whose body it is: the branch of 人民银行 that sits in 太原 is the province's."""
    seated = region.level == "prefecture" and "{capital}" in name.name
    return (seated and capital_of(region)) or region


def canonical(name: AgencyName, region: Region, home: Region | None, place: str = "") -> str:
    """The full official name in that region.

    A government below the document's own region carries its province (山西省阳曲县人民政府); all others carry their
    region's own name (广元市教育局, 石城县水利局).
    """
    template = name.name
    if "{" not in template:
        return template
    below = name.kind == "government" and (home is None or not regions().is_within(home, region))
    full = region.distinct_name if below else region.name
    if template.startswith("{region}") and "{" not in template[1:]:
        return template.replace("{region}", full)  # most are of this form
    short = _short(region)
    seat = capital(region)
    province = next((r for r in (region, *regions().ancestors(region)) if r.level == "province"), region)
    around = regions().get(region.parent) if region.kind == "市辖区" and region.parent else None
    values = {
        "region": full,
        "city": around.name if around and region.level == "county" else "",  # vertical bodies name a district's city
        "short": short,
        "capital": _short(seat) if seat else short,
        "province": _short(province),
        "party": party_committee(region),
        "m": _marker(region),
        "place": place or short,
        "area": place or region.name,
    }
    return template.format(**values)


def identifier(name: AgencyName, region: Region) -> str:
    """The body's id: function.level.region.first year (0: open), and for other than the usual name a digest of it.

    Two names never share an id, and an id does not depend on the order of the table's other functions.
    """
    base = f"{name.function}.{region.level}.{region.id}.{name.since or 0}"
    usual = _usual().get((name.function, tier_of(region), name.since))
    if usual == name.name:
        return base
    return f"{base}.{sha256(name.name.encode()).hexdigest()[:6]}"


@cache
def _usual() -> dict[tuple[str, str, int | None], str]:
    """The first name without regions of each function, tier and first year."""
    usual: dict[tuple[str, str, int | None], str] = {}
    for name in registry().forms.names:
        for tier in name.tiers if not name.regions else "":
            usual.setdefault((name.function, tier, name.since), name.name)
    return usual


def party_committee(region: Region) -> str:
    """中共山西省委, 中共内蒙古自治区委员会: the committee's name as its departments carry it."""
    return f"中共{region.name}委" if region.kind != "自治区" else f"中共{region.name}委员会"


def _short(region: Region) -> str:
    """太原, 内蒙古, 石城: the name without its kind, which stays where one character would be left (沁县)."""
    if region.short_names:
        return region.short_names[0]
    return region.name[:-1] if len(region.name) > 2 else region.name


def _marker(region: Region) -> str:
    kinds = {"自治区": "区", "自治州": "州", "盟": "盟", "旗": "旗", "自治旗": "旗", "自治县": "县", "地区": "地区"}
    return kinds.get(region.kind, region.name[-1])
