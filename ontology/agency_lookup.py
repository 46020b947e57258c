"""Finding a printed name in the registry: its readings as region and rest, and the best official name of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from ontology.agency_forms import Form, registry
from ontology.agency_naming import Rank, Standing, canonical, identifier, rank, seat_region, standing
from ontology.agency_places import marked, named_first
from ontology.records import Kind, Level
from ontology.regions import Region, regions

Match = str  # registry, alias, elided, spelling, composed, unknown
OTHER_TIER = (2, 4)  # of Rank: the name is in use, but on other tiers
MISPRINT = 4  # characters that a name must have at least to be read as a misprint


class Identity(NamedTuple):
    """What a printed name means. Without `id`, the registry does not know the body and `name` is composed."""

    name: str  # canonical full name: 山西省人力资源和社会保障厅
    id: str | None
    function: str | None  # code in functions.csv
    level: Level | None
    region: str | None  # id in regions.csv
    kind: Kind
    match: Match
    alternatives: tuple[str, ...] = ()  # other official names that the words can stand for there and then
    risk: tuple[str, ...] = ()  # why a person should look at it


class Setting(NamedTuple):
    """What a document says of a bearer before its name is read."""

    context: Region  # whose agency a name without prefix is
    home: Region | None  # the document's own region
    year: int | None


class Reading(NamedTuple):
    """A printed name as region and rest: 省人社厅 is (山西省, 人社厅)."""

    region: Region
    rest: str
    elided: bool
    place: str = ""  # the region's name as printed


class Fit(NamedTuple):
    """An official name that printed words can be, and how well it fits."""

    rank: Rank
    form: Form


def look_up(text: str, setting: Setting) -> Identity | None:
    """The name as the registry knows it, or None. Readings without a risk go before those with one."""
    own = text if text.startswith("中共中央") else text.removeprefix("中国共产党").removeprefix("中共")
    risky = None
    for reading in readings(own, setting):
        identity = _known(reading, setting)
        if identity and not identity.risk:
            return identity
        risky = risky or identity
    placed = _placed(text, setting)
    return placed if placed and not (placed.risk and risky) else risky


def readings(text: str, setting: Setting) -> Iterator[Reading]:
    """Every way to split the name into a region and the rest, the likeliest first."""
    for region, rest in marked(text, setting.home):
        yield Reading(region, rest, elided=False)
    sign = registry().forms.sign(text)  # 团省委 is the province's, wherever it is printed
    if sign is None:
        yield Reading(setting.context, text, elided=True)
    else:
        yield from (Reading(region, text, elided=False) for region, _ in marked(sign, setting.home))
    for region, rest in named_first(text, setting.home, setting.year):
        yield Reading(region, rest, elided=False, place=text.removesuffix(rest) if rest else text)
    if setting.context.level != "national":
        yield Reading(regions().get("CN"), text, elided=False)


def respelt(text: str, setting: Setting) -> Identity | None:
    """The only registered name that the printed one can be a misprint of, with the risk named."""
    forms = registry().forms
    for reading in readings(text, setting):
        words = {word for word in (reading.rest, forms.expand(reading.rest)) if len(word) >= MISPRINT}
        near = sorted({other for word in words for other in forms.near(word)})
        found = [
            _best(_fits((), forms.by_text[other], standing(reading.region), setting.year), reading, setting)
            for other in near
        ]
        sound = {i.name: i for i in found if i is not None and not i.risk and not _ruled_out(text, i)}
        if len(sound) == 1:
            (identity,) = sound.values()
            note = f"close spelling: {text!r} is read as {identity.name}"
            return identity._replace(match="spelling", risk=(note,))
    return None


def _ruled_out(text: str, identity: Identity) -> bool:
    """Whether the registry knows that the printed name is none of that line: 分中心 is no misprint of 中心."""
    return any(text.endswith(end) and identity.function == line for end, line in registry().forms.negatives)


def _known(reading: Reading, setting: Setting) -> Identity | None:
    """The best of the registry's names that the rest can be, as printed or in official words."""
    if reading.rest:
        if not registry().forms.has(reading.rest):
            return None
        return _best(_ranked(reading.rest, standing(reading.region), setting.year), reading, setting)
    if reading.region.level == "national":
        return None
    forms = registry().forms.by_text["政府"]  # a region's name alone is its government: 阳曲县, 锡林郭勒盟
    return _best(_fits(forms, (), standing(reading.region), setting.year), reading, setting)


