"""Who a class of governments is: 山西省各市人民政府 are the governments of its 11 prefectures, in the document's year.

A class is closed where its quantifier means all (各, 全部) and its words are a tier of `regions.csv`; 相关市人民政府
and 各有关部门 are open: nobody can list them. Quantifiers and tiers stand in `collectives.csv`. A county may be raised
or merged from one year to the next, so that membership belongs to the class and a year.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ontology.agency_forms import registry
from ontology.agency_naming import canonical, identifier, rank, standing
from ontology.records import Level
from ontology.regions import NATION, Region, Tier, regions

TIERS: dict[str, Tier] = {"direct": "direct", "top": "province", "prefecture": "prefecture", "county": "county"}


class Government(NamedTuple):
    """A region's people's government: its id, and its name with the province's."""

    id: str
    name: str
    level: Level
    region: str


def members(collective: str, region_id: str | None, year: int | None) -> tuple[Government, ...]:
    """The governments that a collective of canonical name (山西省各市人民政府) means at the end of `year`.

    `region_id` is the region whose parts they are, None for the nation. Empty where the class is open, the region or
    the year is not known, or the region has no such parts (各市 of a municipality).
    """
    try:
        region = regions().get(region_id or NATION, year)
    except KeyError:
        return ()
    tier = _tier(collective.removeprefix(region.name))
    if tier is None or year is None:
        return ()
    parts = regions().members(region, tier, year)
    if tier == "province":  # 各省（区、市）人民政府 are the 31 that the table takes apart: not 香港, 澳门, 台湾
        parts = tuple(part for part in parts if regions().children(part, year))
    return tuple(government(part, year) for part in parts)


@cache
def government(region: Region, year: int | None) -> Government:
    """The government of a region: 人民政府, or 行政公署 where it has one (锡林郭勒盟)."""
    forms = registry().forms.by_text["政府"]
    ranked = [(fit, form.name) for form in forms if (fit := rank(form, standing(region), year, expanded=False))]
    _, name = min(ranked, key=lambda pair: pair[0])
    return Government(identifier(name, region), canonical(name, region, None), region.level, region.id)


def government_named(name: str, level: Level | None, region_id: str | None) -> Government | None:
    """The government of the region if the name is one of its own: 阳曲县人民政府, 山西省太原市阳曲县人民政府.

    None for another body of the region, such as a township's government, which has the region of its county.
    """
    try:
        region = regions().get(region_id or "")
    except KeyError:
        return None
    own = {f"{said}人民政府" for said in (region.name, region.distinct_name, region.full_name)}
    return government(region, region.valid_to) if level == region.level and name in own else None


@cache
def _tier(words: str) -> Tier | None:
    """The tier whose governments 各县（市、区）人民政府 are, all of them; None for an open class."""
    match = _all_of_a_tier().fullmatch(words)
    return next((TIERS[code] for code in TIERS if match[code]), None) if match else None


@cache
def collective_words() -> tuple[dict[str, str], ...]:
    """The rows of collectives.csv: the words of which classes of governments are named, as patterns by cue and code."""
    with (Path(__file__).parent / "collectives.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _all_of_a_tier() -> re.Pattern[str]:
    rows = collective_words()
    every = "|".join(row["pattern"] for row in rows if (row["cue"], row["code"]) == ("quantifier", "all"))
    governed = "|".join(row["pattern"] for row in rows if row["cue"] == "government")
    tiers = "|".join(f"(?P<{row['code']}>{row['pattern']})" for row in rows if row["cue"] == "tier")
    return re.compile(rf"(?:{every})(?:{tiers})级?(?:{governed})")
