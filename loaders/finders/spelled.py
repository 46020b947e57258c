"""Governments spelled out by their places before words that they share: 内蒙古、辽宁、吉林等省（区）人民政府.

The places may be short names; the words after the last say that governments are meant. Where one of the places is
unknown in the document's region, the list is none of these, and each part is read as a bearer of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.finders.collectives import closed, government, shared_tier, tiers
from loaders.finders.setting import Setting
from ontology.regions import Region, regions


@dataclass(frozen=True, slots=True)
class Named:
    """One government of the list: its region and its surface [start, end)."""

    region: Region
    start: int
    end: int


@cache
def _list() -> re.Pattern[str]:
    office = rf"(?:{government()}|行政公署|行署)"
    tier = rf"(?:{shared_tier()}|{tiers()})"
    # One way to part them: of 和和和… each could else begin or end an item, which takes twice as long for each more.
    item = "[一-龥](?:(?!以及|[和及与])[一-龥]){1,10}"
    several = r"(?:等)?(?:\d{1,2}|[两三四五六七八九十]{1,2})?个?(?:有关|相关)?"
    return re.compile(
        rf"(?P<items>(?:{item}(?:[、和及与]|以及))+)(?P<last>[一-龥]{{2,11}}?)"
        rf"(?:(?P<one>{tier}?{office}|{tier})|{several}(?:{tier}{office}?|{office}))"
    )


def spelled(text: str, start: int, end: int, setting: Setting) -> tuple[list[Named], int] | None:
    """The governments of the list that begins exactly at `start`, and where it ends; None where none begins."""
    match = _list().match(text, start, end)
    if not match or not closed(text, match.end(), end):
        return None
    found: list[Named] = []
    for item in re.finditer(r"(.+?)(?:以及|[、和及与]|$)", match["items"]):
        place = place_of(item[1], setting)
        if place is None:
            return None
        at = match.start("items") + item.start()
        found.append(Named(place, at, at + len(item[1])))
    one = match["one"] or ""
    last = place_of(match["last"] + re.sub(rf"{government()}$", "", one), setting) or place_of(match["last"], setting)
    if last is None:
        return None
    return [*found, Named(last, match.start("last"), match.end("last") + len(one))], match.end()


def place_of(name: str, setting: Setting) -> Region | None:
    """The region of that full or short name in the document's own; the widest tier counts (恩施 is the prefecture)."""
    within = setting.registered
    if within is not None and within.level == "national":
        within = None
    found = regions().candidates(name, within, setting.year)
    widest = [region for region in found if region.level == found[0].level]
    return widest[0] if len(widest) == 1 else None
