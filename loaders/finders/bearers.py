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
from loaders.finders.named import complete
from loaders.finders.punctuation import FOLD, SIGNS
from loaders.finders.roles import Cue, labels, verbs
from loaders.finders.setting import Setting
from ontology.records import Assignment, Role

_PLACE = "首位|第一位|第一名|第1位|最前|最前面|第一个|首个|排名第一|排名首位|第一(?=的|者|为|责任)"
_FIRST = rf"(?:列|排|居|位)?(?:在)?(?:{_PLACE})"
_LEADS = r"(?:牵头|主办|汇总|总负责|负总责)(?:责任)?(?:单位|部门)?(?:(?:或|和|及|、)汇总单位)?(?:[，,]?下同)?"
_ENCLOSED = re.compile(r"^(\s*)（((?:[^（）]|（[^（）]*）)*)）(\s*)$")  # a cell that holds a note with its brackets
_INCLUDED = re.compile(r"（(?P<what>含|包括)(?P<names>[^（）]+)）(?=[、，；。\s]|$)")
_LEADING_FIRST = re.compile(
    rf"（[^（）；。]{{0,12}}{_FIRST}[^（）；。]{{0,16}}?{_LEADS}[^（）；。]{{0,16}}）|"
    rf"[^（）；。：、，]{{0,12}}{_FIRST}[^（）；。、]{{0,16}}?{_LEADS}[：:]?"
)
_LEGEND = re.compile(
    rf"[“\"（(]?(?P<sign>[{SIGNS}])[”\"）)]?(?:号|标记|标志|符号)?(?:的|者)?(?:责任)?(?:单位|部门)?[为是]?牵头"
    r"(?P<others>[^。；;\n]{0,6}[，,；;](?:其余|其他|其它)[^。；;\n]{0,6}(?:配合|参与|协助|协办))?"
)
_FOOTNOTE = re.compile(r"\s*(?:备?注|说明)")


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who leads in the lists of a document, as it says itself.

    The first from offset `first` on (列第一位者为牵头单位，下同), everywhere for -1; those with the `sign`
    (带*的为牵头单位), beside which the `others` have this role, if it says so.
    """

    first: int | None = None
    sign: str | None = None
    others: Role | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The bearers of one text in printed order, whether it rules that the first listed leads (下同), and remarks."""

    assignments: tuple[Assignment, ...]
    first_leads: bool
    remarks: tuple[Remark, ...]


def read(text: str, role: Role, setting: Setting, first_leads: bool = False, ruling: Ruling | None = None) -> Reading:
    """The bearers of a responsibility cell's or note's text; `role` is theirs where the text itself does not say.

    `first_leads`: here holds that the first listed leads, by the document's `ruling`.
    """
    folded = text.translate(FOLD)
    rule = _rule_of_first(folded)
    if rule:
        folded = folded[: rule.start()] + "。" * (rule.end() - rule.start()) + folded[rule.end() :]
        first_leads = True
    folded = _ENCLOSED.sub(r"\1　\2　\3", folded)
    folded = _INCLUDED.sub(_listed_too, folded)
    cutter = Cutter(text, folded, setting)
    found: list[Assignment] = []
    for cue, start, end in _segments(folded):
        if cue == "person" or cue == "time":
            continue
        found += cutter.segment(cue or role, "label" if cue else "column", start, end)
    if ruling and ruling.sign and ruling.sign in text:
        found = [_signed(bearer, text, ruling) for bearer in found]
    if first_leads and len(found) > 0 and not any(a.role == "lead" for a in found):
        found[0] = replace(found[0], role="lead", rule="position")
    return Reading(tuple(found), first_leads, tuple(cutter.remarks))


def who_leads(text: str) -> Ruling:
    """What a document rules on who leads. What a footnote says (注：…) holds for all of its lists."""
    match = _rule_of_first(text.translate(FOLD))
    legend = _LEGEND.search(text)
    first = None
    if match:
        line = text.rfind("\n", 0, match.start()) + 1
        first = -1 if _FOOTNOTE.match(text, line) else match.start()
    return Ruling(first, legend["sign"] if legend else None, "support" if legend and legend["others"] else None)


def _listed_too(match: re.Match[str]) -> str:
    """Bearers that brackets say to be among those before them, as further ones: 各县区（含经开区管委会）."""
    names = match["names"]
    if not all(complete(name) for name in re.split("[、，]", names)):
        return match[0]
    return "、" * (1 + len(match["what"])) + names + "、"


def _signed(bearer: Assignment, text: str, ruling: Ruling) -> Assignment:
    if ruling.sign in (text[bearer.end : bearer.end + 1], text[max(0, bearer.start - 1) : bearer.start]):
        return replace(bearer, role="lead", rule="position")
    return replace(bearer, role=ruling.others, rule="position") if ruling.others else bearer


def _rule_of_first(folded: str) -> re.Match[str] | None:
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
