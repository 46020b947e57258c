"""What the registries know of the regions and lines of work that documents name: the common graph's second half."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad


def region_of(jurisdiction: str | None) -> str | None:
    """Id of the region whose authority issues a document; None for an institution's or an unknown one."""
    return None


def known_region(region_id: str) -> bool:
    """Whether the registry describes the region."""
    return False


def registry_quads(regions: Iterable[str], functions: Iterable[str]) -> list[Quad]:
    """The regions with their ancestors and the lines of work, by id."""
    return []