@lru_cache(maxsize=65536)
def _ranked(words: str, there: Standing, year: int | None) -> tuple[Fit, ...]:
    """The official names that these words can be in a region of that standing, the best first."""
    forms = registry().forms
    return _fits(forms.by_text.get(words, ()), forms.in_official_words(words), there, year)


def _fits(printed: Iterable[Form], expanded: Iterable[Form], there: Standing, year: int | None) -> tuple[Fit, ...]:
    """Those of the forms, as printed and once short words were spelled out, that fit there and then, the best first."""
    forms = (*((form, False) for form in printed), *((form, True) for form in expanded))
    ranked = ((rank(form, there, year, expanded=spelled), form) for form, spelled in forms)
    return tuple(sorted((Fit(found, form) for found, form in ranked if found), key=itemgetter(0)))


def _best(fits: Sequence[Fit], reading: Reading, setting: Setting) -> Identity | None:
    """The identity of the best official name; None where none fits."""
    if not fits:
        return None
    best, form = fits[0]
    region = seat_region(form.name, reading.region)
    name = canonical(form.name, region, setting.home, reading.place)
    equal = [other.name for fit, other in fits[1:] if fit[0] == best[0]]
    others = {canonical(o, seat_region(o, reading.region), setting.home, reading.place) for o in equal} - {name}
    elided = reading.elided and region.level != "national"
    return Identity(
        name=name,
        id=identifier(form.name, region),
        function=form.name.function,
        level=region.level,
        region=region.id,
        kind=form.name.kind,
        match="elided" if elided else "registry" if form.official and best[2] == 0 else "alias",
        alternatives=tuple(sorted(others)),
        risk=_risk(form, region, setting.year, best),
    )


def _risk(form: Form, region: Region, year: int | None, fit: Rank) -> tuple[str, ...]:
    name = form.name
    if year is not None and not name.holds_in(year, grace=1):
        words = name.name.replace("{region}", region.name)
        return (f"out of its time: {words} is in use {name.since or ''}-{name.until or ''}, not in {year}",)
    return (f"unusual at this level: {form.name.name} is in use on {name.tiers}",) if fit[0] in OTHER_TIER else ()


def _placed(text: str, setting: Setting) -> Identity | None:
    """A name around a place: 人行太原中心支行, 国家税务总局广元市税务局, 黄埔海关."""
    forms = registry().forms
    shapes = list(forms.placed(text)) or list(forms.placed(forms.expand(text)))
    places = sorted({place for place, _ in shapes}, key=lambda place: (len(place), place))
    for place in places:
        found = (*marked(place, setting.home), *named_first(place, setting.home, setting.year))
        region = next((region for region, rest in found if not rest), None)
        if region is not None:
            reading = Reading(region, "", elided=False, place=place)
            shaped = [form for other, form in shapes if other == place]
            identity = _best(_fits(shaped, (), standing(region), setting.year), reading, setting)
            if identity is not None:
                return identity
    return _free_place(shapes)


def _free_place(shapes: list[tuple[str, Form]]) -> Identity | None:
    """A seat that is no region: 黄埔海关, 太湖流域管理局, 西南 in 民航西南地区管理局."""
    for place, form in shapes:
        if "{place}" in form.name.name and 1 < len(place) < 5:
            name = form.name.name.replace("{place}", place)
            return Identity(name, None, form.name.function, None, None, form.name.kind, "alias")
    return None
