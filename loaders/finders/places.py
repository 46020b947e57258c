"""The named places that a task singles out: 支持太原、晋中等开展试点 names two, 合肥海关 none.

A place counts where it stands on its own or for its zone (合肥经开区), not as part of the name of an office, a school,
an enterprise, a facility, an event, a policy in 《》 or a programme in quotation marks; nor does the issuer itself
count, or what it lies in. Short names (太原) are believed where a word can begin, those of counties only in a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loaders import cues
from loaders.letterhead.lines import plain
from ontology.records import Mention
from ontology.regions import Place, Region, regions

RULE = "place-singled-out"
TOWNSHIP_RULE = "township-of-the-county"
QUOTED = re.compile('《[^《》]*》|“[^“”]*”|"[^"]*"|「[^「」]*」')
LIST_MARK = re.compile("(?:市|县|区)?(?:[、,/]|和|与|及|以及)?")
COUNTY_LIST = re.compile(
    "(?P<names>[一-鿿]{2,6}(?:[、和][一-鿿]{2,3}){1,20})等[一二两三四五六七八九十0-9]{0,2}个?(?:县|市|区)"
)
WATER_OR_ROAD = re.compile("河(?![道流湖长网段])|路(?![网段])|街(?![道区])|大道")  # behind a short name: 苏州河, 北京路
SUB_NAME = re.compile("[一-鿿A-Za-z0-9、·]{0,16}?")


def regions_in(text: str, home: Region | None, year: int | None) -> tuple[Mention, ...]:
    """The places that the text singles out, each once, in its order; offsets count in the text.

    `home` is the document's own region, `year` that of its date, in which the names hold. A township is read in a
    county's document only, as the registry has none; its mention has the county's id.
    """
    folded = plain(text)
    short = [*_counties(folded, home, year), *_autonomous(folded, home, year)]
    places = _outside_names(folded, [*short, *regions().named_in(folded, year=year)])
    lists = _lists(folded, places)
    found = [
        Mention(text[place.start : place.end], region.distinct_name, region.id, RULE, place.start, place.end)
        for group in lists
        if not _belongs_to_a_name(folded, group[-1])
        for place in group
        if (region := _meant(folded, place, group, home)) and not _is_own(region, home)
    ]
    found += _townships(text, folded, home)
    first: dict[str, Mention] = {}
    for mention in sorted(found, key=lambda mention: mention.start):
        first.setdefault(mention.name, mention)
    return tuple(first.values())


def _counties(text: str, home: Region | None, year: int | None) -> Iterator[Place]:
    """Counties by their short names, where the words behind the list say that they are: 右玉、偏关等县."""
    for listed in COUNTY_LIST.finditer(text) if home else ():
        for item in re.finditer("[^、和]+", listed["names"]):
            for length in (3, 2):  # the first may follow a verb: 支持右玉
                start, end = listed.start() + item.end() - length, listed.start() + item.end()
                found = regions().candidates(text[start:end], home, year)
                if found and (length == len(item[0]) or item.start() == 0):
                    yield Place(start, end, found, "short")
                    break


def _autonomous(text: str, home: Region | None, year: int | None) -> Iterator[Place]:
    """Autonomous counties without the names of their peoples: 贡山县 is 贡山独龙族怒族自治县."""
    for match in re.finditer("(?<=[一-鿿]{2})县", text) if home else ():
        for length in (5, 4, 3):
            start, end = match.end() - length, match.end()
            found = regions().candidates(text[max(0, start) : end], home, year)
            if start >= 0 and any(region.kind == "自治县" for region in found):
                yield Place(start, end, found, "full")
                break


def _outside_names(text: str, places: Sequence[Place]) -> list[Place]:
    """The places in the order of the text, without those inside 《》 or quotation marks."""
    spans = [match.span() for match in QUOTED.finditer(text)]
    outside = {place.start: place for place in places if not any(a <= place.start < b for a, b in spans)}
    return [outside[start] for start in sorted(outside)]


def _lists(text: str, places: Sequence[Place]) -> list[list[Place]]:
    """Places joined by 、 or 和, or side by side (宁波舟山港), in one group: they share what follows them."""
    groups: list[list[Place]] = []
    for place in places:
        if groups and LIST_MARK.fullmatch(text[groups[-1][-1].end : place.start]):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _belongs_to_a_name(text: str, place: Place) -> bool:
    """Whether what follows makes the place a part of a name (合肥新桥机场), or a label of a list (太原市：)."""
    behind = re.split('[,。;()《》“”"!? ]', text[place.end : place.end + 24])[0]
    if behind.startswith(":"):
        return True
    if place.match != "full" and WATER_OR_ROAD.match(behind):
        return True
    if text[place.end : place.end + 1] == ")" and "(" in text[max(0, place.start - 3) : place.start]:
        behind = re.split("[,。;《》! ]", text[place.end + 1 : place.end + 24])[0]  # 中国（合肥）知识产权保护中心
    behind = re.sub(_any("not_bodies"), lambda word: "·" * len(word[0]), behind)
    name = re.match(f"(?P<between>{SUB_NAME.pattern}){_any('bodies')}", behind)
    return name is not None and not re.search(_any("breaks"), name["between"])


def _meant(text: str, place: Place, group: Sequence[Place], home: Region | None) -> Region | None:
    """The region that a name means here; None where it is ambiguous, or may be no place's name at all."""
    near = [r for r in place.regions if home is None or regions().is_within(r, home)]
    candidates = near or list(place.regions)
    if len(candidates) != 1:
        return None
    region = candidates[0]
    is_chain = len(text[place.start : place.end]) > len(region.name)
    if region.level == "county" and not (near and home) and not is_chain:
        return None
    if place.match == "full" and place.end - place.start > 2:
        return region
    if region.level == "county" or place.match == "common":
        return (
            region
            if len(group) > 1
            or re.match("等[一二两三四五六七八九十0-9]{0,2}个?[地县市区]", text[place.end : place.end + 6])
            else None
        )
    return region if len(group) > 1 or _begins_a_word(text, place.start) else None


def _begins_a_word(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start]
    return not re.search("[一-鿿]$", before) or re.search(f"{_any('openers')}$", before) is not None


def _is_own(region: Region, home: Region | None) -> bool:
    """Whether the region is the document's own, or one that its own lies in."""
    return home is not None and regions().is_within(home, region)


def _townships(text: str, folded: str, home: Region | None) -> Iterator[Mention]:
    """Townships in a county's document: 和琴江镇、, but not 各乡镇."""
    if home is None or home.level != "county":
        return
    begins = f"(?:(?<![一-鿿])|(?<=[和与及在])){_any('openers')}?"
    pattern = rf"{begins}(?P<name>[一-鿿]{{1,3}}?{_any('township')})(?=[^一-鿿(]|[和与及等的]|$)"
    for match in re.finditer(pattern, folded):
        if not re.search(f"{_any('not_townships')}$|{_any('openers')}", match["name"]):
            start, end = match.span("name")
            name = home.distinct_name + match["name"]
            yield Mention(text[start:end], name, home.id, TOWNSHIP_RULE, start, end)


@cache
def _any(kind: str) -> str:
    return cues.any_of(cues.read("places")[kind])
