"""The milestones of a timetable cell (完成时限, 时间进度): a cell states nothing else, so each date in it counts."""

from __future__ import annotations

import re
from itertools import pairwise

from loaders.cues import any_of, read
from loaders.finders.dates import ONWARD, SINCE, UNTIL, Phrase, phrases
from ontology.records import Deadline, DeadlineType

_CUES = read("deadlines")
ADVERBS = rf"(?:{any_of(_CUES['adverb'])}|[\s，,：:、])*"
FINISH = re.compile(ADVERBS + any_of(_CUES["finish"]))
"""What is due with its year: 2020年完成, 2020年全面建成."""
_ONGOING = re.compile(rf"[，,]?(?:并|后|之后|再|且|及|同时)*{any_of(_CUES['ongoing'])}")
_SEPARATOR = re.compile(r"[；;。\n，,、]+")
_BARE_YEARS = re.compile(r"20\d\d(?:\s*[—－–~～至到-]+\s*20\d\d)?")
_EDGE = "；;。\n，,、：: 　并"


def in_cell(text: str, year: int | None) -> tuple[Deadline, ...]:
    """The milestones of a timetable cell, `year` being the document's: `surface` is a milestone as printed, `action`
    what follows its date. A date whose year is neither printed nor known keeps `date` None.
    """
    printed = f"{text}年" if _BARE_YEARS.fullmatch(text) else text  # 2024, 2021—2025: no more could be meant
    dates = [phrase for phrase in phrases(printed, year) if not phrase.fault and phrase.tail not in SINCE]
    starts = sorted({phrase.start for phrase in dates} | {match.start() for match in _ongoing(text, dates)})
    if not starts:
        return ()
    found: list[Deadline] = []
    by_start = {phrase.start: phrase for phrase in dates}
    edges = _edges(text, starts)
    for begin, start, end in zip(edges[:-1], starts, edges[1:], strict=True):
        found.append(_milestone(text, begin, end, by_start.get(start)))
    return tuple(found)


def under_period(period: str, text: str, year: int | None) -> tuple[Deadline, ...]:
    """What a cell states under a heading that is a period: 完成招标 under 二季度目标. None for a cell without words."""
    said = text.strip(_EDGE)
    dates = phrases(period, year) if re.search(r"\w", said) else ()
    start = text.find(said)
    return tuple(
        Deadline(said, "in", phrase.within, said, "cell-period", start, start + len(said)) for phrase in dates[:1]
    )


def _ongoing(text: str, dates: list[Phrase]) -> list[re.Match[str]]:
    """The words for work without end that stand on their own: not 持续 in 2015年起持续实施 or 持续实施至2020年."""
    found: list[re.Match[str]] = []
    for match in _ONGOING.finditer(text):
        piece_start = max((m.end() for m in _SEPARATOR.finditer(text, 0, match.start())), default=0)
        stop = _SEPARATOR.search(text, match.end())
        piece_end = stop.start() if stop else len(text)
        near = [p for p in dates if piece_start <= p.start < piece_end]
        if any(_absorbs(p, match) for p in near) or any(m.start() >= piece_start for m in found):
            continue
        found.append(match)
    return found


def _absorbs(phrase: Phrase, match: re.Match[str]) -> bool:
    """The date says how long the ongoing work lasts, so that both are one milestone."""
    if phrase.start <= match.start() < phrase.end or phrase.shape in ("recurring", "interval", "plan"):
        return True
    return phrase.tail in ONWARD or phrase.lead in ("到", "至", "自", "从")


def _edges(text: str, starts: list[int]) -> list[int]:
    """Where each milestone begins, and the text's end: at the last separator before its date or word, if that is past
    the date before it. Words before the first date or word belong to it (其他事项持续实施).
    """
    edges = [0]
    for before, start in pairwise(starts):
        separators = [match.end() for match in _SEPARATOR.finditer(text, before, start)]
        edges.append(separators[-1] if separators else start)
    return [*edges, len(text)]


def _milestone(text: str, begin: int, end: int, phrase: Phrase | None) -> Deadline:
    begin += len(text[begin:end]) - len(text[begin:end].lstrip(_EDGE))
    end = begin + len(text[begin:end].rstrip(_EDGE))
    surface = text[begin:end]
    if phrase is None or phrase.shape == "recurring":
        return Deadline(surface, "ongoing", None, None, "cell-ongoing", begin, end)
    kind = _type(text, phrase)
    date = {"by": phrase.finish, "from": phrase.begin}.get(kind, phrase.within)
    action = text[phrase.end : end].strip(_EDGE) or text[begin : phrase.start].strip(_EDGE) or None
    if action and _ONGOING.match(action):
        action = None
    return Deadline(surface, kind, date, action, "cell-date", begin, end)


def _type(text: str, phrase: Phrase) -> DeadlineType:
    """Guide: 2018年完成 is `by`, 2016年出台 and 2015年12月底出台 (no 前) are `in`."""
    if phrase.tail in ONWARD or (phrase.lead in ("自", "从") and phrase.shape == "point"):
        return "from"
    if phrase.shape == "plan":
        return "by" if "末" in phrase.part or phrase.part in ("结束", "收官") else "during"
    if phrase.shape == "interval":
        return "during"
    if phrase.tail or phrase.lead in UNTIL or phrase.shape == "span":
        return "by"
    return "by" if FINISH.match(text, phrase.end) else "in"
