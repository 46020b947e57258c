"""Finding a printed name in the registry: its readings as region and rest, and the best official name of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from ontology.agency_forms import Form, registry
from ontology.agency_naming import Rank, canonical, identifier, rank
from ontology.agency_places import capital_of, marked, named_first
from ontology.records import Kind, Level
from ontology.regions import Region, regions

Match = str  # registry, alias, elided, spelling, composed, unknown
OTHER_TIER = (2, 4)  # of Rank: the name is in use, but on other tiers
MISPRINT = 4  # characters that a name must have at least to be read as a misprint


@dataclass(frozen=True, slots=True)
class Identity:
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
    """An official name that a reading can mean."""

    rank: Rank
    form: Form
    region: Region


def look_up(text: str, setting: Setting) -> Identity | None:
    """The name as the registry knows it, or None. Readings without a risk go before those with one."""
    own = text if text.startswith("中共中央") else text.removeprefix("中国共产党").removeprefix("中共")
    found = [identity for reading in readings(own, setting) if (identity := _known(reading, setting))]
    best = next((identity for identity in found if not identity.risk), None) or _placed(text, setting)
    if best is None or (best.risk and found):
        return found[0] if found else None
    return best


def readings(text: str, setting: Setting) -> Iterator[Reading]:
    """Every way to split the name into a region and the rest, the likeliest first."""
    for region, rest in marked(text, setting.home):
        yield Reading(region, rest, elided=False)
    yield Reading(setting.context, text, elided=True)
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
            _best(_fits(forms.by_text[other], reading, setting, expanded=True), reading, setting) for other in near
        ]
        sound = {i.name: i for i in found if i is not None and not i.risk and not _ruled_out(text, i)}
        if len(sound) == 1:
            (identity,) = sound.values()
            note = f"close spelling: {text!r} is read as {identity.name}"
            return replace(identity, match="spelling", risk=(note,))
    return None


def _ruled_out(text: str, identity: Identity) -> bool:
    """Whether the registry knows that the printed name is none of that line: 分中心 is no misprint of 中心."""
    return any(text.endswith(end) and identity.function == line for end, line in registry().forms.negatives)


def _known(reading: Reading, setting: Setting) -> Identity | None:
    """The best of the registry's names that the rest can be, as printed or in official words."""
    forms = registry().forms
    if not reading.rest:
        return None if reading.region.level == "national" else _best(_government(reading, setting), reading, setting)
    words = forms.expand(reading.rest)
    fits = [*_fits(forms.by_text.get(reading.rest, ()), reading, setting, expanded=False)]
    if words != reading.rest:
        fits += _fits(forms.by_text.get(words, ()), reading, setting, expanded=True)
    return _best(fits, reading, setting)


def _government(reading: Reading, setting: Setting) -> Iterator[Fit]:
    """A region's name alone is its government: 阳曲县, 锡林郭勒盟."""
    return _fits(registry().forms.by_text["政府"], reading, setting, expanded=False)


def _fits(forms: Iterable[Form], reading: Reading, setting: Setting, *, expanded: bool) -> Iterator[Fit]:
    for form in forms:
        region: Region | None = reading.region
        if form.marker and reading.elided:
            region = next((found for found, _ in marked(form.marker, setting.home)), None)
        if region is not None and "{capital}" in form.name.name and region.level == "prefecture":
            region = capital_of(region)  # the branch in 太原 is the province's
        fit = rank(form, region, setting.year, expanded=expanded) if region else None
        if region and fit:
            yield Fit(fit, form, region)


def _best(fits: Iterable[Fit], reading: Reading, setting: Setting) -> Identity | None:
    """The identity of the best official name; None where none fits."""
    ranked = sorted(fits, key=lambda fit: fit.rank)
    if not ranked:
        return None
    best, form, region = ranked[0]
    name = canonical(form.name, region, setting.home, reading.place)
    others = {canonical(f.name, r, setting.home, reading.place) for fit, f, r in ranked[1:] if fit[0] == best[0]}
    elided = reading.elided and not form.marker and region.level != "national"
    return Identity(
        name=name,
        id=identifier(form.name, region),
        function=form.name.function,
        level=region.level,
        region=region.id,
        kind=form.name.kind,
        match="elided" if elided else "registry" if form.official and best[2] == 0 else "alias",
        alternatives=tuple(sorted(others - {name})),
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
            identity = _best(_fits(shaped, reading, setting, expanded=False), reading, setting)
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
