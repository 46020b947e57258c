"""When work is due: by which dates a task's own words, or the note behind it, bound it; cells are in milestones.py.

In prose a date counts where its words say that it bounds the duty; names, baselines, past facts and criteria do not.
Word lists: cues/deadlines.toml; the grammar of dates: dates.py.

Rules: due-by (2020年底前, 到2020年), due-from (从2019年起), due-in (2022年完成), plan-period (“十四五”期间),
years-long (2016—2018年), within-years (5年内), recurring (每年3月底前: ongoing, for it has no one date),
note-ongoing (长期坚持, alone in a note), cell-date, cell-ongoing and cell-period (under 一季度目标).
"""

from __future__ import annotations

import re

from loaders.cues import any_of, read
from loaders.finders.dates import BEFORE, ONWARD, SINCE, UNTIL, Phrase, phrases
from loaders.finders.milestones import ADVERBS, FINISH, in_cell, under_period
from loaders.finders.numbers import fold
from ontology.records import Deadline, DeadlineType

__all__ = ["impossible", "in_cell", "in_prose", "under_period"]

_CUES = read("deadlines")
_FIRM = re.compile(ADVERBS + any_of(_CUES["finish"] + _CUES["firm"]))
_DUTY = re.compile(rf"\s*[，,：:]|{ADVERBS}{any_of(_CUES['finish'] + _CUES['firm'] + _CUES['begin'])}")
_STATED = re.compile(any_of(_CUES["finish"] + _CUES["firm"]) + r"|\d\S{0,6}(?:以上|以内|以下|左右)")
_PLANNED = rf"计划{any_of(_CUES['finish'] + _CUES['firm'])}(?!情况|[率数量])"  # 2008年计划建成
_NAME = re.compile(rf"(?!{_PLANNED}){any_of(_CUES['name'])}")
_PAST = re.compile(rf"[，,]?[^，。；]{{0,8}}{any_of(_CUES['past'])}")
_OPENING = re.compile(rf"(?:^|[，。；：;:,、\n（(〔\s]){any_of(_CUES['opener'])}*$")
_CRITERION = re.compile(any_of(_CUES["criterion"]))
_ENTITLEMENT = re.compile(any_of(_CUES["entitlement"]))
_WILL = re.compile("[将要应须]$")  # 市政府将于3月下旬对各县进行督查
_AIM = re.compile("(?:力争|争取|确保)$")
_LIFESPAN = re.compile(rf"{any_of(_CUES['lifespan'])}$")
_FEAST = re.compile(rf"{any_of(_CUES['feast'])}(?:之|以)?前")
_PLAN_TITLE = re.compile(r"[^，,。；;、]{1,24}(?:规划|纲要)(?=[，,。；;、（(《》]|$)")
_MARKS = "，,。；;：:\n"
_BOUNDARY = re.compile(f"[{_MARKS}]")
_SENTENCE = re.compile(r"(?:[（(〔][^）)〕]*[）)〕]|[^。；;\n）)〕])*")
_QUOTED = re.compile(
    r"《[^》]*》|“[^”]*”|「[^」]*」|\"[^\"]*\"|[（(〔\[](?:19|20)\d\d\s*年?(?:[—－–~～至到-]+(?:19|20)\d\d\s*年?|修订|修正|[版本])?[）)〕\]]"
)
_STANDS = r"[，,；;、\s]|(?:时限|时间|进度|安排)[：:]"
_STANDING = (
    rf"(?:并|且)?(?P<what>(?:年内)?{any_of(_CUES['ongoing'])}[^，,；;。、（）()〔〕\[\]]{{0,4}})"  # 长期坚持, 持续推进
)
_IN_BRACKETS = re.compile(rf"(?:{_STANDS}){_STANDING}(?=[)）〕\]】])")
_IN_NOTE = re.compile(rf"(?:^|{_STANDS}){_STANDING}(?=[)）〕\]】]|[。；;\s]*$)")
Verdict = tuple[DeadlineType, str]


def in_prose(text: str, year: int | None, note: bool = False) -> tuple[Deadline, ...]:
    """The deadlines of a task's text, or of the note behind it (（…负责，2023年完成）); `year` is the document's.

    `note`: the text is a note's own, without its brackets: 责任单位：市水务局；长期坚持.

    `surface` is the date phrase, `action` the clause that it bounds. Dates before `year` are past facts. Where a date
    prints no year and `year` is None, its `date` is None.
    """
    folded = fold(text)
    dates = phrases(text, year)
    quoted = [match.span() for match in _QUOTED.finditer(folded)] if dates else []
    here = [p for p in dates if not p.fault and not (p.shape != "plan" and _inside(p, quoted))]
    found = []
    for i, phrase in enumerate(here):
        heir = _heir(folded, here[i:])
        verdict = _judge(folded, phrase, heir, year)
        if verdict:
            following = next((p.start for p in here[i + 1 :] if p.start > heir.start), len(text))
            found.append(_deadline(text, phrase, verdict, _bounded(text, phrase.start, heir.end, following)))
    for match in (_IN_NOTE if note else _IN_BRACKETS).finditer(text):
        if match["what"].startswith("年内"):
            continue  # 年内持续推进 is due within the year
        found.append(Deadline(match["what"], "ongoing", None, None, "note-ongoing", *match.span("what")))
    return tuple(sorted(found, key=lambda deadline: deadline.start))


