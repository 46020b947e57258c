"""Tasks in running text: numbered items that carry a responsibility note, or, where none does, the items themselves.

What a note governs (GUIDE: Task): the text since the note before it; a heading's note holds for the items below that
name nobody; a note after the last of several sub-points, none of which has one, holds for the item that they make up,
or for each of them where their numbers run on from section to section.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.finders.bearers import read
from loaders.finders.named import Carried, registered
from loaders.finders.setting import Setting
from loaders.layout.items import Item, Line, Path, Responsibility
from loaders.layout.notes import Note, ends_with_note, find
from loaders.layout.outline import Node, outline
from loaders.layout.sentences import headed, identified
from loaders.layout.witness import Witness
from loaders.view import View
from ontology.records import Fate

_BULLETS = " 　—·●■◆"
_STOPS = "。；;"
_SENTENCE_ENDS = "。；;：:！？!?”）)，,、"
_ENDS = "。；;：:！？!?”）)…—"  # what a paragraph ends with, if it is no heading
_HEADING_MOST = 36  # characters of a heading
_COUNTED = re.compile(r"[（(]\d+[项条件个][）)]$")  # 一、市教育局（12项）
_DUTIES = re.compile("(?P<who>.+(?:牵头|负责|承担|承办|落实|办理))(?:的?(?:重点|主要)?(?:工作|任务|事项|项目|目标)+)?")
_AGENCY_ENDS = tuple("厅局委办部署院会")  # no 消防, 公安, which name a field as well


@dataclass(slots=True)
class _Noted:
    """A node with its own text and the notes in it."""

    node: Node
    text: View
    notes: tuple[Note, ...]
    heading: bool  # a line that only names what stands below it
    preface: int = 0  # paragraphs of the node's body that its text leaves out
    last: _Noted | None = None  # the last item below, whose notes hold for all of them


def read_prose(
    paragraphs: Sequence[View], setting: Setting, witness: Witness, whole_items: bool
) -> tuple[list[Item], list[Line]]:
    """The tasks of a document's paragraphs, in order, and a ledger line for each paragraph.

    `whole_items`: where no note binds anybody, the numbered items are the tasks (a national plan).
    """
    root = outline(paragraphs, lambda text: ends_with_note(text, setting))
    noted = {id(node): _item(node, setting) for node in root.walk()}
    _hand_up(root, noted)
    _bind_headings(root, noted, setting)
    bound = any(not note.sentence for item in noted.values() for note in item.notes)
    reader = _Reader(noted, witness, _task_rank(root) if whole_items and not bound else None)
    reader.read(root, (), ())
    return reader.items, sorted(reader.lines, key=lambda line: line.start)


def _item(node: Node, setting: Setting) -> _Noted:
    preface = _preface(node, setting) if node.parent is None else 0
    text = glued([node.head, *node.body[preface:]])
    notes = find(text.text, setting) or _heads(node, text, setting)
    bare = not node.body or (bool(notes and node.number) and _only_notes(text.text, notes, len(node.head)))
    heading = bool(node.children) and bare and "。" not in node.head.text.rstrip("。")
    return _Noted(node, text, notes, heading, preface)


def _only_notes(text: str, notes: tuple[Note, ...], at: int) -> bool:
    """Whether the text behind `at` is notes and nothing else: 责任单位：…, on lines of their own."""
    for note in notes:
        if text[at : note.start].strip(_BULLETS + _STOPS):
            return False
        at = max(at, note.end)
    return not text[at:].strip(_BULLETS + _STOPS)


def _heads(node: Node, text: View, setting: Setting) -> tuple[Note, ...]:
    """The notes of an item that stand before what they govern: 二、职责分工 县公安局：…。县交通运输局：…。"""
    if not node.number or node.children:
        return ()
    said = [(len(text.text[: s.first].rstrip(_BULLETS)), s.first, s.last) for s in headed(text.text, setting)]
    return tuple(Note(start, last + 1, first, last, sentence=True, heads=True) for start, first, last in said)


def _preface(root: Node, setting: Setting) -> int:
    """How many paragraphs stand before the task of the first note, where no number says so: all before the note's own.

    A note in a paragraph of its own (责任单位：…) is of the one before; lines that run on into the next stay with it.
    """
    notes = ((i, found) for i, view in enumerate(root.body) if (found := find(view.text, setting)))
    first, found = next(notes, (0, ()))
    if first and not root.body[first].text[: found[0].start].strip():
        first -= 1
    while first and _runs_on(root.body[first - 1].text):
        first -= 1
    return first


def _runs_on(line: str) -> bool:
    return len(line) > _HEADING_MOST and line.rstrip()[-1:] not in _ENDS


def glued(views: Iterable[View]) -> View:
    """Paragraphs as one text, a space where the one before does not end in a stop: 1. 标题 + 正文。"""
    parts: list[View] = []
    for view in views:
        if not view.text:
            continue
        if parts and parts[-1].text[-1] not in _SENTENCE_ENDS:
            parts.append(View(" ", (parts[-1].at[-1],)))
        parts.append(view)
    return View.join(parts)


def _hand_up(root: Node, noted: dict[int, _Noted]) -> None:
    """Give a last sub-point's note to the item above, at ranks where no item has two children with notes; or to all
    beside it, where the numbers of that rank run on over the sections.
    """
    running = _running(root)
    own = Counter[float]()
    for node in root.walk():
        for rank in {child.rank for child in node.children}:
            with_notes = sum(1 for child in node.children if child.rank == rank and _noted(child, noted))
            if with_notes > 1:
                own[rank] += 1
    for node in list(root.walk()):
        if node.parent is None or own[node.rank] or not noted[id(node)].notes or node.children:
            continue
        if noted[id(node.parent)].notes or noted[id(node)].notes[-1].sentence:
            continue
        siblings = node.parent.children
        if node is siblings[-1] and len(siblings) > 1 and node.parent.parent is not None:
            if any(_noted(sibling, noted) for sibling in siblings[:-1]):
                continue
            if node.rank in running:
                noted[id(node.parent)].last = noted[id(node)]
            else:
                _absorb(node.parent, noted)


def _running(root: Node) -> set[float]:
    """The ranks whose numbers run on from one heading to the next: 一、 with 1. and 2., 二、 with 3."""
    runs: dict[float, list[Node]] = {}
    for node in root.walk():
        if node.number:
            runs.setdefault(node.rank, []).append(node)
    return {
        rank
        for rank, nodes in runs.items()
        if all(b.number and a.number and b.number.value == a.number.value + 1 for a, b in pairwise(nodes))
        and any(a.parent is not b.parent for a, b in pairwise(nodes))
    }


def _bind_headings(root: Node, noted: dict[int, _Noted], setting: Setting) -> None:
    """Make notes of headings that say whose the duties below them are: 一、市商务局、市供销社负责的工作; and of those
    that each name an agency and no more: （一）县教育局, （二）县卫健局.
    """
    for node in root.walk():
        below = [noted[id(child)] for child in node.children]
        names = [_COUNTED.sub("", item.text.text) if item.heading else "" for item in below]
        agencies = len(below) > 1 and all(item.heading for item in below)
        agencies = agencies and all(n.endswith(_AGENCY_ENDS) and registered(n, setting, Carried()) for n in names)
        for item, name in zip(below, names, strict=True):
            if who := name if agencies else _whose_duties(name, setting) if item.heading else None:
                item.notes = (Note(0, len(item.text), 0, len(who)),)


def _whose_duties(heading: str, setting: Setting) -> str | None:
    """The words of a heading that say who is bound, if all are known: 由市商务局牵头 of 由市商务局牵头的工作."""
    match = _DUTIES.fullmatch(heading)
    reading = read(match["who"], "joint", setting) if match else None
    if not match or not reading or not reading.assignments or reading.remarks:
        return None
    known = all(identified(bearer) and bearer.rule == "verb" for bearer in reading.assignments)
    return match["who"] if known else None


def _noted(node: Node, noted: dict[int, _Noted]) -> bool:
    return any(noted[id(below)].notes for below in node.walk())


def _absorb(node: Node, noted: dict[int, _Noted]) -> None:
    """Make all below the node its own text."""
    below = [view for child in node.children for part in child.walk() for view in (part.printed, *part.body)]
    offset = noted[id(node)]
    last = noted[id(node.children[-1])]
    node.body += below
    node.children = []
    text = glued([node.head, *node.body])
    shift = text.text.rfind(last.text.text)
    moved = tuple(Note(n.start + shift, n.end + shift, n.first + shift, n.last + shift, n.sentence) for n in last.notes)
    noted[id(node)] = _Noted(node, text, (*offset.notes, *moved), False)


def _task_rank(root: Node) -> float | None:
    """The rank of the items that are the tasks of a document without notes: that of most leaves."""
    leaves = Counter(node.rank for node in root.walk() if node.number and not node.children)
    return min((rank for rank, n in leaves.items() if n == max(leaves.values())), default=None)


class _Reader:
    """Walks the outline and makes items of it."""

    def __init__(self, noted: dict[int, _Noted], witness: Witness, task_rank: float | None) -> None:
        self.noted, self.witness, self.task_rank = noted, witness, task_rank
        self.items: list[Item] = []
        self.lines: list[Line] = []

    def read(self, node: Node, path: Path, inherited: tuple[Responsibility, ...]) -> None:
        """Read the node and all below it; `inherited` are what headings above it state of who is bound."""
        item = self.noted[id(node)]
        if node.number:
            path = (*path, (int(node.rank), node.number.value))
        below = inherited
        if item.heading and item.notes:
            own = len(node.head)  # a note on a line of its own below the heading is each item's, with its time
            below = tuple(self._responsible(item.text, note, note.start < own) for note in item.notes)
            for view in (node.printed, *node.body):
                self._line(view, "heading", "heads items and states who is bound by them")
        elif item.notes and item.notes[0].heads:
            self._headed(item, path)
        elif item.notes:
            self._pieces(item, path)
        elif self._is_task(node, inherited):
            self._whole(node, path, inherited)
            return
        else:
            self._plain(node, item)
        if item.last:
            below = tuple(self._responsible(item.last.text, note) for note in item.last.notes)
        for child in node.children:
            self.read(child, path, below)

    def _is_task(self, node: Node, inherited: tuple[Responsibility, ...]) -> bool:
        if node.number is None or (node.children and (self.task_rank != node.rank or self.noted[id(node)].heading)):
            return False
        if inherited:
            return True
        if self.task_rank is None or node.parent is None:
            return False
        under_heading = node.parent.rank == self.task_rank  # of the tasks' own rank: 一、主要指标 beside 二、各县要…。
        return node.rank == self.task_rank or under_heading or (node.rank < self.task_rank and bool(node.body))

    def _plain(self, node: Node, item: _Noted) -> None:
        if node.parent is None:
            for view in node.body:
                self._line(view, "note", "stands before the first item")
            return
        fate: Fate = "heading" if node.children or item.heading or not node.number else "note"
        self._line(node.printed, fate, "heads items" if fate == "heading" else "an item that names nobody")
        for view in node.body:
            self._line(view, "note", "text that names nobody")

    def _pieces(self, item: _Noted, path: Path) -> None:
        """A task for each note: the text since the note before, with the stop that follows the note."""
        node = item.node
        first = len(self.items)
        at = 0
        for note in item.notes:
            text = item.text[at : note.start].strip()
            at = note.end
            if item.text.text[at : at + 1] in tuple(_STOPS) and text.text[-1:] not in tuple(_STOPS):
                text = View.join([text, item.text[at : at + 1]])
            at += len(item.text.text[at:]) - len(item.text.text[at:].lstrip(_STOPS + " 　"))
            responsible = self._responsible(item.text, note)
            if not text.text and len(self.items) > first:  # a further note on the same text: 牵头单位：… / 配合单位：…
                self.items[-1] = self.items[-1].bound_by(responsible)
            elif text.text:
                self._add(node, path, text, (responsible,), follows=len(self.items) > first or not path)
        done = item.text[:at].place(0, at)[1]
        for view in node.body[: item.preface]:
            self._line(view, "note", "stands before the first item")
        for view in (node.printed, *node.body[item.preface :]):
            if len(self.items) > first and view.text and view.at[0] < done:
                self._line(view, "task", "", first)
            else:
                self._line(view, "note", "text behind the last note, which binds nobody")

    def _headed(self, item: _Noted, path: Path) -> None:
        """A task for each agency that heads its duties in the item: the text up to the next of them."""
        node, first = item.node, len(self.items)
        titled = (node.title,) if item.text.text[: item.notes[0].start].strip() else ()
        ends = [*(note.start for note in item.notes[1:]), len(item.text)]
        for note, end in zip(item.notes, ends, strict=True):
            text = item.text[note.end : end].strip()
            self._add(node, path, text, (self._responsible(item.text, note),), len(self.items) > first, titled)
        starts = [item.text.at[note.start] for note in item.notes]
        for view in filter(len, (node.printed, *node.body)):
            if view.at[-1] < starts[0]:
                self._line(view, "heading", "heads items")
            else:
                self._line(view, "task", "", first + max(sum(at <= view.at[0] for at in starts), 1) - 1)

    def _whole(self, node: Node, path: Path, responsible: tuple[Responsibility, ...]) -> None:
        """The node and all below it as one task without a note of its own."""
        views = [view for part in node.walk() for view in (part.head if part is node else part.printed, *part.body)]
        self._add(node, path, glued(views), responsible, follows=False)
        for part in node.walk():
            for view in (part.printed, *part.body):
                self._line(view, "task", "", len(self.items) - 1)

    def _add(
        self,
        node: Node,
        path: Path,
        text: View,
        responsible: tuple[Responsibility, ...],
        follows: bool,
        titled: tuple[View, ...] = (),
    ) -> None:
        section = (*(above.title for above in node.above()), *titled)
        self.items.append(Item(path, follows and bool(path), section, text, self.witness.evidence(text), responsible))

    def _responsible(self, text: View, note: Note, inherited: bool = False) -> Responsibility:
        passage = text[note.start : note.end] if note.start < note.end else text[note.first : note.last]
        evidence = self.witness.evidence(passage)
        return Responsibility(text[note.first : note.last], "joint", evidence, inherited)

    def _line(self, view: View, fate: Fate, reason: str, item: int | None = None) -> None:
        if view.text:
            self.lines.append(Line(*view.place(0, len(view)), fate, reason, item))
