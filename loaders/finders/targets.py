"""How much: the quantities that a task's text sets as targets, among all the numbers that it prints.

A number with a unit (quantities.py) is a target where the duty is to reach it. Names (“百千万”工程), counts of what is
given (等5个领域, 现有20家), past facts, scores (扣1分) and years are none; criteria, cycles, grants and permissions are
kept as `optional`. Word lists: cues/targets.toml.

Rules: count (建设100个基地), share (达到60%以上), amount (投入10亿元, 造林5万亩), rate (每县1所), doubling (翻一番),
time-limit (48小时内放行), indicator (毛入园率（%） beside 96以上 in a table); optional: criterion (3年以上工作经历),
cycle (每3年修订1次), grant (给予50万元补助), permission (编制的30%可用于…).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter, itemgetter

from loaders.cues import any_of, read
from loaders.finders.dates import phrases
from loaders.finders.deadlines import in_prose
from loaders.finders.numbers import fold
from loaders.finders.quantities import CLAUSE_END, Quantity, listed, quantities, segment
from loaders.finders.wording import wordings
from ontology.records import Deadline, Target

_CUES = read("targets")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|「[^」]*」|\"[^\"]*\"")
_GIVEN = re.compile(rf"(?<![年月日底末旬度]){any_of(_CUES['given'])}$")  # 前10个, but not 6月底前10个
_BUILT = re.compile(rf"(?:全面|力争|年内)*{any_of(_CUES['built'])}.*等$")
_REGION_GIVEN = re.compile(r"(?:在|对|按|以|从|由|向|涉及)(?:全[国省市县区]|我[省市县区])$")
_NOT_COUNTED = re.compile(any_of(_CUES["not_counted"]))
_PROGRAMME = re.compile(any_of(_CUES["programme"]))
_SCORED = re.compile(r"扣\s?[\d一二三四五六七八九十]|^[，,]?得\s?[\d一二三四五六七八九十]")
_DONE = re.compile(rf"(?!(?<=项)目前期){any_of(_CUES['done'])}")  # 目前 in 项目前期工作 is none
_SINCE = re.compile(any_of(_CUES["since"]))
_FROM = re.compile(r"(?:左右)?[一-龥]{1,3}(?:到|至|为)(?=[^，。；]{0,4}\d)")
_VERB_END = re.compile(rf"{any_of(_CUES['verb'] + _CUES['verb_end'] + _CUES['equal'])}$")
_GRANT = re.compile(any_of(_CUES["grant"]))
_RAISED = re.compile(any_of(_CUES["raised"]))
_PERMIT = re.compile(any_of(_CUES["permit"]))
_ELIGIBLE = re.compile(any_of(_CUES["eligible"]))
_SHORTEN = re.compile(any_of(_CUES["shorten"]))
_SIZE = re.compile(  # 新开工亿元以上项目60个: the money says which projects
    r"的?(?:重大|重点|工业|产业|农业|服务业|制造业|投资|招商|外资|内资|在建|优质|龙头|骨干|产业链)*(?:项目|企业|集群|工程|园区)"
)
_GOAL = re.compile(any_of(_CUES["goal"]))
_HEADLESS = re.compile(rf"^(?:{any_of(_CUES['verb'])}|全[国省市县区]|我[省市县区]|、|和)*$")
_REACHED = re.compile(rf"{any_of(_CUES['equal'])}$")
_INDICATOR = re.compile(  # of a table: 学前三年毛入园率（%） 96以上, 新增学位 个 500
    r"(?P<what>[^，。；、]{2,40}?)(?:[（(](?P<enclosed>[^（）()\d]{1,8})[）)]|\s(?P<unit>[^\s\d（）()]{1,8}))"
    r"\s(?P<before>[^\d\s]{0,4})(?P<figure>[\d.]+)(?P<after>[^\d\s]{0,3})"
)
_AMOUNTS = ("money", "area", "length", "mass", "volume", "energy", "data", "concentration")


def in_text(text: str, year: int | None, deadlines: Sequence[Deadline] | None = None) -> tuple[Target, ...]:
    """The targets of a task's text; `year` is the document's, `deadlines` those that `deadlines.in_prose` read in the
    same text (read anew where none are given), which date the targets behind them in the sentence.
    """
    if stated := _of_indicator(text):
        return (stated,)
    bounds = in_prose(text, year) if deadlines is None else deadlines
    closed = [match.span() for match in _QUOTED.finditer(text)]
    dated = [(phrase.start, phrase.end) for phrase in phrases(text, year)]
    kept: list[tuple[Quantity, str, bool]] = []
    for quantity in quantities(text):
        each = quantity.unit_end - quantity.figure > 3 and text[quantity.figure] == "一"  # 一村一名, quoted as a slogan
        if _meets(quantity, dated) or (_meets(quantity, closed) and not each):
            continue
        if kept and quantity.figure < kept[-1][0].unit_end:
            continue
        verdict = _judge(text, quantity)
        if verdict:
            kept.append((quantity, *verdict))
    _share_verdict(text, kept)
    words = wordings(text, [quantity for quantity, _, _ in kept], [d.end for d in bounds])
    return tuple(
        Target(
            surface=text[start:end],
            indicator=indicator,
            value=quantity.value,
            unit=quantity.unit,
            comparator=quantity.comparator,
            date=_date(text, quantity.figure, bounds),
            optional=optional,
            rule=rule,
            start=start,
            end=end,
        )
        for (quantity, rule, optional), (start, end, indicator) in zip(kept, words, strict=True)
    )


def _of_indicator(text: str) -> Target | None:
    """The target of an indicator in a table, whose unit stands behind its name and its value in a cell of its own."""
    match = _INDICATOR.fullmatch(fold(text))
    if not match:
        return None
    words = match["before"] + match["figure"] + (match["enclosed"] or match["unit"]) + match["after"]
    found = next(quantities(words), None)
    if found is None or (found.start, found.end) != (0, len(words)):
        return None
    start, end = match.start("before"), match.end("after")
    return Target(
        surface=text[start:end],
        indicator=match["what"].strip(),
        value=found.value,
        unit=found.unit,
        comparator=found.comparator,
        date=None,
        optional=False,
        rule="indicator",
        start=start,
        end=end,
    )


def _share_verdict(text: str, kept: list[tuple[Quantity, str, bool]]) -> None:
    """Figures of one list are optional together: 亩均税收200%、150%、100%以上的企业 names three criteria."""
    for i in range(len(kept) - 2, -1, -1):
        (first, _, _), (second, rule, optional) = kept[i : i + 2]
        if optional and first.unit == second.unit and listed(text, first, second):
            kept[i] = first, rule, True


def _meets(quantity: Quantity, spans: list[tuple[int, int]]) -> bool:
    """Whether the quantity overlaps one of the spans, of which each begins behind the one before."""
    behind = bisect_right(spans, quantity.figure, key=itemgetter(1))
    return behind < len(spans) and spans[behind][0] < quantity.unit_end


def _judge(text: str, quantity: Quantity) -> tuple[str, bool] | None:
    """The rule by which the quantity is a target and whether it is optional; None where it is none."""
    left = text[segment(text, quantity.figure) : quantity.start]
    right = CLAUSE_END.split(text[quantity.end :], 1)[0]
    if not _counts(quantity, left, right) or _SINCE.search(text, _sentence(text, quantity.figure), quantity.figure):
        return None
    if re.search("[由从]", left) and _FROM.match(right):
        return None  # where it comes from: 由450元提高到520元
    if quantity.kind in ("limit", "period", "age"):
        return _time(quantity, left, right)
    whole = left + right
    if re.search(r"/\d+(?![\d万])|/[两二三四五]", quantity.unit) or (
        quantity.han and quantity.kind == "event" and "/" in quantity.unit
    ):
        return "cycle", True
    if quantity.kind == "money" and _GRANT.search(whole) and not _RAISED.search(left):
        return "grant", True
    if quantity.kind == "share" and (_PERMIT.search(whole) or re.search(r"按.{0,8}$", left)):
        return "permission", True
    sized = quantity.kind == "money" and quantity.bounded and _SIZE.match(right)
    if left.startswith("针对") or sized or _describes(quantity, left, right):
        return "criterion", True
    if _SCORED.search(text[quantity.end + len(right) :][:4]):
        return "criterion", True
    if quantity.kind == "factor" and text[quantity.figure] == "翻":
        return "doubling", False
    if "/" in quantity.unit and quantity.kind not in ("concentration",):
        return "rate", False
    return (
        "share" if quantity.kind in ("share", "factor") else "amount" if quantity.kind in _AMOUNTS else "count"
    ), False


def _counts(quantity: Quantity, left: str, right: str) -> bool:
    """The number says how many there shall be, not how many there are, nor what something is called."""
    if quantity.han and quantity.kind not in ("factor", "period") and not _in_words(quantity, left):
        return False
    if (
        (_GIVEN.search(left) and not _BUILT.match(left))
        or _REGION_GIVEN.search(left)
        or _DONE.search(left)
        or _SCORED.search(left + right)
    ):
        return False
    if quantity.kind == "person" and not quantity.bounded and _PROGRAMME.match(right):
        return False
    return not _NOT_COUNTED.match(right)


def _in_words(quantity: Quantity, left: str) -> bool:
    """至少一个 and 每县一所 count; 一个窗口 and 两个关口 are ways of speaking; 建设二十个 counts."""
    if quantity.bounded:
        return True
    low = quantity.value if isinstance(quantity.value, float) else quantity.value[0]
    return low >= 10 and bool(_VERB_END.search(left))


def _time(quantity: Quantity, left: str, right: str) -> tuple[str, bool] | None:
    if quantity.kind == "age":
        return ("count", False) if "寿命" in left else ("criterion", True)
    if quantity.kind == "limit" and quantity.comparator == "<=" and not left.endswith("每"):
        return "time-limit", not _SHORTEN.search(left + right)
    if quantity.kind == "limit" and (
        (_SHORTEN.search(left) and _REACHED.search(left)) or ("/" in quantity.unit and quantity.bounded)
    ):
        return "time-limit", False
    if left.endswith("每") and quantity.comparator == "=":
        return None  # a base, read with what it is the base of: 每5年修订1次
    if re.match("[一1]个?周期", right) or (quantity.comparator == "range" and "每" in left):
        return "cycle", True
    if (quantity.bounded and quantity.comparator != "~") or _ELIGIBLE.search(left[-6:]):
        return "criterion", True
    return None


def _describes(quantity: Quantity, left: str, right: str) -> bool:
    """The quantity describes a noun that follows: 年产值超过10亿元的产业园, but not 建设1万亩以上高标准农田."""
    if not quantity.bounded or quantity.comparator == "~" or _GOAL.match(right) or not right:
        return False
    if quantity.kind == "share":
        return right.startswith("的") and not _HEADLESS.match(left) and not _REACHED.search(left)
    if _VERB_END.search(left) or _HEADLESS.match(left):
        return False
    return right.startswith("的") or (quantity.kind in _AMOUNTS and not re.match(r"[）)、和及]", right))


def _sentence(text: str, at: int) -> int:
    """Where the sentence that holds `at` begins."""
    return max(text.rfind(mark, 0, at) for mark in "。；;\n") + 1


def _date(text: str, at: int, bounds: Sequence[Deadline]) -> str | None:
    """The date of the last deadline before `at` in the sentence."""
    place = attrgetter("start")
    near = bounds[bisect_left(bounds, _sentence(text, at), key=place) : bisect_right(bounds, at, key=place)]
    return next((bound.date for bound in reversed(near) if bound.type in ("by", "in", "during")), None)
