"""Layout mended in views: line breaks inside words, vertical writing, artefacts of conversion, broken paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from loaders.finders.roles import enclosed_label
from loaders.layout.ordinals import ordinal
from loaders.view import View

_ARTEFACT = re.compile(
    r"\[(?:bookmark|image|img|table|footnote)[^\]\n]{0,80}\]"  # [bookmark: _GoBack], left by converters
    r"|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]",  # zero-width and control
    re.IGNORECASE,
)
_BREAK = re.compile(r"[ \t　]*[\r\n]+[ \t　\r\n]*")
_LATIN = re.compile(r"[A-Za-z]")
_TERMINAL = "。！？!?；;：:”…—"
_INNER = re.compile(r"[，。；、,;]")
_CONJUNCTION = re.compile(r"[和及与、，,]")
_CLOSED_NOTE = re.compile(r"[)）〕\]】]\s*$")
_OPENED_AND_CLOSED = re.compile(r"[(（〔\[【]")
_LISTED = re.compile(r"[、，,；;：:。\n]")
_LABELLED = re.compile(r"[一-龥]{2,8}[：:]")  # 太原市：, 配合单位：
BRANCH = re.compile("[一-龥]{1,4}[省市县区州盟旗]分局")
"""The name of a branch without its bureau, which stands before it: 市自然资源局 / 花都区分局."""
_NARROWEST = 8  # characters of a column that wraps lists
_LONG = 40  # characters; a heading is shorter
_LABEL = re.compile(
    r"\s*[（(〔\[【]?(?:主要|牵头|责任|负责|配合|协同|承办|落实|实施|完成|进度|时间)[^，。；:：\n]{0,8}[:：]"
)


def clean(view: View) -> View:
    """The view without zero-width characters and conversion artefacts, which may stand inside a word."""
    return view.without(_ARTEFACT)


def labelled(view: View) -> View:
    """The view with a colon behind labels that stand in brackets: 【责任单位】省教育厅 is 责任单位：省教育厅.

    Not where the first stands behind a bearer: 省教育厅（牵头单位）、省财政厅（配合单位）.
    """
    parts: list[View] = []
    done = 0
    for match in enclosed_label().finditer(view.text):
        before = view.text[: match.start()].rstrip()
        if not done and before and before[-1] not in _TERMINAL and not _CLOSED_NOTE.search(before):
            return view
        first, last = match.span("label")
        parts += [view[done : match.start()], view[first:last], View("：", (view.at[last],))]
        done = match.end()
    return View.join([*parts, view[done:]]) if done else view


def unwrapped(view: View) -> View:
    """The view on one line: breaks between Chinese characters vanish, between Latin words they become one space."""
    parts: list[View] = []
    done = 0
    for match in _BREAK.finditer(view.text):
        parts.append(view[done : match.start()])
        before, after = view.text[match.start() - 1 : match.start()], view.text[match.end() : match.end() + 1]
        if _LATIN.match(before) and _LATIN.match(after):
            parts.append(View(" ", (view.at[match.start()],)))
        done = match.end()
    return View.join([*parts, view[done:]]).strip() if done else view.strip()


_MILESTONE = re.compile(r"\s*(?:\d{4}\s*年|\d{1,2}\s*月|每[年季月]|年底|长期|持续|“?十[一二三四五]五|其[他它]|分别)")


def milestones(view: View) -> View:
    """A timetable cell with its wrapped lines joined; a break stays where a blank line or a new date makes it one."""
    parts: list[View] = []
    done = 0
    for match in _BREAK.finditer(view.text):
        parts.append(view[done : match.start()])
        blank = match.group().count("\n") > 1
        ended = view.text[match.start() - 1 : match.start()] in tuple("。；;，,、成前")
        if blank or (ended and _MILESTONE.match(view.text, match.end())):
            at = match.start() + match.group().index("\n")
            parts.append(view[at : at + 1])
        done = match.end()
    return View.join([*parts, view[done:]]).strip() if done else view.strip()


def listed(view: View, width: int, whole: Callable[[str, bool], bool]) -> View:
    """A cell's list with its wrapped lines joined; a break stays between two bearers, before a label and a paragraph.

    `width` is the longest line of the cell's column: a line that nearly fills it is wrapped, unless what stands on
    both sides of the break is registered and the two do not make one name (各省辖市 / 政府). `whole(words,
    registered)` tells whether words are a bearer, or a registered one.
    """
    parts: list[View] = []
    done = 0
    left = ""  # of the break, joined over those that fell: 市人力资源和社会 where 市人力 / 资源和社会 / 保障局 stands
    for match in _BREAK.finditer(view.text):
        parts.append(view[done : match.start()])
        left = _LISTED.split(left + view.text[done : match.start()].strip())[-1].strip()
        right = _LISTED.split(view.text[match.end() :], maxsplit=1)[0].strip()
        line = view.text[view.text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        wrapped = width >= _NARROWEST and len(line) >= width - 2
        apart = whole(left, wrapped) and whole(right, wrapped) and not whole(left + right, True)
        blank = match.group().count("\n") > 1 and whole(right, False)
        if blank or apart or _LABELLED.match(view.text, match.end()):
            at = match.start() + len(match.group()) - len(match.group().lstrip(" \t　"))
            parts.append(view[at : at + 1])
            left = ""
        done = match.end()
    return View.join([*parts, view[done:]]).strip() if done else view.strip()


def is_vertical(text: str) -> bool:
    """Whether a cell is written from top to bottom: three lines or more, hardly a character each."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return len(lines) >= 3 and sum(len(line) for line in lines) <= 1.6 * len(lines)


