"""What `regions.csv` and `region_changes.csv` say, as records: the reading of the two tables and their checks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ontology.errors import RegistryError
from ontology.records import Level
from ontology.registry_tables import rows, year

Dated = Literal["explicit", "between", ""]
Interval = tuple[int | None, int | None]  # years; None is before the records begin, and not ended

LEVEL_OF_KIND: dict[str, Level] = {
    "国家": "national",
    **dict.fromkeys(("省", "自治区", "直辖市", "特别行政区"), "province"),
    **dict.fromkeys(("地级市", "地区", "自治州", "盟"), "prefecture"),
    **dict.fromkeys(("县", "自治县", "旗", "自治旗", "县级市", "市辖区", "林区", "特区"), "county"),
    **dict.fromkeys(
        ("地辖区", "行政委员会"), "county"
    ),  # not in official counts of counties: 加格达奇区, 大柴旦行政委员会
}
REGION_COLUMNS = (
    "id name kind parent code since until dated run_as short_names abbreviations common_words not_in".split()
)
CHANGE_COLUMNS = "year kind before after continuity one_to_one dated note".split()


@dataclass(frozen=True, slots=True, eq=False)  # a line of the table is one object, so that looking it up costs nothing
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
    common_words: tuple[str, ...]  # those of its names that are ordinary words too: 城区, 朝阳
    not_in: tuple[str, ...]  # words that hold one of its names and do not mean it: 长治久安
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
    one_to_one: (
        bool  # and the only one, of one region: its duties can be carried over (borders may have moved a little)
    )
    dated: Dated
    note: str  # the same in names, for the reader of the table


def read_regions(path: Path) -> tuple[Region, ...]:
    """The lines of the table, in its order. Raises RegistryError where a line cannot be right."""
    lines = list(rows(path, REGION_COLUMNS))
    named = {row[0]: (row[1], row[3]) for _, row in lines}
    intervals: list[Interval] = []
    lives: dict[str, list[Interval]] = defaultdict(list)
    for place, row in lines:
        if row[2] not in LEVEL_OF_KIND:
            raise RegistryError(f"{place}: unknown kind {row[2]!r}; use one of {', '.join(LEVEL_OF_KIND)}")
        if row[3] not in named and row[2] != "国家":
            raise RegistryError(f"{place}: parent {row[3]!r} of {row[1]} is no id of this table; correct or add it")
        intervals.append(_interval(place, row[5], row[6]))
        lives[row[0]].append(intervals[-1])
    above = {id: _names_down_to(id, named) for id in {row[3] for _, row in lines}}
    life = {id: (spans[0][0], spans[-1][1]) for id, spans in lives.items()}
    shared = _sharing([(row[0], (*above[row[3]], row[1])[0], row[1]) for _, row in lines], life)
    return tuple(
        _region(row, above[row[3]], interval, life[row[0]], row[0] in shared)
        for (_, row), interval in zip(lines, intervals, strict=True)
    )


def read_changes(path: Path) -> tuple[Change, ...]:
    """The events of the table, in its order. Raises RegistryError where a line cannot be right."""
    return tuple(
        Change(
            year=year(place, row[0]) or 0,
            kind=row[1],
            before=tuple(row[2].split()),
            after=tuple(row[3].split()),
            continuity=row[4] == "yes",
            one_to_one=row[5] == "yes",
            dated="between" if row[6] == "between" else "explicit",
            note=row[7],
        )
        for place, row in rows(path, CHANGE_COLUMNS)
    )


def _names_down_to(id: str, named: dict[str, tuple[str, str]]) -> tuple[str, ...]:
    """The names from the province down to that region; none for the nation."""
    name, parent = named.get(id, ("", ""))
    return (*_names_down_to(parent, named), name) if parent else ()


def _sharing(regions: list[tuple[str, str, str]], life: dict[str, Interval]) -> frozenset[str]:
    """The ids of regions (id, province, name) whose name another region of the province had in the same years."""
    homonyms: dict[tuple[str, str], set[str]] = defaultdict(set)
    for id, province, name in regions:
        homonyms[province, name].add(id)
    pairs = ((id, life[other]) for ids in homonyms.values() for id in ids for other in ids - {id})
    return frozenset(id for id, other in pairs if _overlap(life[id], other))


def _overlap(one: Interval, other: Interval) -> bool:
    return (one[0] or 0) <= (other[1] or 9999) and (other[0] or 0) <= (one[1] or 9999)


def _region(row: list[str], above: tuple[str, ...], interval: Interval, life: Interval, shared: bool) -> Region:
    id, name, kind, parent, code, _, _, dated, run_as, short_names, abbreviations, common_words, not_in = row
    full_name = "".join(above) + name
    return Region(
        id=id,
        name=name,
        kind=kind,
        level=LEVEL_OF_KIND[kind],
        parent=parent or None,
        full_name=full_name,
        distinct_name=above[0] + name if above and not shared else full_name,
        short_names=tuple(short_names.split()),
        abbreviations=tuple(abbreviations.split()),
        common_words=tuple(common_words.split()),
        not_in=tuple(not_in.split()),
        code=code or None,
        run_as=run_as or None,
        since=interval[0],
        until=interval[1],
        valid_from=life[0],
        valid_to=life[1],
        dated="between" if dated == "between" else "explicit" if dated else "",
    )


def _interval(place: str, since: str, until: str) -> Interval:
    start, end = year(place, since), year(place, until)
    if start is not None and end is not None and end < start:
        raise RegistryError(f"{place}: until {end} is before since {start}; exchange or correct them")
    return start, end
