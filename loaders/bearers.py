"""Who is bound, and how: the bearers in a responsibility cell or note, cut, named and given their roles.

A delimiter grammar does the cutting: labels (牵头单位：…) and verbs (…牵头，…配合) bound groups, 、和及与 part bearers,
and registered names are never cut (人力资源和社会保障局). What each part is — a chain of tiers, a class, a government
or an agency — is settled in `named`. Rules are named in the records: `label` and `verb` say where the role comes from,
`column` that the text says nothing and its column or note does, `position` that the document rules who leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from loaders.collectives import Tier, chain, class_list, closing
from loaders.named import Carried, complete, name_bearer, name_class_list, name_tier, place_of
from loaders.roles import Cue, Verb, labels, verbs
from loaders.setting import Setting
from ontology.agencies import names
from ontology.records import Assignment, Role

_FOLD = str.maketrans("(),;:[]【】〔〕/|", "（），；：（）（）（）、、")
_CLAUSE = re.compile(r"[，；。]")
_SEPARATOR = re.compile(r"[、\n \t　]|以及|和|及|与|暨")
_LEAD_IN = re.compile(
    r"(?:(?:以下|以上|上述|其中|此项工作|该项工作|本项工作)?(?:均|都)?(?:应|需|须|要|需要|必须)?由|(?:以下|以上|上述)(?:均|都)?(?:应|需|须|要)?"
    r"|[^、，；。（）\n]{0,14}?(?:均需|均须|均应|均由|需由|须由|应由|涉及)|请|并由|和|及|与|以及|同时|在|会同|各自|主要由|统一由)+"
)
_TOGETHER = re.compile(r"会同|会商|商(?=[省市县区国各有相财])|联合(?=[省市县区国各有相])")
_UNDER = re.compile(r"(?:的)?(?:统一)?(?:指导|领导|统筹|协调)下")
_LEADING_FIRST = re.compile(
    r"[（]?[^（）；。]{0,12}(?:列|排|居|位)?(?:在)?(?:首位|第一位|第一名|第1位|最前|最前面)[^（）；。]{0,16}?(?:牵头|主办|汇总|总负责|负总责)"
    r"[^（）；。]{0,16}[）]?|[（][^（）]{0,6}第一个[^（）]{0,10}牵头[^（）]{0,10}[）]"
)
_PLACE_LABEL = re.compile(r"(?P<place>[一-龥]{1,8}(?:市|州|盟|地区|县|区|旗))：")
_ASIDE = re.compile(
    r"下同|不再.{0,8}|.{0,4}分工|\d.*|年[内底].*|.*(?:完成|实施|推进|落实|开展|启动|出台|执行)(?:到位)?|(?:长期|持续|每年|常态化).*|.{1,2}"
)
_INTRODUCTION = re.compile(r".*(?:的|\d个|以下|下列|如下).*[县市区旗].*")


@cache
def _whole_names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, names())))


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about [start, end) of the text for a person to look at: a risky match, words that name nobody known."""

    code: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The bearers of one text in printed order, whether it rules that the first listed leads (下同), and remarks."""

    assignments: tuple[Assignment, ...]
    first_leads: bool
    remarks: tuple[Remark, ...]


def read(text: str, role: Role, setting: Setting, first_leads: bool = False) -> Reading:
    """The bearers of a responsibility cell's or note's text; `role` is theirs where the text itself does not say.

    `first_leads`: an earlier text of the document ruled that the first listed leads (列第一位者为牵头单位，下同).
    """
    folded = text.translate(_FOLD)
    rule = _LEADING_FIRST.search(folded)
    if rule:
        folded = folded[: rule.start()] + "。" * (rule.end() - rule.start()) + folded[rule.end() :]
        first_leads = True
    cutter = _Cutter(text, folded, setting)
    found: list[Assignment] = []
    for cue, start, end in _segments(folded):
        if cue == "person" or cue == "time":
            continue
        found += cutter.segment(cue or role, "label" if cue else "column", start, end)
    if first_leads and len(found) > 0 and not any(a.role == "lead" for a in found):
        found[0] = replace(found[0], role="lead", rule="position")
    ordered = tuple(replace(a, order=n) for n, a in enumerate(found, 1))
    return Reading(ordered, first_leads, tuple(cutter.remarks))


def rules_first_leads(text: str) -> int | None:
    """Where a document rules that the first listed leads (列第一位者为牵头单位，下同); None where it does not."""
    match = _LEADING_FIRST.search(text.translate(_FOLD))
    return match.start() if match else None


def _segments(folded: str) -> Iterator[tuple[Cue | None, int, int]]:
    """(cue, start, end) of what each label governs; the text before the first label has the cue None."""
    marks = labels(folded)
    edges = [m.start for m in marks] + [len(folded)]
    if edges[0] > 0:
        yield None, 0, edges[0]
    for mark, end in zip(marks, edges[1:], strict=True):
        yield mark.cue, mark.end, end


class _Cutter:
    """Cuts one text. Offsets count in it; `folded` is the same text with punctuation made full-width."""

    def __init__(self, text: str, folded: str, setting: Setting) -> None:
        self.text, self.folded, self.setting = text, folded, setting
        self.depths = _depths(folded)
        self.kept = [m.span() for m in _whole_names().finditer(folded)]
        self.carried = Carried()
        self.remarks: list[Remark] = []

    def segment(self, role: Role, rule: str, start: int, end: int) -> list[Assignment]:
        """The bearers of text[start:end), under the label or column that gives them `role`."""
        done: list[Assignment] = []
        waiting: list[Assignment] = []
        for first, last in self._clauses(start, end):
            for bearers, verb, scope in self._parts(first, last):
                if verb and verb.role == "lead":  # a lead's verb reaches back to its own clause only
                    done += [replace(b, role=role, rule=rule) for b in waiting]
                    waiting = []
                waiting += bearers
                if verb:
                    done += [replace(b, role=verb.role, rule="verb", scope=scope) for b in waiting]
                    waiting = []
            if self.folded[last : last + 1] in "；。":
                done += [replace(b, role=role, rule=rule) for b in waiting]
                waiting = []
        return done + [replace(b, role=role, rule=rule) for b in waiting]

    def _clauses(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = start
        for match in _CLAUSE.finditer(self.folded, start, end):
            if not self.depths[match.start()]:
                yield at, match.start()
                at = match.end()
        yield at, end

    def _parts(self, start: int, end: int) -> Iterator[tuple[list[Assignment], Verb | None, str | None]]:
        """Groups of bearers of one clause, each with the verb that closes it and the scope after the verb."""
        group: list[Assignment] = []
        at = start
        while at < end:
            at = self._skip(at, end)
            if at >= end:
                break
            if tiers := chain(self.folded, at, end):
                group += [self._tier(tier) for tier in tiers]
                at = tiers[-1].end
                if verb := next((v for v in verbs(self.folded, at, end) if v.start == at), None):
                    yield group, verb, None
                    group, at = [], verb.end
                continue
            if classes := class_list(self.folded, at, end):
                group += [name_class_list(self.text[a:b], item, a, b, self.setting) for item, a, b in classes[0]]
                at = classes[1]
                continue
            stop = self._piece_end(at, end)
            verb = self._verb(at, stop)
            together = _TOGETHER.search(self.folded, at, stop)
            if together and complete(self.folded[at : together.start()]):
                group += self._bearers(at, together.start())
                partners = self._partners(together.end(), end)
                yield group, replace_role(verb, "lead", together.start(), together.end()), None
                yield partners, replace_role(verb, "support", together.start(), end), None
                return
            if under := _UNDER.search(self.folded, at, stop):
                yield group + self._bearers(at, under.start()), Verb("oversee", under.start(), under.end()), None
                group, at = [], under.end()
                continue
            if verb is None:
                group += self._bearers(at, stop)
                at = stop
                continue
            group += self._bearers(at, verb.start)
            scope = self._scope(verb.end, end)
            yield group, verb, scope
            group, at = [], (end if scope else max(stop, verb.end))
        if group:
            yield group, None, None

    def _skip(self, at: int, end: int) -> int:
        """Past separators, words that lead in a bearer (由, 请) and words that close a list (等部门)."""
        while at < end:
            for pattern in (_SEPARATOR, _LEAD_IN, closing()):
                match = pattern.match(self.folded, at, end)
                if match and match.end() > at:
                    at = match.end()
                    break
            else:
                return at
        return at

    def _piece_end(self, start: int, end: int) -> int:
        """Where the piece that begins at `start` ends: at a separator outside brackets that no registered name covers.

        和, a line break or a space parts only what is complete: 省教育厅和省财政厅, not 市住房和城乡建设局.
        """
        for match in _SEPARATOR.finditer(self.folded, start + 1, end):
            at = match.start()
            if self.depths[at] or any(
                a < at < b - 1 for a, b in self.kept if a >= start or complete(self.folded[start:a])
            ):
                continue
            if match.group() in "、\n" or complete(self.folded[start:at]):
                return at
        return end

    def _verb(self, start: int, stop: int) -> Verb | None:
        """The verb that ends the piece: before it stands something complete, or it is all that the piece says."""
        for verb in verbs(self.folded, start, stop):
            before = closing().sub("", self.folded[start : verb.start])
            alone = not before and verb.end == stop
            if not self.depths[verb.start] and (alone or complete(before)):
                return verb
        return None

    def _scope(self, start: int, end: int) -> str | None:
        """The part of the task that follows a verb in its clause, as 煤炭职教集团 does in 省煤炭厅牵头煤炭职教集团."""
        words = self.text[start:end].strip()
        return words if len(words) > 1 and re.search(r"[集团项目工作部分任务计划工程方面内容]$", words) else None

    def _partners(self, start: int, end: int) -> list[Assignment]:
        partners: list[Assignment] = []
        for bearers, _, _ in self._parts(start, end):
            partners += bearers
        return partners

    def _tier(self, tier: Tier) -> Assignment:
        self.carried.quantifier = tier.quantifier
        return name_tier(tier, self.text, self.setting)

    def _bearers(self, start: int, end: int) -> list[Assignment]:
        """The bearer of text[start:end), a piece without separators, if it names one."""
        if match := _PLACE_LABEL.match(self.folded, start, end):
            self.carried.place = place_of(match["place"], self.setting)
            return self._bearers(match.end(), end)
        start, end = _trimmed(self.folded, start, end)
        if start >= end or self._introduces_list(start, end):
            return []
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

    def _introduces_list(self, start: int, end: int) -> bool:
        """Whether the words head a spelled-out list: 未达标的39个县（市、区）人民政府 before 太原市：阳曲县、…"""
        after = self.folded[end:].lstrip("，。；、（） \t\n　")
        return bool(_PLACE_LABEL.match(after) and _INTRODUCTION.fullmatch(self.folded[start:end]))


def replace_role(verb: Verb | None, role: Role, start: int, end: int) -> Verb:
    """The verb that 会同 makes of whatever stands at the clause's end."""
    return Verb(role, verb.start, verb.end) if verb else Verb(role, start, end)


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in " \t\n　、，；。：）":
        start += 1
    while start < end and folded[end - 1] in " \t\n　、，；。：（":
        end -= 1
    if match := re.search(rf"(?:{closing().pattern})$", folded[start:end]):
        if match.start() > 0:
            end = start + match.start()
    return start, end


def _depths(folded: str) -> list[int]:
    """How many brackets are open at each character; one that is never closed, or never opened, counts for nothing."""
    depths = [0] * (len(folded) + 1)
    opened: list[int] = []
    for i, sign in enumerate(folded):
        if sign == "（":
            opened.append(i)
        elif sign == "）" and opened:
            for j in range(opened.pop(), i + 1):
                depths[j] += 1
    return depths
