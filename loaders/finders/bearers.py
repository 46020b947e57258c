"""Who is bound, and how: the bearers in a responsibility cell or note, cut, named and given their roles.

Labels (牵头单位：…) divide the text, a cutter reads what each of them governs. Rules are named in the records: `label`
and `verb` say where the role comes from, `column` that the text says nothing and its column or note does, `position`
that the document rules who leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.finders.cutter import Cutter, Remark
from loaders.finders.punctuation import FOLD
from loaders.finders.roles import Cue, labels, verbs
from loaders.finders.setting import Setting
from ontology.records import Assignment, Role

_PLACE = "首位|第一位|第一名|第1位|最前|最前面|第一个|首个|排名第一|排名首位|第一(?=的|者|为|责任)"
_FIRST = rf"(?:列|排|居|位)?(?:在)?(?:{_PLACE})"
_LEADS = r"(?:牵头|主办|汇总|总负责|负总责)(?:责任)?(?:单位|部门)?(?:(?:或|和|及|、)汇总单位)?(?:[，,]?下同)?"
_ENCLOSED = re.compile(r"^(\s*)（((?:[^（）]|（[^（）]*）)*)）(\s*)$")  # a cell that holds a note with its brackets
_LEADING_FIRST = re.compile(
    rf"（[^（）；。]{{0,12}}{_FIRST}[^（）；。]{{0,16}}?{_LEADS}[^（）；。]{{0,16}}）|"
    rf"[^（）；。：、，]{{0,12}}{_FIRST}[^（）；。、]{{0,16}}?{_LEADS}[：:]?"
)


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
    folded = text.translate(FOLD)
    rule = _ruling(folded)
    if rule:
        folded = folded[: rule.start()] + "。" * (rule.end() - rule.start()) + folded[rule.end() :]
        first_leads = True
    folded = _ENCLOSED.sub(r"\1　\2　\3", folded)
    cutter = Cutter(text, folded, setting)
    found: list[Assignment] = []
    for cue, start, end in _segments(folded):
        if cue == "person" or cue == "time":
            continue
        found += cutter.segment(cue or role, "label" if cue else "column", start, end)
    if first_leads and len(found) > 0 and not any(a.role == "lead" for a in found):
        found[0] = replace(found[0], role="lead", rule="position")
    return Reading(tuple(found), first_leads, tuple(cutter.remarks))


def rules_first_leads(text: str) -> int | None:
    """Where a document rules that the first listed leads (列第一位者为牵头单位，下同); None where it does not."""
    match = _ruling(text.translate(FOLD)) if re.search(_PLACE, text) else None
    return match.start() if match else None


def _ruling(folded: str) -> re.Match[str] | None:
    """The words that rule who leads; few texts have any, which a look for the place that they name tells."""
    return _LEADING_FIRST.search(folded) if re.search(_PLACE, folded) else None


def _segments(folded: str) -> Iterator[tuple[Cue | None, int, int]]:
    """(cue, start, end) of what each label governs; the text before the first label has the cue None, and so has what
    a role's verb closes behind a person in charge: 牵头领导：某某；县教育局牵头.
    """
    marks = labels(folded)
    edges = [m.start for m in marks] + [len(folded)]
    if edges[0] > 0:
        yield None, 0, edges[0]
    for mark, end in zip(marks, edges[1:], strict=True):
        stop = folded.find("；", mark.end, end)
        if mark.cue == "person" and stop > 0 and any(True for _ in verbs(folded, stop, end)):
            yield None, stop, end
        else:
            yield mark.cue, mark.end, end
