"""What a finder must know of the document whose text it reads."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ontology.records import Level
from ontology.regions import Region, regions

_TOWN = re.compile(r"(?P<town>[一-龥]{1,6}?(?:镇|乡|街道|苏木))(?:(?:人民)?政府|党委|党工委|办事处)?$")
_ZONE = re.compile(
    r"[一-龥·]{2,}?(?:开发区|高新区|经开区|新区|园区|产业园|工业园|试验区|示范区|保税区|保税港区|自贸区|自由贸易试验区|管理区|度假区|风景名胜区|合作区|新城)"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Whose document it is and of when: `jurisdiction` as printed, its region if it is one, its tier, its year.

    A development zone (赣州经济技术开发区) is no region of GB/T 2260 but has organs like a county's: `region` then is
    one made up for it, below the region that it lies in, and `zone` says so.
    """

    jurisdiction: str | None
    region: Region | None
    level: Level | None
    year: int | None
    zone: bool = False

    @classmethod
    def of(cls, jurisdiction: str | None, region: Region | None, level: Level | None, year: int | None) -> Setting:
        """The setting of a document with these fields, a zone recognised by its name."""
        own = region is not None and region.full_name == jurisdiction
        if jurisdiction and not own and level not in ("national", "institution") and (made_up := _zone(jurisdiction)):
            return cls(jurisdiction, made_up, "county", year, zone=True)
        return cls(jurisdiction, region, level, year)

    @property
    def prefix(self) -> str:
        """What a collective's canonical name begins with: 山西省, 石城县; nothing for nation and institution."""
        if self.region is None or self.level in (None, "national", "institution"):
            return ""
        return self.region.name

    @property
    def own(self) -> str:
        """What the name of its own classes begins with: `prefix`, but for a township's document the town (大柳镇)."""
        if self.level != "township" or self.region is None:
            return self.prefix
        town = _TOWN.match((self.jurisdiction or "").rpartition(self.region.name)[2])
        return town["town"] if town else self.prefix

    @property
    def registered(self) -> Region | None:
        """The region in the registry that the document is of: that around it, where it is a zone's."""
        if not self.zone or self.region is None or self.region.parent is None:
            return self.region
        return regions().get(self.region.parent)


def _zone(jurisdiction: str) -> Region | None:
    """A region made up for a zone, from its name behind those of the regions around it; None where there is none."""
    name = jurisdiction.removesuffix("管委会").removesuffix("管理委员会")
    for cut in range(len(name) - 4, 1, -1):
        around = regions().parse(name[:cut])
        if around and around.level != "national" and name[:cut].endswith(around.name) and _ZONE.fullmatch(name[cut:]):
            return replace(
                around,
                id="zone",
                name=name[cut:],
                level="county",
                parent=around.id,
                full_name=name,
                distinct_name=name,
                code=None,
            )
    return None
