"""What the registry's tables say, as records: the reading of `agencies.csv` and its neighbours, and their checks.

`agencies.csv` has one line an official name. Its columns:

    function  code of the line (条) in functions.csv
    levels    where the name is in use: 国 nation, 省 province or autonomous region, 直 municipality under the centre,
              市 prefecture, 县 county
    name      what follows the region's name (教育厅), or a whole name with placeholders: {region} 山西省, {short} 山西,
              {capital} 太原, {province} the province's short name, {party} 中共山西省委, {m} 省,
              {place} the place as printed, {area} the place as printed, else the region's name;
              names of the nation's bodies and of enterprises are whole
    short     short forms without the region's name, between bars; {m} is the tier's sign (团{m}委),
              {place} a region's name (人行{place}中心支行)
    from, to  first and last year of use; empty where it is open
    kind      agency where empty
    region    regions, by name, in which and below which this name replaces the usual one; if such a line has no short
              forms, it takes those of the first usual line of its function

Sources: the State Council's institutional reforms of 1998, 2003, 2008, 2013, 2018 and 2023, the provinces' plans that
carried them out, and the bodies' own names as they sign documents.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ontology.errors import RegistryError
from ontology.records import Kind
from ontology.registry_tables import rows, year

TIERS = "国省直市县"
KINDS: dict[str, Kind] = {
    "": "agency",
    "agency": "agency",
    "government": "government",
    "body": "body",
    "enterprise": "enterprise",
}
COLUMNS = "function,levels,name,short,from,to,kind,region".split(",")


@dataclass(frozen=True, slots=True)
class AgencyName:
    """One official name: where, when and in which words it is used."""

    function: str
    tiers: str  # letters of TIERS
    name: str  # with placeholders: {region}教育厅
    short: tuple[str, ...]
    since: int | None
    until: int | None
    kind: Kind
    regions: tuple[str, ...]  # names of the regions that it is confined to; empty for all
    position: int  # in the table, the last thing to decide between two names

    def holds_in(self, year: int | None, grace: int = 0) -> bool:
        """Whether it is in use in that year, or up to `grace` years after its end; None asks for today's names."""
        if year is None:
            return self.until is None
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until + grace)


@dataclass(frozen=True, slots=True)
class Function:
    """A line (条) of government: what bodies of all levels and times have in common."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Words:
    """Official words and their short forms.

    `place`: any, whole (all of a name before its ending), end (the ending), or open (words that begin like a sign).
    """

    official: str
    variants: tuple[str, ...]
    place: str


def read_functions(path: Path) -> dict[str, Function]:
    """The functions by code, in the table's order. Raises RegistryError where the table is malformed."""
    found = {row[0]: Function(row[0], row[1], row[2]) for _, row in rows(path, ["code", "zh", "en", "note"])}
    for code in found:
        if not code.isascii() or not code:
            raise RegistryError(f"{path.name}: code {code!r} must be ASCII; it becomes a part of ids")
    return found


def read_names(path: Path, functions: dict[str, Function]) -> tuple[AgencyName, ...]:
    """The official names, in the table's order. Raises RegistryError where a line cannot be right."""
    lines = enumerate(rows(path, COLUMNS))
    return _with_inherited_forms([_agency_name(place, row, functions, position) for position, (place, row) in lines])


def read_words(path: Path) -> tuple[Words, ...]:
    """The pairs of official and short words. Raises RegistryError where a line cannot be right."""
    words = []
    for place, row in rows(path, ["official", "variants", "place", "note"]):
        if row[2] not in ("any", "whole", "end", "open"):
            raise RegistryError(f"{place}: place {row[2]!r}; use any, whole, end or open")
        words.append(Words(row[0], _parts(row[1]), row[2]))
    return tuple(words)


def read_negatives(path: Path) -> tuple[tuple[str, str], ...]:
    """What is no misprint of a body of that function: (end of the printed name, function)."""
    return tuple((row[0], row[1]) for _, row in rows(path, ["printed", "function", "reason"]))


def read_endings(path: Path) -> dict[str, tuple[Kind, str]]:
    """What kind of body a name's ending tells, and where such names take no region's name: yes (all), province."""
    found: dict[str, tuple[Kind, str]] = {}
    for place, row in rows(path, ["ending", "kind", "proper", "note"]):
        if row[1] not in KINDS:
            raise RegistryError(f"{place}: kind {row[1]!r}; use one of {', '.join(filter(None, KINDS))}")
        found[row[0]] = KINDS[row[1]], row[2]
    return found


def _agency_name(place: str, row: list[str], functions: dict[str, Function], position: int) -> AgencyName:
    function, tiers, name, short, since, until, kind, region = row
    if function not in functions:
        raise RegistryError(f"{place}: unknown function {function!r}; add it to functions.csv or correct it")
    if not tiers or set(tiers) - set(TIERS):
        raise RegistryError(f"{place}: levels {tiers!r}; use letters of {TIERS}")
    if kind not in KINDS:
        raise RegistryError(f"{place}: kind {kind!r}; use nothing or one of {', '.join(filter(None, KINDS))}")
    whole = tiers == "国" or "{" in name or kind == "enterprise" or (region and name.startswith(("中国", "国家")))
    return AgencyName(
        function=function,
        tiers=tiers,
        name=name if whole else "{region}" + name,
        short=_parts(short),
        since=year(place, since),
        until=year(place, until),
        kind=KINDS[kind],
        regions=_parts(region),
        position=position,
    )


def _with_inherited_forms(names: list[AgencyName]) -> tuple[AgencyName, ...]:
    """A name for certain regions that has no short forms takes those of the usual name that it stands for."""
    usual: dict[str, list[AgencyName]] = {}
    for name in names:
        if not name.regions:
            usual.setdefault(name.function, []).append(name)
    return tuple(
        name
        if name.short or not name.regions
        else replace(
            name, short=next((u.short for u in usual.get(name.function, ()) if set(u.tiers) & set(name.tiers)), ())
        )
        for name in names
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)
