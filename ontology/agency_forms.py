"""All forms that the registry's names are printed in, and the general rules that make official words of short ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from ontology.agency_table import (
    AgencyName,
    Function,
    Words,
    read_endings,
    read_functions,
    read_names,
    read_negatives,
    read_words,
)
from ontology.records import Kind

MARKERS = ("自治区", "自治州", "自治县", "地区", "新区", "林区", "特区", "省", "市", "县", "区", "州", "盟", "旗")
PARTY_SIGNS = ("委", "党委", "委员会")  # 市委宣传部, 自治区党委宣传部, 自治区委员会宣传部
ENDINGS = ("局", "厅", "委员会", "委", "办公室", "办", "部", "署", "中心", "站", "院", "所", "队", "处")
NATION = ("中华人民共和国", "中华全国", "国家", "国务院", "中国", "全国", "中央", "新疆生产建设兵团")
SHORTENED = (("委员会", "委"), ("办公室", "办"), ("监督管理", "监管"))
CONJUNCTIONS = "和、与及暨，,"


class Form(NamedTuple):
    """One way in which an official name is printed. `marker`: the tier's sign where it stands inside (省 in 团省委)."""

    name: AgencyName
    marker: str | None
    official: bool  # the official words, not a short form


class Pattern(NamedTuple):
    """A form around the name of a place: 人行{place}中心支行."""

    head: str
    tail: str
    form: Form


class Forms:
    """The registry's names by what is printed, without the region's name before it."""

    def __init__(
        self, names: Iterable[AgencyName], words: Iterable[Words], negatives: Iterable[tuple[str, str]]
    ) -> None:
        self.names = tuple(names)
        self.confined = frozenset(own for name in self.names for own in name.regions)
        self.negatives = tuple(negatives)
        self.by_text: dict[str, list[Form]] = defaultdict(list)
        self.patterns: dict[str, list[Pattern]] = defaultdict(list)  # by their last character
        words = tuple(words)
        self.openings = tuple(word.official for word in words if word.place == "open")
        self._expanded = lru_cache(maxsize=65536)(_Expander(words).expand)
        self._changing = frozenset(variant[0] for word in words for variant in word.variants)
        for name in self.names:
            for text, official in _printed(name):
                self._add(text, name, official)
        self._heads = frozenset(text[:2] for text in self.by_text)
        self._near: dict[str, set[str]] = {}

    def _add(self, text: str, name: AgencyName, official: bool) -> None:
        if "{place}" in text:
            head, _, tail = text.partition("{place}")
            self.patterns[tail[-1:]].append(Pattern(head, tail, Form(name, None, official)))
        elif "{m}" in text:
            for marker in MARKERS:
                self.by_text[text.replace("{m}", marker)].append(Form(name, marker, official))
        else:
            self.by_text[text].append(Form(name, None, official))

    def expand(self, text: str) -> str:
        """Official words for short ones: 人社厅 → 人力资源和社会保障厅, 食安委 → 食品安全委员会."""
        return self._expanded(text)

    def in_official_words(self, text: str) -> Sequence[Form]:
        """The forms that the text has once official words stand for its short ones; none where nothing is short."""
        if text[:2] not in self._heads and self._changing.isdisjoint(text[:2]):
            return ()  # most names open with a region's, which stays as it is
        words = self.expand(text)
        return self.by_text.get(words, ()) if words != text else ()

    def has(self, text: str) -> bool:
        """Whether any name is printed so, or would be in official words."""
        return text in self.by_text or bool(self.in_official_words(text))

    def sign(self, text: str) -> str | None:
        """The tier's sign that stands inside: 省 in 团省委."""
        found = self.by_text.get(text) or self.in_official_words(text)
        return found[0].marker if found else None

    def placed(self, text: str) -> Iterator[tuple[str, Form]]:
        """The places that the text names if it has one of the patterns' shapes, with that form."""
        for head, tail, form in self.patterns.get(text[-1:], ()):
            if text.startswith(head) and text.endswith(tail) and len(text) > len(head) + len(tail):
                yield text[len(head) : len(text) - len(tail)], form

    def near(self, text: str) -> tuple[str, ...]:
        """The forms that the text may be a misprint of: two neighbours exchanged, one character doubled,
        or one other edit in a long name.

        The last character holds: 所 is never a misprint of 局.
        """
        pairs = range(len(text) - 1)
        swapped = {text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in pairs} - {text}
        doubled = {text[:i] + text[i + 1 :] for i in pairs if text[i] == text[i + 1]}
        found = {other for other in swapped | doubled if other in self.by_text}
        if not found and len(text) >= LONG:
            near = {other for key in _deletions(text) for other in self._long_forms().get(key, ())}
            found = {other for other in near if len(other) != len(text) or len(text) >= VERY_LONG} - {text}
        return tuple(sorted(other for other in found if other[-1] == text[-1]))

    def _long_forms(self) -> dict[str, set[str]]:
        if not self._near:
            near: dict[str, set[str]] = defaultdict(set)
            for text in self.by_text:
                if len(text) >= LONG:
                    for key in _deletions(text):
                        near[key].add(text)
            self._near = near
        return self._near


