"""An official name in a region: how well it fits there and then, its full words, its id."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from ontology.agency_forms import Form, registry
from ontology.agency_places import capital, tier_of
from ontology.agency_table import AgencyName
from ontology.regions import Region, regions

GRACE = 1  # years in which a name lingers, since localities follow a national reform by the next spring
Rank = tuple[int, int, int, int]


def rank(form: Form, region: Region, year: int | None, *, expanded: bool) -> Rank | None:
    """How well the name fits the region and year, smaller is better; None where it cannot be used there.

    First the tier and time, then a name made for this region before the usual one, official words before short ones
    and these before such as had to be `expanded`, and the table's order.
    """
    name = form.name
    tier = tier_of(region)
    if (tier == "国") is not (name.tiers == "国"):
        return None
    line = [region.name, *(above.name for above in regions().ancestors(region))]
    elsewhere = bool(name.regions) and not set(name.regions) & set(line)
    if elsewhere and not (form.official and name.name.startswith("{region}")):
        return None  # its short forms mean another body here, but in full it is what is printed
    distance = min((line.index(own) for own in name.regions if own in line), default=len(line) + elsewhere)
    here = tier in name.tiers
    if name.holds_in(year):
        fit = 0 if here else 2
    elif name.holds_in(year, 0 if tier == "国" else GRACE):
        fit = 1 if here else 2
    else:
        fit = 3 if here else 4
    return fit, distance, 2 if expanded else 0 if form.official else 1, name.position


def canonical(name: AgencyName, region: Region, home: Region | None, place: str = "") -> str:
    """The full official name in that region.

    A government below the document's own region carries its province (山西省阳曲县人民政府); all others carry their
    region's own name (广元市教育局, 石城县水利局).
    """
    template = name.name
    if "{" not in template:
        return template
    above = {region.id, *(r.id for r in regions().ancestors(home))} if home else {region.id}
    own = home is not None and (region.id == home.id or region.id in above - {region.id})
    full = (
        region.distinct_name
        if name.kind == "government" and not own and region.id != (home and home.id)
        else region.name
    )
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
