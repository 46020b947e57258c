"""Telling whom a printed name means, against only cutting it into words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import jieba

import ontology
from benchmarks.timing import Ratio, in_turn, machine, report
from ontology.agencies import identify
from ontology.agency_table import read_functions, read_names
from ontology.regions import Region, regions

YEAR = 2015
COUNT = 100_000
STEP = 29  # of some three million names that the registries make
TIERS = {"市": "prefecture", "县": "county"}


class Printed(NamedTuple):
    """A name as a document of that region prints it."""

    name: str
    home: Region


def printed_names(count: int) -> list[Printed]:
    """So many names, none twice for the same province: what was looked up before is remembered."""
    found = list(dict.fromkeys(islice(_printed(), 0, None, STEP)))[:count]
    assert len(found) == count
    return found


def _printed() -> Iterator[Printed]:
    """Departments of cities and counties, by official and short names, as documents of their provinces print them."""
    folder = Path(ontology.__file__).parent
    names = read_names(folder / "agencies.csv", read_functions(folder / "functions.csv"))
    for sign, level in TIERS.items():
        own = [name for name in names if sign in name.tiers and name.holds_in(YEAR) and not name.regions]
        forms = dict.fromkeys(form for name in own for form in (name.name, *name.short) if "{" not in form)
        for place in (region for region in regions().lines if region.level == level and region.holds_in(YEAR)):
            province = next(region for region in regions().ancestors(place) if region.level == "province")
            yield from (Printed(place.name + form, province) for form in forms)


def measure() -> list[Ratio]:
    """The time of 100,000 look-ups of different names, against that of `jieba.lcut` over the same names."""
    jieba.setLogLevel(logging.WARNING)
    names = printed_names(COUNT)
    ours, theirs = in_turn(lambda: _identify(names), lambda: [jieba.lcut(one.name) for one in names], repeats=3)
    return [Ratio(f"identify {COUNT:,} names", ours, "jieba.lcut over the same names", theirs)]


def _identify(names: list[Printed]) -> None:
    identify.cache_clear()
    for one in names:
        identify(one.name, home=one.home, level=None, year=YEAR)


if __name__ == "__main__":
    report(machine(), measure())
