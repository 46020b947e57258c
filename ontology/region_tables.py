"""What `regions.csv` and `region_changes.csv` say, as records: the reading of the two tables and their checks."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ontology.errors import RegistryError
from ontology.records import Level

Dated = Literal["explicit", "between", ""]

LEVEL_OF_KIND: dict[str, Level] = {
    "国家": "national",
    **dict.fromkeys(("省", "自治区", "直辖市", "特别行政区"), "province"),
    **dict.fromkeys(("地级市", "地区", "自治州", "盟"), "prefecture"),
    **dict.fromkeys(("县", "自治县", "旗", "自治旗", "县级市", "市辖区", "林区", "特区"), "county"),
    **dict.fromkeys(
        ("地辖区", "行政委员会"), "county"
    ),  # not in official counts of counties: 加格达奇区, 大柴旦行政委员会
}
REGION_COLUMNS = "id,name,kind,parent,code,since,until,dated,run_as,short_names,abbreviations,common_noun".split(",")
CHANGE_COLUMNS = "year,kind,before,after,continuity,one_to_one,dated,note".split(",")


@dataclass(frozen=True, slots=True)
class Region:
    """A region as it stood from `since` to `until`; None is before the records begin, and not ended."""

    id: str
    name: str  # 太原市
    kind: str  # a key of LEVEL_OF_KIND
    level: Level
    parent: str | None  # id
    full_name: str  # 山西省太原市, 山西省太原市阳曲县
    distinct_name: (
        str  # 山西省阳曲县; with the prefecture where the province has had two of that name: 山西省长治市郊区
    )
    short_names: tuple[str, ...]  # 太原
    abbreviations: tuple[str, ...]  # as in document numbers: 晋
    code: str | None  # GB/T 2260
    run_as: str | None  # "direct": 省直管县, run by the province; "prefecture": a county run as one (济源市)
    common_noun: bool  # the name is a common noun too: 城区
    since: int | None  # year from which parent, code and run_as hold
    until: int | None  # year in which they end
    valid_from: int | None  # year in which the region begins
    valid_to: int | None  # year in which it ends
    dated: Dated  # "between": the year is only known to lie between two code lists; "": nothing to date

    def holds_in(self, year: int | None) -> bool:
        """Whether this record is in force at the end of the year, or today."""
        if year is None:
            return self.until is None
        return (self.since is None or self.since <= year) and (self.until is None or year < self.until)

    def touches(self, year: int) -> bool:
        """Whether this record is in force at any time of the year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class Change:
    """An event: the regions `before` it and `after` it, by id. `transfer` keeps the region and changes its parent."""

    year: int
    kind: str  # begin, rename, upgrade, downgrade, merge, split, reorganise, abolish, transfer
    before: tuple[str, ...]
    after: tuple[str, ...]
    continuity: bool  # the successor is the same body by law (大同县 → 云州区)
    one_to_one: bool  # and has the same territory, so that figures and duties can be carried over
    dated: Dated
    note: str  # the same in names, for the reader of the table


def read_regions(path: Path) -> tuple[Region, ...]:
    """The lines of the table, in its order. Raises RegistryError where a line cannot be right."""
    rows = [(f"{path.name}, line {number}", row) for number, row in _rows(path, REGION_COLUMNS)]
    name_and_parent = {row[0]: (row[1], row[3]) for _, row in rows}
    life: dict[str, list[tuple[int | None, int | None]]] = defaultdict(list)
    for place, row in rows:
        if row[2] not in LEVEL_OF_KIND:
            raise RegistryError(f"{place}: unknown kind {row[2]!r}; use one of {', '.join(LEVEL_OF_KIND)}")
        if row[3] not in name_and_parent and row[2] != "国家":
            raise RegistryError(f"{place}: parent {row[3]!r} of {row[1]} is no id of this table; correct or add it")
        life[row[0]].append(_interval(place, row[5], row[6]))
    chains = {(row[0], row[3]): tuple(_chain(row[1], row[3], name_and_parent)) for _, row in rows}
    shared = _shared_names([(row[0], row[1], chains[row[0], row[3]][0]) for _, row in rows], life)
    return tuple(_region(place, row, chains[row[0], row[3]], life[row[0]], row[0] in shared) for place, row in rows)


def read_changes(path: Path) -> tuple[Change, ...]:
    """The events of the table, in its order. Raises RegistryError where a line cannot be right."""
    return tuple(
        Change(
            year=_year(f"{path.name}, line {number}", row[0]) or 0,
            kind=row[1],
            before=tuple(row[2].split()),
            after=tuple(row[3].split()),
            continuity=row[4] == "yes",
            one_to_one=row[5] == "yes",
            dated="between" if row[6] == "between" else "explicit",
            note=row[7],
        )
        for number, row in _rows(path, CHANGE_COLUMNS)
    )


def _rows(path: Path, columns: list[str]) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if next(reader, None) != columns:
            raise RegistryError(f"{path.name}, line 1: the columns must be {','.join(columns)}")
        for row in reader:
            if len(row) != len(columns):
                raise RegistryError(f"{path.name}, line {reader.line_num}: {len(row)} cells instead of {len(columns)}")
            yield reader.line_num, row


def _chain(name: str, parent: str, name_and_parent: dict[str, tuple[str, str]]) -> Iterator[str]:
    """The names from the province down."""
    above, grandparent = name_and_parent.get(parent, ("", ""))
    if grandparent:
        yield from _chain(above, grandparent, name_and_parent)
    yield name


def _shared_names(
    regions: list[tuple[str, str, str]], life: dict[str, list[tuple[int | None, int | None]]]
) -> frozenset[str]:
    """The ids of regions whose name another region of the province had at the same time; input (id, name, province)."""
    homonyms: dict[tuple[str, str], set[str]] = defaultdict(set)
    for id, name, province in regions:
        homonyms[province, name].add(id)
    return frozenset(
        id
        for ids in homonyms.values()
        for id in ids
        if any(_overlap(life[id], life[other]) for other in ids if other != id)
    )


def _overlap(one: list[tuple[int | None, int | None]], other: list[tuple[int | None, int | None]]) -> bool:
    return (one[0][0] or 0) <= (other[-1][1] or 9999) and (other[0][0] or 0) <= (one[-1][1] or 9999)


def _region(
    place: str, row: list[str], chain: tuple[str, ...], life: list[tuple[int | None, int | None]], shared: bool
) -> Region:
    since, until = _interval(place, row[5], row[6])
    full_name = "".join(chain)
    return Region(
        id=row[0],
        name=row[1],
        kind=row[2],
        level=LEVEL_OF_KIND[row[2]],
        parent=row[3] or None,
        full_name=full_name,
        distinct_name=full_name if shared or len(chain) < 2 else chain[0] + chain[-1],
        short_names=tuple(row[9].split()),
        abbreviations=tuple(row[10].split()),
        code=row[4] or None,
        run_as=row[8] or None,
        common_noun=row[11] == "yes",
        since=since,
        until=until,
        valid_from=life[0][0],
        valid_to=life[-1][1],
        dated="between" if row[7] == "between" else "explicit" if row[7] == "explicit" else "",
    )


def _interval(place: str, since: str, until: str) -> tuple[int | None, int | None]:
    start, end = _year(place, since), _year(place, until)
    if start is not None and end is not None and end < start:
        raise RegistryError(f"{place}: until {end} is before since {start}; exchange or correct them")
    return start, end


def _year(place: str, text: str) -> int | None:
    if not text:
        return None
    if not (text.isdecimal() and len(text) == 4):
        raise RegistryError(f"{place}: {text!r} is no year; write four digits or nothing")
    return int(text)