def paragraphs(lines: Sequence[View]) -> list[View]:
    """Lines put together to paragraphs, where a page or a narrow column broke them.

    A line goes on in the next when it stops inside a sentence, and when it fills the column of a hard-wrapped text. A
    note that a page break closed too early goes on too: （责任单位:市人民政府） / 和省财政厅） is one note.
    """
    full = _column(lines)
    result: list[list[View]] = []
    for line in (line.strip() for line in lines):
        if not line.text:
            continue
        if result and _goes_on(result[-1][-1].text, line.text, full):
            if closed := _closed_too_early(result[-1][-1].text, line.text):
                result[-1][-1] = result[-1][-1][:closed]
            result[-1].append(line)
        else:
            result.append([line])
    return [View.join(parts) for parts in result]


def _column(lines: Sequence[View]) -> int | None:
    """The width of a hard-wrapped text's column: at least half of its lines nearly fill it. None for flowing text."""
    widths = sorted(len(line.strip()) for line in lines if line.text.strip())
    if len(widths) < 8:
        return None
    widest = widths[int(len(widths) * 0.95)]
    if widest > 60:
        return None
    near = sum(1 for width in widths if widest - 3 <= width <= widest + 1)
    return widest - 3 if near * 2 >= len(widths) else None


def _goes_on(line: str, after: str, full: int | None) -> bool:
    if _closed_too_early(line, after):
        return True
    if ordinal(after) or _LABEL.match(after):
        return False
    if full is not None and len(line) >= full and not line.endswith(tuple("。！？")):
        return True
    if _LABEL.match(line):
        return line.endswith(("、", "，", ",", "和", "及", "：", ":"))
    if line.endswith(tuple(_TERMINAL)) or _CLOSED_NOTE.search(line):
        return False
    if line.count("《") > line.count("》") or line.endswith(("、", "，", ",")):
        return True
    if "。" in line or len(line) >= _LONG:
        return True
    return bool(_INNER.search(line)) and len(line) >= 20 and not ordinal(line)


def _closed_too_early(line: str, after: str) -> int | None:
    """Where a note's bracket is that a page break closed although the note goes on in the next line, or None."""
    closing = _CLOSED_NOTE.search(line)
    if not closing or not _CONJUNCTION.match(after) or not _CLOSED_NOTE.search(after):
        return None
    return None if _OPENED_AND_CLOSED.search(after) else closing.start()
