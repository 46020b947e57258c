"""Cutting a list of bearers: where each name begins and ends, and which words after it give it a role.

A delimiter grammar: verbs (…牵头，…配合) close groups, 、和及与 part bearers, brackets and registered names are never
cut (人力资源和社会保障局). What each piece is — a chain of tiers, a class, a government or an agency — is settled in
`named`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from loaders.finders.collectives import chain, class_list, closed, closing, field_list
from loaders.finders.named import (
    PERSON,
    Carried,
    complete,
    name_bearer,
    name_class_list,
    name_place,
    name_tier,
    registered,
    stands,
)
from loaders.finders.punctuation import depths, trimmed
from loaders.finders.roles import Verb, mark, verb_at, verbs
from loaders.finders.setting import Setting
from loaders.finders.spelled import place_of, spelled
from ontology.agencies import names
from ontology.records import Assignment, Role

_CLAUSE = re.compile(r"[，；。]")
_SEPARATOR = re.compile(r"[、\n \t　]|以及|和|及|与|暨")
_LEAD_IN = re.compile(
    r"(?:(?:以下|以上|上述|其中|此项工作|该项工作|本项工作)?(?:均|都)?(?:应|需|须|要|需要|必须)?由|(?:以下|以上|上述)(?:均|都)?(?:应|需|须|要)?"
    r"|[^、，；。（）\n]{0,14}?(?:均需|均须|均应|均由|需由|须由|应由|涉及)|请|并由|和|及|与|以及|同时|在|会同|各自|主要由|统一由)+"
)
_TOGETHER = re.compile(r"会同|会商|商(?=[省市县区国各有相财])|联合(?=[省市县区国各有相])")
_OTHERS = re.compile("等(?:有关|相关)?(?:部门|单位)")  # 粮食局等部门研究提出意见
_UNDER = re.compile(r"(?:的)?(?:统一)?(?:指导|领导|统筹|协调)下")
_PLACE_LABEL = re.compile(r"(?P<place>[一-龥]{1,8}(?:市|州|盟|地区|县|区|旗))：")
_COMMITTEE = re.compile(
    r"(?P<place>[一-龥]{1,9}(?P<tier>市|州|盟|县|区|旗))委[、和及与]?(?P<office>(?P=tier)?(?:人民)?政府)"
)
_ASIDE = re.compile(
    r"下同|不再.{0,8}|除.{0,10}外|.{0,4}分工|\d.*|年[内底].*|.*(?:完成|实施|推进|落实|开展|启动|出台|执行)(?:到位)?|(?:长期|持续|每年|常态化|常抓不懈).*|.{1,2}|"
    + PERSON
)
_INTRODUCTION = re.compile(r".*(?:的|\d个|以下|下列|如下).*[县市区旗].*")
_SEAM = re.compile(r"[厅局委办部会](?=各|自治区|[省市县区旗州])")
_MARK = re.compile(r"（(?P<words>[^（）]{2,6})）$")
_PART = re.compile(r"[集团项目工作部分任务计划工程方面内容]$")  # how a scope ends: 煤炭职教集团

_Group = tuple[list[Assignment], Verb | None, str | None]
"""Bearers, the verb that gives them their role, and the part of the task to which it limits them."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about [start, end) of the text for a person to look at: a risky match, words that name nobody known."""

    code: str
    message: str
    start: int
    end: int


@cache
def _whole_names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, names())))


@cache
def _between_bearers() -> re.Pattern[str]:
    return re.compile(f"(?:{_SEPARATOR.pattern}|{_LEAD_IN.pattern}|{closing().pattern})+")


