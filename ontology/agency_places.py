"""The prefix of an agency's name: the tier's sign (省, 市, 自治区) or a region's name, and the region that it means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ontology.agency_forms import MARKERS
from ontology.regions import Region, regions

DIRECT = "直"
TIER_OF_LEVEL = {"national": "国", "province": "省", "prefecture": "市", "county": "县"}
MARKS_KIND = {
    "自治区": ("自治区",),
    "自治州": ("自治州",),
    "自治县": ("自治县",),
    "地区": ("地区",),
    "新区": ("市辖区",),
    "林区": ("林区",),
    "特区": ("特区",),
    "省": ("省",),
    "市": ("地级市", "县级市", "直辖市"),
    "县": ("县", "自治县"),
    "区": ("市辖区", "自治区", "林区", "特区", "地辖区"),
    "州": ("自治州",),
    "盟": ("盟",),
    "旗": ("旗", "自治旗"),
}


def marked(text: str, home: Region | None) -> Iterator[tuple[Region, str]]:
    """The region that the tier's sign at the start means in a document of `home`, with the rest of the name.

    The nearest region of that kind, home or above: 市 is 赣州市 in a document of 石城县, and 石狮市 in one of its own;
    区 is the city's district, or the autonomous region in one of its documents.
    """
    if home is None or not text.startswith(MARKERS):
        return
    line = (home, *regions().ancestors(home))
    for marker in MARKERS:
        if text.startswith(marker):
            for region in line:
                if region.kind in MARKS_KIND[marker] and (marker != "新区" or region.name.endswith("新区")):
                    yield region, _without_government(text[len(marker) :], marker)
                    return


def _without_government(rest: str, marker: str) -> str:
    """信访局 in 市委市政府信访局, which party and government keep together; 省府办公厅 is 省政府办公厅."""
    joint = f"委{marker}政府"
    if rest.startswith(joint) and len(rest) > len(joint):
        return rest.removeprefix(joint)
    return "政" + rest if rest.startswith("府") else rest


def named_first(text: str, home: Region | None, year: int | None) -> Iterator[tuple[Region, str]]:
    """The regions whose name, full or short, opens the text, the longest name first, with the rest of the text."""
    for opening in regions().openings(text):
        region, own = _meant(opening, home, year)
        if region is None or region.level == "national":
            continue
        rest = text[len(opening) :]
        if not text.startswith(region.name) and (len(rest) == 1 or (region.level == "county" and not own)):
            continue  # 平安 is a district, but not in 平安办
        yield region, rest
    if home and home.kind == "市辖区" and not text.startswith(home.name):  # 千山经济开发区 in 千山区's own document
        bare = home.name.removesuffix("区").removesuffix("新")
        if len(bare) > 1 and text.startswith(bare) and text != bare:
            yield home, text.removeprefix(bare)


@lru_cache(maxsize=65536)
def _meant(name: str, home: Region | None, year: int | None) -> tuple[Region | None, bool]:
    """The region that a name means in a document of `home`, and whether it is home or above it.

    Else the one of that name that lies nearest: in home, in what lies above it, anywhere if only one has it.
    """
    registry = regions()
    line = (home, *registry.ancestors(home)) if home else ()
    for region in line:
        if name in (region.name, *region.short_names):
            return region, True
    for outer in line:
        found = registry.candidates(name, outer, year)
        if found:
            return (found[0] if len(found) == 1 or found[0].level != found[1].level else None), False
    return registry.parse(name, year), False


def tier_of(region: Region) -> str:
    """The letter of the registry's levels that the region is on."""
    return DIRECT if region.kind == "直辖市" else TIER_OF_LEVEL[region.level]


def capital_of(region: Region) -> Region | None:
    """The province that has its seat in this prefecture, which GB/T 2260 lists first (xx01), if it is one."""
    if region.level != "prefecture" or not (region.code or "").endswith("0100") or region.parent is None:
        return None
    return regions().get(region.parent)


def capital(province: Region) -> Region | None:
    """The prefecture that is the province's seat."""
    code = (province.code or "")[:2] + "0100"
    return next((child for child in regions().children(province) if child.code == code), None)
