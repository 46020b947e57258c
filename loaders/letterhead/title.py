"""A document's title (标题): which lines print it, and what it says without its line breaks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.letterhead.lines import ATTACHMENT, DATE_LINE, NUMBER_PREFIX, NUMBER_SUFFIX, Line, is_issuer, plain, words

LONGEST = 4  # lines of one title besides the issuers that a joint notice prints on lines of their own
VERSION = r"(?: ?\((?:试行|暂行|修订.?|修正.?|草案|征求意见稿|送审稿|讨论稿|\d{4}[^()]{0,20}|[^()]{0,12}[版稿])\))+"
SITE = re.compile(r" ?[_|—–-] ?[^_|—–-]{2,25}(?:网|网站|平台|中心|人民政府)$")
OPENERS = ("关于", "印发", "转发", "批转", "公布", "发布")


@dataclass(frozen=True, slots=True)
class Title:
    """A title and where it was printed: the source's [start, end), and its lines [first, last] in the list given."""

    text: str
    start: int
    end: int
    first: int
    last: int
    closed: bool  # whether it ends with a kind of document


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that could belong to a title; without 附件 before it, the site's name and the number behind it."""

    text: str
    plain: str
    start: int
    index: int


def find_title(lines: Sequence[Line]) -> Title | None:
    """The first lines that end as titles end (通知, 方案, 分工表 …); without them, the first line in a title's place.

    Looks at the lines before the body's first sentence or numbered heading. Where a page prints the title above the
    document and the document prints it again, the document's own counts. An order (令) names in its first sentence what
    is printed below it.
    """
    found = [title for run in _runs(lines, 0) for title in _titles(run)]
    closed = [title for title in found if title.closed] or _below_a_number(lines)
    if not closed:
        return next(iter(found), None) or _announced(lines)
    first = _bare(closed[0].text)
    return [title for title in closed if _bare(title.text) == first][-1]


def _below_a_number(lines: Sequence[Line]) -> list[Title]:
    """Closed titles right below a mark or number that a page's chatter parts from its top."""
    starts = (index + 1 for index, line in enumerate(lines) if line.part in ("mark", "number"))
    runs = (next(_runs(lines, start), []) for start in starts)
    return [title for run in runs for title in _titles(run) if title.closed]


def _announced(lines: Sequence[Line]) -> Title | None:
    """The line that repeats the name with which the first sentence opens: 《…规定》已经…通过，现予公布。"""
    names: set[str] = set()
    for index, line in enumerate(lines):
        if line.part == "heading":
            return None
        if line.part == "line" and _bare(line.text) in names:
            return Title(line.text, line.start, line.end, index, index, closed=True)
        if line.part == "sentence" and (match := re.match("《([^《》]+)》", _bare(line.text))):
            names.add(match[1])
    return None


def _runs(lines: Sequence[Line], start: int) -> Iterator[list[_Row]]:
    """The stretches of lines from `start` in which a title may stand; any line of another part parts them."""
    run: list[_Row] = []
    for index in range(start, len(lines)):
        line = lines[index]
        if line.part == "heading" or (line.part == "sentence" and index):
            break
        rest = ATTACHMENT.fullmatch(line.plain) if line.part == "attachment" else None
        if line.part != "line" and run:
            yield run
            run = []
        if line.part == "line" or (rest and rest["rest"]):
            begin = rest.start("rest") if rest else 0
            number = NUMBER_PREFIX.match(line.plain)
            begin = max(begin, number.end() if number else 0)
            end = SITE.sub("", NUMBER_SUFFIX.sub("", line.plain))
            if line.plain[begin : len(end)].strip():
                run.append(_Row(line.text[begin : len(end)], line.plain[begin : len(end)], line.start + begin, index))
    if run:
        yield run


def _titles(run: Sequence[_Row]) -> Iterator[Title]:
    """Closed titles in the run, and the lines that no title closes over."""
    at = 0
    while at < len(run):
        last = None if _is_banner(run, at) else _closing(run, at)
        if last is not None or not is_issuer(_bare(run[at].text)):
            yield _title(run[at : (at if last is None else last) + 1], closed=last is not None)
        at = (at if last is None else last) + 1


def _is_banner(run: Sequence[_Row], at: int) -> bool:
    """Whether the line names an office that the title below does not begin with, or names again (a page's banner)."""
    name = _bare(run[at].text)
    if not is_issuer(name) or at + 1 == len(run):
        return is_issuer(name)
    below = _bare(run[at + 1].text)
    if below.startswith(OPENERS) or below[0].isdigit():
        return False
    issuer = re.split("关于|印发", below)[0]
    return below.startswith(name) or not is_issuer(issuer)


def _closing(run: Sequence[_Row], at: int) -> int | None:
    """Where the title that begins at `at` ends, None where none of the next lines closes it."""
    printed = 0
    for last in range(at, len(run)):
        printed += not is_issuer(_bare(run[last].text))
        if printed > LONGEST:
            return None
        joined = _bare("".join(row.text for row in run[at : last + 1]))
        if printed and _is_closed(joined) and not (last + 1 < len(run) and _goes_on(run[last + 1])):
            return last
    return None


def _is_closed(title: str) -> bool:
    """Whether a title in plain script is complete: …行动计划 is, 关于印发…行动计划 is not before 的通知."""
    title = re.sub(VERSION + "$", "", title)
    if any(title.count(a) != title.count(b) for a, b in ("《》", "()", "“”", "〈〉")):
        return False
    forwards = any(word in title for word in words()["forwarding"])
    return title.endswith(tuple(words()["covers" if forwards else "kinds"]))


def _goes_on(row: _Row) -> bool:
    """Whether a line continues a title that could already end: 的通知, 和实施细则的通知, （试行）."""
    line = _bare(row.text)
    if line.startswith("("):
        return bool(re.match(VERSION, line)) and not DATE_LINE.fullmatch(line)
    return line.startswith(("的", "和", "与", "及", "、"))


def _title(rows: Sequence[_Row], *, closed: bool) -> Title:
    pieces = [piece for row in rows for piece in row.text.split()]
    text = pieces[0]
    for before, piece in itertools.pairwise(pieces):
        text += (" " if _stay_apart(before, piece) else "") + piece
    if len(text) > 2 and re.fullmatch("《[^《》]*》", text) and len(rows) == 1:
        return Title(
            text[1:-1], rows[0].start + 1, rows[0].start + len(rows[0].text) - 1, rows[0].index, rows[0].index, closed
        )
    return Title(text, rows[0].start, rows[-1].start + len(rows[-1].text), rows[0].index, rows[-1].index, closed)


def _stay_apart(before: str, after: str) -> bool:
    """Whether a blank parts two names (教育部 财政部关于…) or two Latin words, and is not where a line was broken."""
    if before[-1].isascii() and after[0].isascii():
        return before[-1].isalnum() and after[0].isalnum()
    return is_issuer(plain(before)) and is_issuer(re.split("关于|印发", plain(after))[0])


def _bare(text: str) -> str:
    return plain(text).replace(" ", "")