class Cutter:
    """Cuts one text. Offsets count in it; `folded` is the same text with punctuation made full-width."""

    def __init__(self, text: str, folded: str, setting: Setting) -> None:
        self.text, self.folded, self.setting = text, folded, setting
        self.depths = depths(folded)
        self.kept = [m.span() for m in _whole_names().finditer(folded)]
        self.carried = Carried()
        self.remarks: list[Remark] = []
        self._count = 0  # of bearers given a role

    def segment(self, role: Role, rule: str, start: int, end: int) -> list[Assignment]:
        """The bearers of text[start:end), under the label or column that gives them `role`."""
        done: list[Assignment] = []
        waiting: list[Assignment] = []
        for first, last in self._clauses(start, end):
            self.carried.cross_comma()
            for bearers, verb, scope in self._groups(first, last):
                if verb and verb.role == "lead":  # a lead's verb reaches back to its own clause only
                    done += self._given(waiting, role, rule)
                    waiting = []
                waiting += bearers
                if verb:
                    done += self._given(waiting, verb.role, "verb", scope)
                    waiting = []
            if self.folded[last : last + 1] in "；。":
                done += self._given(waiting, role, rule)
                waiting = []
        return done + self._given(waiting, role, rule)

    def _given(self, bearers: list[Assignment], role: Role, rule: str, scope: str | None = None) -> list[Assignment]:
        """The bearers, numbered on, with this role, but those that have one of their own (省教育厅（牵头）)."""
        first = self._count + 1
        self._count += len(bearers)
        return [
            replace(bearer, order=n) if bearer.rule else replace(bearer, role=role, rule=rule, scope=scope, order=n)
            for n, bearer in enumerate(bearers, first)
        ]

    def _clauses(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = start
        for match in _CLAUSE.finditer(self.folded, start, end):
            if not self.depths[match.start()]:
                yield at, match.start()
                at = match.end()
        yield at, end

    def _groups(self, start: int, end: int) -> Iterator[_Group]:
        """The groups of one clause: 甲牵头，乙、丙配合 has two clauses of one group each."""
        if joined := _TOGETHER.match(self.folded, start, end):  # 甲牵头，会同乙
            yield self._partners(joined.end(), end), Verb("support", *joined.span()), None
            return
        group: list[Assignment] = []
        at = start
        while (at := self._skip(at, end)) < end:
            bearers, after, stop = self._next(at, end)
            group += bearers
            if under := _UNDER.match(self.folded, after, end):
                yield group, Verb("oversee", *under.span()), None
                group, at = [], under.end()
                continue
            verb = verb_at(self.folded, after, stop if stop > after else end)
            joined = _TOGETHER.match(self.folded, verb.end if verb else after, end)
            if joined:  # 甲会同乙, 甲牵头会同乙
                yield group, Verb("lead", *joined.span()), None
                yield self._partners(joined.end(), end), Verb("support", joined.start(), end), None
                return
            at = max(stop, after)
            if verb:
                scope = self._scope(verb.end, end)
                yield group, verb, scope
                group, at = [], end if scope else self._resume(verb.end, stop)
        if group:
            yield group, None, None

    def _next(self, at: int, end: int) -> tuple[list[Assignment], int, int]:
        """The bearers that begin at `at`, where they end, and where the words end that belong to the last of them."""
        if pair := self._committee(at, end):
            return pair, pair[-1].end, pair[-1].end
        if tiers := chain(self.folded, at, end, self.setting.level):
            named = [name_tier(tier, self.text, self.folded, self.setting, self.carried.quantifier) for tier in tiers]
            self.carried.quantifier, self.carried.crossed = tiers[-1].quantifier, False
            return named, tiers[-1].end, tiers[-1].end
        if places := spelled(self.folded, at, end, self.setting):
            governments, after = places
            return [name_place(g.region, self.text, g.start, g.end, self.setting) for g in governments], after, after
        if classes := class_list(self.folded, at, end):
            items, after = classes
            return [name_class_list(self.text[a:b], item, a, b, self.setting) for item, a, b in items], after, after
        if fields := field_list(self.folded, at, end, self._is_registered):
            offices, after = fields
            return [bearer for office in offices for bearer in self._office(*office)], after, after
        stop = self._piece_end(at, end)
        after = self._name_end(at, stop)
        return self._bearers(at, after), after, stop

    def _committee(self, at: int, end: int) -> list[Assignment]:
        """The committee of a place and its government, whose name is then cut short: 剑阁县委、县政府."""
        match = _COMMITTEE.match(self.folded, at, end)
        region = place_of(match["place"], self.setting) if match else None
        if (
            not match
            or region is None
            or not (region.name.endswith(match["tier"]) and closed(self.folded, match.end(), end))
        ):
            return []
        return [
            *self._bearers(at, match.end("tier") + 1),
            name_place(region, self.text, *match.span("office"), self.setting),
        ]

    def _office(self, name: str, start: int, end: int) -> list[Assignment]:
        """The bearer of that name, of which [start, end) of the text gives a part."""
        named = name_bearer(name, name, 0, len(name), self.setting, self.carried)
        return [replace(named[0], surface=self.text[start:end], start=start, end=end)] if named else []

    def _skip(self, at: int, end: int) -> int:
        """Past separators, words that lead in a bearer (由, 请) and words that close a list (等部门)."""
        match = _between_bearers().match(self.folded, at, end)
        return match.end() if match else at

    def _piece_end(self, start: int, end: int) -> int:
        """Where the piece that begins at `start` ends: at a separator outside brackets that no registered name covers.

        和, a line break or a space parts only what is complete: 省教育厅和省财政厅, not 市住房和城乡建设局.
        """
        for match in _SEPARATOR.finditer(self.folded, start + 1, end):
            at = match.start()
            named = any(a < at < b - 1 for a, b in self.kept if a >= start or complete(self.folded[start:a]))
            closes = closing().search(self.folded, start, end)
            if self.depths[at] or named or (closes and closes.start() < at < closes.end()):  # 等部门和单位
                continue
            if match.group() in "、\n" or complete(closing().sub("", self.folded[start:at])):  # 省财政厅等和各市
                return at
        return end

    def _name_end(self, start: int, stop: int) -> int:
        """Where the name ends that opens the piece: before …指导下, 会同 or a verb that follows something complete."""
        ends = []
        if under := _UNDER.search(self.folded, start, stop):
            ends.append(under.start())
        joined = _TOGETHER.search(self.folded, start, stop)
        if joined and complete(self.folded[start : joined.start()]):
            ends.append(joined.start())
        for verb in verbs(self.folded, start, stop):
            before = closing().sub("", self.folded[start : verb.start])
            alone = not before and verb.end == stop
            if not self.depths[verb.start] and (alone or self._stands(before)):
                ends.append(verb.start)
                break
        others = _OTHERS.search(self.folded, start, stop)
        if not ends and others and self._stands(self.folded[start : others.start()]):
            ends.append(others.start())
        return min(ends, default=stop)

    def _stands(self, words: str) -> bool:
        return stands(words, self.setting, self.carried)

    def _is_registered(self, words: str) -> bool:
        return registered(words, self.setting, self.carried)

    def _resume(self, after: int, stop: int) -> int:
        """Where reading goes on behind a verb: at the piece's end, or at a bearer before it (甲牵头乙配合)."""
        return after if after < stop and self._name_end(after, stop) < stop else max(stop, after)

    def _scope(self, start: int, end: int) -> str | None:
        """The part of the task that follows a verb in its clause, as 煤炭职教集团 does in 省煤炭厅牵头煤炭职教集团."""
        words = self.text[start:end].strip()
        return words if len(words) > 1 and _PART.search(words) else None

    def _partners(self, start: int, end: int) -> list[Assignment]:
        """Those with whom a bearer acts (会同…), whatever verbs follow them."""
        return [bearer for bearers, _, _ in self._groups(start, end) for bearer in bearers]

    def _bearers(self, start: int, end: int) -> list[Assignment]:
        """The bearer of text[start:end), a piece without separators, if it names one."""
        if match := _PLACE_LABEL.match(self.folded, start, end):
            self.carried.place = place_of(match["place"], self.setting)
            return self._bearers(match.end(), end)
        start, end = trimmed(self.folded, start, end)
        if start >= end or self._introduces_list(start, end):
            return []
        marked = _MARK.search(self.folded, start, end)
        role = mark(marked["words"]) if marked else None
        if marked and role:
            return [replace(bearer, role=role, rule="verb") for bearer in self._bearers(start, marked.start())]
        if cut := self._seam(start, end):
            return self._bearers(start, cut) + self._bearers(cut, end)
        named = name_bearer(self.text, self.folded, start, end, self.setting, self.carried)
        if named is None:
            if not _ASIDE.fullmatch(self.folded[start:end]):
                words = self.text[start:end]
                self.remarks.append(Remark("no-bearer", f"{words!r} names nobody that the rules know", start, end))
            return []
        assignment, identity = named
        if identity:
            code = "unknown-agency" if identity.id is None else "doubtful-agency"
            self.remarks += [Remark(code, risk, start, end) for risk in identity.risk]
        return [assignment]

    def _seam(self, start: int, end: int) -> int | None:
        """Where two known names run together, as they do in flattened cells: 区发改局区统计局."""
        seams = [match.end() for match in _SEAM.finditer(self.folded, start, end) if not self.depths[match.end()]]
        for at, after in pairwise([*seams, end]):
            names_class = self.folded.startswith("各", at)
            if self._known(start, at) and (names_class or (self._known(at, after) and not self._known(start, end))):
                return at
        return None

    def _known(self, start: int, end: int) -> bool:
        return self._is_registered(self.folded[start:end])

    def _introduces_list(self, start: int, end: int) -> bool:
        """Whether the words head a spelled-out list: 未达标的39个县（市、区）人民政府 before 太原市：阳曲县、…"""
        after = self.folded[end:].lstrip("，。；、（） \t\n　")
        return bool(_PLACE_LABEL.match(after) and _INTRODUCTION.fullmatch(self.folded[start:end]))
