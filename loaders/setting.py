"""What a finder must know of the document whose text it reads."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.records import Level
from ontology.regions import Region


@dataclass(frozen=True, slots=True)
class Setting:
    """Whose document it is and of when: `jurisdiction` as printed, its region if it is one, its tier, its year."""

    jurisdiction: str | None
    region: Region | None
    level: Level | None
    year: int | None

    @property
    def prefix(self) -> str:
        """What the canonical name of a collective begins with: 山西省, 广元市, 石城县; nothing for nation and institution."""
        if self.region is None or self.level in (None, "national", "institution"):
            return ""
        return self.region.name