def impossible(text: str, year: int | None) -> tuple[tuple[int, int, str], ...]:
    """The printed dates that cannot be (2015年13月, 2月30日) as (start, end, why); they are no deadlines."""
    return tuple((phrase.start, phrase.end, phrase.fault) for phrase in phrases(text, year) if phrase.fault)


def _inside(phrase: Phrase, spans: list[tuple[int, int]]) -> bool:
    return any(start <= phrase.start and phrase.end <= end for start, end in spans)


def _heir(text: str, here: list[Phrase]) -> Phrase:
    """The last of a list of dates, whose words hold for all: 2020年和2022年前, 2018年、2020年分别完成."""
    heir = here[0]
    for phrase in here[1:]:
        if heir.tail or not re.fullmatch(r"底?[和、及与]", text[heir.end : phrase.start]):
            break
        heir = phrase
    return heir


def _judge(text: str, phrase: Phrase, heir: Phrase, year: int | None) -> Verdict | None:
    """The type of the deadline that the phrase states, and the rule; None where it bounds no duty."""
    relative = text.startswith("当年", phrase.start)  # in prose the year of some event, not the document's
    if relative or heir.tail in SINCE or (year and phrase.year and phrase.year < year):
        return None
    head = text[max(text.rfind(mark, 0, phrase.start) for mark in _MARKS) + 1 : phrase.start]
    after = text[heir.end :]
    if _CRITERION.match(head.lstrip(" 0123456789.．、")) and "的" in _BOUNDARY.split(after, 1)[0]:
        return None
    if phrase.shape == "recurring":
        return ("ongoing", "recurring") if heir.tail in BEFORE else None
    if phrase.shape == "span":
        return _within_years(text[phrase.start : phrase.end], phrase, head, after)
    if phrase.shape == "plan":
        if _PLAN_TITLE.match(after) and not _DUTY.match(after):  # “十四五”时期财政改革发展规划
            return None
        return (
            ("by", "plan-period")
            if phrase.part in ("期末", "末期", "末", "结束", "收官")
            else ("during", "plan-period")
        )
    if phrase.shape == "interval":
        return _years_long(phrase, head, after)
    return _point(phrase, heir, head, after)


def _within_years(surface: str, phrase: Phrase, head: str, after: str) -> Verdict | None:
    """5年内 from the document on; 毕业5年内 and 5年内享受补贴 are criteria, 力争5年内有10家上市 is none."""
    if _LIFESPAN.search(head) or (_ENTITLEMENT.match(after.lstrip("，,")) and not _AIM.search(head)):
        return None
    if phrase.part.endswith(("时间", "努力")) and surface[0] not in "今未再用经通":
        return None
    return "by", "within-years"


def _years_long(phrase: Phrase, head: str, after: str) -> Verdict | None:
    if head.endswith("每年") or (_NAME.match(after) and phrase.tail != "期间"):
        return None
    if phrase.tail == "期间" or _DUTY.match(after) or (phrase.explicit and _OPENING.search(head)):
        return "during", "years-long"
    return None


def _point(phrase: Phrase, heir: Phrase, head: str, after: str) -> Verdict | None:
    if heir.tail in BEFORE or (phrase.explicit and _FEAST.match(after)):
        return ("by", "due-by") if not after.startswith("的") else None
    if heir.tail in ONWARD:
        return "from", "due-from"
    if _NAME.match(after):
        return None
    if phrase.lead in UNTIL:
        return None if phrase.lead.startswith("截") and _PAST.match(after) else ("by", "due-by")
    if phrase.lead in ("自", "从"):
        return None
    if phrase.part == "年内":
        return "by", "due-by"
    if _FIRM.match(after) and (phrase.explicit or phrase.part or _OPENING.search(head)):
        return ("by" if FINISH.match(after) else "in"), "due-in"
    if _OPENING.search(head) or phrase.lead in ("于", "在"):
        clause = _BOUNDARY.split(after, 1)[0]
        if _DUTY.match(after) or _WILL.search(head) or (phrase.explicit and _STATED.search(clause)):
            return ("by" if FINISH.match(after) else "in"), "due-in"
    return None


def _bounded(text: str, start: int, end: int, following: int) -> str | None:
    """The clause that a date bounds: from it to the sentence's end or the next date, or else the clause before it."""
    sentence = _SENTENCE.match(text, end, following)
    action = (sentence[0] if sentence else "").strip("，,：:、 \n").removesuffix("，其中")
    if not action:
        clause = re.split("[。；;\n（(〔，,]", text[:start].rstrip("，,：:、 "))[-1]
        action = clause.strip("：:、 ")
    return action or None


def _deadline(text: str, phrase: Phrase, verdict: Verdict, action: str | None) -> Deadline:
    kind, rule = verdict
    date = {"by": phrase.finish, "from": phrase.begin, "ongoing": None}.get(kind, phrase.within)
    return Deadline(text[phrase.start : phrase.end], kind, date, action, rule, phrase.start, phrase.end)