LONG = 7  # characters of which one may be missing or too much: 卫生和健康委员会
VERY_LONG = 9  # of which one may be another: 水路运输管理局 and 道路运输管理局 are two bodies


def _deletions(text: str) -> set[str]:
    return {text, *(text[:i] + text[i + 1 :] for i in range(len(text)))}


class _Expander:
    """The table of words as rules: one pass over the text, the longest words first, official words left as they are."""

    def __init__(self, words: Iterable[Words]) -> None:
        pairs = [
            (place, variant, word.official)
            for word in words
            for place in (word.place,)
            for variant in (word.official, *word.variants)
        ]
        self._anywhere = {variant: official for place, variant, official in pairs if place == "any"}
        self._whole = {variant: official for place, variant, official in pairs if place == "whole"}
        self._ends = {variant: official for place, variant, official in pairs if place == "end"}
        longest = sorted(self._anywhere, key=lambda text: (-len(text), text))
        self._pattern = re.compile("|".join(map(re.escape, longest)))
        self._end = re.compile("(?:" + "|".join(sorted(map(re.escape, self._ends), key=len, reverse=True)) + ")$")
        endings = sorted({*ENDINGS, *self._ends}, key=len, reverse=True)
        self._root = re.compile(f"(.+?)({'|'.join(endings)})")

    def expand(self, text: str) -> str:
        parts = self._root.fullmatch(text)
        root, ending = parts.groups() if parts else (text, "")
        if root in self._whole:
            root = self._whole[root]
        else:
            root = self._pattern.sub(lambda match: self._anywhere[match[0]], root)
        return root + self._end.sub(lambda match: self._ends[match[0]], ending)


def _printed(name: AgencyName) -> Iterator[tuple[str, bool]]:
    """What the name is printed as, without the region's name, and whether these are the official words."""
    seen: set[str] = set()
    for text, official in _all_printed(name):
        if text not in seen:
            seen.add(text)
            yield text, official


def _all_printed(name: AgencyName) -> Iterator[tuple[str, bool]]:
    template = name.name.replace("{city}", "")
    if template.startswith("{party}"):
        for text, official in ((template[7:], True), *((short, False) for short in name.short)):
            if text.startswith(("委", "党委")):
                yield text, official
                yield "党" + text.removeprefix("党"), official
            else:
                yield from ((sign + text, official) for sign in PARTY_SIGNS)
                yield text, False
        return
    if name.tiers == "国":
        yield from _national(name)
        return
    own = template.removeprefix("{region}").removeprefix("{area}")
    if "{" in own:
        yield re.sub(r"\{(?:region|short|capital|place|province|area)\}", "{place}", own), True
    else:
        yield own, True
        yield from ((shortened, False) for shortened in _shortened(own))
    yield from ((short, False) for short in name.short)


def _national(name: AgencyName) -> Iterator[tuple[str, bool]]:
    """A national name also goes without 国家, and its short forms with it: 发展改革委, 国家发展改革委."""
    yield name.name, True
    for short in (*_shortened(name.name), *name.short):
        yield short, False
        for nation in NATION:
            if name.name.startswith(nation):
                yield short.removeprefix(nation), False
                if not short.startswith(NATION):
                    yield nation + short, False
    for nation in NATION:
        if name.name.startswith(nation) and len(name.name) - len(nation) > 3 and "{" not in name.name:
            yield name.name.removeprefix(nation), False


def _shortened(text: str) -> Iterator[str]:
    for long, short in SHORTENED:
        if long in text:
            text = text.replace(long, short)
            yield text


class Registry(NamedTuple):
    """The tables of this package."""

    functions: dict[str, Function]
    forms: Forms
    endings: dict[str, tuple[Kind, str]]  # an ending's kind, and where names with it are proper names: yes, province


@cache
def registry() -> Registry:
    """The registry of this package, read once. Raises RegistryError where a table is malformed."""
    folder = Path(__file__).parent
    functions = read_functions(folder / "functions.csv")
    names = read_names(folder / "agencies.csv", functions)
    words = read_words(folder / "agency_words.csv")
    forms = Forms(names, words, read_negatives(folder / "agency_negatives.csv"))
    return Registry(functions, forms, read_endings(folder / "agency_endings.csv"))


@cache
def names() -> tuple[str, ...]:
    """All forms that hold a conjunction or a comma, longest first: 人力资源和社会保障局 is never cut in a list."""
    texts = [text for text in registry().forms.by_text if any(sign in text for sign in CONJUNCTIONS)]
    return tuple(sorted(texts, key=lambda text: (-len(text), text)))
