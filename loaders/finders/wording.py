"""In which words a target stands: the shortest clause that states it, and what is measured."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import groupby, pairwise

from loaders.cues import any_of, read
from loaders.finders.quantities import CLAUSE_END, Quantity, segment

_CUES = read("targets")
_HEADS = re.compile("、|以及|和|与|及")
_LIST = re.compile("[、，]|以及|及|和|并")
_NESTED = re.compile(r"[（(](?:其中|比).*$")
_VERB = any_of(_CUES["verb"])
_VERBS = re.compile(rf"^(?:[^（]*（其中|其中|将(?!军)|重点(?={_VERB})|{_VERB}|[，、\s])+")
_EQUAL = re.compile(rf"(?:{any_of(_CUES['equal'])}|每年)$")
_SIGNS = any_of(
    _CUES["at_least"] + _CUES["at_most"] + _CUES["about"] + _CUES["equal"] + ["占比", "分别", "稳定在", "保持在"]
)
_TRAILING = re.compile(rf"(?:{any_of(_CUES['growth'])}(?:到|至|为)|{_SIGNS}|[\s、])+$")
_BASES = re.compile(
    rf"每\d*个?{any_of(_CUES['base_time'])}|(?:按照?)?每(?:个|所|家|名)?{any_of(_CUES['base'])}(?:（[^）]*）)?(?=$|每)|[年月日]均$"
)
_ORIGIN = re.compile(r"[由从][^，由从]{0,6}\d[^，]{0,4}$")  # 由450元提高到520元
_LEADING = re.compile(r"^(?:[的、\s]|[（(]含[^）)]*[）)])+")

Wording = tuple[int, int, str]


def wordings(text: str, quantities: list[Quantity], dates: list[int]) -> list[Wording]:
    """(start, end, indicator) for each quantity of the text, in order; `dates` are the ends of date phrases, behind
    which a clause may begin.
    """
    cuts = [_between(text, a, b) for a, b in pairwise(quantities)]
    clauses = [segment(text, quantity.figure) for quantity in quantities]
    dates = sorted(dates)
    made: list[Wording] = []
    for i, (quantity, clause) in enumerate(zip(quantities, clauses, strict=True)):
        dated = bisect_right(dates, quantity.start)
        opening = max(clause, dates[dated - 1]) if dated else clause
        closing = CLAUSE_END.search(text, quantity.end)
        end = closing.start() if closing else len(text)
        if i < len(cuts) and (cut := cuts[i]):
            end = max(min(end, cut[0]), quantity.end)
        start = noun = opening
        if i and (cut := cuts[i - 1]):
            start = noun = max(opening, cut[1])
        elif i:  # 淘汰35蒸吨以下锅炉500台: one clause states both
            start, noun = made[-1][0], quantities[i - 1].end
        start += len(text[start:end]) - len(text[start:end].lstrip("，,、 "))
        indicator = _indicator(text, quantity, noun, end)
        if not indicator and text[clause - 1 : clause] in (
            "，",
            ",",
        ):  # …提高10个百分点，达到70%: see the clause before
            earlier = segment(text, clause - 1)
            near = bool(made) and earlier <= quantities[i - 1].figure
            indicator = made[-1][2] if near else CLAUSE_END.split(text[earlier : quantity.start])[0]
            start = earlier if noun == clause else start
        elif not indicator and i and quantities[i - 1].figure >= clause:  # 分别达到90%、85%
            indicator = made[-1][2]
        made.append((start, end, indicator or text[start:end]))
    return _respectively(text, quantities, clauses, made)


def _respectively(text: str, quantities: list[Quantity], clauses: list[int], made: list[Wording]) -> list[Wording]:
    """甲、乙和丙分别达到30%、20%和10%: each figure measures the head in its place, where there are as many heads."""
    shared: list[Wording] = []
    for clause, numbers in groupby(range(len(quantities)), key=clauses.__getitem__):
        run = list(numbers)
        heads, word, _ = text[clause : quantities[run[0]].figure].rpartition("分别")
        names = _HEADS.split(heads)
        if not word or len(names) != len(run):
            names = [""] * len(run)
        shared += [
            (*made[j][:2], _VERBS.sub("", name) or name or made[j][2]) for j, name in zip(run, names, strict=True)
        ]
    return shared


def _between(text: str, first: Quantity, second: Quantity) -> tuple[int, int] | None:
    """Where the wording of the first ends and that of the second begins; None where one clause states both.

    In 教育专家10名、名校长100名 the noun goes before its number, so the first mark after a number parts them; in
    10名教师和5名医生 it follows, so the last mark does.
    """
    if closing := CLAUSE_END.search(text, first.end, second.start):
        return closing.start(), segment(text, second.figure)
    marks = list(_LIST.finditer(text, first.end, second.start))
    if not marks:
        return None
    mark = marks[0] if marks[0].start() == first.end else marks[-1]
    return mark.span()


def _indicator(text: str, quantity: Quantity, start: int, end: int) -> str:
    """What is measured: the words behind the unit (100名企业家), or before the number (名校长100名); '' for none."""
    after = _NESTED.sub("", _LEADING.sub("", text[quantity.end : end])).strip("，、 ")
    left = text[start : quantity.start]
    if after.count("）") > after.count("（"):
        after = after.removesuffix("）")
    stated = _ORIGIN.sub("", _TRAILING.sub("", _BASES.sub("", left)))
    before = _VERBS.sub("", stated)
    if quantity.kind == "limit" or quantity.unit.startswith("次/"):  # 48小时内放行, 每3年修订1次教材
        return before + after
    if quantity.kind == "share" and after and text[quantity.end] == "的":  # 25%的编制
        return after
    if quantity.kind == "share" or _EQUAL.search(left) or not after:
        return before or after or "".join(re.findall(_VERB, stated)[-1:])  # 完成造林5万亩
    return after
