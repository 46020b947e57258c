"""Responsibility notes in running text: （责任单位：…）, （省教育厅牵头，省财政厅配合）, 责任单位：… on its own line.

A note stands in brackets of any kind after a sentence, or begins with a label at the beginning of a paragraph or after
a sentence. Brackets inside a sentence are none, though they may end alike: （技工院校内由人社部门负责），….
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.finders.bearers import read
from loaders.finders.named import complete
from loaders.finders.roles import label_pattern, labels, said_pattern, verbs
from loaders.finders.setting import Setting
from loaders.layout import sentences

_OPEN, _CLOSE = "（(〔[【", "）)〕]】"
_MARK = re.compile(rf"[{re.escape(_OPEN)}:： \t　为是]")  # each note has a bracket or a label
_BEFORE = '。；;！？!?”"’）)〕]】：:'
_GAP = " 　\t\n。；;，,"
_SENTENCE_BEFORE = '。；;！？!?”"）)〕]】，,—'
_STOP = re.compile(r"[。；;]")
_NAME_MOST = 20  # characters of a name behind a semicolon
_MOST = 700  # characters of a note; a longer bracket is text
_DATED = re.compile(r"(?:年|月|季度|期|前|内|底|完成|推进|实施|长期)$")
_DUE = re.compile(
    r"[\d年月底前日内上下半季度第一二三四末]*[年月底前日内](?:完成|办结|建成|落实到位)"
)  # 2022年9月底前完成
_TIME = re.compile(
    r"[\s，,；;]*(?P<time>(?:长期|持续|常态化)(?:坚持|推进|实施|开展)?|(?:\d|上半年|下半年|年|第?[一二三四]季度)[^，。；]{0,16}(?:[前底内]|完成|到位))。?\s*"
)
_DISCLAIMER = re.compile(r"^\s*(?:以下|本文|含|包括|其中|不含|简称|下称|例如|如|见|附|注)(?!均|都)")


@dataclass(frozen=True, slots=True)
class Note:
    """A note at [start, end) of the text, brackets included; its content at [first, last).

    `sentence`: it is a sentence of the text, which one item may have in a plan whose others have no notes; where it
    says more than who is bound it stays in the text, and [start, end) is empty, at the text's end. `heads`: it stands
    before what it governs, not behind.
    """

    start: int
    end: int
    first: int
    last: int
    sentence: bool = False
    heads: bool = False


def find(text: str, setting: Setting) -> tuple[Note, ...]:
    """The notes of an item's or heading's text, in order."""
    found: list[Note] = []
    at = 0
    while _MARK.search(text, at) and (match := _opening().search(text, at)):
        start = match.start()
        follows = bool(found) and not text[found[-1].end : start].strip(_GAP)
        note = _bracketed(text, start, setting) if text[start] in _OPEN else _labelled(text, start, follows, setting)
        if note:
            found.append(note)
        at = max(note.end if note else 0, start + 1)
    if any(_binds(text[note.first : note.last]) for note in found):
        if when := _TIME.fullmatch(text, found[-1].end):  # …（责任单位：市教育局）12月底前完成。
            found.append(Note(found[-1].end, len(text), *when.span("time")))
        return tuple(found)
    end = len(text)
    return tuple(
        Note(said.first if said.apart else end, end, said.first, said.last, sentence=True)
        for said in sentences.find(text, setting)
    )


@cache
def _opening() -> re.Pattern[str]:
    """Where a note may begin: at a bracket or a label."""
    return re.compile(rf"[{re.escape(_OPEN)}]|{said_pattern().pattern}")


def _binds(content: str) -> bool:
    """Whether a note says more than a person in charge or a time: not （责任人：张某）."""
    cues = {label.cue for label in labels(content)}
    more = re.split("[；;]", content, maxsplit=1)[1:]  # 牵头领导：某某；县教育局牵头
    return not cues or not cues <= {"person", "time"} or any(True for text in more for _ in verbs(text, 0, len(text)))


def ends_with_note(text: str, setting: Setting) -> bool:
    """Whether the text's last words are a note."""
    notes = find(text, setting)
    return bool(notes) and not text[notes[-1].end :].strip(" 　。；;\n")


def _bracketed(text: str, start: int, setting: Setting) -> Note | None:
    end = _closing(text, start)
    if end is None or end - start > _MOST:
        return None
    content = text[start + 1 : end - 1]
    if _DISCLAIMER.match(content):
        return None
    marks = labels(content)
    if not marks or marks[0].start > 2:
        before, after = text[max(0, start - 9) : start].rstrip()[-1:], text[end : end + 9].lstrip(" 　")[:1]
        apart = not before or before in _BEFORE
        ends_sentence = not after or after in "。；;\n" or after in _OPEN
        if not (apart or ends_sentence) or not _says_who(content, setting):
            return None
    return Note(start, end, start + 1, end - 1)


def _says_who(content: str, setting: Setting) -> bool:
    """Whether unlabelled words in brackets say who is bound: a role verb or a date ends them, or they are a plain list.

    A plain list (（市教委、市财政局；各区政府）, （市教委，9月底完成）) is believed where half of its names are known
    and nothing else stands between them: not （海报、广播、网站）.
    """
    reading = read(content, "joint", setting)
    if not reading.assignments:
        return False
    last = max(a.end for a in reading.assignments)
    rest = content[last:].strip("，。；、 　）")
    if any(a.rule in ("verb", "label", "position") for a in reading.assignments):
        return len(rest) <= 24 or bool(_DATED.search(rest))
    if any(True for _ in verbs(content, 0, len(content))) and not _DUE.fullmatch(rest):
        return False
    return sentences.known(reading) and not sentences.between(content, reading)


def _labelled(text: str, start: int, follows: bool, setting: Setting) -> Note | None:
    """A label outside brackets after a sentence or at a paragraph's beginning, and its list up to the sentence's end.

    A label of time (完成时限：…) is a note only where it `follows` one; elsewhere it is the task's own text. A label
    with a blank or 为 for its colon is one where names follow it and nothing else.
    """
    if start and not text[start - 1].isspace() and text[start - 1] not in _SENTENCE_BEFORE:
        return None
    match = said_pattern().match(text, start)
    if not match:
        return None
    cue = labels(match.group().rstrip("为是") + "：")[0].cue
    if cue == "time" and not follows:
        return None
    if match.group().rstrip()[-1] not in ":：" and cue != "time" and not _names(text, start, setting):
        return None
    at = match.end()
    begin = len(text[:start].rstrip("—"))  # ——责任单位：市教育局
    while stop := _STOP.search(text, at):
        rest = text[stop.end() :].lstrip()
        timetable = labels(text[start : stop.start()])[-1].cue == "time"  # 进度安排：6月底前开工；12月底前完工
        if stop.group() == "。" or not (timetable or label_pattern().match(rest) or _still_bearers(rest)):
            return Note(begin, stop.end(), start, stop.start())
        at = stop.end()
    return Note(begin, len(text), start, len(text))


def _names(text: str, start: int, setting: Setting) -> bool:
    """Whether a label and the words behind it up to the sentence's end name bearers alone, and no column (部门)."""
    reading = read(_STOP.split(text[start:], 1)[0], "joint", setting)
    named = bool(reading.assignments) and all(len(bearer.surface) > 2 for bearer in reading.assignments)
    return named and all(remark.code != "no-bearer" for remark in reading.remarks)


def _still_bearers(rest: str) -> bool:
    """Whether a semicolon goes on with bearers: …市通信管理局；各区政府, or with names alone: …；某某学院；…"""
    if re.match(r"各|相关|有关|[省市县区].{1,10}[厅局委办部]|配合|牵头|责任", rest):
        return True
    names = re.split("[、，,]", _STOP.split(rest, 1)[0])
    return all(len(name) <= _NAME_MOST and complete(name) for name in names)


def _closing(text: str, start: int) -> int | None:
    """The end of the bracket that opens at `start`, nested ones inside; kinds may be mixed: (责任单位：…）."""
    depth = 0
    for i in range(start, min(len(text), start + _MOST + 2)):
        if text[i] in _OPEN:
            depth += 1
        elif text[i] in _CLOSE:
            depth -= 1
            if not depth:
                return i + 1
    return None
